"""Stored versions into a database: each whole or not at all, and once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from pipeline.publish.databases import INSTALL, load_databases, read_address
from pipeline.targets import find_versions
from schemas.errors import UsageError

State = Literal["new", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a version.

    Attributes:
        plan_id: the plan.
        version: its name.
        state: new in the database, replaced because it was another one, or left as it was.
        rows: how many were written, in all tables.
    """

    plan_id: str
    version: str
    state: State
    rows: int


def publish(url: str, target: str | None, out: Path) -> Iterator[Published]:
    """Put versions into a database, each in one transaction with what it replaces.

    Tables that are not there are made. A version that is there already, and the same, is left
    alone. Versions that the database has and the store has not stay.

    Args:
        url: of the database.
        target: PLAN_ID or PLAN_ID@VERSION; all plans when ``None``.
        out: folder of the store.

    Yields:
        Each version when it is there.

    Raises:
        UsageError: the URL is none, or libraries are not installed.
        InputError: nothing of that name is stored.
        StoreError: the database cannot be written, or the store cannot be read.
    """
    address = read_address(url)
    versions, wanted = find_versions(target, out)
    try:
        from pipeline.publish.rows import Placed
        from pipeline.publish.writing import prepare_tables, publish_version
    except ModuleNotFoundError as error:
        raise UsageError(INSTALL) from error
    with load_databases()[address.kind].open_session(address) as session:
        model = prepare_tables(session, address.kind)
        for _, several in groupby(versions, key=lambda version: version.header.plan_id):
            own = [Placed(version, order) for order, version in enumerate(several, start=1)]
            for placed in own:
                if placed.key in wanted:
                    yield publish_version(session, address.kind, placed, own, model)
