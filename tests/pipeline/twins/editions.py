"""A small plan in two languages, typeset and extracted; the texts are in plan.*.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from benchmarks.contradictions.manuscript import Manuscript, manuscript_to_sheet
from benchmarks.contradictions.trial import draw_look
from benchmarks.layouts.producers import PRODUCERS
from benchmarks.layouts.sheet import Job
from extractors.readers import read_document
from pipeline.run import extract_plan
from samples.planbuild.source import Plan as Source
from samples.planbuild.source import load_plan
from schemas.record import Plan

HERE = Path(__file__).parent
SAMPLES = HERE.parents[2] / "samples" / "sources"
WORDS = {"sv": "amif-2027-2028.sv.toml", "fi": "isf-2027-2028.fi.toml"}
"""The sample whose labels and form of amounts an edition has."""

LOOK = 3
"""Seed of the look."""

REPORTLAB = next(producer for producer in PRODUCERS if producer.name == "reportlab")


@cache
def load_edition(language: str) -> Source:
    """The plan in one language, in the form of the sample sources."""
    own = tomllib.loads((HERE / f"plan.{language}.toml").read_text(encoding="utf-8"))
    sample = load_plan(SAMPLES / WORDS[language]).model_dump()
    chapter = {"heading": own.pop("chapter"), "blocks": [own.pop("intro"), "{allocations}"]}
    return Source.model_validate(
        {
            **{key: sample[key] for key in ("language", "disclaimer", "layout", "words")},
            **own,
            "fund": "AMIF",
            "rounds": ["spring 2027", "autumn 2027", "autumn 2028"],
            "events": [],
            "progress": [],
            "chapters": [chapter],
            "chapter_cards": {"heading": own["chapter_cards"]},
        }
    )


def typeset_edition(manuscript: Manuscript, path: Path) -> Path:
    """The edition as a PDF."""
    look = draw_look(LOOK)
    (pdf,) = REPORTLAB.produce_batch([Job(LOOK, manuscript_to_sheet(manuscript, look), look)])
    path.write_bytes(pdf)
    return path


def extract_edition(manuscript: Manuscript, path: Path) -> Plan:
    """The edition as a plan document, by way of a PDF."""
    document = read_document(typeset_edition(manuscript, path))
    return extract_plan(path, read=lambda *_: document)
