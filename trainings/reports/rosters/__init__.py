"""Lists of who serves: by district, by role, by status."""
