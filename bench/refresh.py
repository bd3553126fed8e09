"""Measures what pages cost right after another program has written to the record.

    python bench/large.py large.db
    python bench/refresh.py large.db

The record is copied, and looked at as a server does, in this process, so that the processor time of each page is that
of its own thread, whatever is made beside it. Three things are written, each as another program would: a decision, a
report, and conclusions; in the last case the record says the same under another mark, which a server cannot know.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from chancery.model.decisions import DecisionKind
from chancery.model.mentions import Observations
from chancery.model.text import Block, BlockKind, DateBasis, Report, Span
from chancery.record.anchors import make_anchor
from chancery.record.browsing import Wanted, event_rows, events_with
from chancery.record.store import Record
from chancery.web.app import make_app, warm_up
from chancery.web.pages import chronicle, entities, events, pairs, reports, searching, words
from chancery.web.records import Records
from chancery.web.settings import Settings
from chancery.web.site import Visit, answered

_WAIT_S: Final = 60.0

Page = tuple[str, Callable[[Visit], Response], str, dict[str, str]]


def cost(app: Starlette, page: Page) -> float:
    """Return the processor time of one page, in milliseconds."""
    _, show, path, parts = page
    address, _, query = path.partition("?")
    scope = {"type": "http", "method": "GET", "path": address, "query_string": query.encode(), "headers": []}
    begun = time.thread_time()
    answered(show)(Request({**scope, "app": app, "path_params": parts}))
    return 1000 * (time.thread_time() - begun)


def pages_of(record: Path) -> list[Page]:
    """Return a page of each kind."""
    with Record.open(record, readonly=True) as opened:
        row = event_rows(opened, Wanted())[-1]
        (event,) = events_with(opened, [row.id])
    one, other = event.actors[0], event.recipients[0]
    sides = {"one": str(one.state), "other": str(other.state)}
    return [
        ("chronicle", chronicle.show, "/", {}),
        ("chronicle of a state", chronicle.show, f"/?state={one.state}", {}),
        ("chronicle by a word", chronicle.show, "/?text=medicine", {}),
        ("search for a word of every twelfth event", searching.show, "/search?q=medicine", {}),
        ("search for a word of every sentence", searching.show, "/search?q=of", {}),
        ("search, one outlet", searching.show, "/search?q=medicine&outlet=Evening+Dispatch", {}),
        ("event", events.show, f"/events/{row.id}", {"id": row.id}),
        ("dossier of a person", entities.show, f"/entities/{one.entity}", {"id": str(one.entity)}),
        ("dossier of a state", entities.show, f"/entities/{one.state}", {"id": str(one.state)}),
        ("pair", pairs.show, f"/pairs/{one.state}/{other.state}", sides),
        ("quotations", words.show_all, "/quotations", {}),
        ("sources", reports.show_all, "/sources", {}),
    ]


def decide(record: Path) -> None:
    """Write a decision."""
    with Record.open(record) as opened:
        (event,) = events_with(opened, [event_rows(opened, Wanted())[0].id])
        anchor = make_anchor(opened, event, "")
        opened.decide(DecisionKind.RIGHT, by="bench", because="measured", targets=[anchor])


def add(record: Path) -> None:
    """Write a report, as a run does before it concludes."""
    text = f"A report of {time.time_ns()}."
    block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text)))
    known = f"{time.time_ns():x}"
    report = Report(id=known, path="a.txt", text=text, blocks=(block,), published_basis=DateBasis.UNKNOWN)
    with Record.open(record) as opened:
        opened.add(report, Observations(program="bench"))


def conclude(record: Path) -> None:
    """Write what a server takes for new conclusions."""
    with sqlite3.connect(record) as connection:
        connection.execute("UPDATE derivation SET at = ?", (str(time.time_ns()),))
    connection.close()


def measure(record: Path) -> None:
    """Measure one record."""
    app = make_app(Settings(record=record))
    records = app.state.site.records
    begun = time.thread_time()
    warm_up(app)
    print(f"made before the first page: {time.thread_time() - begun:.1f} s of processor time")
    listed = pages_of(record)
    for page in listed:
        cost(app, page)
    told: dict[str, list[float]] = {name: [cost(app, page)] for page in listed for name in page[:1]}
    for write in (decide, add, conclude):
        for page in listed:
            write(record)
            told[page[0]].append(cost(app, page))
            _settle(app, records)
    print(f"{'ms of processor time':<42}{'before':>10}{'decision':>10}{'report':>10}{'conclusion':>12}")
    for name, values in told.items():
        print(f"{name:<42}" + "".join(f"{value:>10.0f}" for value in values[:3]) + f"{values[3]:>12.0f}")
    conclude(record)
    begun = time.monotonic()
    cost(app, listed[0])
    _settle(app, records)
    print(f"all as of the last conclusions after {time.monotonic() - begun:.1f} s")
    records.close()


def _settle(app: Starlette, records: Records) -> None:
    """Wait until all that is costly is there."""
    end = time.monotonic() + _WAIT_S
    while time.monotonic() < end:
        warm_up(app)
        if not records.standing.busy:
            return
        time.sleep(0.02)


def main() -> None:
    """Measure a copy of what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(shutil.copy(parser.parse_args().record, folder)))


if __name__ == "__main__":
    main()
