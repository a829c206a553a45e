"""A real browser on the desk: Debian's Chromium, headless, with what it complained of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page, Response, sync_playwright

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]


@dataclass
class Window:
    """One page, and what went wrong in it: console errors and answers of 400 and more."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(message.text)

    def answered(self, response: Response) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status} {response.url}")


@contextmanager
def window(*, width: int = 1280, height: int = 900) -> Iterator[Window]:
    """A fresh browser of that size, in French."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path is not None, "the marker `browser` deselects these tests where there is none"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="fr-FR", accept_downloads=True
        )
        context.set_default_timeout(10_000)
        opened = Window(context.new_page())
        opened.page.on("console", opened.heard)
        opened.page.on("response", opened.answered)
        try:
            yield opened
        finally:
            browser.close()
