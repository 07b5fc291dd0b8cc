"""What each code of a finding means (``findings.toml``)."""

from __future__ import annotations

from functools import cache

from pydantic import ConfigDict

from schemas.fact_files import Facts, load_file


class Explanation(Facts):
    """What a finding's code means: what is compared, why it matters, what to do about it."""

    title: str
    why: str
    do: str


class _ExplanationFile(Facts):
    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Explanation]


@cache
def load_explanations() -> dict[str, Explanation]:
    """What each code of a finding means."""
    return dict(load_file("findings.toml", _ExplanationFile).__pydantic_extra__)
