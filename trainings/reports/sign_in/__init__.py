"""Sign-in sheets of an event."""
