"""Numbers in two languages: what says the same, and what does not."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.twins.numerals import compare_numerals, texts_to_numerals


def leftovers(sv: str, fi: str, languages: tuple[str, str] = ("sv", "fi")) -> tuple[str, str]:
    """The numbers that only one of two texts has, each side in order of digits."""
    first, second = (
        texts_to_numerals([text], code) for text, code in zip((sv, fi), languages, strict=True)
    )
    left, right = compare_numerals(first, second)
    return " ".join(sorted(x.number for x in left)), " ".join(sorted(x.number for x in right))


@pytest.mark.parametrize(
    ("first", "second", "languages"),
    [
        ("75 % av kostnaderna", "75 prosenttia kustannuksista", "sv fi"),
        ("75 procent", "75\u00a0%", "sv fi"),
        ("12 500 personer", "12\u00a0500 ihmistä", "sv fi"),
        ("12\u202f500 personer", "12\u2009500 ihmistä", "sv fi"),
        ("12 500,50 €", "€12,500.50", "sv en"),
        ("1.234.567 €", "1,234,567 euros", "sv en"),
        ("12500 personer", "12 500 ihmistä", "sv fi"),
        ("1,5 timmar", "1.5 hours", "sv en"),
        ("1 200 000 euro", "1,2 miljoonaa euroa", "sv fi"),
        ("45 000 euro", "45 tuhatta euroa", "sv fi"),
        ("den 1 mars 2027", "1.3.2027", "sv fi"),
        ("den 1 mars 2027", "1. maaliskuuta 2027", "sv fi"),
        ("den 01.03.2027", "1 March 2027", "sv en"),
        ("March 1, 2027", "1.3.2027", "en fi"),
        ("1–3 september 2027", "1.–3.9.2027", "sv fi"),
        ("i mars–april 2027", "maalis–huhtikuussa 2027", "sv fi"),
        ("före den 2:a maj", "ennen 2. toukokuuta", "sv fi"),
        ("den 3:e omgången", "the 3rd round", "sv en"),
        ("den tredje omgången", "3. kierros", "sv fi"),
        ("tolv kommuner", "12 kuntaa", "sv fi"),
        ("12 kommuner", "kahdessatoista kunnassa, 12", "sv fi"),
        ("2025–2026", "vuosina 2025-2026", "sv fi"),
        ("kl. 10.30", "klo 10:30", "sv fi"),
        ("(EU) 2021/1147", "(EU) 2021/1147", "sv fi"),
        ("åtgärd 2A3", "toimen 2A3:n", "sv fi"),
        ("O.1.1.1 och R.2.8", "O.1.1.1 ja R.2.8", "sv fi"),
        ("barn under 18 år", "alle 18-vuotiaat lapset", "sv fi"),
        ("år 2027 100 personer", "sata ihmistä, 100, vuonna 2027", "sv fi"),
        ("two may apply", "2 voi hakea", "en fi"),
    ],
)
def test_the_same_numbers(first: str, second: str, languages: str) -> None:
    codes = languages.split()
    assert leftovers(first, second, (codes[0], codes[1])) == ("", "")
    assert leftovers(second, first, (codes[1], codes[0])) == ("", "")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("12 500 personer", "12 600 ihmistä", ("12500", "12600")),
        ("1,5 timmar", "15 tuntia", ("1.5", "15")),
        ("75 %", "prosentti", ("75", "")),
        ("den 1 mars 2027", "2.3.2027", ("1", "2")),
        ("den 5 maj 2027", "5. kesäkuuta 2027", ("5", "6")),
        ("åtgärd 2A3", "toimi 2B3", ("2A3", "2B3")),
        ("O.1.1.1", "O.1.1.2", ("O.1.1.1", "O.1.1.2")),
        ("2 och 2", "2", ("2", "")),
        ("två av 3", "kaksi 4:stä", ("3", "4")),
        ("1,2 miljoner euro", "1 300 000 euroa", ("1.2", "1300000")),
    ],
)
def test_other_numbers(first: str, second: str, expected: tuple[str, str]) -> None:
    assert leftovers(first, second) == expected
    assert leftovers(second, first, ("fi", "sv")) == expected[::-1]


def test_a_number_is_told_with_the_text_it_stands_in() -> None:
    first = texts_to_numerals(["5 bussar", "6 båtar", "7 tåg"], "sv")
    second = texts_to_numerals(["5 bussia", "7 junaa", "8 venettä"], "fi")
    left, right = compare_numerals(first, second)
    assert [(found.number, found.place) for found in left] == [("6", 1)]
    assert [(found.number, found.place) for found in right] == [("8", 2)]


def test_words_for_numbers_are_counted_not_read() -> None:
    found = texts_to_numerals(["tre av fem"], "sv")
    assert found.found == ()
    assert found.spelled["3"] == 1
    assert Counter(found.spelled).total() == 2
