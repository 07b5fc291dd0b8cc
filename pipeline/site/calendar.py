"""The call calendar: measures against rounds, from the cards and the call tables together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.calls.row_cards import CARD_ROWS, objective_of, row_to_card
from pipeline.corrections.pointers import pointers_overlap
from pipeline.site.pages import Addresses
from pipeline.site.sources import ShownVersion
from pipeline.site.voice import Voice
from schemas.record import SEASONS, CallRow, CallTable, MeasureCard, Plan, Round

CallState = Literal["open", "card_only", "table_only", "closed"]

RATE = "/support_rate/base_percent"


@dataclass(frozen=True, slots=True)
class CalendarCell:
    """What is said of one round.

    Attributes:
        state: of the round.
        label: the state in words.
        amount: money of the round as it is written, or "".
    """

    state: CallState
    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A row of the calendar.

    Attributes:
        kind: of the row, as in call tables.
        code: of the measure, or "".
        label: its title.
        address: of the card's page, or ``None``.
        rate: the card's support rate, or "".
        rate_by_hand: whether a person corrected it.
        cells: one per round.
        cards: ids of the cards that the row is about.
    """

    kind: str
    code: str
    label: str
    address: str | None
    rate: str
    rate_by_hand: bool
    cells: tuple[CalendarCell, ...]
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """The rows of one specific objective."""

    heading: str
    title: str | None
    cards: tuple[str, ...]
    rows: tuple[CalendarRow, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Rounds in order of time, and the rows by objective."""

    rounds: tuple[str, ...]
    parts: tuple[CalendarPart, ...]


def plan_to_rounds(plan: Plan) -> list[Round]:
    """The rounds that a card or a call table names, in order of time."""
    named = [found for card in plan.cards for found in card.call_timing.rounds]
    named += [found for table in plan.funding.calls for found in table.rounds]
    return sorted(set(named), key=lambda found: (found.year, SEASONS.index(found.season)))


def card_to_rounds(card: MeasureCard, plan: Plan) -> list[Round]:
    """The rounds that a card opens in, by itself or by its row in a call table."""
    opened = set(card.call_timing.rounds)
    for table in plan.funding.calls:
        for row in table.rows:
            if row_to_card(row, table, plan) is card:
                opened |= {
                    at for at, cell in zip(table.rounds, row.cells, strict=True) if cell.open
                }
    return sorted(opened, key=lambda found: (found.year, SEASONS.index(found.season)))


def show_calendar(version: ShownVersion, addresses: Addresses, voice: Voice) -> Calendar:
    """The calendar of a version: the rows of its call tables, and the cards that have none."""
    plan = version.plan
    rounds = plan_to_rounds(plan)
    numbers: list[int | None] = [*(found.number for found in plan.objectives)]
    numbers += [table.objective for table in plan.funding.calls if table.objective not in numbers]
    numbers += [None] if any(objective_of(card) not in numbers for card in plan.cards) else []
    maker = _RowMaker(version, rounds, addresses, voice)
    titles = {found.number: found.title for found in plan.objectives}
    return Calendar(
        tuple(voice.name_round(found) for found in rounds),
        tuple(
            CalendarPart(
                voice.say("objective_n", number=number)
                if number is not None
                else voice.say("no_objective"),
                titles.get(number or 0),
                tuple(c.card_id for c in plan.cards if objective_of(c) == number),
                tuple(maker.list_rows(number)),
            )
            for number in numbers
        ),
    )


class _RowMaker:
    """Makes the rows of a version's calendar."""

    def __init__(
        self, version: ShownVersion, rounds: Sequence[Round], addresses: Addresses, voice: Voice
    ) -> None:
        self._version = version
        self._plan = version.plan
        self._rounds = rounds
        self._addresses = addresses
        self._voice = voice

    def list_rows(self, objective: int | None) -> Iterator[CalendarRow]:
        """The rows of one objective."""
        shown: list[MeasureCard] = []
        tables = [table for table in self._plan.funding.calls if table.objective == objective]
        for table in tables:
            for row in table.rows:
                card = row_to_card(row, table, self._plan)
                if card:
                    shown.append(card)
                yield self._from_row(row, table, card)
        for card in self._plan.cards:
            if objective_of(card) == objective and not any(card is other for other in shown):
                yield self._from_card(card, bool(tables))

    def _from_row(self, row: CallRow, table: CallTable, card: MeasureCard | None) -> CalendarRow:
        cells = dict(zip(table.rounds, row.cells, strict=True))
        in_card = set(card.call_timing.rounds) if card else set()
        lacks_card = card is None and row.kind in CARD_ROWS

        def show(found: Round) -> CalendarCell:
            cell = cells.get(found)
            opened = bool(cell and cell.open)
            state = _compare(opened, found in in_card) if card else ("open" if opened else "closed")
            if lacks_card and opened:
                state = "table_only"
            return self._cell(state, cell.amount if cell else None)

        return CalendarRow(
            kind=row.kind,
            code=row.code or (card.card_id if card else ""),
            label=row.label,
            address=self._addresses.card(self._version, card.card_id) if card else None,
            rate=self._rate(card) if card else "",
            rate_by_hand=bool(card and _is_rate_by_hand(card)),
            cells=tuple(show(found) for found in self._rounds),
            cards=(card.card_id,) if card else self._list_cards(row, table),
        )

    def _from_card(self, card: MeasureCard, has_table: bool) -> CalendarRow:
        state: CallState = "card_only" if has_table else "open"
        opened = set(card.call_timing.rounds)
        return CalendarRow(
            kind=card.kind,
            code=card.card_id,
            label=card.title,
            address=self._addresses.card(self._version, card.card_id),
            rate=self._rate(card),
            rate_by_hand=_is_rate_by_hand(card),
            cells=tuple(
                self._cell(state if found in opened else "closed", None) for found in self._rounds
            ),
            cards=(card.card_id,),
        )

    def _list_cards(self, row: CallRow, table: CallTable) -> tuple[str, ...]:
        """The cards of an implementation measure; of any other row, those of the objective."""
        return tuple(
            card.card_id
            for card in self._plan.cards
            if objective_of(card) == table.objective
            and (
                row.kind != "implementation_measure"
                or (card.implementation_measure and card.implementation_measure.code == row.code)
            )
        )

    def _cell(self, state: CallState, amount: str | None) -> CalendarCell:
        written = self._voice.write_amount(amount) if amount else ""
        return CalendarCell(state, self._voice.interface.call_states[state], written)

    def _rate(self, card: MeasureCard) -> str:
        percent = card.support_rate.base_percent
        return "" if percent is None else self._voice.write_percent(percent)


def _is_rate_by_hand(card: MeasureCard) -> bool:
    return any(pointers_overlap(mark.path, RATE) for mark in card.corrected)


def _compare(in_table: bool, in_card: bool) -> CallState:
    if in_table and in_card:
        return "open"
    return "table_only" if in_table else "card_only" if in_card else "closed"
