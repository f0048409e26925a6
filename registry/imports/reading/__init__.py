"""From a file to raw rows: guarded, read in a process of its own, its tables found. Knows no database."""
