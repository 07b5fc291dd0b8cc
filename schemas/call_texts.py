"""What a calendar's events say, one language per file of ``schemas/call_texts/``."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from schemas.fact_files import load_file, names_of_files

FALLBACK = "en"
"""For plans in a language that has no file."""


class CallTexts(BaseModel):
    """One language's texts; what stands in braces is filled in.

    Attributes:
        calendar: name of the whole calendar.
        summary: title of an event under an objective.
        summary_without_objective: title where the plan names no objective.
        no_day: says that the days are those of the season, not of the call.
        objective: the objective's title.
        amount: the money of the call.
        applicants: who may apply.
        opens: begins the list of what opens.
        disputed: marks what card and call table disagree about.
        rate: the support rate.
        source: where it was read.
        pages: the pages of it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    calendar: str
    summary: str
    summary_without_objective: str
    no_day: str
    objective: str
    amount: str
    applicants: str
    opens: str
    disputed: str
    rate: str
    source: str
    pages: str


@cache
def _load_all() -> dict[str, CallTexts]:
    names = names_of_files("call_texts")
    return {name: load_file(f"call_texts/{name}.toml", CallTexts) for name in names}


def find_call_texts(language: str) -> CallTexts:
    """The texts in a plan's language, English where there is no file for it."""
    known = _load_all()
    return known.get(language, known[FALLBACK])
