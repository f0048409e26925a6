"""Who may open what: one reviewed table, and what must never stand on a page."""
