"""The command ``plancards``. Results go to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from pipeline import __version__
from pipeline.visible_text import make_visible
from schemas.errors import PlancardsError, UsageError

if TYPE_CHECKING:
    from extractors.readers import OnPage
    from pipeline.run import Options
    from pipeline.store import Store, Stored
    from pipeline.store.naming import Naming

CHECK_FAILED = 1
"""Exit status when a check failed that the caller asked for."""

SOME_FAILED = 4
"""Exit status when some of several inputs failed."""

app = typer.Typer(
    name="plancards",
    help="Read the PDF of a government funding plan into measure cards that can be trusted.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)

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


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"plancards {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Read the PDF of a government funding plan into measure cards that can be trusted."""


@app.command(
    epilog="Example: `plancards extract plan.pdf > plan.json`  \n"
    "A text dump: `plancards extract plan.txt --language sv`"
)
def extract(
    plan: PlanArgument,
    reader: ReaderOption = "auto",
    language: LanguageOption = None,
    fund: FundOption = None,
    password: PasswordOption = None,
    time_limit: TimeLimitOption = 30.0,
    memory_limit: MemoryLimitOption = 768,
) -> None:
    """Print the plan document as JSON on standard output, and nothing else there.

    Findings go to standard error. Exit status: 0 done, 2 wrong usage, 3 not readable as a plan.
    """
    from pipeline.isolation import Limits
    from pipeline.run import Options, extract_plan
    from schemas.record_json import plan_to_json

    options = Options(reader, language, fund, password, Limits(time_limit, memory_limit))
    with _one_line_errors(), _progress(plan) as on_page:
        document = extract_plan(plan, options, on_page)
    for finding in document.findings:
        where = f" [{finding.card_id}]" if finding.card_id else ""
        _say(f"{finding.level}: {finding.code}{where}: {finding.message}")
    sys.stdout.buffer.write(plan_to_json(document).encode())


@app.command(
    epilog="Example: `plancards run samples/*.pdf --out out`  \n"
    "A version with a name: `plancards run plan.pdf --version 2025-08`  \n"
    "One found late, between v1 and v2: `plancards run old.pdf --supersedes v1`"
)
def run(
    plans: Annotated[
        list[Path], typer.Argument(metavar="PLAN...", help="Plans' PDFs, or text dumps of them.")
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder that versions are stored in.")] = Path(
        "out"
    ),
    version: Annotated[
        str | None, typer.Option("--version", help="Name of the version; else v1, v2, ….")
    ] = None,
    plan_id: Annotated[
        str | None,
        typer.Option(
            "--plan-id",
            help="Plan it is a version of; else the one of its fund, country, period and language.",
        ),
    ] = None,
    supersedes: Annotated[
        str | None,
        typer.Option(
            "--supersedes",
            metavar="VERSION",
            help="Version before it, - for none; else the latest.",
        ),
    ] = None,
    wait: Annotated[
        float,
        typer.Option("--wait", min=0, help="Seconds to wait while another run writes to --out."),
    ] = 10.0,
    reader: ReaderOption = "auto",
    language: LanguageOption = None,
    fund: FundOption = None,
    password: PasswordOption = None,
    time_limit: TimeLimitOption = 30.0,
    memory_limit: MemoryLimitOption = 768,
) -> None:
    """Extract, check and store each plan as a version under --out, with every output.

    A file that is already stored is recognised and changes nothing. Exit status: 0 done, 2 wrong
    usage, 3 not readable as a plan (or none of several), 4 some of several plans failed.
    """
    from pipeline.isolation import Limits
    from pipeline.run import Options
    from pipeline.store import Store
    from pipeline.store.naming import Naming

    naming = Naming(version, plan_id, supersedes)
    with _one_line_errors():
        naming.check()
        if version is not None and len(plans) > 1:
            raise UsageError("--version names one version: give one PLAN with it")
        if supersedes is not None and len(plans) > 1:
            raise UsageError("--supersedes is said of one version: give one PLAN with it")
    store = Store(out, wait)
    options = Options(reader, language, fund, password, Limits(time_limit, memory_limit))
    stored: list[Stored] = []
    failures: list[PlancardsError] = []
    for plan in plans:
        try:
            stored.append(_run_one(plan, store, options, naming))
        except PlancardsError as error:
            failures.append(error)
            _say(f"plancards: {_one_line(error)}")
    if stored:
        _print_summary(stored)
    if failures:
        raise typer.Exit(SOME_FAILED if stored else failures[0].exit_status)


def _run_one(plan: Path, store: Store, options: Options, naming: Naming) -> Stored:
    from pipeline.run import run_plan

    with _progress(plan) as on_page:
        return run_plan(plan, store, options, naming, on_page)


def _print_summary(stored: list[Stored]) -> None:
    from pipeline.summary import (
        plan_to_call_table,
        stored_to_changes,
        stored_to_notes,
        stored_to_table,
    )

    console = Console()
    console.print(stored_to_table(stored))
    for item in stored:
        if any(card.call_timing.rounds for card in item.plan.cards):
            console.print(plan_to_call_table(item.plan))
        lines = (str(item.folder), stored_to_changes(item))
        for line in filter(None, lines):
            console.print(line, highlight=False, markup=False, soft_wrap=True)
        for note in stored_to_notes(item):
            _say(f"note: {note}")


@app.command(
    epilog="Example: `plancards check plan.pdf --fail-on error`  \n"
    "A stored plan, for a code review: `plancards check fi-amif-2027-2028@v2 --format sarif`  \n"
    "What a code means: `plancards check --explain title-differs`"
)
def check(
    plan: Annotated[
        str | None,
        typer.Argument(
            metavar="PLAN|PLAN_ID[@VERSION]", help="A plan file, a plan document, or a stored plan."
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, json, sarif or junit.")] = "table",
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on", metavar="LEVEL", help="Exit with 1 on a finding of this level or worse."
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="CODE", help="Say what a code means, and end."),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", help="Project file of findings switched off [plancards.toml]."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder that versions are stored in.")] = Path(
        "out"
    ),
    reader: ReaderOption = "auto",
    language: LanguageOption = None,
    fund: FundOption = None,
    password: PasswordOption = None,
    time_limit: TimeLimitOption = 30.0,
    memory_limit: MemoryLimitOption = 768,
) -> None:
    """Print where a plan disagrees with itself or with its fund's regulation.

    Findings that plancards.toml switches off are listed with its reason and never fail. Exit
    status: 0 done, 1 a finding of the --fail-on level, 2 wrong usage, 3 not readable as a plan.
    """
    from pipeline.isolation import Limits
    from pipeline.run import Options

    with _one_line_errors():
        if explain:
            sys.stdout.buffer.write(_explain(explain).encode())
            return
        if plan is None:
            raise UsageError("name a PLAN to check, or a code with --explain")
        options = Options(reader, language, fund, password, Limits(time_limit, memory_limit))
        text, failed = _check_one(plan, out, options, form, fail_on, config)
    sys.stdout.buffer.write(text.encode())
    if failed:
        raise typer.Exit(CHECK_FAILED)


def _explain(code: str) -> str:
    from schemas.facts import load_explanations

    known = load_explanations()
    if code not in known:
        raise UsageError(f"unknown code '{code}': use one of {', '.join(known)}")
    explanation = known[code]
    return f"{code}: {explanation.title}.\nWhy: {explanation.why}\nWhat to do: {explanation.do}\n"


def _check_one(
    plan: str, out: Path, options: Options, form: str, fail_on: str | None, config: Path | None
) -> tuple[str, bool]:
    """The report, and whether a finding is as bad as ``fail_on``."""
    from pipeline.reports import Report, find_report
    from pipeline.silencing import PROJECT_FILE, load_switches, split_findings
    from pipeline.targets import load_plan
    from schemas.record import LEVELS

    if fail_on is not None and fail_on not in LEVELS:
        raise UsageError(f"unknown level '{fail_on}': use one of {', '.join(LEVELS)}")
    report = find_report(form)
    project = config or Path(PROJECT_FILE)
    switches = load_switches(project) if config or project.is_file() else ()
    with _progress(Path(plan)) as on_page:
        document = load_plan(plan, out, options, on_page)
    kept, silenced = split_findings(document.findings, switches)
    failing = LEVELS[: LEVELS.index(fail_on) + 1] if fail_on else ()
    failed = any(finding.level in failing for finding in kept)
    return report.render(Report(document.plan, kept, silenced)), failed


@app.command(
    epilog="Example: `plancards diff old.pdf new.pdf`  \n"
    "What restricts NGOs: "
    "`plancards diff fi-amif-2027-2028@v1 fi-amif-2027-2028@v2 --only restricts --for ngo`  \n"
    "A page to read: `plancards diff old.pdf new.pdf --format html --output changes.html`  \n"
    "A plan as lines, for git: `plancards diff --textconv plan.pdf`"
)
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
    out: Annotated[Path, typer.Option("--out", help="Folder that versions are stored in.")] = Path(
        "out"
    ),
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
    from pipeline.run import Options

    options = Options(reader, language, fund, password, Limits(time_limit, memory_limit))
    with _one_line_errors():
        if textconv:
            if new is not None:
                raise UsageError("--textconv prints one plan: leave NEW out")
            _deliver(target_to_lines(old, out, options).encode(), output)
            return
        if new is None:
            raise UsageError("name NEW, the later version, too; --textconv prints OLD alone")
        if twin:
            if only or categories or impact or say != "en":
                raise UsageError("--twin has no impacts: leave --only, --for, --impact, --say out")
            _compare_twins(old, new, form, cards or (), out, options, output, exit_code)
            return
        wanted = Comparison.from_words(only, cards or (), categories or (), impact, form, say)
        if wanted.form.IS_BINARY and output is None and sys.stdout.isatty():
            raise UsageError(f"{form} is not for a terminal: name a file with --output")
        found = compare_targets(old, new, out, options, wanted)
        _deliver(render_diff(found, wanted, colour=_has_colours(output)), output)
    if exit_code and (found.changes or found.plan_changes):
        raise typer.Exit(CHECK_FAILED)


@app.command(
    epilog="Example: `plancards history fi-amif-2027-2028`  \n"
    "One field of a card: `plancards history fi-amif-2027-2028 2B1 --field call_timing.rounds`"
)
def history(
    plan_id: Annotated[str, typer.Argument(metavar="PLAN_ID", help="A stored plan.")],
    card_id: Annotated[
        str | None,
        typer.Argument(
            metavar="[CARD_ID]", help="A card, by its id in any version, or CARD_ID@VERSION."
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, json or parquet.")] = "table",
    field: Annotated[
        str | None,
        typer.Option("--field", help="One field of cards, such as goal or support_rate."),
    ] = None,
    output: OutputOption = None,
    out: Annotated[Path, typer.Option("--out", help="Folder that versions are stored in.")] = Path(
        "out"
    ),
    password: PasswordOption = None,
    time_limit: TimeLimitOption = 30.0,
    memory_limit: MemoryLimitOption = 768,
) -> None:
    """Print the versions of a stored plan, or the values of a card through them.

    A card is followed through renumbering. Versions that another build of plancards has stored are
    read again from their kept source. Exit status: 0 done, 2 wrong usage, 3 no such plan or card,
    or --output not writable.
    """
    from pipeline.history.forms import find_form
    from pipeline.isolation import Limits
    from pipeline.run import Options
    from pipeline.tracing import trace_plan

    options = Options(password=password, limits=Limits(time_limit, memory_limit))
    with _one_line_errors():
        rendered = find_form(form)
        if rendered.IS_BINARY and output is None and sys.stdout.isatty():
            raise UsageError(f"{form} is not for a terminal: name a file with --output")
        traced = trace_plan(plan_id, card_id, field, out, options)
        for note in traced.notes:
            _say(f"plancards: {note}")
        _deliver(rendered.render(traced.history, traced.of_cards), output)


@app.command(
    epilog="Example: `plancards show 2B1`  \n"
    "Where a value stands on the page: `plancards show 2B1 --field support_rate --image 2B1.png`"
)
def show(
    card_id: Annotated[str, typer.Argument(metavar="CARD_ID", help="Such as 2B1 or 1-OS.")],
    plan: Annotated[
        str | None,
        typer.Option(
            "--plan",
            metavar="PLAN",
            help="A plan file, a plan document, or PLAN_ID[@VERSION]; else the store's only plan.",
        ),
    ] = None,
    field: Annotated[
        str | None, typer.Option("--field", help="One field only, such as goal.")
    ] = None,
    image: Annotated[
        Path | None,
        typer.Option("--image", metavar="FILE", help="Write the pages with boxes as a PNG."),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
    out: Annotated[Path, typer.Option("--out", help="Folder that versions are stored in.")] = Path(
        "out"
    ),
    password: PasswordOption = None,
) -> None:
    """Print one card: its values with their pages, what people corrected, and its findings.

    Exit status: 0 done, 2 wrong usage or no such card, 3 not readable as a plan.
    """
    from pipeline.run import Options
    from pipeline.showing import card_to_json, draw_card, find_card, find_fields, show_card
    from pipeline.targets import find_only_plan, find_plan_file, load_plan
    from pipeline.whole_file import write_whole

    with _one_line_errors():
        if form not in ("table", "json"):
            raise UsageError(f"unknown format '{form}': use one of table, json")
        target = plan or find_only_plan(out)
        loaded = load_plan(target, out, Options(password=password))
        card = find_card(loaded, card_id)
        fields = find_fields(card, field)
        if image:
            drawn = draw_card(card, fields, find_plan_file(target, out), password)
            write_whole(image, drawn)
            return
        text = (
            card_to_json(card, fields)
            if form == "json"
            else show_card(loaded, card, fields, colour=_has_colours(None))
        )
    sys.stdout.buffer.write(text.encode())


@app.command(
    epilog='Example: `plancards override 2B1 /support_rate/base_percent 90 --reason "Misprint"`  \n'
    "A finding that is all right: "
    '`plancards override 2B1 --accept start-missing --reason "The call settles it"`'
)
def override(
    card_id: Annotated[
        str, typer.Argument(metavar="CARD_ID", help="Such as 2B1; '-' for the plan as a whole.")
    ],
    path: Annotated[
        str | None,
        typer.Argument(metavar="[PATH]", help="JSON pointer inside the card, such as /goal."),
    ] = None,
    value: Annotated[
        str | None, typer.Argument(metavar="[VALUE]", help="JSON, or a text; null for none.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why; every output repeats it.")] = "",
    accept: Annotated[
        str | None,
        typer.Option("--accept", metavar="CODE", help="Accept findings of this code instead."),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="Who corrects; else the login name.")
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option("--plan", metavar="PLAN_ID[@VERSION]", help="Else the store's only plan."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder that versions are stored in.")] = Path(
        "out"
    ),
) -> None:
    """Correct a value of a stored plan, or accept a finding, in overrides.toml beside the store.

    The entry is bound to the plan's text and applies from the next run on, as long as the text says
    the same. Exit status: 0 done, 2 wrong usage or no such card, value or finding.
    """
    from pipeline.corrections.command import correct_stored_plan

    with _one_line_errors():
        entries = correct_stored_plan(
            out, plan, None if card_id == "-" else card_id, path, value, accept, name, reason
        )
    for line in entries:
        _say(line)


@app.command(
    epilog="Example: `plancards report fi-amif-2027-2028`  \n"
    "In Swedish, into a folder of its own: `plancards report --say sv --out /tmp/site`"
)
def report(
    plan: Annotated[
        str | None,
        typer.Argument(
            metavar="[PLAN_ID[@VERSION]]",
            help="A stored plan, and the version to open with; else all plans.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder of the site, or of the store that it goes into."),
    ] = None,
    store: Annotated[
        Path | None, typer.Option("--store", help="Folder that versions are stored in [out].")
    ] = None,
    say: Annotated[
        str, typer.Option("--say", help="Language that the site opens in: en, sv or fi.")
    ] = "en",
    password: PasswordOption = None,
    time_limit: Annotated[
        float,
        typer.Option("--time-limit", min=0.1, help="Seconds that drawing one version may take."),
    ] = 120.0,
    memory_limit: MemoryLimitOption = 768,
) -> None:
    """Build a static site to review stored plans: values beside the pages they were read from.

    Exit status: 0 done, 2 wrong usage, 3 nothing of that name is stored.
    """
    from pipeline.isolation import Limits
    from pipeline.run import Options
    from pipeline.site import build_site
    from pipeline.site.folders import settle_folders

    options = Options(password=password, limits=Limits(time_limit, memory_limit))
    with _one_line_errors():
        built = build_site(plan, settle_folders(out, store), say, options)
    for note in built.notes:
        _say(f"note: {note}")
    typer.echo(
        f"{built.folder / 'index.html'}: {built.plans} plan(s), {built.versions} version(s), "
        f"{built.files} files, {built.size / 1_000_000:.1f} MB"
    )


@app.command(
    epilog="Example: `plancards schema > plan.schema.json`  \n"
    "The diff document: `plancards schema diff`"
)
def schema(
    document: Annotated[
        str, typer.Argument(metavar="[DOCUMENT]", help="plan, diff, history or twins.")
    ] = "plan",
) -> None:
    """Print the JSON Schema (draft 2020-12) of a document that plancards writes."""
    from schemas.changes_json import diff_schema_to_json
    from schemas.history_json import history_schema_to_json
    from schemas.record_json import plan_schema_to_json
    from schemas.twins_json import twins_schema_to_json

    known = {
        "plan": plan_schema_to_json,
        "diff": diff_schema_to_json,
        "history": history_schema_to_json,
        "twins": twins_schema_to_json,
    }
    with _one_line_errors():
        if document not in known:
            raise UsageError(f"no schema of '{document}': use one of {', '.join(known)}")
    sys.stdout.buffer.write(known[document]().encode())


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
    _deliver(rendered.render(twins).encode(), output)
    if exit_code and twins.differences:
        raise typer.Exit(CHECK_FAILED)


def _has_colours(output: Path | None) -> bool:
    """Whether the result goes to a terminal that shows colours, and no one asked for none."""
    return (
        output is None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def _deliver(data: bytes, output: Path | None) -> None:
    """Write a result to the file that is named, or else to standard output."""
    from pipeline.whole_file import write_whole

    if output is None:
        sys.stdout.buffer.write(data)
    else:
        write_whole(output, data)


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """End the command with one line on standard error when an error of ours is raised."""
    try:
        yield
    except PlancardsError as error:
        _fail(error)


def _fail(error: PlancardsError) -> NoReturn:
    _say(f"plancards: {_one_line(error)}")
    raise typer.Exit(error.exit_status)


def _one_line(error: PlancardsError) -> str:
    return " ".join(str(error).split())


def _say(text: str) -> None:
    """A line on standard error; words of a plan in it cannot steer the terminal."""
    shown = make_visible(text)
    Console(stderr=True, soft_wrap=True).print(shown, markup=False, highlight=False)


@contextmanager
def _progress(plan: Path) -> Iterator[OnPage]:
    """A bar over the pages on a terminal; nothing when standard error is piped."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(plan.name, total=None)

        def on_page(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield on_page
