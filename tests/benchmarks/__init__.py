"""Benchmarks: Pilar and stock Django tools on the same made-up rows in one run."""
