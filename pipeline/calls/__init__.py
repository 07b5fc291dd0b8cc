"""The planned calls of plans: one per fund, specific objective and round.

Cards and call tables say the same thing twice. What either of them opens is told, with who says so
and whether the two disagree; the money of a call is what the plan states, never a sum made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain

from pipeline.calls.opening import RoundOfObjective, find_rounds, list_opens
from schemas.calls import AmountFrom, CallCalendar, CallMeasure, CallSource, PlannedCall
from schemas.impact import load_sentences
from schemas.record import SEASONS, CallCell, Place, Plan


def plans_to_calendar(plans: Iterable[Plan]) -> CallCalendar:
    """The calls of several plans in order of time, then by fund and objective."""
    plans = list(plans)
    calls = sorted(chain.from_iterable(map(plan_to_calls, plans)), key=_order_of)
    return CallCalendar(sources=[_plan_to_source(plan) for plan in plans], calls=calls)


def plan_to_calls(plan: Plan) -> Iterator[PlannedCall]:
    """The planned calls of one plan.

    before: cards 1A1 and 1A3 of objective 1 that name autumn 2027, and the objective's call table
            with 3650000.00 in the total of autumn 2027
    after:  one call: objective 1, autumn 2027, amount "3650000.00", opens 1A, 1A1, 1A3
    """
    for found in find_rounds(plan):
        opens = list(list_opens(found, plan))
        amount, amount_from, places = _find_amount(found, opens)
        # A total of zero, with nothing that opens, says that there is no call.
        if opens or _list_totals(found):
            yield _build_call(found, plan, opens, amount, amount_from, places)


def _build_call(
    found: RoundOfObjective,
    plan: Plan,
    opens: list[CallMeasure],
    amount: str | None,
    amount_from: AmountFrom | None,
    places: list[Place],
) -> PlannedCall:
    header = plan.plan
    applicants = list(dict.fromkeys(code for one in opens for code in one.applicants))
    sentences = load_sentences().get(header.language)
    names = sentences.categories if sentences else {}
    return PlannedCall(
        plan_id=header.plan_id,
        version=header.version,
        fund=header.fund,
        geographical_area=header.country,
        objective=found.objective,
        objective_title=next(
            (one.title for one in plan.objectives if one.number == found.objective), None
        ),
        season=found.round.season,
        year=found.round.year,
        applicants=applicants,
        applicant_names=[names.get(code, code) for code in applicants],
        amount=amount,
        amount_from=amount_from,
        opens=opens,
        places=places,
    )


def _find_amount(
    found: RoundOfObjective, opens: Sequence[CallMeasure]
) -> tuple[str | None, AmountFrom | None, list[Place]]:
    """The stated money of a round; of two tables that both state a total, none is chosen."""
    totals = _list_totals(found)
    if len(totals) == 1:
        return totals[0].amount, "total", totals[0].evidence
    has_total = any(row.kind == "total" and cell.amount for row, cell in found.cells)
    if not has_total and len(opens) == 1 and opens[0].amount is not None:
        return opens[0].amount, "row", opens[0].places
    return None, None, []


def _list_totals(found: RoundOfObjective) -> list[CallCell]:
    """The totals of the round that state money."""
    return [cell for row, cell in found.cells if row.kind == "total" and _has_money(cell)]


def _has_money(cell: CallCell) -> bool:
    return cell.placed != "unknown" and cell.amount is not None and Decimal(cell.amount) > 0


def _plan_to_source(plan: Plan) -> CallSource:
    header = plan.plan
    return CallSource(
        plan_id=header.plan_id,
        version=header.version,
        language=header.language,
        title=header.title,
        file=header.source.file,
        sha256=header.source.sha256,
        media_type=header.source.media_type,
        sequence=header.sequence,
    )


def _order_of(call: PlannedCall) -> tuple[int, int, str, int, str]:
    season = SEASONS.index(call.season)
    return (call.year, season, call.fund or "", call.objective or 0, call.plan_id)
