"""Dates in the forms that plans write them, and deadlines of cards as days."""

from __future__ import annotations

import pytest

from pipeline.normalise.dates import text_to_dates
from pipeline.normalise.deadlines import row_to_deadline
from schemas.language import find_language


def dates(text: str, code: str = "sv") -> list[str | None]:
    """Each date as ISO, a range with a slash, a month or year as far as it goes, x for blank."""
    found: list[str | None] = []
    for date in text_to_dates(text, find_language(code)):
        if date.blank:
            found.append(f"x {date.year or ''}".strip())
        elif date.until:
            found.append(f"{date.iso}/{date.until.iso}")
        else:
            found.append(date.iso or f"{date.year}" + (f"-{date.month:02}" if date.month else ""))
    return found


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("sv", "den 14 december 2022", ["2022-12-14"]),
        ("sv", "14.12.2022 och 2.1.2023.", ["2022-12-14", "2023-01-02"]),
        ("sv", "den 3 mars, den 4 april och den 5 maj 2025",
         ["2025-03-03", "2025-04-04", "2025-05-05"]),
        ("sv", "3.4. och 5.6.2025", ["2025-04-03", "2025-06-05"]),
        ("sv", "26–29 augusti 2025", ["2025-08-26/2025-08-29"]),
        ("sv", "26.8–29.8.2025", ["2025-08-29"]),
        ("sv", "30 augusti – 2 september 2025", ["2025-08-30/2025-09-02"]),
        ("sv", "i juni 2027 eller under 2028", ["2027-06", "2028"]),
        ("fi", "14. joulukuuta 2022", ["2022-12-14"]),
        ("fi", "26.–29.8.2025 ja 30.8.–2.9.2025",
         ["2025-08-26/2025-08-29", "2025-08-30/2025-09-02"]),
        ("fi", "26.–30. lokakuuta 2026", ["2026-10-26/2026-10-30"]),
        ("fi", "kesäkuun 2027 loppuun mennessä", ["2027-06"]),
        ("fi", "elokuussa 2025, Elokuun 1. 2025", ["2025-08", "2025-08-01"]),
        ("en", "14 December 2022, 14th of December 2022, December 14, 2022", ["2022-12-14"] * 3),
        ("en", "26–29 August 2025; 2025-08-26", ["2025-08-26/2025-08-29", "2025-08-26"]),
    ],
)  # fmt: skip
def test_forms_of_dates(code: str, text: str, expected: list[str]) -> None:
    assert dates(text, code) == expected


@pytest.mark.parametrize(
    ("code", "text", "year"),
    [
        ("sv", "den x.x.2025.", "x 2025"), ("sv", "den xx maj 2025", "x 2025"),
        ("sv", "den x.12.2025", "x 2025"), ("sv", "dd.mm.åååå", "x"), ("sv", "_._.2026", "x 2026"),
        ("fi", "x.–30. lokakuuta 2025", "x 2025"),
        ("fi", "x. toukokuuta 2025", "x 2025"), ("fi", "pp.kk.vvvv", "x"), ("fi", "X.X.20XX", "x"),
        ("en", "on x May 2025", "x 2025"), ("en", "dd.mm.yyyy", "x"),
        ("sv", "den 5 maj 20xx", "x"), ("fi", "kesäkuussa 20XX", "x"), ("en", "June ____", "x"),
    ],
)  # fmt: skip
def test_a_stand_in_is_no_date_but_may_have_a_year(code: str, text: str, year: str) -> None:
    assert dates(text, code) == [year]


@pytest.mark.parametrize(
    "text",
    [
        "förordning (EU) 2021/1147", "åren 2021–2027", "åren 2021 – 2027", "O.1.1.2 barn",
        "1.2 Fonden", "x x 1 200 000 €", "klockan 3.4", "punkt 1.1. i planen", "3 § 2 mom.", "maj",
        "xxxx maj", "20xxl",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == []


def test_a_day_that_the_calendar_does_not_have_is_impossible() -> None:
    (found,) = text_to_dates("31.2.2025", find_language("sv"))
    assert (found.iso, found.year, found.is_impossible) == (None, 2025, True)


@pytest.mark.parametrize(
    ("code", "label", "text", "day"),
    [
        ("sv", "Projektet inleds senast", "30.6.2027", "2027-06-30"),
        ("sv", "Projektet inleds:", "Senast den 30 juni 2027.", "2027-06-30"),
        ("sv", "Projektet inleds senast", "Före utgången av juni 2027", "2027-06-30"),
        ("sv", "Projektet inleds senast", "i februari 2028", "2028-02-29"),
        ("sv", "Tidsschema för åtgärderna", "Mässan ordnas före utgången av 2027.", "2027-12-31"),
        ("fi", "Hanke alkaa viimeistään", "30.6.2027", "2027-06-30"),
        ("fi", "Hanke alkaa viimeistään", "Kesäkuun 2027 loppuun mennessä.", "2027-06-30"),
        ("fi", "Toimien aikataulu", "Hanke alkaa 1.3.2028 mennessä.", "2028-03-01"),
        ("en", "Project starts by", "30 June 2027", "2027-06-30"),
        ("en", "Project starts by", "The end of June 2027.", "2027-06-30"),
        ("en", "Schedule", "The ship sails no later than 30 June 2027.", "2027-06-30"),
    ],
)
def test_a_deadline_is_a_day(code: str, label: str, text: str, day: str) -> None:
    found = row_to_deadline(label, text, find_language(code))
    assert found is not None
    assert found[0] == day


@pytest.mark.parametrize(
    ("code", "label", "text"),
    [
        ("sv", "Projektet inleds senast", "Se utlysningen."),
        ("sv", "Projektet inleds senast", "Våren 2027"),
        ("sv", "Projektet inleds senast", "x.x.2027"),
        ("sv", "Projektet inleds senast", "30.6.2027 eller 31.12.2027"),
        ("sv", "Tidsschema för åtgärderna", "Mässan ordnas under 2026."),
        ("sv", "Tidsschema för åtgärderna", "Mässan ordnas den 3 maj 2026."),
        ("fi", "Toimien aikataulu", "Hanke päättyy kesäkuuhun 2029 mennessä."),
        ("en", "Schedule", "Done by March 2029 at the latest."),
    ],
)
def test_what_may_mean_two_days_is_no_deadline(code: str, label: str, text: str) -> None:
    assert row_to_deadline(label, text, find_language(code)) is None
