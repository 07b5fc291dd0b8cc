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
        in_round = objective_of(card) == found.objective and found.round in card.call_timing.rounds
        if in_round and not is_told:
            yield _card_to_measure(card, found.round)


def _row_to_measure(
    row: CallRow, cell: CallCell, card: MeasureCard | None, found: Round
) -> Iterator[CallMeasure]:
    """The row as something that opens, when it or its card says so."""
    in_card = card is not None and found in card.call_timing.rounds
    if not (cell.open or in_card):
        return
    said_by: SaidBy = "both" if cell.open and in_card else "card" if in_card else "table"
    places = [*row.evidence, *cell.evidence] if cell.open else []
    places += _find_round_places(card, found) if card else []
    yield _add_card(
        CallMeasure(
            kind=row.kind,
            code=row.code,
            title=row.label,
            amount=cell.amount,
            said_by=said_by,
            disputed=card is not None and said_by != "both",
            places=list(dict.fromkeys(places)),
        ),
        card,
    )


def _card_to_measure(card: MeasureCard, found: Round) -> CallMeasure:
    """A card that opens and has no row that could say so."""
    opened = CallMeasure(
        kind=card.kind,
        code=card.code,
        title=card.title,
        said_by="card",
        disputed=False,
        places=_find_round_places(card, found),
    )
    return _add_card(opened, card)


def _add_card(opened: CallMeasure, card: MeasureCard | None) -> CallMeasure:
    """With what the card tells applicants; its own title goes before the one of its row."""
    if card is None:
        return opened
    return opened.model_copy(
        update={
            "card_id": card.card_id,
            "code": card.code,
            "title": card.title,
            "applicants": card.beneficiaries.categories,
            "base_percent": card.support_rate.base_percent,
            "raised_percents": [raised.percent for raised in card.support_rate.raised],
        }
    )


def _find_round_places(card: MeasureCard, found: Round) -> list[Place]:
    """Where a card names a round."""
    rounds = card.call_timing.rounds
    paths = [f"/call_timing/rounds/{at}" for at, one in enumerate(rounds) if one == found]
    return card_to_places(card, *paths) if paths else []


def _season_at(found: Round) -> int:
    return SEASONS.index(found.season)
