"""``plancards extract``: a plan as JSON."""

from __future__ import annotations

import sys

from pipeline.commands.options import (
    FundOption,
    LanguageOption,
    MemoryLimitOption,
    PasswordOption,
    PlanArgument,
    ReaderOption,
    TimeLimitOption,
)
from pipeline.terminal import one_line_errors, say_line, show_progress

EXAMPLES = (
    "Example: plancards extract plan.pdf > plan.json\n"
    "A text dump: plancards extract plan.txt --language sv"
)
"""What the command's help shows."""


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
    with one_line_errors(), show_progress(plan) as on_page:
        document = extract_plan(plan, options, on_page)
    for finding in document.findings:
        where = f" [{finding.card_id}]" if finding.card_id else ""
        say_line(f"{finding.level}: {finding.code}{where}: {finding.message}")
    sys.stdout.buffer.write(plan_to_json(document).encode())
