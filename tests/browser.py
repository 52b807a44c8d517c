"""A real Chromium without a network, in which any request, console error or dialog fails the test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from conftest import HANGING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def missing(what: str) -> None:
    """Skips the test for want of something, but fails it where everything must be there."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


def axe_core() -> str:
    """axe-core's script, out of the package that carries it."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    if CHROMIUM is None:
        missing("Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


def frames(page: Page, count: int) -> None:
    """Wait until the page has been drawn so many times, and what was put off till then is done."""
    page.evaluate(
        "(n) => new Promise((done) => { const look = () =>"
        " n-- > 0 ? requestAnimationFrame(look) : setTimeout(done); look(); })",
        count,
    )


def until(page: Page, condition: str) -> None:
    """Wait until the condition, an expression of JavaScript, holds in the page.

    It is asked from here each time: `wait_for_function` asks again from within the page, and there the page's own
    policy refuses what was a text.
    """
    late = monotonic() + HANGING
    while not page.evaluate(condition):
        assert monotonic() < late, condition
        frames(page, 1)


def scrolled(page: Page, selector: str) -> None:
    """Wait until the element has stood still for twenty frames."""
    page.evaluate(
        "(selector) => new Promise((done) => { const e = document.querySelector(selector); let at = NaN, same = 0;"
        " const look = () => { same = e.scrollTop === at ? same + 1 : 0; at = e.scrollTop;"
        " if (same < 20) requestAnimationFrame(look); else done(); }; look(); })",
        selector,
    )


@contextmanager
def opened(browser: Browser, path: Path, fragment: str = "", **context: Any) -> Iterator[Page]:
    """The page from disk, ready; on leaving it, nothing may have been asked of the network or complained of."""
    options: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, "offline": True, "color_scheme": "light"}
    within = browser.new_context(**(options | context))
    page = within.new_page()
    page.set_default_timeout(1000 * HANGING)
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("dialog", lambda d: wrong.append(f"dialog {d.message}"))
    page.on("request", lambda r: None if r.url.startswith((path.as_uri(), "blob:")) else wrong.append(r.url))
    page.goto(path.as_uri() + fragment)
    page.locator("html[data-ready=yes]").wait_for()
    yield page
    frames(page, 2)
    within.close()
    assert not wrong, wrong
