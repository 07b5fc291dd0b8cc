"""The timetable of calls as an iCalendar file (RFC 5545) that calendars can subscribe to.

A calendar needs days and a plan gives a season. A to-do or a journal entry needs none, but the
calendars of offices show neither. So every call is an event over its whole season that says so in
its title and text, is tentative (STATUS) and takes no one's time (TRANSP). The year is parted into
seasons as in the tables: from the month that one begins with to the next one, autumn to the year's
end. ``X-PLANCARDS-SEASON`` and ``X-PLANCARDS-YEAR`` keep what the plan says. A call whose days are
known has these days.

The same plan gives the same bytes: the stamp that the format asks for is a fixed one, and what
tells a calendar which version is the newer one is SEQUENCE, from the order of storing.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, vText

from pipeline.diff.sentences import amount_to_text
from pipeline.visible_text import make_visible
from schemas.call_table import join_entries, name_measure
from schemas.call_texts import FALLBACK, CallTexts, find_call_texts
from schemas.calls import CallCalendar, CallMeasure, CallSource, PlannedCall
from schemas.impact import Sentences, load_sentences
from schemas.record import SEASONS, Round
from schemas.tables import round_to_date

PRODUCT = "-//plancards//planned calls//EN"
NO_STAMP = datetime(1970, 1, 1, tzinfo=UTC)
"""DTSTAMP is required; a plan does not say when it was last revised."""


def calendar_to_ics(calendar: CallCalendar) -> bytes:
    """The calendar's bytes, an event per call, in the language of its plan."""
    sources = {(source.plan_id, source.version): source for source in calendar.sources}
    languages = {source.language for source in calendar.sources}
    made = Calendar()
    made.add("PRODID", PRODUCT)
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    name = find_call_texts(languages.pop() if len(languages) == 1 else FALLBACK).calendar
    made.add("X-WR-CALNAME", name)
    for call in calendar.calls:
        made.add_component(_call_to_event(call, sources[call.plan_id, call.version]))
    return bytes(made.to_ical())


def round_to_days(found: Round) -> tuple[date, date]:
    """The first and the last day of a round's season.

    >>> round_to_days(Round(season="spring", year=2027))
    (datetime.date(2027, 3, 1), datetime.date(2027, 5, 31))
    >>> round_to_days(Round(season="autumn", year=2027))[1]
    datetime.date(2027, 12, 31)
    """
    following = SEASONS[SEASONS.index(found.season) + 1 :]
    if not following:
        return round_to_date(found), date(found.year, 12, 31)
    end = round_to_date(Round(season=following[0], year=found.year))
    return round_to_date(found), end - timedelta(days=1)


def call_to_uid(call: PlannedCall) -> str:
    """The event's identity, the same in every version of a plan, so that a newer one replaces it.

    RFC 7986 asks for a UUID here.
    """
    name = f"urn:plancards:call:{call.plan_id}:{call.objective}:{call.year}:{call.season}"
    return str(uuid5(NAMESPACE_URL, name))


def _call_to_event(call: PlannedCall, source: CallSource) -> Event:
    texts = find_call_texts(source.language)
    known = load_sentences()
    words = known.get(source.language, known[FALLBACK])
    found = Round(season=call.season, year=call.year)
    season_start, season_end = round_to_days(found)
    is_known = call.start_date is not None and call.end_date is not None
    start = date.fromisoformat(call.start_date) if call.start_date and is_known else season_start
    end = date.fromisoformat(call.end_date) if call.end_date and is_known else season_end
    event = Event()
    event.add("UID", call_to_uid(call))
    event.add("DTSTAMP", NO_STAMP)
    event.add("SEQUENCE", max((source.sequence or 1) - 1, 0))
    event.add("DTSTART", start)
    event.add("DTEND", end + timedelta(days=1))  # the day after the last one
    event.add("SUMMARY", _summarise(call, words.seasons[call.season].format(year=call.year), texts))
    described = _describe(call, source, texts, words, is_known=is_known)
    event.add("DESCRIPTION", "\n".join(map(make_visible, described)))
    event.add("STATUS", "CONFIRMED" if is_known else "TENTATIVE")
    event.add("TRANSP", "TRANSPARENT")
    event.add("CATEGORIES", [call.fund or call.plan_id])
    event.add("X-PLANCARDS-SEASON", vText(call.season))
    event.add("X-PLANCARDS-YEAR", vText(str(call.year)))
    return event


def _summarise(call: PlannedCall, named_round: str, texts: CallTexts) -> str:
    fund = call.fund or call.plan_id
    if call.objective is None:
        return texts.summary_without_objective.format(fund=fund, round=named_round)
    return texts.summary.format(fund=fund, round=named_round, objective=call.objective)


def _describe(
    call: PlannedCall, source: CallSource, texts: CallTexts, words: Sentences, *, is_known: bool
) -> list[str]:
    lines = [] if is_known else [texts.no_day]
    if call.objective is not None and call.objective_title:
        lines.append(texts.objective.format(number=call.objective, title=call.objective_title))
    if call.amount is not None:
        lines.append(texts.amount.format(amount=amount_to_text(call.amount, words)))
    if call.applicant_names:
        lines.append(texts.applicants.format(names=join_entries(call.applicant_names)))
    if call.opens:
        lines += [texts.opens, *(_describe_measure(one, texts) for one in call.opens)]
    lines.append(texts.source.format(file=source.file, version=source.version))
    places = [*call.places, *(place for one in call.opens for place in one.places)]
    pages = sorted({place.page for place in places if place.page})
    if pages:
        lines.append(texts.pages.format(pages=", ".join(map(str, pages))))
    return lines


def _describe_measure(one: CallMeasure, texts: CallTexts) -> str:
    rate = texts.rate.format(percent=one.base_percent) if one.base_percent is not None else None
    notes = join_entries(filter(None, [rate, texts.disputed if one.disputed else None]))
    return f"- {name_measure(one)} {one.title}{f' ({notes})' if notes else ''}"
