"""Seeded random amendments of the samples, and how much of them a diff tells."""
