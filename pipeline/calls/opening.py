"""What opens under an objective in a round, by the cards and by the call tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.calls.row_cards import objective_of, row_to_card
from pipeline.evidence import card_to_places
from schemas.calls import CallMeasure, SaidBy
from schemas.record import SEASONS, CallCell, CallRow, CallTable, MeasureCard, Place, Plan, Round


@dataclass(frozen=True, slots=True)
class RoundOfObjective:
    """A round under a specific objective, with what its call tables say of it.

    Attributes:
        objective: number, or ``None`` for cards without one.
        round: season and year.
        tables: the objective's call tables that have the round.
    """

    objective: int | None
    round: Round
    tables: Sequence[CallTable]

    @property
    def cells(self) -> Iterator[tuple[CallRow, CallCell]]:
        """Every row of the tables with its cell of the round, in their order."""
        for table in self.tables:
            at = table.rounds.index(self.round)
            for row in table.rows:
                yield row, row.cells[at]


def find_rounds(plan: Plan) -> list[RoundOfObjective]:
    """Every round that a card or a table names, by objective, in order of time."""
    named: set[tuple[int | None, Round]] = {
        (table.objective, found) for table in plan.funding.calls for found in table.rounds
    }
    named |= {
        (objective_of(card), found) for card in plan.cards for found in card.call_timing.rounds
    }
    ordered = sorted(named, key=lambda one: (one[0] or 0, one[1].year, _season_at(one[1])))
    return [
        RoundOfObjective(
            objective,
            found,
            [t for t in plan.funding.calls if t.objective == objective and found in t.rounds],
        )
        for objective, found in ordered
    ]


def list_opens(found: RoundOfObjective, plan: Plan) -> Iterator[CallMeasure]:
    """What opens in the round: rows of the tables in their order, then cards without a row."""
    with_row: list[MeasureCard] = []
    for table in found.tables:
        for row in table.rows:
            card = row_to_card(row, table, plan)
            with_row += [card] if card else []
            cell = row.cells[table.rounds.index(found.round)]
            if row.kind != "total" and cell.placed != "unknown":
                yield from _row_to_measure(row, cell, card, found.round)
    for card in plan.cards:
        is_told = any(card is other for other in with_row)
        if not is_told and objective_of(card) == found.objective:
            places = _find_round_places(card, found.round)
            if found.round in card.call_timing.rounds:
                yield _build_measure(card, None, None, "card", disputed=False, places=places)


def _row_to_measure(
    row: CallRow, cell: CallCell, card: MeasureCard | None, found: Round
) -> Iterator[CallMeasure]:
    """The row as something that opens, when it or its card says so."""
    in_card = card is not None and found in card.call_timing.rounds
    if not (cell.open or in_card):
        return
    said_by: SaidBy = "both" if cell.open and in_card else "card" if in_card else "table"
    places = [*(row.evidence if cell.open else ()), *(cell.evidence if cell.open else ())]
    places += _find_round_places(card, found) if card and in_card else []
    disputed = card is not None and said_by != "both"
    yield _build_measure(card, row, cell, said_by, disputed=disputed, places=places)


def _build_measure(
    card: MeasureCard | None,
    row: CallRow | None,
    cell: CallCell | None,
    said_by: SaidBy,
    *,
    disputed: bool,
    places: Sequence[Place],
) -> CallMeasure:
    """Of a card, of a row, or of both; at least one of them is there."""
    kind = row.kind if row else card.kind if card else "other"
    title = card.title if card else row.label if row else ""
    return CallMeasure(
        kind=kind,
        card_id=card.card_id if card else None,
        code=card.code if card else row.code if row else None,
        title=title,
        applicants=card.beneficiaries.categories if card else [],
        base_percent=card.support_rate.base_percent if card else None,
        raised_percents=[one.percent for one in card.support_rate.raised] if card else [],
        amount=cell.amount if cell else None,
        said_by=said_by,
        disputed=disputed,
        places=list(dict.fromkeys(places)),
    )


def _find_round_places(card: MeasureCard, found: Round) -> list[Place]:
    """Where a card names a round."""
    rounds = card.call_timing.rounds
    paths = [f"/call_timing/rounds/{at}" for at, one in enumerate(rounds) if one == found]
    return card_to_places(card, *paths) if paths else []


def _season_at(found: Round) -> int:
    return SEASONS.index(found.season)
