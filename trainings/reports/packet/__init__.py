"""The accountability packet of an event: everything an office hands in, as one PDF."""
