"""The site as people meet it: opened from the file system in headless Chromium."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.pipeline.site.conftest import PLAN_ID, Reviewed, SampleSite

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
PHONE, DESKTOP = (360, 740), (1440, 1000)
SECONDS = 5.0

OVERVIEW = "index.html"
CARD = f"plans/{PLAN_ID}/versions/v1/cards/1a1.html"
COVERAGE = f"plans/{PLAN_ID}/versions/v1/coverage.html"
CHANGES = f"plans/{PLAN_ID}/changes/v1/v2.html"
HISTORY = f"plans/{PLAN_ID}/history/1a1.html"
KINDS = [OVERVIEW, CARD, COVERAGE, CHANGES, HISTORY]

OF_TEXT = "plans/fi-isf-2027-2028/versions/v1"
UNUSUAL = {
    "list of plans": "index.html",
    "corrected rate in the calendar": f"plans/{PLAN_ID}/versions/v2/index.html",
    "corrected card, accepted finding": f"plans/{PLAN_ID}/versions/v2/cards/1b1.html",
    "correction that does not apply": f"plans/{PLAN_ID}/versions/v3/cards/2d1.html",
    "correction beside the history": f"plans/{PLAN_ID}/history/1b1.html",
    "changes among three versions": f"plans/{PLAN_ID}/changes/v1/v3.html",
    "overview of a text": f"{OF_TEXT}/index.html",
    "card without pictures": f"{OF_TEXT}/cards/1a1.html",
    "coverage without pictures": f"{OF_TEXT}/coverage.html",
}


def find_tool(name: str) -> str:
    """A program; without it the tests are skipped, or fail where they must run."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("PLANCARDS_REQUIRE_BROWSER"):
            pytest.fail(f"{name} is absent although PLANCARDS_REQUIRE_BROWSER is set")
        pytest.skip(f"{name} is absent")
    return found


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, in the version that package-lock.json pins."""
    source = HERE / "node_modules" / "axe-core" / "axe.min.js"
    if not source.exists():
        command = [find_tool("npm"), "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
        if done.returncode:
            if os.environ.get("PLANCARDS_REQUIRE_BROWSER"):
                pytest.fail(done.stderr)
            pytest.skip("axe-core cannot be installed")
    return source.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = find_tool("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('chromium')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=Service(find_tool("chromedriver")))
    yield driver
    driver.quit()


class Visitor:
    """Opens pages of the site and looks at them."""

    def __init__(self, chrome: Chrome, folder: Path) -> None:
        self.chrome = chrome
        self.folder = folder

    def open(self, address: str, size: tuple[int, int] = DESKTOP, scheme: str = "light") -> None:
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        self.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        page, _, anchor = address.partition("#")
        self.chrome.get("about:blank")
        self.chrome.get(f"{(self.folder / page).as_uri()}{'#' if anchor else ''}{anchor}")

    def all(self, selector: str) -> list[WebElement]:
        return self.chrome.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.chrome.find_element(By.CSS_SELECTOR, selector)

    def run(self, script: str, *arguments: object) -> object:
        return self.chrome.execute_script(script, *arguments)

    def wait(self, until: Callable[[], object]) -> None:
        WebDriverWait(self.chrome, SECONDS).until(lambda _: until())

    def log(self, kind: str) -> list[dict[str, str]]:
        """What the browser noted since the last look."""
        answer = self.chrome.execute("getLog", {"type": kind})
        return [{key: str(note[key]) for key in ("level", "message")} for note in answer["value"]]

    def requests(self) -> set[str]:
        """The addresses that were asked for since the last look at the log."""
        messages = [json.loads(entry["message"])["message"] for entry in self.log("performance")]
        return {
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        }

    def shown_cards(self) -> set[str]:
        rows = "return [...document.querySelectorAll('.calendar tr[data-cards] th a')]"
        script = f"{rows}.filter(a => a.offsetParent).map(a => a.textContent)"
        found = self.run(script)
        assert isinstance(found, list)
        return set(found)

    def press(self, *keys: str) -> None:
        ActionChains(self.chrome).send_keys(*keys).perform()


@pytest.fixture
def visitor(chrome: Chrome, site: SampleSite) -> Visitor:
    return Visitor(chrome, site.folder)


def test_no_page_has_an_error_or_asks_for_anything_outside(
    visitor: Visitor, site: SampleSite
) -> None:
    visitor.log("performance")
    pages = sorted(path.relative_to(site.folder) for path in site.folder.rglob("*.html"))
    assert len(pages) > 60
    for page in pages:
        visitor.open(page.as_posix())
        assert visitor.log("browser") == [], page
    asked = visitor.requests()
    inside = site.folder.as_uri()
    assert {url for url in asked if urlsplit(url).scheme == "file"}
    own = (inside, "data:", "about:", "chrome:")  # the browser's own first page is no page of ours
    assert [url for url in asked if not url.startswith(own)] == []


def find_faults(
    visitor: Visitor, axe: str, address: str, size: tuple[int, int], scheme: str
) -> list[str]:
    """What axe-core says against a page, its first details opened."""
    visitor.open(address, size, scheme)
    visitor.run("document.querySelectorAll('details').forEach((one, at) => one.open = at < 2)")
    visitor.run(axe)
    found = visitor.chrome.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(done)"
    )
    return [
        f"{fault['id']}: {fault['help']}: {fault['nodes'][0]['html'][:200]} "
        f"({fault['nodes'][0]['failureSummary']}; {len(fault['nodes'])} places)"
        for fault in found["violations"]
    ]


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "dark"), (DESKTOP, "light")]
)
@pytest.mark.parametrize("address", KINDS)
def test_axe_finds_nothing(
    visitor: Visitor, axe: str, address: str, size: tuple[int, int], scheme: str
) -> None:
    assert find_faults(visitor, axe, address, size, scheme) == []


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")])
@pytest.mark.parametrize("address", UNUSUAL.values(), ids=list(UNUSUAL))
def test_axe_finds_nothing_where_something_is_not_as_usual(
    chrome: Chrome, reviewed: Reviewed, axe: str, address: str, size: tuple[int, int], scheme: str
) -> None:
    visitor = Visitor(chrome, reviewed.folder)
    assert find_faults(visitor, axe, address, size, scheme) == []
    page = "document.documentElement"
    assert visitor.run(f"return {page}.scrollWidth <= {page}.clientWidth")


@pytest.mark.parametrize("address", KINDS)
def test_a_phone_scrolls_down_only(visitor: Visitor, address: str) -> None:
    visitor.open(address, PHONE)
    page = "document.documentElement"
    assert visitor.run(f"return {page}.scrollWidth <= {page}.clientWidth")


def test_the_first_view_waits_for_no_picture_and_no_library(visitor: Visitor) -> None:
    """How many milliseconds it takes is measured by ``benchmarks.site_speed``."""
    visitor.log("performance")
    visitor.open(OVERVIEW)
    script = "return performance.getEntriesByName('first-contentful-paint').length"
    visitor.wait(lambda: visitor.run(script))
    asked = {Path(urlsplit(url).path).name for url in visitor.requests() if url[:5] == "file:"}
    assert asked == {"index.html", "site.css", "site.js"}


def test_filters_show_the_cards_that_fit_and_stay_in_the_address(
    visitor: Visitor, site: SampleSite
) -> None:
    plan = site.plans["v2"]
    objective = plan.cards[-1].specific_objective
    assert objective is not None
    expected = {
        card.card_id
        for card in plan.cards
        if card.specific_objective and card.specific_objective.number == objective.number
    }
    visitor.open(OVERVIEW)
    everything = visitor.shown_cards()
    assert everything == {card.card_id for card in plan.cards}
    choice = f"select[name=objective] option[value='{objective.number}']"
    visitor.one(choice).click()
    visitor.wait(lambda: visitor.shown_cards() != everything)
    assert visitor.shown_cards() == expected
    assert f"{len(expected)} of {len(plan.cards)}" in visitor.one("[role=status]").text
    assert visitor.chrome.current_url.endswith(f"#objective={objective.number}")
    visitor.one("button[type=reset]").click()
    visitor.wait(lambda: visitor.shown_cards() == everything)


def test_an_address_with_a_filter_opens_filtered(visitor: Visitor, site: SampleSite) -> None:
    plan = site.plans["v2"]
    rate = plan.cards[0].support_rate.base_percent
    word = plan.cards[0].title.split()[-1].lower()
    visitor.open(f"{OVERVIEW}#rate={rate}&words={word}")
    visitor.wait(lambda: visitor.shown_cards() != {card.card_id for card in plan.cards})
    assert plan.cards[0].card_id in visitor.shown_cards()
    assert visitor.one("input[name=words]").get_attribute("value") == word
    visitor.open(f"{OVERVIEW}#words=zzzzqq")
    visitor.wait(lambda: not visitor.shown_cards())
    assert visitor.one("[role=status]").text == "No card fits the filter."


def test_pointing_at_a_value_lights_its_place_and_the_reverse(visitor: Visitor) -> None:
    visitor.open(CARD)
    value, box = visitor.one("#goal"), visitor.one("svg a[data-spots~=goal]")
    assert "lit" not in str(box.get_attribute("class"))
    ActionChains(visitor.chrome).move_to_element(value).perform()
    visitor.wait(lambda: "lit" in str(box.get_attribute("class")))
    assert "lit" in str(value.get_attribute("class"))
    ActionChains(visitor.chrome).move_to_element(visitor.one("h1")).perform()
    visitor.wait(lambda: "lit" not in str(value.get_attribute("class")))
    visitor.run("arguments[0].scrollIntoView({block: 'center'})", box)
    ActionChains(visitor.chrome).move_to_element(box).perform()
    visitor.wait(lambda: "lit" in str(value.get_attribute("class")))


def test_a_link_to_a_value_marks_it_and_brings_its_place_into_view(visitor: Visitor) -> None:
    visitor.open(f"{CARD}#call_timing.text")
    value = visitor.one("[id='call_timing.text']")
    visitor.wait(lambda: "chosen" in str(value.get_attribute("class")))
    box = visitor.one("svg a[data-spots~='call_timing.text'].chosen")
    inside = """
      const box = arguments[0].getBoundingClientRect();
      const view = document.querySelector('.sheets').getBoundingClientRect();
      return box.top >= view.top && box.bottom <= view.bottom"""
    visitor.wait(lambda: visitor.run(inside, box))
    picture = "return arguments[0].closest('.sheet').querySelector('img').naturalWidth"
    visitor.wait(lambda: visitor.run(picture, box))


def test_a_box_leads_to_its_value(visitor: Visitor) -> None:
    visitor.open(f"{CARD}#goal")
    visitor.run("document.querySelector('svg a[data-spots~=background]').focus()")
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: visitor.chrome.current_url.endswith("#background"))
    # The page marks the value when it is told of its new address, which comes after the address.
    visitor.wait(lambda: "chosen" in str(visitor.one("#background").get_attribute("class")))
    assert "chosen" not in str(visitor.one("#goal").get_attribute("class"))


def test_the_keyboard_alone_reaches_values_and_marks_them(visitor: Visitor) -> None:
    visitor.open(CARD)
    visitor.press(Keys.TAB)
    assert visitor.run("return document.activeElement.className") == "skip"
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: visitor.run("return document.activeElement.id") == "content")
    for _ in range(40):
        visitor.press(Keys.TAB)
        if visitor.run("return document.activeElement.closest('.value')?.id") == "goal":
            break
    assert visitor.run("return document.activeElement.className") == "spot"
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    assert visitor.run(outline) == "solid"
    assert "lit" in str(visitor.one("svg a[data-spots~=goal]").get_attribute("class"))
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: visitor.chrome.current_url.endswith("#goal"))


def test_the_keyboard_alone_filters_the_calendar_and_opens_a_card(
    visitor: Visitor, site: SampleSite
) -> None:
    focus = "return document.activeElement"

    def tab_to(selector: str) -> None:
        for _ in range(80):
            visitor.press(Keys.TAB)
            if visitor.run(f"{focus}.matches(arguments[0])", selector):
                return
        pytest.fail(f"Tab does not reach {selector}")

    visitor.open(OVERVIEW)
    everything = visitor.shown_cards()
    tab_to("select[name=objective]")
    visitor.press(Keys.ARROW_DOWN)
    visitor.wait(lambda: visitor.shown_cards() != everything)
    fits = visitor.shown_cards()
    tab_to("input[name=words]")
    word = next(card for card in site.plans["v2"].cards if card.card_id in fits).title.split()[0]
    visitor.press(*word.lower())
    visitor.wait(lambda: visitor.shown_cards() < fits)
    tab_to(".calendar th a")
    (first, *_) = [c.card_id for c in site.plans["v2"].cards if c.card_id in visitor.shown_cards()]
    assert visitor.run(f"{focus}.textContent") == first
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: f"/cards/{first.lower()}.html" in visitor.chrome.current_url)


def test_the_keyboard_alone_opens_both_pages_of_a_change(visitor: Visitor) -> None:
    visitor.open(CHANGES)
    for _ in range(80):
        visitor.press(Keys.TAB)
        if visitor.run("return document.activeElement.matches('details.both > summary')"):
            break
    visitor.press(Keys.ENTER)
    visitor.wait(lambda: visitor.run("return document.activeElement.parentElement.open"))
    visitor.press(Keys.TAB)
    assert visitor.run("return document.activeElement.closest('figure') !== null")


def test_a_card_leads_to_its_own_changes(visitor: Visitor, site: SampleSite) -> None:
    visitor.open(CARD.replace("/v1/", "/v2/"))
    (link,) = [a for a in visitor.all(".versions-of a") if a.text.startswith("Changes v1 → v2")]
    count = int(link.text.rpartition(" ")[2])
    link.click()
    visitor.wait(lambda: visitor.chrome.current_url.endswith("v2.html#card=1A1"))
    visitor.wait(
        lambda: len([a for a in visitor.all("article.change") if a.is_displayed()]) == count
    )


def test_a_card_opens_at_its_own_first_page(visitor: Visitor, site: SampleSite) -> None:
    for card in site.plans["v1"].cards:
        visitor.open(f"plans/{PLAN_ID}/versions/v1/cards/{card.card_id.lower()}.html")
        first = min(found.page or 0 for found in card.evidence if found.path == "/title")
        assert visitor.one(".sheets figure").get_attribute("id") == f"page-{first}"


def test_pages_of_a_change_are_loaded_when_they_are_asked_for(visitor: Visitor) -> None:
    visitor.open(f"{CHANGES}#change-1")
    article = visitor.one("article:has(details.both img)")
    pictures = article.find_elements(By.TAG_NAME, "img")
    loaded = "return arguments[0].complete && arguments[0].naturalWidth > 0"
    assert not visitor.run(loaded, pictures[0])
    article.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    visitor.wait(lambda: visitor.run(loaded, pictures[0]))
    assert article.find_elements(By.CSS_SELECTOR, "svg .box.old, svg .box.new")


def test_changes_can_be_filtered_by_card(visitor: Visitor) -> None:
    visitor.open(CHANGES)
    articles = visitor.all("article.change")
    card = next(c for a in articles if (c := a.get_attribute("data-cards")))
    visitor.one(f"select[name=card] option[value='{card}']").click()
    visitor.wait(lambda: not all(article.is_displayed() for article in articles))
    shown = [article for article in articles if article.is_displayed()]
    assert {article.get_attribute("data-cards") for article in shown} == {card}


def test_another_language_opens_at_the_same_place(visitor: Visitor) -> None:
    visitor.open(f"{CARD}#goal")
    visitor.one("a[hreflang=sv]").click()
    visitor.wait(lambda: visitor.run("return document.documentElement.lang") == "sv")
    assert visitor.chrome.current_url.endswith("#goal")
    assert "chosen" in str(visitor.one("#goal").get_attribute("class"))


def test_a_finding_of_the_overview_leads_to_its_card(visitor: Visitor, site: SampleSite) -> None:
    about = [at for at, found in enumerate(site.plans["v2"].findings, start=1) if found.card_id]
    visitor.open(f"{OVERVIEW}#finding-{about[0]}")
    link = visitor.one(f"#finding-{about[0]} .places a")
    visitor.run("arguments[0].click()", link)
    visitor.wait(lambda: "/cards/" in visitor.chrome.current_url)
    assert "chosen" in str(visitor.one(f"#finding-{about[0]}").get_attribute("class"))


def test_pages_can_be_read_without_javascript(visitor: Visitor) -> None:
    visitor.chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        visitor.open(CARD)
        time.sleep(0.2)
        assert visitor.one("#goal").is_displayed()
        assert visitor.one("svg a[data-spots~=goal]").get_attribute("href")
    finally:
        visitor.chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_paper_has_the_record_and_nothing_to_press(visitor: Visitor, site: SampleSite) -> None:
    card = site.plans["v1"].cards[0]
    visitor.open(CARD)
    printed = visitor.chrome.execute_cdp_cmd("Page.printToPDF", {})
    with pypdfium2.PdfDocument(base64.b64decode(printed["data"])) as document:
        text = " ".join(" ".join(p.get_textpage().get_text_range() for p in document).split())
    assert card.card_id in text
    assert card.title in text
    assert card.goal is not None
    assert card.goal.split()[-1] in text
    for word in ("Suomi", "Coverage", "Point at a value"):
        assert word not in text
