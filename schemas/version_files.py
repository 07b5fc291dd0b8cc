"""What each file of a version is: ``version_files.toml``."""

from __future__ import annotations

from functools import cache

from pydantic import RootModel

from schemas.fact_files import load_file


class _Descriptions(RootModel[dict[str, str]]):
    pass


@cache
def load_descriptions() -> dict[str, str]:
    """A sentence about each file of a version, in English, by its name.

    >>> load_descriptions()["cards.jsonl"]
    'The measure cards, one per line.'
    """
    return load_file("version_files.toml", _Descriptions).root
