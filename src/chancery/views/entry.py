"""Shows one entry whole: its facts, each report's own account with the evidence in context, and why it was coded so."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.events import Event, EventStatus, Participant, Telling
from chancery.model.evidence import Evidence
from chancery.model.offices import Entity, Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.views.labels import (
    STATUS_WORDS,
    Names,
    act,
    act_code,
    amount_words,
    date_words,
    event_sentence,
    join_words,
    plain,
    visible,
)
from chancery.views.passages import Passage, Segment, make_passages, passage_text
from chancery.views.sources import NO_OUTLET, Source

_LABEL_WIDTH: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One report's own version.

    Attributes:
        source: The report; None where the record no longer holds it.
        version: `(facet, what this report says)` pairs.
        differs: Facets on which other reports say something else.
        also: Other outlets that print the same words: one telling, however many print it.
    """

    report: str
    source: Source | None
    passages: tuple[Passage, ...]
    version: tuple[tuple[str, str], ...] = ()
    differs: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Everything a reader is told about one entry.

    Attributes:
        kind: "event", "quotation", "pledge", "occupancy", "entity" or "report".
        heading: The entry in one line.
        facts: `(label, value)` pairs.
        accounts: One for each report that tells it.
        differences: `(facet, ((who says it, what), ...))` pairs.
        because: Why it was coded and merged so.
    """

    id: str
    kind: str
    heading: str
    facts: tuple[tuple[str, str], ...]
    accounts: tuple[Account, ...] = ()
    differences: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    because: tuple[str, ...] = ()


# ---- accounts ----


def make_accounts(evidence: Iterable[Evidence], sources: Mapping[str, Source]) -> tuple[Account, ...]:
    """Group evidence by report, in the order of `sources`."""
    pieces: dict[str, list[Evidence]] = {}
    for piece in evidence:
        pieces.setdefault(piece.report, []).append(piece)
    order = {report: index for index, report in enumerate(sources)}
    return tuple(
        _make_account(report, pieces[report], sources.get(report))
        for report in sorted(pieces, key=lambda report: (order.get(report, len(order)), report))
    )


def _make_account(report: str, evidence: Sequence[Evidence], source: Source | None) -> Account:
    if source is not None:
        return Account(
            report=report,
            source=source,
            passages=make_passages(source.report, evidence),
            also=source.outlets_of(evidence),
        )
    bare = (
        Passage(segments=(Segment(visible(e.quote), marked=True),), cut_before=True, cut_after=True) for e in evidence
    )
    return Account(report=report, source=None, passages=tuple(bare))


# ---- one function a kind ----


def make_event_entry(event: Event, names: Names, sources: Mapping[str, Source]) -> Entry:
    """Tell an event with each report's own date, place and status."""
    tellings = {telling.report: telling for telling in event.tellings}
    evidence = (*event.evidence, *(piece for telling in event.tellings for piece in telling.evidence))
    differing = {version[0]: frozenset[str]() for d in event.differences for version in d.versions}
    for difference in event.differences:
        for report, _ in difference.versions:
            differing[report] |= {difference.facet}
    accounts = (
        replace(
            account,
            version=_version(tellings.get(account.report), names),
            differs=differing.get(account.report, frozenset()),
        )
        for account in make_accounts(evidence, sources)
    )
    facts = (
        ("act", f"{act(event.type, event.mode).noun} ({act_code(event.type, event.mode)})"),
        ("status", STATUS_WORDS[event.status]),
        ("date", _dated(event.when)),
        ("place", plain(event.where) if event.where else ""),
        ("actors", _parties(event.actors, names)),
        ("recipients", _parties(event.recipients, names)),
        ("office", plain(event.office) if event.office else ""),
        ("contexts", ", ".join(event.contexts)),
        ("intensity", "" if event.score is None else f"{event.score:+g} on PLOVER's scale from -10 to +10"),
    )
    return Entry(
        id=event.id,
        kind="event",
        heading=event_sentence(event, names),
        facts=_told(facts),
        accounts=tuple(accounts),
        differences=tuple(
            (d.facet, tuple((_teller(report, sources), plain(said)) for report, said in d.versions))
            for d in event.differences
        ),
        because=tuple(plain(reason) for reason in event.because),
    )


def make_quotation_entry(quotation: Quotation, names: Names, sources: Mapping[str, Source]) -> Entry:
    """Tell who said what, in every rendering."""
    facts = (
        ("words", "\n".join(visible(rendering.content.quote) for rendering in quotation.renderings)),
        ("kind", quotation.kind.value + (", a journalist's question" if quotation.asker else "")),
        ("speaks for", names.state(quotation.state)),
        ("cue", plain(quotation.cue) if quotation.cue else ""),
        ("named as", plain(quotation.named) if quotation.named and quotation.speaker is None else ""),
        ("said to", _heard(quotation, names)),
        ("is the act", "\n".join(map(plain, quotation.acts))),
        ("occasion", plain(quotation.venue) if quotation.venue else ""),
        ("date", _dated(quotation.when) if quotation.when else ""),
    )
    evidence = [rendering.content for rendering in quotation.renderings]
    covered = {piece.report for piece in evidence}
    evidence += [piece for piece in quotation.evidence if piece.report not in covered]
    return Entry(
        id=quotation.id,
        kind="quotation",
        heading=speaker_words(quotation, names),
        facts=_told(facts),
        accounts=make_accounts(evidence, sources),
    )


def _heard(quotation: Quotation, names: Names) -> str:
    """Name those to whom words are said, as the record or else the text knows them."""
    if quotation.addressees:
        return join_words([names.of(name) for name in quotation.addressees])
    return plain(quotation.addressed) if quotation.addressed else ""


def speaker_words(quotation: Quotation, names: Names) -> str:
    """Name the speaker or speakers with the office: "Sergei Lavrov, foreign minister"."""
    if quotation.speaker is None:
        who = "A journalist" if quotation.asker else "An unnamed speaker"
    else:
        who = join_words([names.of(speaker) for speaker in (quotation.speaker, *quotation.also)])
    return f"{who}, {plain(quotation.office)}" if quotation.office else who


def make_pledge_entry(pledge: Pledge, names: Names, sources: Mapping[str, Source]) -> Entry:
    """Tell an undertaking, its terms and what became of it."""
    facts = (
        ("by", party_words(pledge.by, pledge.by_state, names)),
        ("to", party_words(pledge.to, pledge.to_state, names)),
        ("amount", amount_words(pledge.amount, pledge.currency)),
        ("due", _dated(pledge.due) if pledge.due else ""),
        ("mutual", "both sides undertake it" if pledge.mutual else ""),
        ("on condition", "\n".join(map(plain, pledge.conditions))),
        ("joined since", "\n".join(map(plain, pledge.because))),
        ("history", "\n".join(f"{step.state.value}, {date_words(step.when)}" for step in pledge.steps)),
    )
    evidence = (*pledge.evidence, *(step.evidence for step in pledge.steps))
    return Entry(
        id=pledge.id,
        kind="pledge",
        heading=plain(pledge.what),
        facts=_told(facts),
        accounts=make_accounts(evidence, sources),
    )


def party_words(entity: str | None, state: str | None, names: Names) -> str:
    """Name a party to a pledge; nothing where nobody is named."""
    return names.participant(Participant(entity=entity, state=state)) if entity or state else ""


def make_occupancy_entry(occupancy: Occupancy, names: Names, sources: Mapping[str, Source]) -> Entry:
    """Tell who held which office, and how the bounds are known."""
    facts = (
        ("office", post_words(occupancy, names)),
        ("from", _dated(occupancy.start) if occupancy.start else "not known"),
        ("until", _dated(occupancy.end) if occupancy.end else "not known to have ended"),
        ("seen", _dated(occupancy.seen) if occupancy.seen else ""),
        ("status", plain(occupancy.status)),
        ("basis", "a sentence gives a bound" if occupancy.basis == "stated" else "seen in office on these days"),
    )
    return Entry(
        id=occupancy.id,
        kind="occupancy",
        heading=f"{names.of(occupancy.holder)}, {post_words(occupancy, names)}",
        facts=_told(facts),
        accounts=make_accounts(occupancy.evidence, sources),
    )


def post_words(occupancy: Occupancy, names: Names) -> str:
    """Name an office with what it belongs to: "foreign minister of Kyrgyzstan"."""
    of = names.state(occupancy.post.of)
    return f"{plain(occupancy.post.office)} of {of}" if of else plain(occupancy.post.office)


def held_words(occupancy: Occupancy) -> str:
    """Say from when until when, without making more of it than is known."""
    start = f"from {date_words(occupancy.start)}" if occupancy.start else ""
    end = f"until {date_words(occupancy.end)}" if occupancy.end else ""
    seen = f"seen {date_words(occupancy.seen)}" if occupancy.seen and not (start and end) else ""
    return ", ".join(filter(None, (start, end, seen))) or "when is not known"


def make_entity_entry(entity: Entity, names: Names) -> Entry:
    """Tell what an entity is and how it is spelled; what it took part in comes from the record."""
    facts = (
        ("kind", entity.kind.value),
        ("state", names.state(entity.country) if entity.country != entity.id else ""),
        ("names", "\n".join(plain(name) for name in entity.names)),
        ("wikidata", plain(entity.wikidata) if entity.wikidata else ""),
    )
    return Entry(id=entity.id, kind="entity", heading=names.of(entity.id), facts=_told(facts))


def make_report_entry(source: Source) -> Entry:
    """Tell a report's origin, date and whole clean text."""
    report = source.report
    facts = (
        ("outlet", source.outlet),
        ("authors", ", ".join(plain(author) for author in report.authors)),
        ("published", f"{_dated(source.published)}, {source.basis_words}"),
        ("reprint of", "" if source.original is None else _source_words(source.original)),
        ("reprinted", "\n".join(outlet or NO_OUTLET for _, outlet in source.reprints)),
        ("address", source.link or ""),
        ("file", plain(report.path)),
        ("language", plain(report.language) if report.language else ""),
        ("doubts", "\n".join(map(plain, report.doubts))),
        ("text", visible(report.text)),
    )
    reasons = tuple(plain(reason) for reason in source.because)
    return Entry(id=report.id, kind="report", heading=source.title, facts=_told(facts), because=reasons)


def _told(facts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in facts if value)


def _dated(date: Edtf | None) -> str:
    words = date_words(date)
    return words if date is None or words == str(date) else f"{words} ({date})"


def _teller(report: str, sources: Mapping[str, Source]) -> str:
    source = sources.get(report)
    return source.outlet if source and source.report.outlet else f"report {report[:8]}"


def _version(telling: Telling | None, names: Names) -> tuple[tuple[str, str], ...]:
    if telling is None:
        return ()
    status = "" if telling.status is EventStatus.OCCURRED else STATUS_WORDS[telling.status]
    place = plain(telling.where) if telling.where else ""
    voice = names.of(telling.voice) if telling.voice else ""
    dated = date_words(telling.when) if telling.when else ""
    return _told((("date", dated), ("place", place), ("status", status), ("in the words of", voice)))


def _parties(parties: Iterable[Participant], names: Names) -> str:
    return "\n".join(_party(party, names) for party in parties)


def _party(party: Participant, names: Names) -> str:
    office = f", {plain(party.office)}" if party.office and party.entity else ""
    sector = f", {party.sector}" if party.sector else ""
    return f"{names.participant(party)}{office}{sector}"


# ---- as text ----


def render_entry(entry: Entry, *, width: int) -> str:
    """Write an entry as text.

    Args:
        entry: What to show.
        width: Columns to fill.
    """
    return "\n".join(_entry_lines(entry, width)) + "\n"


def _entry_lines(entry: Entry, width: int) -> Iterator[str]:
    yield from textwrap.wrap(entry.heading, width) or [entry.id]
    yield f"{entry.kind} {entry.id}"
    yield ""
    for label, value in entry.facts:
        yield from _labelled(label, value, width)
    for facet, versions in entry.differences:
        yield ""
        yield f"Reports differ on the {facet}:"
        for who, what in versions:
            yield from textwrap.wrap(f"{who}: {what}", width, initial_indent="  - ", subsequent_indent="    ")
    for account in entry.accounts:
        yield ""
        yield from _account_lines(account, width)
    if entry.because:
        yield ""
        yield "Why it was dated so:" if entry.kind == "report" else "Why it was coded so:"
        for reason in entry.because:
            yield from textwrap.wrap(reason, width, initial_indent="  - ", subsequent_indent="    ")


def _labelled(label: str, value: str, width: int) -> Iterator[str]:
    indent = " " * (_LABEL_WIDTH + 2)
    for number, line in enumerate(value.split("\n")):
        first = f"  {label:<{_LABEL_WIDTH}}" if number == 0 else indent
        yield from textwrap.wrap(line, width, initial_indent=first, subsequent_indent=indent) or [""]


def _source_words(source: Source) -> str:
    return f"{source.outlet}, {source.dated}: {source.title} [{source.id[:8]}]"


def _account_lines(account: Account, width: int) -> Iterator[str]:
    source = account.source
    lost = f"A report that the record no longer holds [{account.report[:8]}]"
    yield from textwrap.wrap(_source_words(source) if source else lost, width)
    if source is not None and source.original is not None:
        words = f"added to its reprint of {source.original.outlet} [{source.original.id[:8]}]"
        yield from textwrap.wrap(words, width, initial_indent="    ", subsequent_indent="    ")
    if account.also:
        words = f"also printed by {', '.join(account.also)}"
        yield from textwrap.wrap(words, width, initial_indent="    ", subsequent_indent="    ")
    for facet, said in account.version:
        differs = " (reports differ)" if facet in account.differs else ""
        yield f"    {facet}: {said}{differs}"
    for passage in account.passages:
        for paragraph in passage_text(passage).split("\n"):
            if paragraph.strip():
                yield from textwrap.wrap(paragraph, width, initial_indent="  | ", subsequent_indent="  | ")
