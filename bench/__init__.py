"""Benchmarks against peers and against the floor; never part of the tests. `make bench` runs them all."""
