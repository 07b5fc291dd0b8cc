"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

STORE = "out"
"""Where versions are stored unless said otherwise."""

PlanArgument = Annotated[
    Path, typer.Argument(metavar="PLAN", help="A plan's PDF, or a text dump of it.")
]
ReaderOption = Annotated[
    str, typer.Option("--reader", help="auto, pdfium, pdfplumber, both or text.")
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", help="sv, fi or en, instead of what the labels say.")
]
FundOption = Annotated[
    str | None, typer.Option("--fund", help="AMIF, ISF or BMVI, instead of what the plan says.")
]
TimeLimitOption = Annotated[
    float, typer.Option("--time-limit", min=0.1, help="Seconds that reading one file may take.")
]
MemoryLimitOption = Annotated[
    int, typer.Option("--memory-limit", min=1, help="MiB that reading one file may take.")
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Write to a file, whole or not at all."),
]
PasswordOption = Annotated[str | None, typer.Option("--password", help="Of a locked PDF.")]
OutFolderOption = Annotated[
    str,
    typer.Option(
        "--out",
        metavar="FOLDER|URL",
        help="Folder that versions are stored in, or s3://BUCKET/PREFIX, gs://BUCKET/PREFIX.",
    ),
]
