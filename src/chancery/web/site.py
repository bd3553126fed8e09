"""What a server has while it runs, and what a page has while it is answered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final, TypeVar
from urllib.parse import quote, urlencode

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from chancery import __version__
from chancery.errors import QueryError
from chancery.model.decisions import Review
from chancery.record.browsing import (
    Row,
    Wanted,
    asking,
    event_rows,
    events_having,
    pairs,
    quotation_rows,
    quotations_having,
)
from chancery.record.owners import Owners, read_owners, with_pieces
from chancery.record.store import Record
from chancery.record.watch import Mark, read_mark
from chancery.views.deciding import fate_of, is_waiting
from chancery.views.labels import Names, plain
from chancery.views.templating import make_environment
from chancery.views.timescale import Grain
from chancery.web.asker import current_asker
from chancery.web.directory import Directory, make_directory
from chancery.web.jobs import Jobs
from chancery.web.records import LastRun, Records, State
from chancery.web.settings import Settings
from chancery.web.standing import mark_of

_PAIRS: Final = 2000
_SHOWN: Final = 60  # characters of an id that a message repeats
_STYLES: Final = (("chancery.views", "page.css"), ("chancery.web", "web.css"))

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A server.

    Attributes:
        settings: What it was told.
        records: Its record.
        templates: Its pages.
        jobs: The reports that are being read.
        secret: What forms bring where there are no accounts.
        questions: What the record asks, which changes with a run and not with each answer.
        excerpts: Whether reports are shown only around what entries rest on.
    """

    settings: Settings
    records: Records
    templates: Environment
    jobs: Jobs
    secret: str
    questions: LastRun = field(default_factory=LastRun)
    excerpts: bool = False

    @property
    def token(self) -> str:
        """What a form must bring that changes something; another site, or another person, cannot know it."""
        asker = current_asker()
        return asker.form_token if asker else self.secret


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One request for a page, with the record in one state.

    Attributes:
        late: Whether names, choices and what searches look through may be a second old where the record is large and
            another program has just written to it.
    """

    site: Site
    request: Request
    record: Record
    state: State
    late: bool = True

    @cached_property
    def mark(self) -> Mark:
        """What the record holds."""
        return mark_of(self.record, self.state)

    @cached_property
    def directory(self) -> Directory:
        """Outlets, choices and counts."""
        return self.standing("directory", make_directory)

    @cached_property
    def names(self) -> Names:
        """What entities and states are called."""
        return self.standing("names", lambda record: Names(record.entities()))

    @property
    def counts(self) -> Mapping[str, int]:
        """Entries of each kind."""
        return self.remembered("counts", self.record.counts)

    @property
    def reviews(self) -> Mapping[str, Review]:
        """Who has called entries right, by the entries' ids."""
        return self.remembered("reviews", self.record.reviews)

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return something made of the record, kept until the record changes."""
        return self.site.records.remembered(self.state, key, make)

    @property
    def renewed(self) -> int:
        """How often something standing was made anew: what was made of it before may be out of date."""
        return self.state[-1]

    def lasting(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return something made of the conclusions alone, kept until these change."""
        return self.site.records.lasting(self.mark[:-1], key, make)

    def standing(self, name: str, make: Callable[[Record], T]) -> T:
        """Return something that is costly to make of the conclusions; see `Standing`."""
        return self.site.records.standing.get(self.record, self.mark, name, make, late=self.late)

    @property
    def entries(self) -> Owners:
        """Which entries there are, when and whose; not for whose evidence is: that may be out of date."""
        return self._entries[1]

    @cached_property
    def owners(self) -> Owners:
        """Which entries there are, when and whose, and whose each piece of evidence is now."""
        mark, known = self._entries
        if mark[:-1] == self.mark[:-1]:
            return known
        return self.lasting(("owners", mark), lambda: _with_pieces(self.record, known))

    @cached_property
    def _entries(self) -> tuple[Mark, Owners]:
        file = self.state[:2]
        return self.standing("owners", lambda record: ((file, *read_mark(record)), _read_owners(record)))

    def events(self, wanted: Wanted) -> tuple[Row, ...]:
        """Return all events wanted, in time; those that are wanted whatever their words are kept beside."""
        if wanted == Wanted():
            return self.standing("events", lambda record: event_rows(record, Wanted()))
        if not wanted.words:
            return self.lasting(("events", wanted), lambda: event_rows(self.record, wanted))
        rows = self.events(replace(wanted, text=""))
        key = ("events", wanted, self.renewed)
        return self.lasting(key, lambda: events_having(self.record, rows, wanted.words, self.owners))

    def quotations(self, wanted: Wanted) -> tuple[Row, ...]:
        """Return all quotations wanted, in time; those that are wanted whatever their words are kept beside."""
        if wanted == Wanted():
            return self.standing("quotations", lambda record: quotation_rows(record, Wanted()))
        if not wanted.words:
            return self.lasting(("quotations", wanted), lambda: quotation_rows(self.record, wanted))
        rows = self.quotations(replace(wanted, text=""))
        key = ("quotations", wanted, self.renewed)
        return self.lasting(key, lambda: quotations_having(self.record, rows, wanted.words, self.owners))

    def pairs(self) -> tuple[tuple[str, str, int], ...]:
        """Return the pairs of states that meet in most events."""
        return self.standing("pairs", lambda record: pairs(record, _PAIRS))

    def missing(self, kind: str) -> QueryError:
        """Return the error for an entry that the record does not hold; a decision about it is told."""
        wanted = plain(self.request.path_params["id"])[:_SHOWN]
        remedy = fate_of(self.record, self.request.path_params["id"]) or "It may have been taken up in another entry."
        return QueryError("C050", f"The record has no {kind} {wanted}.", remedy)

    def page(self, template: str, **values: Any) -> Response:  # noqa: ANN401 - whatever the template shows
        """Write a page; it says so where decisions wait until the record is put together again."""
        waiting = self.remembered("waiting", lambda: is_waiting(self.record))
        return render(self.site, self.request, template, **{"waiting": waiting, **values})


def _read_owners(record: Record) -> Owners:
    with asking(record) as connection:
        return read_owners(connection)


def _with_pieces(record: Record, known: Owners) -> Owners:
    with asking(record) as connection:
        return with_pieces(connection, known)


def render(site: Site, request: Request, template: str, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401
    """Write a page that needs no record."""
    shown = site.templates.get_template(template).render(
        at=request.url.path, version=__version__, asker=current_asker(), **values
    )
    return HTMLResponse(shown, status_code=status)


def site_of(request: Request) -> Site:
    """Return the server that a request came to."""
    site: Site = request.app.state.site
    return site


def answered(page: Callable[[Visit], Response]) -> Callable[[Request], Response]:
    """Turn a page into what a route calls, on a thread of its own: the record is lent to it meanwhile."""

    def answer(request: Request) -> Response:
        site = site_of(request)
        with site.records.reading() as (record, state):
            return page(Visit(site=site, request=request, record=record, state=state))

    return answer


# ---- templates and assets ----


def make_templates(*, published: bool = False) -> Environment:
    """Set the templates of the pages up.

    Args:
        published: Whether they are written as files, without what only a server can do.
    """
    environment = make_environment("chancery.web", "chancery.views")
    environment.filters["path"] = path_part
    environment.filters["query"] = query
    environment.filters["edge"] = edge
    environment.globals["asset"] = asset_url
    environment.globals["published"] = published
    return environment


def path_part(text: str) -> str:
    """Write an id as a part of an address.

    Example:
        >>> path_part("a/b")
        'a%2Fb'
    """
    return quote(text, safe="")


def edge(key: str) -> str:
    """Write the beginning of a day as EDTF: a decade needs its last digit.

    Example:
        >>> edge("202"), edge("2020-10")
        ('202X', '2020-10')
    """
    return f"{key}X" if len(key) == Grain.DECADE else key


def query(values: Mapping[str, object]) -> str:
    """Write what an address asks, without what is empty; lists as repeated names.

    Example:
        >>> query({"state": ["KGZ", "RUS"], "text": ""})
        '?state=KGZ&state=RUS'
    """
    pairs = [(name, one) for name, value in values.items() for one in (value if isinstance(value, list) else [value])]
    asked = [(name, str(value)) for name, value in pairs if value not in {None, ""}]
    return f"?{urlencode(asked)}" if asked else ""


@cache
def assets() -> Mapping[str, tuple[bytes, str]]:
    """Read the files that pages load, by name, with their types."""
    ours = files("chancery.web").joinpath("assets")
    style = "\n".join(files(package).joinpath("assets", name).read_text("utf-8") for package, name in _STYLES)
    return {
        "chancery.css": (style.encode(), "text/css; charset=utf-8"),
        "chancery.js": (ours.joinpath("web.js").read_bytes(), "text/javascript; charset=utf-8"),
        "htmx.js": (ours.joinpath("htmx.min.js").read_bytes(), "text/javascript; charset=utf-8"),
        "htmx.LICENSE.txt": (ours.joinpath("htmx.LICENSE.txt").read_bytes(), "text/plain; charset=utf-8"),
        "search.js": (ours.joinpath("search.js").read_bytes(), "text/javascript; charset=utf-8"),
        "land.svg": (files("chancery.views").joinpath("assets", "land.svg").read_bytes(), "image/svg+xml"),
        "icon.svg": (ours.joinpath("icon.svg").read_bytes(), "image/svg+xml"),
    }


@cache
def asset_url(name: str) -> str:
    """Return the address of a file; it changes with its content, so that browsers may keep it for ever."""
    return f"/assets/{hashlib.sha256(assets()[name][0]).hexdigest()[:12]}/{name}"
