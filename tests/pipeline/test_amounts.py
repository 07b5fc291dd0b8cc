"""Amounts in running text: how they are written, how exact they are, what the words around say."""

from __future__ import annotations

import pytest

from pipeline.normalise.amounts import text_to_amounts
from schemas.language import find_language


@pytest.mark.parametrize(
    ("code", "text", "amount", "unit"),
    [
        ("sv", "cirka 21,2 miljoner euro", "21200000.00", "100000"),
        ("sv", "11,285 miljoner euro", "11285000.00", "1000"),
        ("sv", "9,9 miljarder euro", "9900000000.00", "100000000"),
        ("sv", "1 200 000 €", "1200000.00", "1"),
        ("sv", "54 981 626,18 €", "54981626.18", "0.01"),
        ("sv", "3,5 M€", "3500000.00", "100000"),
        ("sv", "500 tusen euro", "500000.00", "1000"),
        ("fi", "54,9 miljoonaa euroa", "54900000.00", "100000"),
        ("fi", "54,9 milj. euroa", "54900000.00", "100000"),
        ("en", "EUR 1,200,000.50", "1200000.50", "0.01"),
        ("en", "€1.2 million", "1200000.00", "100000"),
        ("en", "4 MEUR", "4000000.00", "1000000"),
    ],
)
def test_forms_of_amounts(code: str, text: str, amount: str, unit: str) -> None:
    (found,) = text_to_amounts(f"({text}) 2025", find_language(code))
    assert (str(found.amount), f"{found.unit.normalize():f}") == (amount, unit)


@pytest.mark.parametrize("text", ["2 000 personer", "2025", "artikel 16 i 2021/1147", "75 %"])
def test_a_number_without_a_currency_is_no_amount(text: str) -> None:
    assert text_to_amounts(text, find_language("sv")) == ()


@pytest.mark.parametrize(
    ("code", "text", "roles"),
    [
        ("sv", "2 miljoner euro (totalt 5 miljoner euro)", ["", "total"]),
        ("sv", "2 miljoner euro av cirka 5 miljoner euro", ["", "whole"]),
        ("sv", "5 miljoner euro, varav 2 miljoner euro", ["", "part"]),
        ("fi", "5 miljoonasta eurosta on sidottu noin 2 miljoonaa euroa", ["whole", ""]),
        ("fi", "2 miljoonaa euroa (yhteensä noin 5 miljoonaa euroa)", ["", "total"]),
        ("en", "EUR 2 million of a total of EUR 5 million", ["", "whole"]),
        ("en", "A total of EUR 2 million of the EUR 5 million", ["total", "whole"]),
        ("en", "EUR 5 million, of which EUR 2 million", ["", "part"]),
        ("en", "EUR 2 million (EUR 5 million in total)", ["", "total"]),
    ],
)
def test_the_words_before_an_amount_say_what_it_is(code: str, text: str, roles: list[str]) -> None:
    assert [found.role for found in text_to_amounts(text, find_language(code))] == roles
