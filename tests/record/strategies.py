"""Reports, observations and conclusions of every shape, for properties that must always hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from chancery.model.dates import Edtf
from chancery.model.events import Difference, Event, EventStatus, Participant, Telling
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions, Dating, Reprint
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
from chancery.model.text import Block, BlockKind, DateBasis, Report, Span, TurnKind
from chancery.model.times import TimeKind, TimeMention, TimeUnit

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
WORDS = st.text(LETTERS, min_size=1, max_size=12)
MAYBE_WORDS = st.none() | WORDS
POSITIONS = st.none() | st.integers(0, 9)
DATES = st.none() | st.sampled_from(
    ["2020-10-23", "2017-10", "2021", "2020-10~", "../2020-10-15", "2020-10/..", "XXXX-11-29", "2020-02-29/2021-03-01"]
).map(Edtf.parse)
AMOUNTS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
IDS = st.text("0123456789abcdef", min_size=16, max_size=16)


def spans_in(text: str) -> st.SearchStrategy[Span]:
    """Choose stretches of a text that hold at least one character that is not blank."""
    solid = [i for i, sign in enumerate(text) if sign.strip()]
    return st.sampled_from(solid).flatmap(lambda i: st.builds(Span, st.integers(0, i), st.integers(i + 1, len(text))))


def few(items: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    """Choose a short tuple."""
    return st.lists(items, min_size=least, max_size=3).map(tuple)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Make a report of any text that has a word in it."""
    text = draw(st.text(LETTERS, max_size=40)) + "x" + draw(st.text(LETTERS, max_size=40))
    spans = spans_in(text)
    return Report(
        id=draw(IDS),
        path=draw(WORDS),
        text=text,
        blocks=draw(
            few(
                st.builds(
                    Block,
                    kind=st.sampled_from(BlockKind),
                    span=spans,
                    speaker=MAYBE_WORDS,
                    turn=st.none() | st.sampled_from(TurnKind),
                )
            )
        ),
        url=draw(MAYBE_WORDS),
        title=draw(MAYBE_WORDS),
        subtitle=draw(MAYBE_WORDS),
        outlet=draw(MAYBE_WORDS),
        authors=draw(few(WORDS)),
        language=draw(st.none() | st.just("en")),
        published=draw(DATES),
        published_basis=draw(st.sampled_from(DateBasis)),
        published_because=draw(few(WORDS)),
        alignment=draw(few(st.tuples(*[st.integers(0, 10**6)] * 3))),
        furniture=draw(few(WORDS)),
        doubts=draw(few(WORDS)),
    )


def observations_of(report: Report) -> st.SearchStrategy[Observations]:
    """Make anything that extraction might find in a report."""
    spans = spans_in(report.text)
    many = few(st.integers(0, 9))
    return st.builds(
        Observations,
        program=st.sampled_from(["0.1.0", "0.2.0"]),
        sentences=few(spans),
        entities=few(
            st.builds(
                EntityMention,
                kind=st.sampled_from(EntityKind),
                span=spans,
                name=WORDS,
                by=st.sampled_from(NamedBy),
                whole=spans,
                key=MAYBE_WORDS,
                flags=few(WORDS),
            )
        ),
        times=few(
            st.builds(
                TimeMention,
                span=spans,
                kind=st.sampled_from(TimeKind),
                year=st.none() | st.integers(1, 9999),
                unit=st.none() | st.sampled_from(TimeUnit),
                rough=st.booleans(),
                anchor=st.none() | spans,
            )
        ),
        events=few(
            st.builds(
                EventMention,
                type=WORDS,
                mode=MAYBE_WORDS,
                status=st.sampled_from(EventStatus),
                span=spans,
                sentence=spans,
                actors=many,
                time=POSITIONS,
                because=WORDS,
            )
        ),
        quotations=few(
            st.builds(
                QuotationMention,
                kind=st.sampled_from(QuotationKind),
                content=spans,
                sentence=spans,
                speakers=many,
                asker=st.booleans(),
                venue=MAYBE_WORDS,
            )
        ),
        pledges=few(
            st.builds(
                PledgeMention,
                what=spans,
                state=st.sampled_from(PledgeState),
                sentence=spans,
                amount=AMOUNTS,
                mutual=st.booleans(),
            )
        ),
        offices=few(
            st.builds(
                OfficeMention, person=st.integers(0, 9), office=WORDS, of=MAYBE_WORDS, relation=WORDS, sentence=spans
            )
        ),
    )


@st.composite
def conclusions_about(draw: st.DrawFn, about: Sequence[Report]) -> Conclusions:
    """Make anything that resolution might conclude from reports."""
    evidence = st.sampled_from(about).flatmap(lambda r: st.builds(Evidence.of, st.just(r), spans_in(r.text)))
    names = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
    someone = st.sampled_from(names)
    anyone = st.none() | someone
    proof = few(evidence, least=1)
    report_ids = st.sampled_from([report.id for report in about])
    participants = few(st.builds(Participant, entity=anyone, state=MAYBE_WORDS, sector=MAYBE_WORDS, office=MAYBE_WORDS))
    statuses = st.sampled_from(EventStatus)

    def numbered(kind: type[Any], /, **fields: st.SearchStrategy[Any]) -> tuple[Any, ...]:
        count = draw(st.integers(0, 3))
        return tuple(draw(st.builds(kind, id=st.just(f"{kind.__name__}-{i}"), **fields)) for i in range(count))

    return Conclusions(
        entities=tuple(
            draw(
                st.builds(
                    Entity,
                    id=st.just(n),
                    kind=st.sampled_from(EntityKind),
                    name=WORDS,
                    names=few(WORDS),
                    country=MAYBE_WORDS,
                )
            )
            for n in names
        ),
        occupancies=numbered(
            Occupancy,
            holder=someone,
            post=st.builds(Position, office=WORDS, of=MAYBE_WORDS),
            evidence=proof,
            start=DATES,
            end=DATES,
            seen=DATES,
        ),
        events=numbered(
            Event,
            type=WORDS,
            mode=MAYBE_WORDS,
            status=statuses,
            actors=participants,
            recipients=participants,
            evidence=proof,
            tellings=few(
                st.builds(
                    Telling,
                    report=report_ids,
                    when=DATES,
                    where=MAYBE_WORDS,
                    status=statuses,
                    evidence=few(evidence),
                    actors=participants,
                    recipients=participants,
                    rank=MAYBE_WORDS,
                    figures=few(WORDS),
                )
            ),
            when=DATES,
            where=MAYBE_WORDS,
            contexts=few(WORDS),
            score=AMOUNTS,
            differences=few(st.builds(Difference, facet=WORDS, versions=few(st.tuples(report_ids, WORDS)))),
            because=few(WORDS),
        ),
        quotations=numbered(
            Quotation,
            kind=st.sampled_from(QuotationKind),
            renderings=few(st.builds(Rendering, content=evidence), least=1),
            evidence=proof,
            speaker=anyone,
            also=few(someone),
            asker=st.booleans(),
            cue=MAYBE_WORDS,
            when=DATES,
        ),
        pledges=numbered(
            Pledge,
            what=WORDS,
            evidence=proof,
            steps=few(st.builds(PledgeStep, state=st.sampled_from(PledgeState), when=DATES, evidence=evidence)),
            by=anyone,
            to=anyone,
            amount=AMOUNTS,
            due=DATES,
            mutual=st.booleans(),
        ),
        reprints=tuple(
            draw(st.builds(Reprint, report=st.just(report.id), of=st.just(about[0].id), printed=few(spans)))
            for report in about[1:]
            for spans in [spans_in(about[0].text)]
        ),
        datings=tuple(
            draw(
                st.builds(
                    Dating, report=st.just(name), published=DATES, basis=st.sampled_from(DateBasis), because=few(WORDS)
                )
            )
            for name in sorted({report.id for report in about})
        ),
    )
