"""Layout mutation: the sample cards typeset by several producers in seeded random layouts.

The words are known before they are typeset, so what the extraction must find is known exactly.

    python -m benchmarks.layouts.accuracy --plans 400 --seed 1
"""
