"""One seed: the tables of a sample in a drawn form, typeset and extracted."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from shutil import which

from benchmarks.contradictions.manuscript import STEMS, load_manuscript, manuscript_to_sheet
from benchmarks.contradictions.trial import draw_look
from benchmarks.layouts.producers import PRODUCERS, Producer
from benchmarks.layouts.rotation import rotate_pages
from benchmarks.layouts.sheet import Grid, Job
from benchmarks.layouts.variation import Borders
from benchmarks.tables.score import Tables, TableScore, score_tables
from extractors.readers import read_document
from pipeline.run import extract_plan

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LANGUAGES = tuple(STEMS)
BORDERS = tuple(Borders)
DUMPS = {"pdftotext -layout": ("-layout",), "pdftotext -raw": ("-raw",), "pdftotext": ()}


@dataclass(frozen=True, slots=True)
class TableForm:
    """How the tables of a plan are set."""

    borders: Borders
    striped: bool
    side: str


def draw_form(seed: int) -> TableForm:
    """The form that belongs to a seed; borders in turn."""
    random = Random(f"{seed}/tables")
    side = random.choice(("left", "left", "center", "right"))
    return TableForm(BORDERS[seed % len(BORDERS)], random.random() < 0.4, side)


def run_trial(seed: int, producer: Producer, keep: Path | None = None) -> TableScore:
    """The cells of a sample whose tables are typeset in the seed's form."""
    language = LANGUAGES[seed // len(BORDERS) % len(LANGUAGES)]
    form, look = draw_form(seed), draw_look(seed)
    sheet = manuscript_to_sheet(load_manuscript(language), look)
    front = tuple(
        replace(part, borders=form.borders, striped=form.striped, side=form.side)
        if isinstance(part, Grid)
        else part
        for part in sheet.front
    )
    (pdf,) = producer.produce_batch([Job(seed, replace(sheet, front=front), look)])
    with tempfile.TemporaryDirectory() as name:
        path = (keep or Path(name)) / f"{seed}-{producer.name}.pdf"
        path.write_bytes(rotate_pages(pdf, look.rotate))
        return score_file(f"{form.borders}", path, language)


def score_file(name: str, path: Path, language: str) -> TableScore:
    """The tables found in a file against the sample's in that language."""
    document = read_document(path)
    found = extract_plan(path, read=lambda *_: document).funding.model_dump(mode="json")
    return score_tables(name, load_expected(language), found)


def load_expected(language: str) -> Tables:
    """The tables that a sample was made of."""
    path = SAMPLES / f"{STEMS[language]}.tables.json"
    expected: Tables = json.loads(path.read_text(encoding="utf-8"))
    return expected


def score_samples() -> Iterator[TableScore]:
    """The samples themselves, and, where pdftotext is installed, its dumps of them."""
    with tempfile.TemporaryDirectory() as name:
        for language, stem in STEMS.items():
            pdf = SAMPLES / f"{stem}.pdf"
            yield score_file("PDF", pdf, language)
            for kind, options in DUMPS.items() if which("pdftotext") else ():
                text = Path(name) / f"{stem}.txt"
                subprocess.run(["pdftotext", *options, str(pdf), str(text)], check=True)
                yield score_file(kind, text, language)


def find_producer(name: str) -> Producer:
    """The producer of that name."""
    return next(producer for producer in PRODUCERS if producer.name == name)
