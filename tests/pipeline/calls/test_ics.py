"""calls.ics opens in a calendar library and claims no day that the plan does not give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from pipeline.calls import plans_to_calendar
from pipeline.calls.ics import calendar_to_ics
from pipeline.store import Store
from schemas.calls import CallCalendar
from schemas.record import Plan

SAMPLE = "amif-2027-2028.sv.pdf"
SECOND = "amif-2027-2028_v2.sv.pdf"


@pytest.fixture
def calendar(extracted: Callable[[str], Plan]) -> CallCalendar:
    return plans_to_calendar([extracted(SAMPLE)])


def read_events(data: bytes) -> list[Event]:
    parsed = Calendar.from_ical(data)
    assert parsed.errors == []
    assert (parsed["VERSION"], parsed["CALSCALE"]) == ("2.0", "GREGORIAN")
    return [event for event in parsed.walk("VEVENT") if isinstance(event, Event)]


def test_there_is_an_event_per_call(calendar: CallCalendar) -> None:
    events = read_events(calendar_to_ics(calendar))
    assert len(events) == len(calendar.calls) > 5
    assert len({event["UID"] for event in events}) == len(events)
    assert all(event.errors == [] for event in events)


def test_an_event_says_what_the_call_is(calendar: CallCalendar) -> None:
    event = read_events(calendar_to_ics(calendar))[0]
    assert event["SUMMARY"] == (
        "AMIF: utlysning våren 2027, särskilt mål 1 (dagarna inte fastställda)"
    )
    lines = str(event["DESCRIPTION"]).splitlines()
    assert lines[1] == "Särskilt mål 1: Det gemensamma europeiska asylsystemet"
    assert lines[2] == "Stöd sammanlagt: 4\u00a0930\u00a0310,00 EUR"
    assert lines[-2] == f"Källa: {SAMPLE}, version {calendar.sources[0].version}"
    assert lines[-1].startswith("sidorna ")
    assert event.categories == ["AMIF"]


def test_a_season_is_shown_as_one_and_not_as_the_days_of_the_call(calendar: CallCalendar) -> None:
    data = calendar_to_ics(calendar)
    event = read_events(data)[0]
    assert (event.start, event.end) == (date(2027, 3, 1), date(2027, 6, 1))
    assert b"DTSTART;VALUE=DATE:20270301\r\n" in data
    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert (event["X-PLANCARDS-SEASON"], event["X-PLANCARDS-YEAR"]) == ("spring", "2027")
    assert str(event["DESCRIPTION"]).startswith("Planen anger en årstid, inte utlysningens dagar.")


def test_days_that_are_known_are_the_days_of_the_event(calendar: CallCalendar) -> None:
    known = calendar.calls[0].model_copy(
        update={"start_date": "2027-02-15", "end_date": "2027-04-30"}
    )
    (event,) = read_events(calendar_to_ics(calendar.model_copy(update={"calls": [known]})))
    assert (event.start, event.end) == (date(2027, 2, 15), date(2027, 5, 1))
    assert event["STATUS"] == "CONFIRMED"
    assert "årstid" not in str(event["DESCRIPTION"])


def test_the_language_is_the_plans(extracted: Callable[[str], Plan]) -> None:
    finnish = read_events(calendar_to_ics(plans_to_calendar([extracted("isf-2027-2028.fi.pdf")])))
    english = read_events(calendar_to_ics(plans_to_calendar([extracted("bmvi-2027-2028.en.pdf")])))
    assert "erityistavoite" in str(finnish[0]["SUMMARY"])
    assert "specific objective" in str(english[0]["SUMMARY"])


def test_lines_are_as_long_as_the_format_allows(calendar: CallCalendar) -> None:
    data = calendar_to_ics(calendar)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_text_of_a_plan_cannot_become_a_property(calendar: CallCalendar) -> None:
    hostile = calendar.calls[0].model_copy(
        update={"objective_title": "Turned \u202e\x07\r\nEND:VEVENT\r\nATTACH:file:///etc/passwd"}
    )
    (event,) = read_events(calendar_to_ics(calendar.model_copy(update={"calls": [hostile]})))
    assert "ATTACH" not in event
    shown = "Turned \\u202e\\u0007\\u000d\\u000aEND:VEVENT\\u000d\\u000aATTACH:file:///etc/passwd"
    assert shown in str(event["DESCRIPTION"])


def test_a_newer_version_replaces_the_events_of_the_older_one(
    extracted: Callable[[str], Plan], samples: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path / "out")
    folders = [store.add(extracted(name), samples / name).folder for name in (SAMPLE, SECOND)]
    old, new = (read_events((folder / "calls.ics").read_bytes()) for folder in folders)
    assert {event["SEQUENCE"] for event in old} == {0}
    assert {event["SEQUENCE"] for event in new} == {1}
    assert {event["UID"] for event in old} & {event["UID"] for event in new}


def test_the_same_plan_gives_the_same_bytes(
    extracted: Callable[[str], Plan], samples: Path, tmp_path: Path
) -> None:
    files = []
    for name in ("a", "b"):
        folder = Store(tmp_path / name).add(extracted(SAMPLE), samples / SAMPLE).folder
        files.append(
            [(folder / f"calls.{suffix}").read_bytes() for suffix in ("csv", "json", "ics")]
        )
    assert files[0] == files[1]
