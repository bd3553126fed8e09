"""Made-up reports, what is found in them, and what they add up to: plain, deterministic, enough of each kind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from chancery.model.dates import Edtf
from chancery.model.events import Difference, Event, EventStatus, Participant, Telling
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions, Dating, Question
from chancery.model.mentions import (
    EntityKind,
    EntityMention,
    EventMention,
    NamedBy,
    Observations,
    OfficeMention,
    PledgeMention,
    QuotationMention,
)
from chancery.model.offices import Entity, Occupancy, Position
from chancery.model.pledges import Pledge, PledgeState, PledgeStep
from chancery.model.quotations import Quotation, QuotationKind, Rendering
from chancery.model.text import Block, BlockKind, DateBasis, Report, Span
from chancery.model.times import TimeKind, TimeMention
from chancery.record.store import Record

PROGRAM = "0.1.0"
VERSIONS = ("2020-05-01", "2020-05-04")  # when the event of an open question was, by one report and by another
RUSSIA = Entity(id="RUS", kind=EntityKind.STATE, name="Russia", names=("Russia", "Moscow"), country="RUS")
PERU = Entity(id="PER", kind=EntityKind.STATE, name="Peru", names=("Peru", "Lima"), country="PER")
MINISTER = Entity(id="ana-quispe", kind=EntityKind.PERSON, name="Ana Quispe", names=("Ana Quispe",), country="PER")


def make_report(number: int, *, path: str | None = None) -> Report:
    """Make a report about talks on a day of 2020, with signs outside the first Unicode plane."""
    title = f"Peru and Russia hold talks, round {number} 🤝"
    met = f"Foreign Minister Ana Quispe met her colleague in Lima on day {number}."
    body = f'{met} "We agree 𓂀́," she said. Peru will send tea.'
    return Report(
        id=hashlib.sha256(f"{number}".encode()).hexdigest()[:16],
        path=path or f"in/{number}.txt",
        text=f"{title}\n\n{body}",
        blocks=(
            Block(kind=BlockKind.TITLE, span=Span(0, len(title))),
            Block(kind=BlockKind.PARAGRAPH, span=Span(len(title) + 2, len(title) + 2 + len(body))),
        ),
        title=title,
        outlet="The Made-up Gazette",
        authors=("A. Writer",),
        language="en",
        published=Edtf.parse(f"2020-{number % 12 + 1:02d}-{number % 28 + 1:02d}"),
        published_basis=DateBasis.DATELINE,
        published_because=(f"the dateline says day {number}",),
        alignment=((0, 5, len(title)),),
        furniture=("Share this",),
    )


def span_of(report: Report, words: str) -> Span:
    """Return where words first stand in a report."""
    start = report.text.index(words)
    return Span(start, start + len(words))


def make_observations(report: Report, *, program: str = PROGRAM) -> Observations:
    """Find everything in a made-up report that there is to find."""
    sentence = span_of(report, "Foreign Minister Ana Quispe met her colleague in Lima")
    peru, name = span_of(report, "Peru"), span_of(report, "Ana Quispe")
    return Observations(
        program=program,
        sentences=(sentence,),
        entities=(
            EntityMention(kind=EntityKind.STATE, span=peru, name="Peru", by=NamedBy.NAME, whole=peru, key="PER"),
            EntityMention(
                kind=EntityKind.PERSON,
                span=name,
                name="Ana Quispe",
                by=NamedBy.NAME,
                whole=span_of(report, "Foreign Minister Ana Quispe"),
                office="foreign minister",
                of="PER",
                flags=("new",),
            ),
        ),
        times=(TimeMention(span=span_of(report, "on day"), kind=TimeKind.DATE, day=1),),
        events=(
            EventMention(
                type="CONSULT",
                mode=None,
                status=EventStatus.OCCURRED,
                span=span_of(report, "met"),
                sentence=sentence,
                actors=(1,),
                time=0,
            ),
        ),
        quotations=(
            QuotationMention(
                kind=QuotationKind.DIRECT,
                content=span_of(report, "We agree 𓂀́,"),
                sentence=span_of(report, '"We agree 𓂀́," she said.'),
                speakers=(1,),
                cue="said",
            ),
        ),
        pledges=(
            PledgeMention(
                what=span_of(report, "send tea"),
                state=PledgeState.PLEDGED,
                sentence=span_of(report, "Peru will send tea."),
                by=0,
                amount=1.5,
            ),
        ),
        offices=(OfficeMention(person=1, office="foreign minister", of="PER", relation="holds", sentence=sentence),),
    )


def derive(inputs: Iterable[tuple[Report, Observations]]) -> Conclusions:
    """Add up made-up reports, as resolution would."""
    reports = [report for report, _ in inputs]
    if not reports:
        return Conclusions()
    seen = tuple(Evidence.of(report, span_of(report, "Foreign Minister Ana Quispe")) for report in reports)
    tenure = Occupancy(
        id="o-quispe",
        holder=MINISTER.id,
        post=Position(office="foreign minister", of="PER"),
        evidence=seen,
        start=Edtf.parse("2019/.."),
        seen=Edtf.parse("2020"),
    )
    return Conclusions(
        entities=(RUSSIA, PERU, MINISTER),
        occupancies=(tenure,),
        events=tuple(make_event(report) for report in reports),
        quotations=tuple(make_quotation(report) for report in reports),
        pledges=tuple(make_pledge(report) for report in reports),
        datings=tuple(
            Dating(report=r.id, published=r.published, basis=DateBasis.INFERRED, because=("made up",)) for r in reports
        ),
    )


def make_event(report: Report, when: Edtf | None = None) -> Event:
    """Make the talks that a report tells, on its own day or on another."""
    evidence = (Evidence.of(report, span_of(report, "met her colleague in Lima")),)
    date = when or report.published
    telling = Telling(report=report.id, when=date, where="Lima", status=EventStatus.OCCURRED, evidence=evidence)
    return Event(
        id=f"e-{report.id}",
        type="CONSULT",
        mode="visit",
        status=EventStatus.OCCURRED,
        actors=(Participant(entity=MINISTER.id, state="PER", sector="GOV", office="foreign minister"),),
        recipients=(Participant(entity=None, state="RUS", sector="GOV"),),
        evidence=evidence,
        tellings=(telling,),
        when=date,
        where="Lima",
        contexts=("diplomatic",),
        score=4.0,
        differences=(Difference(facet="place", versions=((report.id, "Lima"),)),),
        because=("met",),
    )


def make_quotation(report: Report) -> Quotation:
    """Make what the minister says in a report."""
    return Quotation(
        id=f"q-{report.id}",
        kind=QuotationKind.DIRECT,
        renderings=(Rendering(content=Evidence.of(report, span_of(report, "We agree 𓂀́,"))),),
        evidence=(Evidence.of(report, span_of(report, '"We agree 𓂀́," she said.')),),
        speaker=MINISTER.id,
        also=(PERU.id,),
        state="PER",
        office="foreign minister",
        cue="said",
        when=report.published,
        addressees=(PERU.id,),
        addressed="her hosts",
    )


def make_pledge(report: Report) -> Pledge:
    """Make the promise of a report."""
    evidence = Evidence.of(report, span_of(report, "Peru will send tea."))
    return Pledge(
        id=f"p-{report.id}",
        what="send tea",
        evidence=(evidence,),
        steps=(PledgeStep(state=PledgeState.PLEDGED, when=report.published, evidence=evidence),),
        by=PERU.id,
        by_state="PER",
        to=RUSSIA.id,
        to_state="RUS",
        amount=1500000.0,
        currency="PEN",
        due=Edtf.parse("2021"),
    )


def fill(record: Record, numbers: Iterable[int], *, program: str = PROGRAM) -> None:
    """Read made-up reports into a record and conclude, leaving out what is done already."""
    for number in numbers:
        report = make_report(number)
        if not record.holds(report.id, program):
            record.add(report, make_observations(report, program=program))
    if not record.is_concluded():
        record.conclude(derive(record.inputs()))


def fill_open(file: Path, program: str = PROGRAM) -> Path:
    """Make a record with a question about two people, and an event that two reports date otherwise."""
    other = Entity(id="ana-kispe", kind=EntityKind.PERSON, name="Ana Kispe", names=("Ana Kispe",))
    with Record.open(file, create=True) as record:
        fill(record, range(3))
        made = derive(record.inputs())
        first, second, third = made.events
        versions = ((first.tellings[0].report, VERSIONS[0]), (second.tellings[0].report, VERSIONS[1]))
        disputed = replace(
            first,
            evidence=(*first.evidence, *second.evidence),
            tellings=(*first.tellings, *second.tellings),
            differences=(Difference(facet="date", versions=versions),),
        )
        led = replace(third, actors=(replace(third.actors[0], entity=other.id),))
        question = Question(
            id="q-1", kind="same person", one=MINISTER.id, other=other.id,
            because=("a letter apart", "but no office agrees"), evidence=(third.evidence[0],),
        )  # fmt: skip
        record.conclude(
            replace(made, entities=(*made.entities, other), events=(disputed, led), questions=(question,)), program
        )
    return file
