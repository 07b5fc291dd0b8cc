"""Two language editions of one plan version side by side: pair → compare, in ``compare_twins``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.diff.card_fields import card_to_values
from pipeline.diff.unreadable import find_gap, name_pages
from pipeline.evidence import card_to_places
from pipeline.twins.card_agreement import TwinCards, compare_twin_cards
from pipeline.twins.card_pairing import CardPair, pair_cards
from pipeline.twins.disagreements import Disagreement
from pipeline.twins.plan_agreement import compare_outside_twin_cards
from schemas.errors import UsageError
from schemas.record import MeasureCard, Plan, PlanHeader
from schemas.twins import (
    Edition,
    TwinDifference,
    TwinPair,
    Twins,
    TwinSides,
    TwinUnknown,
)

EDITIONS: tuple[Edition, Edition] = ("first", "second")


def compare_twins(first: Plan, second: Plan) -> Twins:
    """Where two language editions of one version disagree in what no language changes.

    Cards and fields that may stand on pages that could not be read are unknown, not disagreed on.

    Raises:
        UsageError: the plans are no two languages of one plan; the message says why.
    """
    notes = list(check_twins(first.plan, second.plan))
    pairs = pair_cards(first.cards, second.cards)
    differences: list[TwinDifference] = []
    unknown: list[TwinUnknown] = []
    cards: list[TwinPair] = []
    for pair in pairs:
        found, open_questions = _compare_pair(first, second, pair)
        differences += found
        unknown += open_questions
        cards.append(
            TwinPair(
                card_id=pair.first.card_id if pair.first else None,
                other_card_id=pair.second.card_id if pair.second else None,
                differences=len(found),
            )
        )
    for disagreement in compare_outside_twin_cards(first, second):
        question = _find_unread_table(first, second, disagreement)
        if question:
            unknown.append(question)
        else:
            differences.append(_to_difference(disagreement, None, None))
    return Twins(
        first=first.plan,
        second=second.plan,
        differences=differences,
        unknown=unknown,
        cards=cards,
        notes=notes,
    )


def check_twins(first: PlanHeader, second: PlanHeader) -> Iterator[str]:
    """What cannot be told of two plans that may be twins.

    Raises:
        UsageError: they are in the same language, or of another fund, period or country.
    """
    if first.language == second.language:
        raise UsageError(
            f"both plans are in one language ({first.language}): twins are two languages of one "
            "version; to compare two versions leave --twin out"
        )
    for what, a, b in (
        ("fund", first.fund, second.fund),
        ("period", _period(first), _period(second)),
        ("country", first.country, second.country),
    ):
        if a is None or b is None:
            name = EDITIONS[0] if a is None else EDITIONS[1]
            yield f"The {what} of the {name} edition is not known, so it could not be compared"
        elif a != b:
            raise UsageError(
                f"the plans are of another {what} ({a} in {first.source.file}, {b} in "
                f"{second.source.file}): twins are two languages of one plan"
            )


def _period(header: PlanHeader) -> str | None:
    return f"{header.period.start}–{header.period.end}" if header.period else None


def _compare_pair(
    first: Plan, second: Plan, pair: CardPair
) -> tuple[list[TwinDifference], list[TwinUnknown]]:
    if pair.first is None or pair.second is None:
        return _report_alone(first, second, pair)
    languages = (first.plan.language, second.plan.language)
    found = list(compare_twin_cards(TwinCards(pair.first, pair.second, languages)))
    for edition, plan, card in zip(EDITIONS, (first, second), (pair.first, pair.second),
                                   strict=True):  # fmt: skip
        if found and (gap := find_gap(plan, card)):
            fields = dict.fromkeys(disagreement.field for disagreement in found)
            return [], [
                _unknown(card.card_id, field, edition, gap, f"{field} may go on")
                for field in fields
            ]
    return [_to_difference(item, pair.first, pair.second) for item in found], []


def _report_alone(
    first: Plan, second: Plan, pair: CardPair
) -> tuple[list[TwinDifference], list[TwinUnknown]]:
    """A card that only one edition has."""
    card, lacking = (pair.first, second) if pair.first else (pair.second, first)
    if card is None:
        return [], []
    name, other = EDITIONS if pair.first else EDITIONS[::-1]
    if pages := lacking.plan.source.failed_pages:
        what = f"card {card.card_id} may stand"
        return [], [_unknown(card.card_id, None, other, pages, what)]
    values = [dict(card_to_values(side)) if side else None for side in (pair.first, pair.second)]
    places = [card_to_places(side, "/title") if side else [] for side in (pair.first, pair.second)]
    message = f"only the {name} edition has the card {card.card_id} ({card.title})"
    alone = Disagreement("card", "card", values[0], values[1], message, *places)
    return [_to_difference(alone, card, None)], []


def _find_unread_table(first: Plan, second: Plan, found: Disagreement) -> TwinUnknown | None:
    """Whether a row or table that an edition lacks may stand on a page that could not be read."""
    if found.kind not in ("row", "round") and None not in (found.first, found.second):
        return None
    for edition, plan in zip(EDITIONS, (first, second), strict=True):
        if pages := plan.plan.source.failed_pages:
            return _unknown(None, found.field, edition, pages, f"{found.field} may stand")
    return None


def _unknown(
    card_id: str | None, field: str | None, edition: Edition, pages: Sequence[int], what: str
) -> TwinUnknown:
    return TwinUnknown(
        card_id=card_id,
        field=field,
        edition=edition,
        pages=list(pages),
        message=f"{what} on {name_pages(pages)} of the {edition} edition, which could not be read",
    )


def _to_difference(
    found: Disagreement, first: MeasureCard | None, second: MeasureCard | None
) -> TwinDifference:
    card_id = first.card_id if first else None
    other = second.card_id if second and second.card_id != card_id else None
    return TwinDifference(
        kind=found.kind,
        card_id=card_id,
        other_card_id=other,
        field=found.field,
        first=found.first,
        second=found.second,
        message=found.message,
        evidence=TwinSides(first=list(found.first_at), second=list(found.second_at)),
    )
