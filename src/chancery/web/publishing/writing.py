"""Writes the folder: page after page, each found by a link of one before it.

1. the lists are put in the queue
2. a page is made as the server makes it, and its links are written anew
3. each link that leads to a page of the folder puts that page in the queue
4. the search page and its index follow, then the assets, and the list of all files
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from chancery import __version__
from chancery.record.address import Place as RecordPlace
from chancery.record.browsing import UNDATED, Wanted, pledges_of
from chancery.record.store import Record
from chancery.views.timescale import Grain
from chancery.web.asking import read_asked
from chancery.web.jobs import Jobs
from chancery.web.pages import chronicle, entities, events, ledger, pairs, reports, words
from chancery.web.pages.filters import Choice, Filter, make_filters
from chancery.web.pages.searching import WORDS
from chancery.web.publishing.addresses import SEARCH, Addresses, Place
from chancery.web.publishing.index import read_lines, write_rows
from chancery.web.publishing.rewriting import Rewriter
from chancery.web.records import Records, State
from chancery.web.settings import Settings
from chancery.web.site import Site, Visit, assets, edge, make_templates, render

MANIFEST: Final = "chancery-site.json"
Progress = Callable[[int, int, str], None]

_STARTS: Final = (
    "/",
    "/pairs",
    *(f"/entities?kind={kind}" for kind in ("person", "organisation", "state", "place")),
    "/pledges",
    "/quotations",
    "/sources",
)
_LISTS: Final[Mapping[str, Callable[[Visit], Response]]] = {
    "": chronicle.show,
    "pairs": pairs.show_all,
    "entities": entities.show_all,
    "pledges": ledger.show_all,
    "quotations": words.show_all,
    "sources": reports.show_all,
}
_ENTRIES: Final[Mapping[str, Callable[[Visit], Response]]] = {
    "entities": entities.show,
    "events": events.show,
    "offices": entities.show_office,
    "pledges": ledger.show,
    "quotations": words.show,
    "reports": reports.show,
    "vacancies": entities.show_vacancy,
}
_PAIR_PARTS: Final = 3
_GRAINS: Final = (Grain.DECADE, 4, Grain.MONTH)
_ASSETS: Final = ("chancery.css", "chancery.js", "search.js", "icon.svg", "land.svg")
_NOTICE: Final = f"""The files of this folder are part of Chancery {__version__}.
Licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0
"""


def write_site(path: RecordPlace, folder: Path, *, full: bool = False, progress: Progress | None = None) -> int:
    """Write a record as a folder of pages.

    Args:
        path: The record.
        folder: An empty folder.
        full: Whether pages of reports show the whole text, not only what stands around evidence.
        progress: Is told how many pages are written, how many are known of, and the last one's file.

    Returns:
        How many pages were written.

    Raises:
        RecordError: If the record cannot be read.
        OSError: If the folder cannot be written.
    """
    site = Site(
        settings=Settings(record=path),
        records=Records(path),
        templates=make_templates(published=True),
        jobs=Jobs(path),
        secret="",
        excerpts=not full,
    )
    try:
        with site.records.reading() as (record, state):
            return _Folder(site, record, state, folder, progress).write()
    finally:
        site.records.close()


class _Folder:
    """A folder that is being written, with the record in one state."""

    def __init__(self, site: Site, record: Record, state: State, folder: Path, progress: Progress | None) -> None:
        self._site, self._record, self._state, self._folder = site, record, state, folder
        self._progress = progress
        self._addresses = known_addresses(self._visit("/"))
        self._seen: set[str] = set()
        self._queue: deque[Place] = deque()
        self._files: list[str] = []

    def write(self) -> int:
        """Write everything; return how many pages there are."""
        for start in _STARTS:
            self._note(self._addresses.place(start))
        while self._queue:
            place = self._queue.popleft()
            response = self._answer(place.page)
            self._put_page(place.file, bytes(response.body).decode())
            if self._progress is not None:
                self._progress(len(self._files), len(self._files) + len(self._queue), place.file)
        pages = len(self._files) + 1
        self._put_search()
        self._put_assets()
        self._put_manifest()
        return pages

    def _note(self, place: Place) -> None:
        """Remember to write a page, once."""
        if place.page and place.file not in self._seen:
            self._seen.add(place.file)
            self._queue.append(place)

    def _visit(self, address: str, **parts: str) -> Visit:
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "method": "GET",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [],
            "path_params": parts,
        }
        return Visit(site=self._site, request=Request(scope), record=self._record, state=self._state, late=False)

    def _answer(self, address: str) -> Response:
        """Make a page as the server makes it."""
        parts = [unquote(part) for part in address.partition("?")[0].split("/")[1:]]
        if len(parts) == 1:
            return _LISTS[parts[0]](self._visit(address))
        if len(parts) == _PAIR_PARTS:
            return pairs.show(self._visit(address, one=parts[1], other=parts[2]))
        return _ENTRIES[parts[0]](self._visit(address, id=parts[1]))

    def _put_page(self, file: str, page: str, scripts: tuple[str, ...] = ()) -> None:
        written = Rewriter(self._addresses, file, self._note).rewrite(page, scripts)
        self._put(file, written.encode("utf-8", "backslashreplace"))

    def _put_search(self) -> None:
        visit = self._visit("/search")
        scripts = ["assets/search.js"]
        for number, rows in enumerate(write_rows(read_lines(visit)), start=1):
            name = f"search/{number}.js"
            self._put(name, rows)
            scripts.append(name)
        asked = read_asked(QueryParams(""))
        page = render(
            self._site,
            visit.request,
            "static_search.html",
            asked=asked,
            filters=(_kinds(), *make_filters(visit.directory, asked)),
        )
        self._put_page(SEARCH, bytes(page.body).decode(), tuple(scripts))

    def _put_assets(self) -> None:
        for name in _ASSETS:
            self._put(f"assets/{name}", assets()[name][0])
        self._put("assets/LICENSE.txt", _NOTICE.encode())

    def _put_manifest(self) -> None:
        told = {"chancery-site": 1, "version": __version__, "files": sorted(self._files)}
        (self._folder / MANIFEST).write_text(json.dumps(told, indent=1), encoding="utf-8")

    def _put(self, file: str, data: bytes) -> None:
        place = self._folder / file
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
        self._files.append(file)


def known_addresses(visit: Visit) -> Addresses:
    """Look up which entries have pages."""
    record, directory = visit.record, visit.directory
    return Addresses(
        known={
            "entities": directory.names.entities.keys(),
            "events": {row.id for row in visit.events(Wanted())},
            "offices": {one.id for one in record.occupancies()},
            "pledges": {one.id for one in pledges_of(record)},
            "quotations": {row.id for row in visit.quotations(Wanted())},
            "reports": directory.heads.keys(),
            "vacancies": {one.id for one in record.vacancies()},
        },
        sides=directory.choices["states"].keys(),
        times={edge(row.day[:grain]) for row in visit.events(Wanted()) if row.day != UNDATED for grain in _GRAINS},
    )


def _kinds() -> Filter:
    choices = (Choice(value=kind, label=words, note="", chosen=False) for kind, words in WORDS.items())
    return Filter(name="kind", label="Kind", choices=tuple(choices))


def read_manifest(folder: Path) -> Iterator[str]:
    """Yield the files of a site that was written before.

    Raises:
        ValueError: If the folder holds none.
    """
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        listed = told["files"] if told["chancery-site"] == 1 else None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(folder) from error
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise ValueError(folder)
    yield from (*listed, MANIFEST)
