"""``plancards diff``: what changed between two versions."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.exits import CHECK_FAILED
from pipeline.commands.options import (
    STORE,
    FundOption,
    LanguageOption,
    MemoryLimitOption,
    OutFolderOption,
    OutputOption,
    PasswordOption,
    ReaderOption,
    TimeLimitOption,
)
from pipeline.terminal import deliver, has_colours, one_line_errors
from schemas.errors import UsageError

if TYPE_CHECKING:
    from pipeline.run import Options

EXAMPLES = (
    "Example: plancards diff old.pdf new.pdf\n"
    "What restricts NGOs: "
    "plancards diff fi-amif-2027-2028@v1 fi-amif-2027-2028@v2 --only restricts --for ngo\n"
    "A page to read: plancards diff old.pdf new.pdf --format html --output changes.html\n"
    "A plan as lines, for git: plancards diff --textconv plan.pdf"
)
"""What the command's help shows."""


def diff(
    old: Annotated[
        str,
        typer.Argument(metavar="OLD", help="A plan file, a plan document, or PLAN_ID@VERSION."),
    ],
    new: Annotated[
        str | None, typer.Argument(metavar="NEW", help="The later version, given likewise.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="text, markdown, html, json or parquet.")
    ] = "text",
    output: OutputOption = None,
    twin: Annotated[
        bool,
        typer.Option(
            "--twin", help="OLD and NEW are two languages of one version: where do they disagree?"
        ),
    ] = False,
    textconv: Annotated[
        bool,
        typer.Option("--textconv", help="Print OLD alone as lines, for git diff."),
    ] = False,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="IMPACTS", help="Such as restricts,widens."),
    ] = None,
    cards: Annotated[
        list[str] | None,
        typer.Option("--card", metavar="CARD_ID", help="Changes of this card only; repeatable."),
    ] = None,
    categories: Annotated[
        list[str] | None,
        typer.Option(
            "--for", metavar="CATEGORY", help="Changes of cards for these beneficiaries only."
        ),
    ] = None,
    impact: Annotated[
        Path | None,
        typer.Option("--impact", help="Rules of your own that go before schemas/impact.toml."),
    ] = None,
    say: Annotated[str, typer.Option("--say", help="Language of the sentences.")] = "en",
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 when there is a change.")
    ] = False,
    out: OutFolderOption = STORE,
    reader: ReaderOption = "auto",
    language: LanguageOption = None,
    fund: FundOption = None,
    password: PasswordOption = None,
    time_limit: TimeLimitOption = 30.0,
    memory_limit: MemoryLimitOption = 768,
) -> None:
    """Print what changed from one version of a plan to another, and what it does to applicants.

    With --textconv, one plan as lines, one value per line; a file that is no plan becomes two
    lines that say so, because git would give up its whole diff otherwise. With --twin, where two
    language editions of one version disagree. Exit status: 0 done, 1 with --exit-code when there is
    a change or disagreement, 2 wrong usage, 3 not readable as a plan or --output not writable.
    """
    from pipeline.comparing import Comparison, compare_targets, render_diff
    from pipeline.diff.plan_lines import target_to_lines
    from pipeline.isolation import Limits
    from pipeline.remote.opening import open_folder
    from pipeline.remote.selecting import select_versions
    from pipeline.run import Options

    options = Options(reader, language, fund, password, Limits(time_limit, memory_limit))
    named = [target for target in (old, new) if target is not None]
    with (
        one_line_errors(),
        open_folder(out, select_versions(*named, rereads=True)) as folder,
    ):
        if textconv:
            if new is not None:
                raise UsageError("--textconv prints one plan: leave NEW out")
            deliver(target_to_lines(old, folder, options).encode(), output)
            return
        if new is None:
            raise UsageError("name NEW, the later version, too; --textconv prints OLD alone")
        if twin:
            if only or categories or impact or say != "en":
                raise UsageError("--twin has no impacts: leave --only, --for, --impact, --say out")
            _compare_twins(old, new, form, cards or (), folder, options, output, exit_code)
            return
        wanted = Comparison.from_words(only, cards or (), categories or (), impact, form, say)
        if wanted.form.IS_BINARY and output is None and sys.stdout.isatty():
            raise UsageError(f"{form} is not for a terminal: name a file with --output")
        found = compare_targets(old, new, folder, options, wanted)
        deliver(render_diff(found, wanted, colour=has_colours(output)), output)
    if exit_code and (found.changes or found.plan_changes):
        raise typer.Exit(CHECK_FAILED)


def _compare_twins(
    first: str,
    second: str,
    form: str,
    cards: Sequence[str],
    out: Path,
    options: Options,
    output: Path | None,
    exit_code: bool,
) -> None:
    from pipeline.twinning import compare_twin_targets
    from pipeline.twins.forms import find_form

    rendered = find_form(form)
    twins = compare_twin_targets(first, second, out, options, cards)
    deliver(rendered.render(twins).encode(), output)
    if exit_code and twins.differences:
        raise typer.Exit(CHECK_FAILED)
