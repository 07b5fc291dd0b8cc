"""How many cells of the funding table and the call tables are right, from PDFs and text dumps.

``python -m benchmarks.tables`` writes ``results.md``.
"""
