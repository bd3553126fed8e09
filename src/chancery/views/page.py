"""Writes the chronicle as one HTML page that holds everything it needs.

Everything is readable without JavaScript; the page loads nothing, and its Content-Security-Policy
allows its own style and script by their hashes alone. What reports say is untrusted: the
templates escape it, and addresses become links only if they lead to the web.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from markupsafe import Markup

from chancery import __version__
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.offices import Occupancy, Vacancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.record.store import Record
from chancery.views.chronology import Line, event_order, make_years
from chancery.views.drawing import Drawing, draw_timeline, draw_year, quad_class, states_of
from chancery.views.entry import (
    Entry,
    held_words,
    make_event_entry,
    make_occupancy_entry,
    make_pledge_entry,
    make_quotation_entry,
    party_words,
)
from chancery.views.labels import (
    STATUS_WORDS,
    Names,
    act,
    act_code,
    amount_words,
    date_words,
    event_parts,
    visible,
)
from chancery.views.sources import Source, read_sources
from chancery.views.templating import make_environment
from chancery.views.vacancies import make_vacancy_entry, vacancy_words

_NOBODYS: Final = "Not said of what"
_SPARSE: Final = 3  # a year with fewer events needs no drawing of its own
_LAST: Final = (3, 0, 0, "")
_SEPARATOR: Final = "\n"  # between the values of one attribute; no id, code or outlet name has a line break


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What filters look for in an item.

    Attributes:
        states: Codes of states and organisations.
        people: Ids of persons.
        act: "CONSULT/visit"; None for what is no event.
        outlets: Names of outlets.
        years: First and last year, or None.
    """

    states: frozenset[str]
    people: frozenset[str]
    outlets: frozenset[str]
    act: str | None = None
    status: str | None = None
    years: tuple[int, int] | None = None

    def attributes(self) -> Markup:
        """Write the keys as the attributes that the page's script reads."""
        values = {
            "states": _SEPARATOR.join(sorted(self.states)),
            "people": _SEPARATOR.join(sorted(self.people)),
            "outlets": _SEPARATOR.join(sorted(self.outlets)),
            "act": self.act,
            "status": self.status,
            "from": str(self.years[0]) if self.years else None,
            "to": str(self.years[1]) if self.years else None,
        }
        pairs = (Markup(' data-{}="{}"').format(key, value) for key, value in values.items() if value)
        return Markup(" data-item") + Markup("").join(pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry with its one line, its whole story and its filter keys.

    Attributes:
        parts: The line, in parts that the template sets apart.
    """

    entry: Entry
    keys: Keys
    parts: tuple[str, ...]
    line: Line | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearItems:
    """The events of one year, with their drawing."""

    name: str
    items: tuple[Item, ...]
    drawing: Drawing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter.

    Attributes:
        count: Number of events that have it.
    """

    value: str
    label: str
    count: int


def render_page(record: Record) -> str:
    """Write the chronicle of a record as one self-contained HTML page.

    Args:
        record: Open for reading.
    """
    names = Names(record.entities())
    sources = read_sources(record)
    events = sorted(record.events(), key=event_order)
    quotations = sorted(record.quotations(), key=lambda q: (q.when.sort_key if q.when else _LAST, q.id))
    pledges = sorted(
        record.pledges(), key=lambda p: (p.steps[0].when.sort_key if p.steps and p.steps[0].when else _LAST, p.id)
    )
    occupancies = sorted(record.occupancies(), key=lambda o: _occupancy_order(o, names))
    told = Counter(report for event in events for report in {telling.report for telling in event.tellings})
    style, script = _asset("page.css"), _asset("page.js")
    return (
        make_environment("chancery.views")
        .get_template("page.html")
        .render(
            version=__version__,
            policy=make_policy(style, script),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            title=make_title(events, names),
            span=_span_words(events),
            counts=_counts(record),
            filters=make_filters(events, names, sources),
            overview=draw_timeline(events, names),
            years=_year_items(events, names, sources),
            quotations=[_quotation_item(quotation, names, sources) for quotation in quotations],
            pledges=[_pledge_item(pledge, names, sources) for pledge in pledges],
            offices=_office_groups(occupancies, record.vacancies(), names, sources),
            sources=[(source, told[source.id]) for source in sources.values()],
        )
    )


def make_policy(style: str, script: str) -> str:
    """Return a Content-Security-Policy that allows this style and this script, and nothing else.

    Args:
        style: The text between the style tags, exactly.
        script: The text between the script tags, exactly.
    """
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


def make_title(events: Iterable[Event], names: Names) -> str:
    """Name the page after the states that most of its events are about."""
    counts = Counter(state for event in events for state in sorted(states_of(event)))
    main = sorted(names.state(code) for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2])
    return " and ".join(main) or "Diplomatic record"


def _span_words(events: Iterable[Event]) -> str:
    years = [year for event in events if (ends := _years(event)) for year in ends]
    return "" if not years else str(years[0]) if min(years) == max(years) else f"{min(years)}\u2013{max(years)}"


def _years(event: Event) -> tuple[int, int] | None:
    if event.when is None:
        return None
    first, last = event.when.earliest or event.when.latest, event.when.latest or event.when.earliest
    return (first.year, last.year) if first and last else None


def _counts(record: Record) -> tuple[tuple[str, str, str], ...]:
    """Return `(section, number, noun)` triples for the header."""
    counts = record.counts()
    rows = (
        ("chronicle", counts["events"], "event", "events"),
        ("quotations", counts["quotations"], "quotation", "quotations"),
        ("pledges", counts["pledges"], "pledge", "pledges"),
        ("offices", counts["occupancies"], "office held", "offices held"),
        ("sources", counts["reports"], "report", "reports"),
    )
    return tuple((section, f"{n:,}", one if n == 1 else many) for section, n, one, many in rows)


# ---- filters ----


def make_filters(
    events: Iterable[Event], names: Names, sources: Mapping[str, Source]
) -> tuple[tuple[str, str, tuple[Choice, ...]], ...]:
    """Return `(key, label, choices)` for each filter, commonest choices first within acts and statuses."""
    keys = [_event_keys(event, names, sources) for event in events]
    acts = Counter(key.act for key in keys if key.act)
    whole = Counter(code.partition("/")[0] for code in acts.elements())
    choices = [
        *(Choice(value=code, label=_act_label(code), count=n) for code, n in acts.items() if "/" in code),
        *(Choice(value=code, label=_whole_label(code, acts), count=n) for code, n in whole.items()),
    ]
    statuses = Counter(key.status for key in keys if key.status)
    words = {status.value: text for status, text in STATUS_WORDS.items()}
    return (
        ("states", "State", _choices((s for key in keys for s in key.states), names.state)),
        ("people", "Person", _choices((p for key in keys for p in key.people), names.of)),
        ("act", "Act", tuple(sorted(choices, key=lambda c: c.value))),
        ("status", "Status", tuple(Choice(value=s, label=words[s], count=n) for s, n in statuses.most_common())),
        ("outlets", "Outlet", _choices((o for key in keys for o in key.outlets), str)),
    )


def _choices(values: Iterable[str], label: object) -> tuple[Choice, ...]:
    assert callable(label)  # noqa: S101
    counts = Counter(values)
    found = (Choice(value=value, label=label(value), count=count) for value, count in counts.items())
    return tuple(sorted(found, key=lambda choice: (choice.label.casefold(), choice.value)))


def _act_label(code: str) -> str:
    event_type, _, mode = code.partition("/")
    return f"\u2003{act(event_type, mode).noun}"


def _whole_label(code: str, acts: Counter[str]) -> str:
    several = any(other.startswith(f"{code}/") for other in acts)
    return f"{act(code, None).noun}{', all kinds' if several else ''} ({code})"


def _event_keys(event: Event, names: Names, sources: Mapping[str, Source]) -> Keys:
    people = {who.entity for who in (*event.actors, *event.recipients) if who.entity}
    return Keys(
        states=states_of(event),
        people=frozenset(p for p in people if p in names.entities and names.entities[p].kind == "person"),
        outlets=_outlets((piece for telling in event.tellings for piece in telling.evidence), sources),
        act=act_code(event.type, event.mode),
        status=event.status.value,
        years=_years(event),
    )


def _outlets(evidence: Iterable[Evidence], sources: Mapping[str, Source]) -> frozenset[str]:
    """Return the outlets that print any of these words, originals and reprints."""
    found: set[str] = set()
    for piece in evidence:
        if piece.report in sources:
            source = sources[piece.report]
            found |= {source.outlet, *source.outlets_of([piece])}
    return frozenset(found)


# ---- items ----


def _year_items(events: Sequence[Event], names: Names, sources: Mapping[str, Source]) -> list[YearItems]:
    return [
        YearItems(
            name=year.name,
            items=tuple(_event_item(line, names, sources) for line in year.lines),
            drawing=draw_year(year.number, [line.event for line in year.lines], names)
            if year.number is not None and len(year.lines) >= _SPARSE
            else None,
        )
        for year in make_years(events, names, sources)
    ]


def _event_item(line: Line, names: Names, sources: Mapping[str, Source]) -> Item:
    return Item(
        entry=make_event_entry(line.event, names, sources),
        keys=_event_keys(line.event, names, sources),
        parts=event_parts(line.event, names),
        line=line,
        kind=quad_class(line.event.type),
    )


def _quotation_item(quotation: Quotation, names: Names, sources: Mapping[str, Source]) -> Item:
    speakers = {speaker for speaker in (quotation.speaker, *quotation.also) if speaker}
    day = (quotation.when.earliest or quotation.when.latest) if quotation.when else None
    entry = make_quotation_entry(quotation, names, sources)
    venue = dict(entry.facts).get("occasion", "")
    return Item(
        entry=entry,
        keys=Keys(
            states=frozenset(filter(None, [quotation.state])),
            people=frozenset(speakers),
            outlets=_outlets((rendering.content for rendering in quotation.renderings), sources),
            years=(day.year, day.year) if day else None,
        ),
        parts=(
            visible(quotation.renderings[0].content.quote),
            date_words(quotation.when) if quotation.when else "",
            venue,
        ),
        kind=quotation.kind.value,
    )


def _pledge_item(pledge: Pledge, names: Names, sources: Mapping[str, Source]) -> Item:
    parties = {party for party in (pledge.by, pledge.to) if party}
    return Item(
        entry=make_pledge_entry(pledge, names, sources),
        keys=Keys(
            states=frozenset(filter(None, (pledge.by_state, pledge.to_state))),
            people=frozenset(parties),
            outlets=_outlets(pledge.evidence, sources),
        ),
        parts=(
            party_words(pledge.by, pledge.by_state, names),
            party_words(pledge.to, pledge.to_state, names),
            amount_words(pledge.amount, pledge.currency),
            f"due {date_words(pledge.due)}" if pledge.due else "",
        ),
        kind=pledge.steps[-1].state.value if pledge.steps else "pledged",
    )


def _occupancy_order(occupancy: Occupancy, names: Names) -> tuple[str, str, tuple[int, int, int, str], str]:
    known = occupancy.start or occupancy.seen or occupancy.end
    post = occupancy.post
    return (names.state(post.of), post.office, known.sort_key if known else _LAST, occupancy.id)


def _office_groups(
    occupancies: Iterable[Occupancy], vacancies: Iterable[Vacancy], names: Names, sources: Mapping[str, Source]
) -> list[tuple[str, list[Item]]]:
    """Group who held which office, and which is told to be vacant, by what the office belongs to."""
    groups: dict[str, list[Item]] = {}
    for occupancy in occupancies:
        item = Item(
            entry=make_occupancy_entry(occupancy, names, sources),
            keys=Keys(
                states=frozenset(filter(None, [occupancy.post.of])),
                people=frozenset([occupancy.holder]),
                outlets=_outlets(occupancy.evidence, sources),
            ),
            parts=(occupancy.post.office, names.of(occupancy.holder), held_words(occupancy)),
            kind=occupancy.status,
        )
        groups.setdefault(names.state(occupancy.post.of) or _NOBODYS, []).append(item)
    for vacancy in vacancies:
        item = Item(
            entry=make_vacancy_entry(vacancy, names, sources),
            keys=Keys(
                states=frozenset(filter(None, [vacancy.post.of])),
                people=frozenset(),
                outlets=_outlets(vacancy.evidence, sources),
            ),
            parts=(vacancy.post.office, "Vacant", vacancy_words(vacancy)),
            kind="current",
        )
        groups.setdefault(names.state(vacancy.post.of) or _NOBODYS, []).append(item)
    return list(groups.items())
