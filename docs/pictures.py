"""Makes the pictures of README and tutorial anew, from the project's own samples.

python -m docs.pictures   (needs Chromium and its driver)
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from benchmarks.browser import Screen, open_browser, open_page, take_picture

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "docs" / "images"
SAMPLES = [PROJECT / "samples" / f"amif-2027-2028{part}.sv.pdf" for part in ("", "_v2")]
PLAN_ID = "fi-amif-2027-2028"

DESKTOP = Screen(1280, 800)

SEEN = """
return [...document.images].filter(one => {
  const box = one.getBoundingClientRect();
  const shown = one.checkVisibility({contentVisibilityAuto: true});
  return shown && box.bottom > 0 && box.top < innerHeight;
}).every(one => one.complete && one.naturalWidth)"""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page of the site.

    Attributes:
        name: of the file, without its suffix.
        page: below the site's folder.
        anchor: what the page opens at.
        screen: of the window.
        script: run before the picture is taken.
    """

    name: str
    page: str
    anchor: str = ""
    screen: Screen = DESKTOP
    script: str = ""


SHOTS = (
    Shot("overview", "index.html", "calendar"),
    Shot(
        "card", f"plans/{PLAN_ID}/versions/v2/cards/1a1.html", "support_rate.base_percent",
    ),
    Shot(
        "changes", f"plans/{PLAN_ID}/changes/v1/v2.html",
        script="""
          const one = [...document.querySelectorAll('article.change')].find(
            found => found.querySelector('.two del') && found.querySelectorAll('figure')[1]);
          one.querySelector('details').open = true;
          one.scrollIntoView();""",
    ),
    Shot("coverage", f"plans/{PLAN_ID}/versions/v2/coverage.html", "page-9"),
)  # fmt: skip


def main() -> None:
    """Build a site of the samples and write every picture."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        store, site = Path(work) / "out", Path(work) / "site"
        _call("run", *map(str, SAMPLES), "--out", str(store))
        _call("report", "--store", str(store), "--out", str(site))
        rate = Path(work) / "rate.png"
        _call(
            "show", "1A1", "--plan", str(SAMPLES[0]), "--field", "support_rate",
            "--image", str(rate), "--out", str(store),
        )  # fmt: skip
        _write("show", rate.read_bytes())
        for name, data in take_pictures(site):
            _write(name, data)


def list_names() -> list[str]:
    """The files that ``main`` writes."""
    return [f"{name}.webp" for name in ("show", *(shot.name for shot in SHOTS))]


def take_pictures(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every shot of a site: its name, and the picture as PNG."""
    with open_browser() as driver:
        for shot in SHOTS:
            open_page(driver, site / shot.page, shot.screen, shot.anchor)
            if shot.script:
                driver.execute_script(shot.script)
            WebDriverWait(driver, 20).until(_shows(SEEN))
            yield shot.name, take_picture(driver)


def _shows(script: str) -> Callable[[Chrome], bool]:
    return lambda driver: bool(driver.execute_script(script))


def _call(*words: str) -> None:
    command = [str(Path(sys.executable).with_name("plancards")), *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _write(name: str, data: bytes) -> None:
    path = FOLDER / f"{name}.webp"
    Image.open(io.BytesIO(data)).convert("RGB").save(path, lossless=True, method=6)
    print(f"{path.relative_to(PROJECT)}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
