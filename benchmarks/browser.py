"""Chromium without a window, for pictures and measurements of pages."""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)


@dataclass(frozen=True, slots=True)
class Screen:
    """How large the window is, in CSS pixels, and which colours its user prefers."""

    width: int
    height: int
    scheme: str = "light"


@contextmanager
def open_browser() -> Iterator[Chrome]:
    """A browser with an empty profile, closed at the end.

    Raises:
        FileNotFoundError: Chromium or its driver is not installed.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = ChromeOptions()
        options.binary_location = _find_program("chromium")
        for argument in (*ARGUMENTS, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        driver = Chrome(options=options, service=Service(_find_program("chromedriver")))
        try:
            yield driver
        finally:
            driver.quit()


def open_page(driver: Chrome, page: Path, screen: Screen, anchor: str = "") -> None:
    """Open a page from the file system, as nobody has seen it before."""
    metrics = {
        "width": screen.width, "height": screen.height, "deviceScaleFactor": 1, "mobile": False,
    }  # fmt: skip
    preference = {"name": "prefers-color-scheme", "value": screen.scheme}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [preference]})
    driver.get("about:blank")
    driver.get(f"{page.resolve().as_uri()}{f'#{anchor}' if anchor else ''}")


def take_picture(driver: Chrome) -> bytes:
    """What the window shows, as PNG."""
    answer = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    return base64.b64decode(answer["data"])


def _find_program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} is not installed")
    return found
