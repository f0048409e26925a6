"""Writes with a rule or more than one row: keyword-only, atomic, `by` is the actor (None: command line)."""
