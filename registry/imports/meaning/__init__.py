"""From raw rows to decisions: values cleaned, regions and people found. Knows no database."""
