"""A short hash that stands for a text of a plan."""

from __future__ import annotations

import hashlib

LENGTH = 16
"""So many digits of a SHA-256 tell one text of a plan from all others."""


def text_to_fingerprint(text: str) -> str:
    """The same for the same text, and practically never for another one."""
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
