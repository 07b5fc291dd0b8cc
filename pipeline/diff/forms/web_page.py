"""A diff as one self-contained HTML page: no script, and nothing is fetched."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from pipeline.diff.page_view import PageBuilder
from pipeline.diff.statements import count_changes
from pipeline.visible_text import make_visible
from schemas.changes import IMPACTS, Diff
from schemas.impact import find_sentences

NAME = "html"
IS_BINARY = False

TEMPLATE = "diff.html.jinja"


def render(diff: Diff, language: str, _colour: bool) -> bytes:
    """The page; links to the plans' files are relative to it."""
    words = find_sentences(language)
    shown, counted = count_changes(diff)
    page = _load_template().render(
        diff=diff,
        view=PageBuilder(diff, language, words).build(),
        shown=shown,
        counted=counted,
        words=words,
        say=words.headings,
        language=language,
        impacts=IMPACTS,
    )
    return page.encode()


@cache
def _load_template() -> Template:
    """Every value is escaped, and what steers or hides is spelt out; a missing name is an error."""
    environment = Environment(
        loader=PackageLoader("pipeline.diff"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_spell_out,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(TEMPLATE)


def _spell_out(value: object) -> object:
    return make_visible(value) if type(value) is str else value
