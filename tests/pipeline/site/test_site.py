"""The site as files: every link leads somewhere, every card has a page, nothing is from outside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html
from typer.testing import CliRunner

from extractors.readers import read_document
from pipeline.cli import app
from pipeline.site.charts import Bar, draw_bars
from pipeline.site.rendering import POLICY
from pipeline.translating import translate
from schemas.geometry import Box
from schemas.record import Plan
from tests.pipeline.site.conftest import HOSTILE, PLAN_ID, Reviewed, SampleSite

runner = CliRunner()

LINKS = ("href", "src")


def list_pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


@cache
def parse(page: Path) -> etree._Element:
    return html.document_fromstring(page.read_bytes())


@cache
def list_ids(page: Path) -> Counter[str]:
    return Counter(element.get("id", "") for element in parse(page).iter() if element.get("id"))


def list_links(page: Path) -> Iterator[str]:
    for element in parse(page).iter(etree.Element):
        yield from (str(element.get(name)) for name in LINKS if element.get(name) is not None)


def holds_fragment(page: Path, fragment: str) -> bool:
    """Whether a page has what a fragment names: an anchor, or a choice of a filter."""
    name, is_filter, value = fragment.partition("=")
    if not is_filter:
        return fragment in list_ids(page)
    return any(
        choice.get("value") == value
        for select in parse(page).iter("select")
        if select.get("name") == name
        for choice in select.iter("option")
    )


def texts_of(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def rect_to_box(rect: etree._Element) -> Box:
    x, y, width, height = (float(rect.get(key)) for key in ("x", "y", "width", "height"))
    return Box(x, y, x + width, y + height)


def test_every_card_of_every_version_has_a_page_in_every_language(site: SampleSite) -> None:
    for version, plan in site.plans.items():
        assert plan.cards
        for language in ("", "sv", "fi"):
            folder = site.folder / language / "plans" / PLAN_ID / "versions" / version / "cards"
            assert len(list(folder.iterdir())) == len(plan.cards)
            shown = {texts_of(parse(page).find(".//h1")) for page in folder.iterdir()}
            for card in plan.cards:
                assert any(card.card_id in text and card.title in text for text in shown)


@pytest.mark.parametrize("name", ["site", "reviewed"])
def test_every_link_leads_to_something_in_the_site(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: SampleSite | Reviewed = request.getfixturevalue(name)
    pages = list_pages(site.folder)
    assert len(pages) > 60
    for page in pages:
        for link in list_links(page):
            parts = urlsplit(link)
            if parts.scheme == "data":
                continue
            assert not parts.scheme, link
            assert not parts.netloc, link
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file(), f"{page}: {link}"
            assert target.is_relative_to(site.folder.resolve()), link
            if parts.fragment and target.suffix == ".html":
                assert holds_fragment(target, unquote(parts.fragment)), f"{page}: {link}"


def test_ids_are_unique_and_headings_go_down_step_by_step(
    site: SampleSite, reviewed: Reviewed
) -> None:
    for page in (*list_pages(site.folder), *list_pages(reviewed.folder)):
        assert [name for name, count in list_ids(page).items() if count > 1] == [], page
        levels = [int(e.tag[1]) for e in parse(page).iter() if e.tag in ("h1", "h2", "h3", "h4")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels)), page


def test_pages_allow_nothing_from_outside_and_hold_no_style_or_script(site: SampleSite) -> None:
    for page in list_pages(site.folder):
        tree = parse(page)
        policies = [m.get("content") for m in tree.iter("meta") if m.get("http-equiv")]
        assert policies == [POLICY]
        assert not list(tree.iter("style"))
        assert all(e.get("style") is None for e in tree.iter(etree.Element))
        handlers = [name for e in tree.iter(etree.Element) for name in e.attrib if name[:2] == "on"]
        assert handlers == []
        for script in tree.iter("script"):
            assert script.get("src") or script.get("type") == "application/json"
    for file in (site.folder / "assets").iterdir():
        assert not re.search(rb"https?:|//[a-z]|@import", file.read_bytes()), file


def test_every_box_lies_on_its_page(site: SampleSite) -> None:
    count = 0
    for page in list_pages(site.folder / "plans"):
        for drawing in parse(page).iter("svg"):
            size = (drawing.get("viewbox") or drawing.get("viewBox") or "").split()
            for box in drawing.iterfind("./a/rect"):
                x, y, width, height = (float(box.get(k)) for k in ("x", "y", "width", "height"))
                assert 0 <= x <= x + width <= float(size[2]) + 0.01
                assert 0 <= y <= y + height <= float(size[3]) + 0.01
                assert width > 0
                assert height > 0
                count += 1
    assert count > 1000


def test_every_word_beside_cards_lies_in_a_box_that_says_whose_it_is(
    site: SampleSite, samples: Path
) -> None:
    plan = site.plans["v1"]
    tree = parse(site.folder / "plans" / PLAN_ID / "versions" / "v1" / "coverage.html")
    document = read_document(samples / plan.plan.source.file, "pdfium", None)
    with_cards = {found.page for card in plan.cards for found in card.evidence}
    seen = Counter[str]()
    for page in document.pages:
        if page.number not in with_cards:
            continue
        boxes = [
            (box.get("aria-label") or texts_of(box.find("title")), rect_to_box(rect))
            for box in tree.get_element_by_id(f"sheet-{page.number}").iter("a", "g")
            for rect in box.iterfind("rect")
        ]
        for word in page.words:
            x, y = word.box.centre
            whose = [
                label
                for label, box in boxes
                if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
            ]
            assert whose, f"page {page.number}: {word.text}"
            seen.update(label.partition(":")[0] for label in whose)
    assert {"Measure 1A1", "labels", "headings", "page numbers, running heads, bullets"} <= set(
        seen
    )


def test_every_place_of_a_shown_value_has_its_box(site: SampleSite) -> None:
    plan = site.plans["v1"]
    folder = site.folder / "plans" / PLAN_ID / "versions" / "v1" / "cards"
    card = plan.cards[0]
    tree = parse(folder / f"{card.card_id.lower()}.html")
    spots = {s for a in tree.iter("a") for s in (a.get("data-spots") or "").split()}
    values = {e.get("data-spot") for e in tree.iter() if "value" in (e.get("class") or "").split()}
    read = {found.path for found in card.evidence}
    assert {"goal", "support_rate.base_percent", "call_timing.text"} <= values
    assert values <= spots
    for anchor in values:
        assert any(f"{path}/".startswith(f"/{anchor.replace('.', '/')}/") for path in read)


def test_findings_stand_on_the_spot(site: SampleSite) -> None:
    for version, plan in site.plans.items():
        folder = site.folder / "plans" / PLAN_ID / "versions" / version
        for number, finding in enumerate(plan.findings, start=1):
            pages = [p for p in folder.rglob("*.html") if f"finding-{number}" in list_ids(p)]
            overview = [site.folder / "index.html"] if version == "v2" else []
            found = [p for p in (*pages, *overview) if f"finding-{number}" in list_ids(p)]
            assert found, f"{version} {number}"
            article = parse(found[0]).get_element_by_id(f"finding-{number}")
            assert finding.message in texts_of(article)


def test_the_overview_names_what_is_worst_first(reviewed: Reviewed) -> None:
    articles = parse(reviewed.version("v2") / "index.html").find_class("finding")
    levels = [str(article.get("class")).split()[1] for article in articles]
    assert set(levels) == {"error", "note"}
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    for article in articles:
        pages = [texts_of(link) for link in article.find_class("places")[0].iter("a")]
        assert len(pages) == len(set(pages))


@pytest.mark.parametrize("language", ["en", "sv", "fi"])
def test_findings_are_said_in_the_language_of_the_page(language: str, site: SampleSite) -> None:
    folder = site.folder / ("" if language == "en" else language)
    pages = [folder / "index.html", *folder.joinpath("plans").rglob("*.html")]
    texts = [texts_of(parse(page)) for page in pages]
    for plan in site.plans.values():
        assert plan.findings
        for finding in plan.findings:
            said = translate(finding, language).message
            assert any(said in text for text in texts), said


def test_the_changes_are_those_of_the_diff_command(site: SampleSite) -> None:
    page = site.folder / "plans" / PLAN_ID / "changes" / "v1" / "v2.html"
    said = runner.invoke(app, ["diff", f"{PLAN_ID}@v1", f"{PLAN_ID}@v2", "--out", str(site.store)])
    shown = [texts_of(a.find("h3")) for a in parse(page).iter("article")]
    assert shown
    for sentence in shown:
        assert sentence.rpartition(" #")[0] in " ".join(said.output.split())
    assert list(parse(page).iter("ins"))
    assert list(parse(page).iter("del"))


def test_what_one_version_has_not_got_is_shown_by_where_it_would_stand(site: SampleSite) -> None:
    page = site.folder / "plans" / PLAN_ID / "changes" / "v1" / "v2.html"
    by_sentence = {texts_of(a.find("h3")): a for a in parse(page).iter("article")}
    (removed,) = (a for said, a in by_sentence.items() if "can no longer be raised to 90" in said)
    before, after = removed.find_class("both")[0].iter("figure")
    assert before.find_class("box old")
    assert texts_of(after.find("figcaption")).startswith("After: page 9")
    assert not after.find_class("box")


def test_the_calendar_tells_where_card_and_table_agree(site: SampleSite) -> None:
    tree = parse(site.folder / "index.html")
    (calendar,) = (t for t in tree.iter("table") if t.get("class") == "calendar")
    plan = site.plans["v2"]
    rows = {
        texts_of(row.find("th")): row for row in calendar.iter("tr") if row.find("td") is not None
    }
    assert {card.card_id for card in plan.cards} <= set(rows)
    opened = next(card for card in plan.cards if card.call_timing.rounds)
    cells = [
        cell for cell in rows[opened.card_id].iter("td") if "call" in (cell.get("class") or "")
    ]
    states = [(cell.get("class") or "").split()[1] for cell in cells]
    assert len(cells) >= len(opened.call_timing.rounds)
    assert len([s for s in states if s in ("open", "card_only")]) == len(opened.call_timing.rounds)


def test_the_history_shows_what_a_value_was(site: SampleSite) -> None:
    folder = site.folder / "plans" / PLAN_ID / "history"
    assert len(list(folder.iterdir())) >= len(site.plans["v2"].cards)
    changed = [page for page in folder.iterdir() if list(parse(page).iter("tbody"))]
    assert changed
    cells = [texts_of(cell) for cell in parse(changed[0]).iter("td")]
    assert "v1" in cells or "v2" in cells


def test_two_builds_are_the_same_bytes(site: SampleSite, tmp_path: Path) -> None:
    result = runner.invoke(
        app, ["report", PLAN_ID, "--store", str(site.store), "--out", str(tmp_path / "again")]
    )
    assert result.exit_code == 0, result.output
    first = {p.relative_to(site.folder): p.read_bytes() for p in site.folder.rglob("*.*")}
    again = {
        p.relative_to(tmp_path / "again"): p.read_bytes() for p in (tmp_path / "again").rglob("*.*")
    }
    assert first == again


def test_a_chart_has_no_style_and_no_script_of_its_own() -> None:
    chart = draw_bars([Bar("A", 3.0, "3"), Bar("B <b>", 1.0, "1")], 3.0, 'so "much" <b>')
    assert chart.count("<rect") == 4
    for word in ("<style", "<script", "style=", "<title", "<!--", 'so "much'):
        assert word not in chart


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a text dump that tries to be HTML."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "plan.txt").write_text(HOSTILE, encoding="utf-8")
    store = str(folder / "out")
    assert runner.invoke(app, ["run", str(folder / "plan.txt"), "--out", store]).exit_code == 0
    result = runner.invoke(app, ["report", "--out", store])
    assert result.exit_code == 0, result.output
    assert "no pictures" in result.output
    return folder / "out" / "site"


def test_hostile_text_stays_text(hostile: Path) -> None:
    (card,) = (hostile / "plans").rglob("versions/*/cards/1a1.html")
    tree = parse(card)
    assert "</title><img src=x onerror=alert(3)>" in texts_of(tree.find(".//h1"))
    assert "{{ 7*7 }}" in texts_of(tree)
    assert not list(tree.iter("img"))
    assert "\u202e" not in card.read_text(encoding="utf-8")
    for page in list_pages(hostile):
        scripts = [s for s in parse(page).iter("script") if s.get("type") != "application/json"]
        assert [bool(script.get("src")) for script in scripts] == [True]


def test_a_text_dump_has_lines_and_no_pictures(hostile: Path) -> None:
    (card,) = (hostile / "plans").rglob("versions/*/cards/1a1.html")
    assert "line 6" in texts_of(parse(card))
    assert not list((hostile / "pictures").iterdir())


def report(*arguments: str) -> tuple[int, str]:
    result = runner.invoke(app, ["report", *arguments])
    return result.exit_code, result.output


def test_what_cannot_be_done_is_said(site: SampleSite, tmp_path: Path) -> None:
    out, store = str(tmp_path / "site"), str(site.store)
    assert report("--store", str(tmp_path / "none"), "--out", out)[0] == 3
    status, said = report("fi-isf-1999-2000", "--store", store, "--out", out)
    assert (status, PLAN_ID in said) == (3, True)
    assert report(f"{PLAN_ID}@v9", "--store", store, "--out", out)[0] == 3
    assert report("../etc", "--store", store, "--out", out)[0] == 3
    assert report(PLAN_ID, "--store", store, "--out", out, "--say", "xx")[0] == 2
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    status, said = report(PLAN_ID, "--store", store, "--out", str(tmp_path / "mine"))
    assert (status, "no site of plancards" in said) == (2, True)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
    assert not (tmp_path / "site").exists()


def test_a_damaged_source_costs_the_pictures_only(
    store: tuple[Path, dict[str, Plan]], tmp_path: Path
) -> None:
    root = tmp_path / "out"
    version = root / PLAN_ID / "v1"
    version.mkdir(parents=True)
    document = store[0] / PLAN_ID / "v1" / "plan.json"
    (version / "plan.json").write_bytes(document.read_bytes())
    (version / "source.pdf").write_bytes(b"%PDF-1.7 torn")
    status, said = report(PLAN_ID, "--store", str(root), "--out", str(tmp_path / "site"))
    assert status == 0, said
    assert "no pictures of its pages" in said
    (version / "source.pdf").unlink()
    status, said = report(PLAN_ID, "--store", str(root), "--out", str(tmp_path / "site"))
    assert (status, "not kept" in said) == (0, True)
    assert not list((tmp_path / "site" / "pictures").iterdir())


def test_the_first_page_is_in_the_language_that_is_asked_for(
    site: SampleSite, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    assert report(PLAN_ID, "--store", str(site.store), "--out", str(out), "--say", "sv")[0] == 0
    assert parse(out / "index.html").get("lang") == "sv"
    assert parse(out / "en" / "index.html").get("lang") == "en"
