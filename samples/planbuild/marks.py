"""Marks in a source's sentences: what is typeset for each, and what a reader should find there.

A mark stands between braces: a day `{2022-11-29}`, days `{2026-10-26/2026-10-30}`, a measure's
code `{1A1}`, its title `{title 1A1}`, a name `{name Migrationsverket}`, money
`{committed 6300000}` or the total of an objective `{total}`; `|short` or `|exact` after it asks for
the other form.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MILLION = Decimal(10**6)
CENT = Decimal("0.01")
MARK = re.compile(r"\{(?:(?P<kind>[a-z]+)\s?)?(?P<value>[^}|]*)(?:\|(?P<form>short|exact))?\}")
CODE = re.compile(r"[1-9][A-Z]\d*")
DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")


@dataclass(frozen=True)
class Mark:
    """A mark of a sentence: its kind ("date", "code", "title", "name" or money), value, form."""

    kind: str
    value: str
    form: str | None

    @property
    def days(self) -> tuple[date, date | None]:
        """First and last day of a date."""
        match = DAYS.fullmatch(self.value)
        if match is None:
            raise ValueError(f"{self.value!r} is no date")
        last = match[2] and date.fromisoformat(match[2])
        return date.fromisoformat(match[1]), last or None


def find_marks(text: str) -> list[Mark]:
    """All marks of a text, in order."""
    return [_read(match) for match in MARK.finditer(text)]


def replace_mark(text: str, mark: Mark, new: str) -> str:
    """The text with another one in place of a mark."""
    return MARK.sub(lambda match: new if _read(match) == mark else match[0], text)


def _read(match: re.Match[str]) -> Mark:
    value, form = match["value"].strip(), match["form"]
    if DAYS.fullmatch(value):
        return Mark("date", value, form)
    if CODE.fullmatch(value) and not match["kind"]:
        return Mark("code", value, form)
    if match["kind"] in ("title", "name", "amount", "committed", "total"):
        return Mark(match["kind"], value, form)
    raise ValueError(f"unknown mark {match[0]!r}")


def printed_money(amount: Decimal, form: str | None) -> tuple[Decimal, Decimal]:
    """The sum that is printed, and what one of its last digit is worth.

    Decimal("15050811.15"), None -> 15100000 and 100000: a round sum in millions; "exact" -> itself.
    """
    if form == "exact":
        return amount, Decimal(1) if amount == amount.to_integral_value() else CENT
    unit = Decimal(10**4) if amount % 10**5 and not amount % 10**4 else Decimal(10**5)
    return (amount / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit, unit


def millions(amount: Decimal, unit: Decimal) -> str:
    """Decimal("15100000"), Decimal("100000") -> "15.1"."""
    places = 1 if unit == Decimal(10**5) else 2
    return f"{amount / MILLION:.{places}f}"
