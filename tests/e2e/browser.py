"""Chromium for the tests of the pages: every error that it reports fails the test."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from e2e.program import command, started

CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP: Final = (1280, 900)
PHONE: Final = (390, 844)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def serving(record: str | Path, *more: str) -> Iterator[str]:
    """Serve a record as a user does, at any free port; return its address."""
    with started(command("serve", "--record", record, "--port", "0", *more)) as process:
        assert process.stdout
        line = process.stdout.readline().decode()
        assert " at http://" in line, line
        yield line.partition(" at ")[2].partition(" ")[0].rstrip("/")


@contextmanager
def plain_server(folder: Path) -> Iterator[str]:
    """Serve a folder as any web server does, below a path of its own."""

    class Quiet(SimpleHTTPRequestHandler):
        """Prints nothing."""

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - as the library names them
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder.parent)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/{folder.name}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def watched(
    browser: Browser,
    base: str = "http://127.0.0.1:",
    *,
    size: tuple[int, int] = DESKTOP,
    dark: bool = False,
    script: bool = True,
    allowed: str = "\0",
) -> Iterator[Page]:
    """Open a page in a browser of its own; whatever it reports as an error fails the test at the end.

    Args:
        browser: Chromium.
        base: How the address of everything begins that it may ask for.
        size: Width and height of the window.
        dark: Whether its user likes it dark.
        script: Whether pages may run their scripts.
        allowed: A part of errors that the test asks for.
    """
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda told: errors.append(told.text) if told.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: (errors.append(f"dialog: {dialog.message}"), dialog.dismiss())[1])
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((base, "data:", "about:")) else errors.append(f"asked {asked.url}"),
    )
    try:
        yield page
    finally:
        context.close()
    assert [error for error in errors if allowed not in error] == []


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with a page."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
