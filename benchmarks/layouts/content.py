"""What one plan says: cards of a sample source, in a fund and with labels drawn from a seed."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.layouts.labels import Labels, draw_labels
from benchmarks.layouts.trimming import trim_card
from samples.planbuild.source import Card, Plan, load_plan
from schemas.language import Language, find_language

LANGUAGES = ("sv", "fi", "en")
FUNDS = ("AMIF", "ISF", "BMVI")
FEWEST_CARDS, MOST_CARDS = 3, 6

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    "sv": "amif-2027-2028.sv.toml",
    "fi": "isf-2027-2028.fi.toml",
    "en": "bmvi-2027-2028.en.toml",
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Chapter headings and paragraphs before the cards."""

    chapter: str
    intro: tuple[str, ...]
    cards: str


@dataclass(frozen=True, slots=True)
class PlanContent:
    """One plan's words.

    Attributes:
        plan: in the form of the sample sources; labels and titles are the drawn ones.
        labels: how headings and labels are printed.
    """

    seed: int
    plan: Plan
    labels: Labels
    front: FrontMatter
    with_contents: bool
    with_call_tables: bool


def draw_content(seed: int, language: str, fund: str) -> PlanContent:
    """The content that belongs to ``seed`` in one language and fund."""
    random = Random(f"{seed}/content")
    source, words = _load_source(language), find_language(language)
    labels = draw_labels(random, words)
    cards = [
        _in_fund(_relabel(trim_card(card, random), words, labels), fund, random)
        for card in _choose_cards(source, fund, random)
    ]
    texts = _load_texts()[language]
    period = f"{source.rounds[0][-4:]}–{source.rounds[-1][-4:]}"

    def fill(text: str) -> str:
        return str(text).format(period=period, fund=fund)

    return PlanContent(
        seed=seed,
        plan=_keep_cards(source, fund, fill(texts[fund]), cards),
        labels=labels,
        front=FrontMatter(texts["chapter"], tuple(map(fill, texts["intro"])), texts["cards"]),
        with_contents=random.random() < 0.5,
        with_call_tables=random.random() < 0.4,
    )


@cache
def _load_source(language: str) -> Plan:
    return load_plan(ROOT / "samples" / "sources" / SOURCES[language])


@cache
def _load_texts() -> dict[str, dict[str, Any]]:
    text = Path(__file__).with_name("plans.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _load_indicators(fund: str) -> tuple[dict[str, str], ...]:
    with (ROOT / "schemas" / "indicators.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return tuple(row for row in rows if row["fund"] == fund)


def _choose_cards(source: Plan, fund: str, random: Random) -> list[Card]:
    """A few cards in the source's order, of objectives that the fund has."""
    objectives = {int(row["objective"]) for row in _load_indicators(fund)}
    possible = [at for at, card in enumerate(source.cards) if card.objective in objectives]
    number = min(random.randint(FEWEST_CARDS, MOST_CARDS), len(possible))
    return [source.cards[at] for at in sorted(random.sample(possible, number))]


def _relabel(card: Card, words: Language, labels: Labels) -> Card:
    """The card with the drawn words for its kind and its start row."""
    title = card.title
    old, new = {
        "measure": ((), ""),
        "operating_support": (words.structure.operating_support, labels.operating_support),
        "specific_action": (words.structure.specific_action, labels.specific_action),
    }[card.kind]
    opener = next((phrase for phrase in old if title.startswith(phrase)), "")
    start = card.start and card.start.model_copy(update={"label": labels.start})
    return card.model_copy(update={"title": new + title.removeprefix(opener), "start": start})


def _in_fund(card: Card, fund: str, random: Random) -> Card:
    """The card with indicator codes that the fund's objective has."""
    known = [r for r in _load_indicators(fund) if int(r["objective"]) == card.objective]
    lists = {
        kind: _exchange_codes(lines, [r["code"] for r in known if r["kind"] == kind], random)
        for kind, lines in (
            ("output", card.indicators.output),
            ("result", card.indicators.result),
        )
    }
    return card.model_copy(update={"indicators": card.indicators.model_copy(update=lists)})


def _exchange_codes(lines: Sequence[str], known: Sequence[str], random: Random) -> list[str]:
    """The lines with codes of the list; one for which no code is left is dropped."""
    exchanged: list[str] = []
    used: set[str] = set()
    for line in lines:
        code, text = line.split(" ", 1)
        depth = code.count(".")
        free = [c for c in known if c.count(".") == depth and c not in used]
        if code not in free:
            if not free:
                continue
            code = random.choice(free)
        used.add(code)
        exchanged.append(f"{code} {text}")
    return exchanged


def _keep_cards(source: Plan, fund: str, title: str, cards: list[Card]) -> Plan:
    """The source with these cards, and only the chapters that hold them."""
    objectives = {card.objective for card in cards}
    measures = {card.measure_code for card in cards}
    return source.model_copy(
        update={
            "fund": fund,
            "title": title,
            "cards": cards,
            "objectives": [o for o in source.objectives if o.number in objectives],
            "implementation_measures": [
                m for m in source.implementation_measures if m.code in measures
            ],
        }
    )
