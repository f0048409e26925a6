"""Pages of events: they translate HTTP and nothing else."""
