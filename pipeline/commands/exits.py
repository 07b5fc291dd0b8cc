"""Exit statuses of commands that ended well only in part; errors have their own."""

from __future__ import annotations

CHECK_FAILED = 1
"""When a check failed that the caller asked for."""

SOME_FAILED = 4
"""When some of several inputs failed."""
