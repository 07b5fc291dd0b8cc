"""How a reader tells which page it has done; light, for whoever only shows or hands on the news."""

from __future__ import annotations

from collections.abc import Callable

OnPage = Callable[[int, int], None]
"""Called after each page with the number of pages done and the number of pages in all."""


def ignore_page(done: int, total: int) -> None:
    """An ``OnPage`` that does nothing."""
