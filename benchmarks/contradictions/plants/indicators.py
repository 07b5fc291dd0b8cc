"""Codes of indicators, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from benchmarks.contradictions.manuscript import Manuscript
from benchmarks.contradictions.planting import Expected, Planted, texts, with_card
from samples.planbuild.source import Card
from schemas.indicators import load_indicators
from schemas.record import FindingCode


def indicator_misprinted(sample: Manuscript) -> Iterator[Planted]:
    """An indicator has a code that no fund has."""
    for card, kind, at, line in _indicator_lines(sample):
        code, text = line.split(" ", 1)
        changed = _with_indicator(sample, card, kind, at, f"{code[0]}.9.9 {text}")
        yield Planted(changed, _of_indicators("indicator-unknown", card), f"{card.card_id} {code}")


def indicator_of_another_objective(sample: Manuscript) -> Iterator[Planted]:
    """An indicator has a code of the fund's other objective."""
    known = [found for found in load_indicators() if found.fund == sample.plan.fund]
    for card, kind, at, line in _indicator_lines(sample):
        others = [f.code for f in known if f.objective != card.objective and f.kind == kind]
        text = line.split(" ", 1)[1]
        changed = _with_indicator(sample, card, kind, at, f"{others[0]} {text}")
        expected = _of_indicators("indicator-objective-differs", card)
        yield Planted(changed, expected, f"{card.card_id} {others[0]}")


def indicators_denied(sample: Manuscript) -> Iterator[Planted]:
    """A card lists indicators and says that none apply."""
    for card in sample.plan.cards:
        if card.indicators.output:
            none = texts(sample)["no_indicators"]
            indicators = card.indicators.model_copy(update={"none": none})
            changed = with_card(sample, card, indicators=indicators)
            yield Planted(changed, _of_indicators("indicators-contradictory", card), card.card_id)


def output_left_out(sample: Manuscript) -> Iterator[Planted]:
    """A card lists results without the output that they are a share of."""
    known = {f.code: f for f in load_indicators() if f.fund == sample.plan.fund}
    for card in sample.plan.cards:
        results = [known[line.split(" ", 1)[0]] for line in card.indicators.result]
        needed = {output for result in results for output in (result.related_output or "").split()}
        kept = [line for line in card.indicators.output if line.split(" ", 1)[0] not in needed]
        if needed and len(kept) < len(card.indicators.output):
            indicators = card.indicators.model_copy(update={"output": kept})
            changed = with_card(sample, card, indicators=indicators)
            expected = _of_indicators("indicator-pair-missing", card)
            yield Planted(changed, expected, f"{card.card_id} without {', '.join(needed)}")


def total_indicator_left_out(sample: Manuscript) -> Iterator[Planted]:
    """A card lists a part ("O.1.1.1") without its total ("O.1.1")."""
    for card in sample.plan.cards:
        for at, (line, after) in enumerate(pairwise(card.indicators.output)):
            if after.startswith(f"{line.split(' ', 1)[0]}."):
                kept = [*card.indicators.output[:at], *card.indicators.output[at + 1 :]]
                indicators = card.indicators.model_copy(update={"output": kept})
                changed = with_card(sample, card, indicators=indicators)
                expected = _of_indicators("indicator-pair-missing", card)
                yield Planted(changed, expected, f"{card.card_id} {line[:8]}")


def _indicator_lines(sample: Manuscript) -> Iterator[tuple[Card, str, int, str]]:
    for card in sample.plan.cards:
        for kind in ("output", "result"):
            for at, line in enumerate(getattr(card.indicators, kind)):
                yield card, kind, at, line


def _with_indicator(sample: Manuscript, card: Card, kind: str, at: int, line: str) -> Manuscript:
    lines = list(getattr(card.indicators, kind))
    lines[at] = line
    indicators = card.indicators.model_copy(update={kind: lines})
    return with_card(sample, card, indicators=indicators)


def _of_indicators(code: FindingCode, card: Card) -> Expected:
    return Expected(code, card.card_id, "indicators")
