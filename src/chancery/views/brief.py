"""Assembles a briefing note from the record: chronology, offices, open pledges, words, differences.

No sentence of it is made up: what happened is said in the words of the codes, and under it stands the
sentence of a report, with the number of its source. What the record does not hold is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from chancery.codebooks.posts import posts
from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.offices import Occupancy
from chancery.model.pledges import Pledge, PledgeState
from chancery.model.quotations import Quotation, QuotationKind
from chancery.record.store import Record
from chancery.views.chronology import event_order, make_line
from chancery.views.entry import held_words, party_words, post_words, speaker_words
from chancery.views.labels import Names, amount_words, count_words, date_words, join_words, plain
from chancery.views.sources import NO_OUTLET, Source, read_sources

SETTLED: Final = frozenset({PledgeState.DELIVERED, PledgeState.CANCELLED, PledgeState.DENIED})
_LEADING: Final = ("head of state", "head of government", "minister")
_LAST: Final = (3, 0, 0, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a brief.

    Attributes:
        when: Date in words; empty where there is none to tell.
        what: The line.
        quote: The sentence of a report that says so; empty where the line itself holds the words.
        cites: Numbers of the sources, ascending.
    """

    what: str
    cites: tuple[int, ...]
    when: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a brief under its heading."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A report that a brief cites, under its number."""

    number: int
    outlet: str
    title: str
    dated: str
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A briefing note.

    Attributes:
        title: "Kyrgyzstan and Russia".
        scope: What it covers, in a line.
        sections: Those that hold something, in the order of a note.
        sources: The reports that it cites, by number.
    """

    title: str
    scope: str
    sections: tuple[Section, ...]
    sources: tuple[Cited, ...]


@dataclass(slots=True)
class _Notes:
    """Numbers the sources in the order in which they are first cited."""

    sources: Mapping[str, Source]
    numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        reports = dict.fromkeys(piece.report for piece in evidence)
        return tuple(sorted(self.numbers.setdefault(report, len(self.numbers) + 1) for report in reports))

    def cited(self) -> tuple[Cited, ...]:
        found = ((number, self.sources[report]) for report, number in self.numbers.items())
        return tuple(
            Cited(number=number, outlet=s.outlet, title=s.title, dated=s.dated, link=s.link) for number, s in found
        )


def make_brief(record: Record, states: Sequence[str], *, since: Edtf | None = None, until: Edtf | None = None) -> Brief:
    """Assemble a brief on one state, or on what lies between several.

    Args:
        record: Open for reading.
        states: Codes of states, or ids of organisations, that must all take part.
        since: Nothing that ended before.
        until: Nothing that began after.
    """
    names = Names(record.entities())
    sources = read_sources(record)
    events = sorted(record.events(states=states, since=since, until=until), key=event_order)
    notes = _Notes(sources)
    told = {piece.report for event in events for piece in _evidence(event)}
    words = [q for q in record.quotations(since=since, until=until) if _is_theirs(q, states, told)]
    pledges = [p for p in record.pledges() if _is_open(p) and _between(p, states)]
    sections = (
        Section(heading="Chronology", items=tuple(_event_item(event, names, sources, notes) for event in events)),
        Section(heading="Offices", items=tuple(_office_items(record.occupancies(), states, names, notes))),
        Section(heading="Open pledges", items=tuple(_pledge_item(pledge, names, notes) for pledge in pledges)),
        Section(heading="In their words", items=tuple(_quotation_item(one, names, notes) for one in words)),
        Section(
            heading="Where reports differ",
            items=tuple(item for event in events for item in _difference_items(event, names, sources, notes)),
        ),
    )
    outlets = {s.outlet for s in sources.values() if s.id in notes.numbers} - {NO_OUTLET}
    return Brief(
        title=join_words([names.state(state) for state in states]),
        scope=_scope(events, len(notes.numbers), len(outlets)),
        sections=tuple(section for section in sections if section.items),
        sources=notes.cited(),
    )


def _scope(events: Sequence[Event], reports: int, outlets: int) -> str:
    ends = [day for event in events if event.when for day in (event.when.earliest, event.when.latest) if day]
    first, last = min(ends, default=None), max(ends, default=None)
    span = f", {date_words(Edtf.between(first, last))}" if first and last else ""
    told = f"{count_words(reports, 'report')} of {count_words(outlets, 'outlet')}" if outlets else "no report"
    return f"{count_words(len(events), 'event')}{span}; from {told}"


def _evidence(event: Event) -> tuple[Evidence, ...]:
    return (*event.evidence, *(piece for telling in event.tellings for piece in telling.evidence))


def _event_item(event: Event, names: Names, sources: Mapping[str, Source], notes: _Notes) -> Item:
    line = make_line(event, names, sources)
    status = f" [{line.status}]" if line.status else ""
    where = f", {line.where}" if line.where else ""
    return Item(
        when=line.when,
        what=f"{line.what}{where}{status}",
        quote=plain(event.evidence[0].quote),
        cites=notes.cite(_evidence(event)),
    )


def _office_items(held: Iterable[Occupancy], states: Sequence[str], names: Names, notes: _Notes) -> list[Item]:
    """Tell the leading offices of the states, by post and in time."""
    of_them = [o for o in held if o.post.of in states and _rank(o.post.office) < len(_LEADING)]
    of_them.sort(key=lambda o: (states.index(o.post.of or ""), _rank(o.post.office), o.post.office, _start(o), o.id))
    return [
        Item(
            when=held_words(one),
            what=f"{names.of(one.holder)}, {post_words(one, names)}",
            cites=notes.cite(one.evidence),
        )
        for one in of_them
    ]


def _rank(office: str) -> int:
    post = posts().get(office.removeprefix("acting "))
    return _LEADING.index(post.level) if post is not None and post.level in _LEADING else len(_LEADING)


def _start(held: Occupancy) -> tuple[int, int, int, str]:
    known = held.start or held.seen or held.end
    return known.sort_key if known else _LAST


def _is_open(pledge: Pledge) -> bool:
    return not pledge.steps or pledge.steps[-1].state not in SETTLED


def _between(pledge: Pledge, states: Sequence[str]) -> bool:
    parties = {pledge.by, pledge.to, pledge.by_state, pledge.to_state}
    return set(states) <= parties


def _pledge_item(pledge: Pledge, names: Names, notes: _Notes) -> Item:
    last = pledge.steps[-1] if pledge.steps else None
    terms = (
        amount_words(pledge.amount, pledge.currency),
        f"due {date_words(pledge.due)}" if pledge.due else "",
        last.state.value if last else "",
    )
    by, to = party_words(pledge.by, pledge.by_state, names), party_words(pledge.to, pledge.to_state, names)
    parties = " to ".join(filter(None, (by, to)))
    said = "; ".join(filter(None, (plain(pledge.what), *terms)))
    return Item(
        when=date_words(last.when) if last and last.when else "",
        what=f"{parties}: {said}" if parties else said,
        quote=plain(last.evidence.quote if last else pledge.evidence[0].quote),
        cites=notes.cite((*pledge.evidence, *(step.evidence for step in pledge.steps))),
    )


def _is_theirs(quotation: Quotation, states: Sequence[str], told: set[str]) -> bool:
    """Tell whether somebody of these states is quoted verbatim in a report that tells of them."""
    verbatim = quotation.kind is not QuotationKind.INDIRECT and not quotation.asker
    return verbatim and quotation.state in states and any(r.content.report in told for r in quotation.renderings)


def _quotation_item(quotation: Quotation, names: Names, notes: _Notes) -> Item:
    return Item(
        when=date_words(quotation.when) if quotation.when else "",
        what=speaker_words(quotation, names),
        quote=plain(quotation.renderings[0].content.quote),
        cites=notes.cite(rendering.content for rendering in quotation.renderings),
    )


def _difference_items(event: Event, names: Names, sources: Mapping[str, Source], notes: _Notes) -> Iterable[Item]:
    line = make_line(event, names, sources)
    for difference in event.differences:
        said = "; ".join(f"{plain(version)} ({_teller(report, sources)})" for report, version in difference.versions)
        reports = {report for report, _ in difference.versions}
        pieces = [piece for piece in _evidence(event) if piece.report in reports]
        yield Item(when=line.when, what=f"{line.what} \u2013 {difference.facet}: {said}", cites=notes.cite(pieces))


def _teller(report: str, sources: Mapping[str, Source]) -> str:
    return sources[report].outlet if report in sources else report


# ---- as Markdown ----

_ESCAPED: Final = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|~"})


def render_markdown(brief: Brief) -> str:
    """Write a brief as Markdown; what reports say stays text."""
    lines = [f"# {_safe(brief.title)}", "", _safe(brief.scope), ""]
    for section in brief.sections:
        lines += [f"## {section.heading}", ""]
        for item in section.items:
            when = f"**{_safe(item.when)}** " if item.when else ""
            lines.append(f"- {when}{_safe(item.what)} {cites_words(item.cites)}")
            if item.quote:
                lines.append(f"  > {_safe(item.quote)}")
        lines.append("")
    lines += ["## Sources", ""]
    lines += [f"{one.number}. {_safe(source_words(one))}{_link(one.link)}" for one in brief.sources]
    return "\n".join(lines) + "\n"


def cites_words(cites: Iterable[int]) -> str:
    """Write the numbers of sources as a note does: "[1, 3]"."""
    return f"[{', '.join(map(str, cites))}]"


def source_words(source: Cited) -> str:
    """Say a source in a line: outlet, title, date."""
    return f"{source.outlet}, \u201c{source.title}\u201d, {source.dated}"


def _safe(text: str) -> str:
    return text.translate(_ESCAPED)


def _link(link: str | None) -> str:
    return f", <{link}>" if link and not set(link) & set("<>\\ ") else ""
