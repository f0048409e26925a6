"""Forms of events and who takes part."""
