"""The recapitulation of an event."""
