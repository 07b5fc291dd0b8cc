"""The commands: one per module, with ``EXAMPLES`` and a function of the module's name."""

from __future__ import annotations

SUMMARIES = {
    "extract": "Print the plan document as JSON on standard output, and nothing else there.",
    "run": "Extract, check and store each plan as a version under --out, with every output.",
    "check": "Print where a plan disagrees with itself or with its fund's regulation.",
    "diff": (
        "Print what changed from one version of a plan to another, and what it does to applicants."
    ),
    "history": "Print the versions of a stored plan, or the values of a card through them.",
    "show": "Print one card: its values with their pages, what people corrected, and its findings.",
    "override": (
        "Correct a value of a stored plan, or accept a finding, in overrides.toml beside the store."
    ),
    "feed": (
        "Print the events of a store, one JSON object per line: versions and what they changed."
    ),
    "publish": "Put stored versions into a database: tables with keys, and views of what is valid.",
    "report": (
        "Build a static site to review stored plans: values beside the pages they were read from."
    ),
    "export": "Write stored plans as a timetable of calls, a workbook, a Data Package, or DCAT-AP.",
    "schema": "Print the JSON Schema (draft 2020-12) of a document that plancards writes.",
}
"""The first line of each command's docstring, in the order of the help, which lists them by it.

It is said here once more so that a command's module is imported only when the command is called.
"""
