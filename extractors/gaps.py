"""Where a gap between signs is a space: what all engines must say alike."""

from __future__ import annotations

import regex

LOST_SPACE = regex.compile(r"(?<=[\p{L}\d)])[,;.)](?=\p{L})")
"""Punctuation inside a word, after which a narrow space may have been taken for none."""

NARROW_SPACE_SHARE = 0.1
"""A gap after punctuation wider than this share of the font size is a space."""
