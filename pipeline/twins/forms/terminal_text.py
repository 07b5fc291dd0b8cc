"""A comparison of twins for people: a line per disagreement, with the pages of both editions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.visible_text import make_visible
from schemas.record import Place, PlanHeader
from schemas.twins import TwinDifference, Twins

NAME = "text"

MOST_PLACES = 3
"""So many pages or lines are shown."""


def render(twins: Twins) -> str:
    """The disagreements card by card, then outside the cards, then what is unknown."""
    return "".join(f"{make_visible(line)}\n" for line in _twins_to_lines(twins))


def _twins_to_lines(twins: Twins) -> Iterator[str]:
    first, second = twins.first, twins.second
    yield f"{_name(first)} and {_name(second)}: {len(twins.differences)} disagreement(s)"
    for title, several in groupby(twins.differences, key=_to_title):
        yield ""
        yield title
        for found in several:
            yield f"  {found.message}{_to_places(found, twins)}"
    if twins.unknown:
        yield ""
        yield "Not compared"
        yield from (f"  {found.message}" for found in twins.unknown)
    for note in twins.notes:
        yield ""
        yield note


def _name(header: PlanHeader) -> str:
    return f"{header.source.file} ({header.language})"


def _to_title(found: TwinDifference) -> str:
    if found.card_id is None:
        return "Outside the cards"
    other = f" / {found.other_card_id}" if found.other_card_id else ""
    return f"{found.card_id}{other}"


def _to_places(found: TwinDifference, twins: Twins) -> str:
    """Where it stands: "(sv page 9; fi page 10)"."""
    sides = (
        (twins.first.language, found.evidence.first),
        (twins.second.language, found.evidence.second),
    )
    shown = [f"{language} {_shown(places)}" for language, places in sides if places]
    return f" ({'; '.join(shown)})" if shown else ""


def _shown(places: Sequence[Place]) -> str:
    pages = list(dict.fromkeys(place.page for place in places if place.page))
    lines = list(dict.fromkeys(place.line for place in places if place.line))
    name, numbers = ("page", pages) if pages else ("line", lines)
    more = " …" if len(numbers) > MOST_PLACES else ""
    return f"{name} {', '.join(map(str, numbers[:MOST_PLACES]))}{more}"
