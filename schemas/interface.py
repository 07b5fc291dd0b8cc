"""The texts of the review site's interface, one language per file of ``schemas/interface/``."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from schemas.errors import UsageError
from schemas.fact_files import load_file, names_of_files


class Interface(BaseModel):
    """One language's interface texts.

    Attributes:
        name: what the language calls itself.
        texts: by key; texts in braces are filled in.
        levels: of one finding.
        levels_many: of several.
        kinds: of support, in tables and charts.
        call_states: what card and call table say of a round.
        ledger: what characters of the plan were taken for.
        fates: how a card came into the plan or left it.
        findings: what the codes of findings mean.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    texts: dict[str, str]
    levels: dict[str, str]
    levels_many: dict[str, str]
    kinds: dict[str, str]
    call_states: dict[str, str]
    ledger: dict[str, str]
    fates: dict[str, str]
    findings: dict[str, str]


@cache
def load_interfaces() -> dict[str, Interface]:
    """The interface texts by the code of their language."""
    names = names_of_files("interface")
    return {name: load_file(f"interface/{name}.toml", Interface) for name in names}


def find_interface(language: str) -> Interface:
    """The interface texts in that language.

    Raises:
        UsageError: there is no file for it.
    """
    known = load_interfaces()
    if language not in known:
        raise UsageError(f"no interface in '{language}': use one of {', '.join(known)}")
    return known[language]
