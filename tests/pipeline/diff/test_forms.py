"""How a diff is shown: the text and the Markdown as they are, the page by its structure."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html
from markdown_it import MarkdownIt

from pipeline.diff import diff_plans
from pipeline.diff.card_sections import change_to_anchor
from pipeline.diff.forms import load_forms
from pipeline.diff.forms.markdown_text import escape_markdown
from pipeline.diff.selecting import Selection, select_changes
from pipeline.diff.statements import count_changes, diff_to_statements
from schemas.changes import IMPACTS, Diff
from schemas.impact import find_sentences
from schemas.record import Plan
from tests.cards import a_card, a_plan
from tests.pipeline.diff.test_hostile_text import a_hostile_diff

PAIR = ("amif-2027-2028.sv.pdf", "amif-2027-2028_v2.sv.pdf")
EXPECTED = Path(__file__).with_name("expected")

MARKUP = [
    "# no heading", "1. no list", "- no item", "+ nor this", "= rule", "2) and not this",
    "*no* _stress_ ~~gone~~ `code` $math$", "[no link](https://a.example) ![picture](x.png)",
    "<script>alert(1)</script> <b onclick=x>", "&lt;b&gt; &copy; AT&T", "a | b | c",
    "https://a.example and www.a.example", "write to @someone or a@b.example", "back\\slash \\*",
    "```", "> quote", "---", "[x]: https://a.example", "<!-- hidden -->", "line\nbreak",
]  # fmt: skip
"""Text that would be markup if it were not escaped."""


@pytest.fixture(scope="module")
def plans(extracted: Callable[[str], Plan]) -> tuple[Plan, Plan]:
    """The sample and its amendment, as stored versions."""
    old, new = (
        plan.model_copy(update={"plan": plan.plan.model_copy(update={"version": version})})
        for plan, version in ((extracted(PAIR[0]), "v1"), (extracted(PAIR[1]), "v2"))
    )
    return old, new


@pytest.fixture(scope="module")
def diff(plans: tuple[Plan, Plan]) -> Diff:
    return diff_plans(*plans)


def show(form: str, diff: Diff, language: str = "en") -> str:
    return load_forms()[form].render(diff, language, False).decode()


@pytest.mark.parametrize(
    ("form", "language", "name"),
    [("text", "sv", "amif-2027-2028_v2.sv.txt"), ("markdown", "en", "amif-2027-2028_v2.en.md")],
)
def test_the_sample_pair_is_shown_as_expected(
    form: str, language: str, name: str, diff: Diff
) -> None:
    """An expectation that is missing is written, to be read and kept by a person."""
    path = EXPECTED / name
    shown = show(form, diff, language)
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
        pytest.fail(f"{path} was missing and is written now: read it, then keep it")
    assert shown == path.read_text(encoding="utf-8")


# Markdown


def to_html(markdown: str) -> html.HtmlElement:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return html.fragment_fromstring(parser.render(markdown), create_parent="div")


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("around", ["{}", "- {}", "> {}", "**{}**", "~~{}~~", "## {}"])
def test_text_of_a_plan_is_no_markup(text: str, around: str) -> None:
    page = to_html(around.format(escape_markdown(text)))
    assert page.text_content().strip() == " ".join(text.split())
    elements = {element.tag for element in page.iter() if element.tag != "div"}
    assert elements <= {"p", "ul", "li", "blockquote", "strong", "s", "h2", "code"}
    assert {code.text for code in page.iter("code")} <= {"@"}


def test_links_are_not_made_of_addresses() -> None:
    assert escape_markdown("https://a.example, www.a.example, a@b.example") == (
        "https\\://a.example, www\\.a.example, a`@`b.example"
    )


def test_the_words_of_a_reworded_text_are_marked(diff: Diff) -> None:
    page = to_html(show("markdown", diff))
    change = next(c for c in diff.changes if c.card_id == "2D1" and c.field == "beneficiaries.text")
    added = [run.text for run in change.words if run.op == "added"]
    assert added
    assert set(added) <= {element.text_content() for element in page.iter("strong")}
    removed = {r.text for c in diff.changes for r in c.words if r.op == "removed"}
    assert {element.text_content() for element in page.iter("s")} == removed


def test_hostile_text_leaves_the_structure_of_the_mail_alone() -> None:
    page = to_html(show("markdown", a_hostile_diff()))
    tags = {element.tag for element in page.iter()}
    assert tags <= {
        "div", "h1", "h2", "h3", "p", "ul", "li", "blockquote", "s", "strong", "table", "thead",
        "tbody", "tr", "th", "td",
    }  # fmt: skip


# HTML


@pytest.fixture(scope="module")
def page(diff: Diff) -> html.HtmlElement:
    return html.document_fromstring(show("html", diff))


def test_every_change_is_on_the_page(diff: Diff, page: html.HtmlElement) -> None:
    names = set(page.xpath("//*[@id]/@id"))
    statements = diff_to_statements(diff, "en")
    assert len(statements) > 20
    for statement in statements:
        anchor = change_to_anchor(statement.changes[0])
        assert anchor in names
        (element,) = page.xpath(f"//*[@id='{anchor}']")
        assert statement.sentence in element.text_content()
    texts = [change for change in diff.plan_changes if change.part == "text"]
    assert len(page.xpath("//*[@class='row']")) == len(diff.changes) + len(texts)
    in_table = len(diff.plan_changes) - len(texts)
    assert len(page.xpath("//table[@class='plan']/tbody/tr")) == in_table


def test_every_link_leads_somewhere(diff: Diff, page: html.HtmlElement) -> None:
    names = page.xpath("//*[@id]/@id")
    assert len(names) == len(set(names))
    links = page.xpath("//a/@href")
    assert {link[1:] for link in links if link.startswith("#")} <= set(names)
    files = {link.partition("#page=")[0] for link in links if not link.startswith("#")}
    assert files == {f"./{header.source.file}" for header in (diff.old, diff.new)}


def test_both_pages_of_a_change_are_linked_with_their_numbers(
    diff: Diff, page: html.HtmlElement
) -> None:
    change = next(c for c in diff.changes if c.card_id == "2B1" and c.field == "goal")
    (entry,) = page.xpath(f"//*[@id='{change_to_anchor(change)}']")
    links = [(a.text, a.get("href")) for a in entry.xpath(".//p[@class='where']/a")]
    old, new = change.evidence.old[0].page, change.evidence.new[0].page
    assert old != new
    assert links == [
        (f"page {old}", f"./{PAIR[0]}#page={old}"),
        (f"page {new}", f"./{PAIR[1]}#page={new}"),
    ]


def test_words_are_marked_in_full_texts_beside_each_other(
    diff: Diff, page: html.HtmlElement
) -> None:
    change = next(c for c in diff.changes if c.card_id == "2B1" and c.field == "goal")
    (entry,) = page.xpath(f"//*[@id='{change_to_anchor(change)}']")
    for side, text in (("old", change.old), ("new", change.new)):
        (shown,) = entry.xpath(f".//div[@class='side {side}']//span[@lang='sv']")
        assert shown.text_content().strip() == text
    words = {"removed": "del", "added": "ins"}
    for op, tag in words.items():
        marked = [element.text for element in entry.iter(tag)]
        assert marked == [run.text for run in change.words if run.op == op]
        assert marked


def test_headings_are_in_order(page: html.HtmlElement) -> None:
    levels = [int(tag[1]) for e in page.iter() if (tag := str(e.tag)) in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_nothing_is_fetched_and_nothing_runs(page: html.HtmlElement) -> None:
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base"})
    assert not [name for e in page.iter() for name in e.attrib if name.startswith("on")]
    style = page.xpath("string(//style)")
    assert "url(" not in style
    assert "@import" not in style
    text = html.tostring(page, encoding="unicode")
    assert "http://" not in text.replace("http://www.w3.org", "")
    assert "https://" not in text


def test_counts_and_statements_stand_by_impact(diff: Diff, page: html.HtmlElement) -> None:
    statements = diff_to_statements(diff, "en")
    for impact in IMPACTS:
        several = [s.sentence for s in statements if s.impact == impact]
        (heading,) = page.xpath(f"//h3[@id='impact-{impact}']")
        assert heading.text == f"{impact.capitalize()} ({len(several)})"
        assert [item.text_content() for item in heading.getnext()] == several
    rows = page.xpath("//table[@class='counts']/tbody/tr")
    assert sum(int(cell.text) for row in rows for cell in row.xpath("td")) == len(statements)


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_the_page_is_in_the_language_that_is_asked_for(language: str, diff: Diff) -> None:
    page = html.document_fromstring(show("html", diff, language))
    words = find_sentences(language)
    assert page.get("lang") == language
    assert page.xpath("string(//h2)") == words.headings["summary_title"]
    (card,) = page.xpath("//section[@id='card-1B2']")
    assert card.xpath("string(h3/a)") == words.cards["measure"].format(id="1B2")
    assert set(card.xpath(".//dd/@lang")) == {"sv"}
    assert words.fields["goal"] in card.xpath(".//dt/text()")


def test_links_stay_the_same_in_another_language_and_selection(
    diff: Diff, plans: tuple[Plan, Plan]
) -> None:
    part = select_changes(diff, *plans, Selection(impacts=[IMPACTS[1]]))
    assert 0 < len(part.changes) < len(diff.changes)
    whole = html.document_fromstring(show("html", diff))
    less = html.document_fromstring(show("html", part, "fi"))
    names = {name for name in less.xpath("//*/@id") if name.startswith(("change-", "card-"))}
    assert names
    assert names <= set(whole.xpath("//*/@id"))
    shown, counted = count_changes(part)
    assert counted == len(diff.changes) + len(diff.plan_changes)
    english = find_sentences("en").headings["partial"].format(shown=shown, all=counted)
    assert english in html.document_fromstring(show("html", part)).text_content()
    assert english in show("markdown", part)


def test_a_removed_card_and_the_one_that_took_its_id_have_sections_of_their_own() -> None:
    old = [a_card("2A2", "reception"), a_card("2A3", "interpreters")]
    new = [a_card("2A2", "interpreters")]
    page = html.document_fromstring(show("html", diff_plans(a_plan(old), a_plan(new))))
    told = {e.get("id"): e.xpath("string(h3/span)") for e in page.xpath("//section[@class='card']")}
    assert told == {
        "card-2A2": "Interpreters within reach",
        "card-2A2-removed": "Reception that works at night",
    }


def test_a_diff_without_changes_says_so(plans: tuple[Plan, Plan]) -> None:
    nothing = diff_plans(plans[0], plans[0])
    for form in ("html", "markdown", "text"):
        assert "Nothing changed." in show(form, nothing)


def test_hostile_text_stays_text_on_the_page() -> None:
    attack = (
        "\"><script>alert(1)</script><img src=x onerror=alert(1)>' javascript:alert(1) {{ 7*7 }}"
    )
    old = a_card("1A1", title=f"Old {attack}")
    new = a_card("1A1", title=f"New {attack}", goal=attack, conditions=[attack])
    diff = diff_plans(a_plan([old]), a_plan([new]))
    header = diff.new.model_copy(update={"title": attack, "version": attack, "plan_id": attack})
    source = header.source.model_copy(
        update={"file": "javascript:alert(1)//../x#y.pdf", "media_type": "application/pdf"}
    )
    diff = diff.model_copy(
        update={"new": header.model_copy(update={"source": source}), "notes": [attack]}
    )
    page = html.document_fromstring(show("html", diff))
    tags = {element.tag for element in page.iter()}
    assert tags.isdisjoint({"script", "img"})
    assert page.text_content().count("{{ 7*7 }}") >= 5
    for link in page.xpath("//a/@href"):
        assert link.startswith(("#", "./javascript%3Aalert"))
        assert unquote(link).startswith(("#", "./"))


def test_what_is_not_of_the_plan_is_labelled_apart() -> None:
    diff = a_hostile_diff()
    page = html.document_fromstring(show("html", diff))
    words = find_sentences("en").headings
    headings = page.xpath("//h2/text()")
    assert headings == [
        words["summary_title"], words["cards"], words["unknown"], words["tool"], words["notes"],
    ]  # fmt: skip
    (tool,) = page.xpath("//section[@aria-labelledby='tool']")
    assert len(tool.xpath(".//article")) == len(diff_to_statements(diff, "en"))
