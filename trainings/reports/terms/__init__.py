"""Terms of decrees that are over or end soon."""
