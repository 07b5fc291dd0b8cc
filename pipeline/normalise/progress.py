"""From what the chapters say of each objective to its progress: codes, names and sums, cited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.account import RawItem, RawMoney, RawProgress, State
from extractors.labels import text_to_key
from pipeline.normalise.amounts import FoundAmount, text_to_amounts
from pipeline.normalise.citations import Citations
from pipeline.places import PlaceFinder
from schemas.language import Language
from schemas.record import Funding, MeasureCard, Progress
from schemas.stages import EMPTY_SPAN, Heading, Span

CodesByTitle = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sums:
    """What a sentence says is committed and is there in all; ``None`` where it does not say."""

    sentence: Span = EMPTY_SPAN
    committed: FoundAmount | None = None
    total: FoundAmount | None = None

    @property
    def amounts(self) -> tuple[FoundAmount | None, FoundAmount | None]:
        """Both sums."""
        return self.committed, self.total

    @property
    def unit(self) -> Decimal:
        """What one of the last digits that are printed is worth, EUR: the coarser sum's."""
        return max((found.unit for found in self.amounts if found), default=Decimal(0))

    def agrees_with(self, other: Sums) -> bool:
        """Whether both give the same sums, as far as either has printed their digits."""
        return all(map(_are_same, self.amounts, other.amounts))


def _are_same(a: FoundAmount | None, b: FoundAmount | None) -> bool:
    """Whether two sums are one, rounded up or down in one place.

    before: 2.1 million and 2,104,500
    after: yes
    """
    if a is None or b is None:
        return a is b
    return a.amount == b.amount or abs(a.amount - b.amount) < max(a.unit, b.unit)


def index_titles(
    cards: Sequence[MeasureCard], funding: Funding, headings: Sequence[Heading]
) -> CodesByTitle:
    """The code that each title of a card, row or chapter stands for, unless it stands for two."""
    pairs = [(card.title, card.code) for card in cards if card.code]
    pairs += [(row.label, row.code) for table in funding.calls for row in table.rows if row.code]
    pairs += [(h.title.text, h.key) for h in headings if h.kind == "implementation_measure"]
    codes: dict[str, set[str]] = {}
    for title, code in pairs:
        codes.setdefault(text_to_key(title), set()).add(code)
    return {title: several.pop() for title, several in codes.items() if len(several) == 1}


def account_to_progress(
    raw: Sequence[RawProgress], titles: CodesByTitle, language: Language, places: PlaceFinder
) -> list[Progress]:
    """The progress of every objective that the chapters tell something of.

    Args:
        raw: what they say.
        titles: for list items that name a measure by its title and not by its code.
        language: for sums.
        places: for evidence.
    """
    built = (_build(found, titles, language, places) for found in raw)
    return [progress for progress in built if _says_something(progress)]


def _says_something(progress: Progress) -> bool:
    told = (progress.started, progress.not_started, progress.implementers)
    return any(told) or progress.committed is not None or progress.total is not None


def _build(
    raw: RawProgress, titles: CodesByTitle, language: Language, places: PlaceFinder
) -> Progress:
    cited = Citations(places)
    cited.cite("/objective", raw.objective_by)
    started = _cite_each("/started", _list_codes(raw.items, "started", titles), cited)
    not_started = _cite_each("/not_started", _list_codes(raw.items, "not_started", titles), cited)
    names = [(name.text, name) for name in raw.implementers]
    implementers = _cite_each("/implementers", names, cited)
    found_sums = find_sums(raw.money, language)
    sums = found_sums[0] if len(found_sums) == 1 else Sums()  # sentences that disagree tell nothing
    committed, total = sums.committed, sums.total
    for name, found in (("committed", committed), ("total", total)):
        if found:
            place = sums.sentence.slice(found.start, found.end)
            cited.cite(f"/{name}", place)
            cited.cite(f"/{name}_rounded_to", place)
    return Progress(
        objective=int(raw.objective),
        started=started,
        not_started=not_started,
        implementers=implementers,
        committed=str(committed.amount) if committed else None,
        total=str(total.amount) if total else None,
        committed_rounded_to=f"{committed.unit:.2f}" if committed else None,
        total_rounded_to=f"{total.unit:.2f}" if total else None,
        evidence=cited.evidence,
    )


def _list_codes(
    items: Sequence[RawItem], state: State, titles: CodesByTitle
) -> Iterator[tuple[str, Span]]:
    """The codes of the items in one state; an item that is a title stands for its code."""
    for item in items:
        if item.state == state:
            yield from ((reference.code, reference.span) for reference in item.references)
            code = titles.get(text_to_key(item.text.text.rstrip(" ;,")))
            if code and not item.references:
                yield code, item.text


def _cite_each(
    path: str, values: Iterator[tuple[str, Span]] | Sequence[tuple[str, Span]], cited: Citations
) -> list[str]:
    """Each value once, cited where it comes first; letter case makes no other value."""
    found: dict[str, str] = {}
    for text, span in values:
        if text_to_key(text) not in found:
            cited.cite(f"{path}/{len(found)}", span)
            found[text_to_key(text)] = text
    return list(found.values())


def find_sums(money: Sequence[RawMoney], language: Language) -> list[Sums]:
    """The sums of the sentences that say most; several where sentences disagree.

    Sentences that name the objective go before those under its heading, and sentences that give
    both sums before those that give one. Of sentences that give the same sums, rounded otherwise
    or not, the most exact one counts.

    before: "EUR 2.1 million has been committed." "EUR 2,104,500 has been committed."
    after: 2104500.00 committed
    """
    named = [item for item in money if item.named]
    found = [_read_sums(item.sentence, language) for item in named or money]
    both = [sums for sums in found if sums.committed and sums.total]
    several = both or [sums for sums in found if sums.committed or sums.total]
    kept: list[Sums] = []
    for sums in sorted(several, key=lambda sums: sums.unit):
        if not any(sums.agrees_with(other) for other in kept):
            kept.append(sums)
    return sorted(kept, key=several.index)


def _read_sums(sentence: Span, language: Language) -> Sums:
    """Which amount of a sentence is committed and which is the whole.

    before: "21,2 miljoner euro har bundits (totalt 54,9 miljoner euro)"
    after: 21200000.00 committed, 54900000.00 in total
    """
    amounts = text_to_amounts(sentence.text, language)
    return Sums(sentence, *_tell_apart(amounts, sentence.text))


def _tell_apart(
    amounts: Sequence[FoundAmount], text: str
) -> tuple[FoundAmount | None, FoundAmount | None]:
    """Committed and total; both ``None`` when the words do not tell them apart."""
    aside = [a for a in amounts if _is_in_parentheses(a, text)]
    if len(amounts) == 1:
        (only,) = amounts
        return (None, only) if only in aside and only.role == "total" else (only, None)
    if len(amounts) != 2:
        return None, None
    first, second = amounts
    totals = [a for a in amounts if a.role == "total" and (a in aside or a is second)]
    for wholes in ([a for a in amounts if a.role == "whole"], totals):
        if len(wholes) == 1:
            return (second if wholes[0] is first else first), wholes[0]
    if second.role == "part":
        return second, first
    return None, None


def _is_in_parentheses(amount: FoundAmount, text: str) -> bool:
    before = text[: amount.start]
    return before.count("(") > before.count(")")
