"""One seed: a contradiction, a sample and a look, typeset and extracted, and what was found."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

from reportlab.platypus.doctemplate import LayoutError

from benchmarks.contradictions.manuscript import (
    STEMS,
    Manuscript,
    load_manuscript,
    manuscript_to_sheet,
)
from benchmarks.contradictions.planting import Expected, Planted
from benchmarks.contradictions.plants import PLANTS
from benchmarks.layouts.producers import Producer
from benchmarks.layouts.rotation import rotate_pages
from benchmarks.layouts.sheet import Job
from benchmarks.layouts.variation import Borders, LayoutVariation, Rows, draw_variation
from extractors.readers import read_document
from pipeline.run import extract_plan
from schemas.record import Finding, Plan

LANGUAGES = tuple(STEMS)
LOOKS = 10_000_000
"""Seeds so far apart are not used twice."""

RULED = (Borders.GRID, Borders.DOTTED)

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one plan showed.

    Attributes:
        kind: name of the plant, "" for an untouched sample.
        expected: what had to be found, ``None`` for an untouched sample.
        found: whether it was, on the right card and field.
        unexpected: errors that nothing planted explains.
    """

    seed: int
    kind: str
    language: str
    where: str
    expected: Expected | None
    found: bool
    unexpected: tuple[str, ...]


def draw_planted(seed: int) -> tuple[str, str, Planted]:
    """The kind, the language and the contradiction of a seed: kinds in turn, then languages.

    A kind that a sample has no place for is planted in the next one.
    """
    turn, kind = divmod(seed, len(PLANTS))
    for step in range(len(LANGUAGES)):
        language = LANGUAGES[(turn + step) % len(LANGUAGES)]
        places = list(PLANTS[kind](load_manuscript(language)))
        if places:
            planted = Random(f"{seed}/contradiction").choice(places)
            return PLANTS[kind].__name__, language, planted
    raise ValueError(f"no sample has a place for {PLANTS[kind].__name__}")


def run_planted(seed: int, producer: Producer, keep: Path | None = None) -> Outcome:
    """Typeset the seed's contradiction in the seed's look, and look for it."""
    kind, language, planted = draw_planted(seed)
    known = {_to_key(finding) for finding in load_sample_findings(language)}
    findings = typeset_and_extract(planted.manuscript, seed, producer, keep).findings
    new = [finding for finding in findings if _to_key(finding) not in known]
    expected = planted.expected
    return Outcome(
        seed=seed,
        kind=kind,
        language=language,
        where=planted.where,
        expected=expected,
        found=any(is_expected(finding, expected) for finding in new),
        unexpected=_list_errors(f for f in new if f.code not in {expected.code, *planted.also}),
    )


def run_untouched(seed: int, producer: Producer, keep: Path | None = None) -> Outcome:
    """Typeset a sample in the seed's look without any contradiction: it must have no error."""
    language = LANGUAGES[seed % len(LANGUAGES)]
    findings = typeset_and_extract(load_manuscript(language), seed, producer, keep).findings
    return Outcome(seed, "", language, "", None, True, _list_errors(findings))


def typeset_and_extract(
    manuscript: Manuscript, seed: int, producer: Producer, keep: Path | None = None
) -> Plan:
    """The manuscript as a plan document, by way of a PDF in the seed's look.

    Args:
        manuscript: what is typeset.
        seed: of the look.
        producer: what typesets it.
        keep: a folder for the PDF, which is deleted otherwise.
    """
    pdf = _typeset(manuscript, seed, producer)
    with tempfile.TemporaryDirectory() as name:
        path = (keep or Path(name)) / f"{seed}-{producer.name}.pdf"
        path.write_bytes(pdf)
        document = read_document(path)
        return extract_plan(path, read=lambda *_: document)


def _typeset(manuscript: Manuscript, seed: int, producer: Producer) -> bytes:
    """A PDF in the seed's look; in another one where reportlab finds a cell too tall to split."""
    for look in map(draw_look, count(seed, LOOKS)):
        sheet = manuscript_to_sheet(manuscript, look)
        try:
            (pdf,) = producer.produce_batch([Job(seed, sheet, look)])
        except LayoutError:
            continue
        return rotate_pages(pdf, look.rotate)
    raise AssertionError("looks do not end")


def draw_look(seed: int) -> LayoutVariation:
    """The seed's look, in the form of the published plans: a ruled table of several rows."""
    look = draw_variation(seed)
    borders = look.borders if look.borders in RULED else Borders.GRID
    rows = Rows.GROUPS if look.rows is Rows.ONE_CELL else look.rows
    return replace(look, borders=borders, rows=rows)


@cache
def load_sample_findings(language: str) -> tuple[Finding, ...]:
    """What is found in the sample itself; these are notes."""
    path = SAMPLES / f"{STEMS[language]}.pdf"
    document = read_document(path)
    return tuple(extract_plan(path, read=lambda *_: document).findings)


def is_expected(finding: Finding, expected: Expected) -> bool:
    """Whether a finding is the expected one, on its card and field and in its words."""
    return (
        (finding.code, finding.card_id, finding.field)
        == (expected.code, expected.card_id, expected.field)
        and expected.says in finding.message
        and bool(finding.evidence)
    )


def _to_key(finding: Finding) -> tuple[str, str | None, str]:
    return finding.code, finding.card_id, finding.message


def _list_errors(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(f"{f.code}: {f.message}" for f in findings if f.level == "error")
