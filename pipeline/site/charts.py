"""Charts as SVG, made when the site is built; their colours come from the site's style sheet.

Pygal lays them out. Its own style sheet, scripts and the date it was run are taken out: the pages
allow no style or script inside them, and the same plan gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import pygal
from markupsafe import Markup

# Pygal's hook for maps, which are not used here, is of a kind that Python has given up; whoever
# asks every hook where a module is, as pytest does, would fail on it.
sys.meta_path[:] = [hook for hook in sys.meta_path if not isinstance(hook, pygal.PluginImportFixer)]

WIDTH = 640
BAR = 34
"""Pixels; the picture grows with the page."""

_DROPPED = ("defs", "desc", "title")
_TOOLTIPS = "tooltip-overlay"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart.

    Attributes:
        name: of the bar.
        amount: its length.
        written: the amount as it is written beside it.
    """

    name: str
    amount: float
    written: str


def draw_bars(bars: Sequence[Bar], longest: float, title: str) -> Markup:
    """Horizontal bars below each other, the first on top.

    Args:
        bars: at least one.
        longest: the amount that takes the whole width, so that several charts have one scale.
        title: what a screen reader says; the numbers are in a table beside the chart.
    """
    chart = pygal.HorizontalBar(
        width=WIDTH, height=BAR * len(bars) + 12, range=(0, longest or 1), css=(), js=(),
        show_legend=False, show_y_labels=False, show_x_labels=False, show_y_guides=False,
        show_x_guides=False, margin=4, no_prefix=True, spacing=0, print_values=False,
    )  # fmt: skip
    chart.add("", [bar.amount for bar in reversed(bars)])
    return _clean(chart.render(), title)


def draw_shares(bars: Sequence[Bar], title: str) -> Markup:
    """One bar in parts, from the left; parts without an amount are left out.

    Args:
        bars: the parts; each has a look of its own by its place.
        title: what a screen reader says.
    """
    chart = pygal.HorizontalStackedBar(
        width=WIDTH, height=BAR + 20, range=(0, sum(bar.amount for bar in bars) or 1), css=(),
        js=(), show_legend=False, show_y_labels=False, show_x_labels=False, show_y_guides=False,
        show_x_guides=False, margin=4, no_prefix=True, spacing=0,
    )  # fmt: skip
    for bar in bars:
        chart.add("", [bar.amount])
    return _clean(chart.render(), title)


def _clean(drawing: bytes, title: str) -> Markup:
    """The drawing alone, named for screen readers, as it stands inside HTML."""
    root = ElementTree.fromstring(drawing)
    for parent in list(root.iter()):
        parent.tag = parent.tag.rpartition("}")[2]
        for child in list(parent):
            name, looks = child.tag.rpartition("}")[2], child.get("class", "")
            if name in _DROPPED or _TOOLTIPS in looks:
                parent.remove(child)
    root.attrib.pop("id", None)
    root.set("role", "img")
    root.set("aria-label", title)
    return Markup(ElementTree.tostring(root, encoding="unicode", short_empty_elements=False))
