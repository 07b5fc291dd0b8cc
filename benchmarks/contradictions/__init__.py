"""Contradictions planted in the samples, typeset and extracted: which are found, and what else is.

``python -m benchmarks.contradictions`` writes ``results.md``; README.md tells how.
"""
