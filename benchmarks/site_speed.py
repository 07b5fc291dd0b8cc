"""How large a review site is, how long it takes to build, and how soon its first view is seen.

python -m benchmarks.site_speed PLAN... [--out benchmarks/site.md]   (needs Chromium and its driver)

The plans are stored first; that is not counted. Every view is opened in a browser of its own with
an empty profile, from the file system, three times; the median is told.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from benchmarks.browser import Screen, open_browser, open_page

PLANS = [Path(f"samples/amif-2027-2028{part}.sv.pdf") for part in ("", "_v2")]
SCREENS = {"desktop": Screen(1440, 1000), "phone": Screen(360, 740)}
TURNS = 3
SECONDS = 60.0

KINDS = {
    "overview": "index.html",
    "card": "plans/*/versions/*/cards/*.html",
    "changes": "plans/*/changes/*/*.html",
    "history": "plans/*/history/*.html",
    "coverage": "plans/*/versions/*/coverage.html",
}
"""Where the pages of each kind stand; the largest one is opened."""

_TIMES = """
const done = arguments[0];
const [navigation] = performance.getEntriesByType('navigation');
const [first] = performance.getEntriesByName('first-contentful-paint');
new PerformanceObserver(list => done([
  first.startTime, list.getEntries().at(-1).startTime, navigation.loadEventEnd,
])).observe({type: 'largest-contentful-paint', buffered: true});
"""


@dataclass(frozen=True, slots=True)
class Built:
    """A site: seconds that building it took, by the clock and of the processor; pages; bytes."""

    seconds: float
    of_processor: float
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A view: milliseconds until something, the largest thing, and everything was there."""

    kind: str
    screen: str
    size: int
    first: float
    largest: float
    loaded: float


def main() -> None:
    """Measure, and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plans", nargs="*", type=Path, default=PLANS)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        store, site = Path(work) / "out", Path(work) / "site"
        built, load = {}, os.getloadavg()[0]
        for count in range(1, len(chosen.plans) + 1):
            _call("run", str(chosen.plans[count - 1]), "--out", str(store))
            built[count] = build(store, site)
        lines = list(tell(built, list(look_at(site)), load))
    text = "\n".join(lines) + "\n"
    if chosen.out:
        chosen.out.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


def build(store: Path, site: Path) -> Built:
    """Build the site of a store, as a process of its own."""
    begin, used = time.perf_counter(), _used_by_children()
    _call("report", "--store", str(store), "--out", str(site))
    seconds, of_processor = time.perf_counter() - begin, _used_by_children() - used
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = [path for path in files if path.suffix == ".html"]
    return Built(seconds, of_processor, len(pages), sum(path.stat().st_size for path in files))


def look_at(site: Path) -> Iterator[Seen]:
    """Open the largest page of every kind on every screen."""
    for kind, pattern in KINDS.items():
        pages = sorted(site.glob(pattern), key=lambda page: page.stat().st_size)
        if not pages:
            continue
        for name, screen in SCREENS.items():
            turns = [time_view(pages[-1], screen) for _ in range(TURNS)]
            first, largest, loaded = (statistics.median(each) for each in zip(*turns, strict=True))
            yield Seen(kind, name, pages[-1].stat().st_size, first, largest, loaded)


def time_view(page: Path, screen: Screen) -> tuple[float, float, float]:
    """Milliseconds until the first and the largest paint and the load event."""
    with open_browser() as driver:
        driver.set_script_timeout(SECONDS)
        open_page(driver, page, screen)
        WebDriverWait(driver, SECONDS).until(_is_loaded)
        first, largest, loaded = driver.execute_async_script(_TIMES)
        return float(first), float(largest), float(loaded)


def _is_loaded(driver: Chrome) -> bool:
    return bool(
        driver.execute_script(
            "return performance.getEntriesByType('navigation')[0].loadEventEnd > 0"
            " && performance.getEntriesByName('first-contentful-paint').length > 0"
        )
    )


def tell(built: dict[int, Built], seen: Sequence[Seen], load: float) -> Iterator[str]:
    """What was measured, as Markdown; ``load`` is how many processes wanted to run besides."""
    yield "# The review site: size, building, first view"
    yield ""
    yield "<!-- Made by `python -m benchmarks.site_speed`; do not edit. -->"
    yield ""
    yield (
        f"On {os.cpu_count()} cores, where {load:.0f} other processes wanted to run when it began. "
        "One plan in so many versions:"
    )
    yield ""
    yield "| versions | pages | size, MB | built in, s | of processor, s |"
    yield "| ---: | ---: | ---: | ---: | ---: |"
    for count, one in built.items():
        yield (
            f"| {count} | {one.pages} | {one.size / 1e6:.1f} | {one.seconds:.1f} "
            f"| {one.of_processor:.1f} |"
        )
    yield ""
    yield "The largest page of each kind, from the file system, in a browser with an empty profile:"
    yield ""
    yield "| page | screen | HTML, kB | first paint, ms | largest paint, ms | loaded, ms |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for view in seen:
        yield (
            f"| {view.kind} | {view.screen} | {view.size / 1000:.0f} | {view.first:.0f} "
            f"| {view.largest:.0f} | {view.loaded:.0f} |"
        )


def _used_by_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _call(*words: str) -> None:
    command = [str(Path(sys.executable).with_name("plancards")), *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
