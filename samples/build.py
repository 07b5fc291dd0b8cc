#!/usr/bin/env python3
"""Build the sample plans: `python samples/build.py [STEM...]`, all of them by default.

Each `sources/STEM.toml` gives STEM.pdf, STEM.cards.json, STEM.tables.json and STEM.account.json
beside this file, and an edit list gives STEM.changes.json as well. Needs python-docx, pydantic and
LibreOffice's soffice.
"""

import argparse
import json
import sys
from pathlib import Path

from planbuild.document import build_document
from planbuild.edits import amend, is_amendment, load_amendment
from planbuild.pdf import write_pdf
from planbuild.source import Plan, load_plan
from planbuild.truth import Record, account_record, card_records, funding_record

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"


def plan_and_changes(source: Path) -> tuple[Plan, list[Record] | None]:
    """A plan from its own source, or from an edit list together with the changes."""
    if not is_amendment(source):
        return load_plan(source), None
    amendment = load_amendment(source)
    return amend(load_plan(SOURCES / f"{amendment.base}.toml"), amendment)


def write_json(name: str, value: object) -> None:
    """Write one expected file beside this script."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    (HERE / name).write_text(text + "\n", encoding="utf-8")


def build(source: Path) -> None:
    """Everything that one source gives."""
    plan, changes = plan_and_changes(source)
    write_json(f"{source.stem}.cards.json", card_records(plan))
    write_json(f"{source.stem}.tables.json", funding_record(plan))
    write_json(f"{source.stem}.account.json", account_record(plan))
    if changes is not None:
        write_json(f"{source.stem}.changes.json", changes)
    write_pdf(build_document(plan), HERE / f"{source.stem}.pdf")


def main() -> int:
    """Build the samples named on the command line."""
    stems = sorted(path.stem for path in SOURCES.glob("*.toml"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("stem", nargs="*", help=f"one of {', '.join(stems)}")
    chosen: list[str] = parser.parse_args().stem or stems
    unknown = sorted(set(chosen) - set(stems))
    if unknown:
        parser.error(f"no such sample: {', '.join(unknown)}")
    for stem in chosen:
        build(SOURCES / f"{stem}.toml")
        print(f"built {stem}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
