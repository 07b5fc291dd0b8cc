"""How many cards of a plan stand in what a tool prints: each text of a card in one piece."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import regex
from pydantic import BaseModel, TypeAdapter

_LOOSE = regex.compile(r"[\s\p{Pd}\u00ad\ufffe]+")


class _Text(BaseModel):
    text: str | None


class _Items(BaseModel):
    items: list[str]


class _Raised(BaseModel):
    condition: str


class _Rate(BaseModel):
    raised: list[_Raised]


class CheckedCard(BaseModel):
    """What an applicant reads in a card, as checked by hand; other fields are left out."""

    title: str
    goal: str | None
    eligible_activities: _Items | None
    result_targets: _Items | None
    support_rate: _Rate
    beneficiaries: _Text
    coordination: _Text
    call_timing: _Text

    def list_texts(self) -> Iterator[str]:
        """The texts, items of lists one by one."""
        yield self.title
        yield from (self.eligible_activities.items if self.eligible_activities else ())
        yield from (self.result_targets.items if self.result_targets else ())
        yield from (raised.condition for raised in self.support_rate.raised)
        fields = (self.beneficiaries, self.coordination, self.call_timing)
        yield from filter(None, [self.goal, *(field.text for field in fields)])


def load_cards(path: Path) -> list[CheckedCard]:
    """The hand-checked cards of a plan, such as ``samples/amif-2027-2028.sv.cards.json``."""
    return TypeAdapter(list[CheckedCard]).validate_json(path.read_bytes())


def count_recovered(output: str, cards: list[CheckedCard]) -> int:
    """So many cards have every text in ``output``, white space and hyphens aside.

    This is generous: texts may stand in any order and under any name. What it asks for is that a
    text which runs over lines and pages was not mixed with what stands beside it or on the page's
    edge, and that nothing was lost.
    """
    squeezed = squeeze(output)
    return sum(all(squeeze(text) in squeezed for text in card.list_texts()) for card in cards)


def squeeze(text: str) -> str:
    r"""A text without white space and hyphens, which differ with how lines are joined.

    >>> squeeze("annan EU-\n finansiering")
    'annanEUfinansiering'
    """
    return _LOOSE.sub("", text)
