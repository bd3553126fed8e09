"""Makes a record with many events, for measuring what reads records: pages, queries, exports.

    python bench/large.py large.db                   100,000 events
    python bench/large.py small.db --events 1000     fewer
    python bench/large.py large.db --seed 2          others

Reports of invented people of real states, and what they add up to, are written straight into the record: nothing
is read or concluded, so that 100,000 events take about a minute. Each event has its sentence in a report, every fifth
is told by two reports that give different days; beside them stand a quarter as many quotations and a twentieth as many
pledges. The same numbers give the same record. `chancery read` into it would derive everything again
from observations that are not there: such a record is for looking at only.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from chancery.codebooks.plover import event_types, score
from chancery.codebooks.states import State, states
from chancery.model.dates import Edtf
from chancery.model.events import Difference, Event, EventStatus, Participant, Telling
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions
from chancery.model.mentions import EntityKind, Observations
from chancery.model.offices import Entity, Occupancy, Position
from chancery.model.pledges import Pledge, PledgeState, PledgeStep
from chancery.model.quotations import Quotation, QuotationKind, Rendering
from chancery.model.text import Block, BlockKind, DateBasis, Report, Skipped, Span, content_id
from chancery.pipeline import PROGRAM
from chancery.record import observations
from chancery.record.store import Record
from chancery.resolution.ids import fact_id, slug

A_REPORT: Final = 8  # events that a report tells
TOLD_TWICE: Final = 5  # every fifth
QUOTED: Final = 4  # an event in four has a quotation beside it
PLEDGED: Final = 20
STATES: Final = 60
FIRST_DAY: Final = dt.date(2000, 1, 1)
DAYS: Final = 9000
CHANGE: Final = dt.date(2012, 6, 1)  # when every office changes hands
OFFICES: Final = ("president", "prime minister", "foreign minister")
OUTLETS: Final = ("Strelsau Courier", "Ruritanian News Agency", "Evening Dispatch", "Ministry of Foreign Affairs")

# type, mode, what the actor did to the recipient
ACTS: Final = (
    ("CONSULT", None, "met"),
    ("CONSULT", "visit", "visited the capital of"),
    ("CONSULT", "phone", "telephoned"),
    ("AGREE", None, "signed an agreement on water with"),
    ("SUPPORT", None, "praised the course of"),
    ("AID", None, "sent medicine to"),
    ("COOPERATE", None, "opened a joint power line with"),
    ("ACCUSE", "disapprove", "criticised the border policy of"),
    ("REJECT", "change", "turned down the new proposals of"),
    ("THREATEN", "restrict", "warned of tariffs against"),
    ("SANCTION", "expel", "expelled two diplomats of"),
    ("REQUEST", "meet", "asked for a meeting with"),
)
GIVEN: Final = "Anna Boris Clara David Elena Farid Greta Hamid Irina Jonas Karim Laura Marat Nadia Omar Petra".split()
FAMILY: Final = "Alder Berg Corvin Dahl Estev Falk Garin Holt Imre Jarov Kestrel Lund Moran Norin Orlan Pask".split()
WORDS: Final = "trade water transit security energy borders pasture railways visas grain".split()


@dataclass(slots=True)
class Draft:
    """A report that is being written: its text so far, and where each passage stands."""

    number: int
    day: dt.date
    outlet: str
    pieces: list[tuple[str, str]] = field(default_factory=list)  # key of what it says, the sentence

    def finish(self) -> tuple[Report, dict[str, Evidence]]:
        """Return the report, and its passages by key."""
        title = f"Talks and disputes, number {self.number}"
        text, blocks, spans = title, [Block(kind=BlockKind.TITLE, span=Span(0, len(title)))], {}
        for key, sentence in self.pieces:
            start = len(text) + 2
            text += "\n\n" + sentence
            spans[key] = Span(start, len(text))
            blocks.append(Block(kind=BlockKind.PARAGRAPH, span=spans[key]))
        report = Report(
            id=content_id(f"{self.number}{text}".encode()),
            path=f"large/{self.number // 1000:04d}/{self.number:07d}.txt",
            text=text,
            blocks=tuple(blocks),
            url=f"https://news.example/{self.number}",
            title=title,
            outlet=self.outlet,
            language="en",
            published=Edtf.day(self.day),
            published_basis=DateBasis.METADATA,
            published_because=("the page states it",),
        )
        return report, {key: Evidence.of(report, span) for key, span in spans.items()}


@dataclass(frozen=True, slots=True)
class Official:
    """Someone in an office on a day."""

    entity: Entity
    office: str
    state: State

    @property
    def told(self) -> str:
        """The person with title and state."""
        return f"{self.office.title()} {self.entity.name} of {self.state.name}"

    @property
    def part(self) -> Participant:
        """The person as one who takes part."""
        return Participant(entity=self.entity.id, state=self.state.code, sector="GOV", office=self.office)


class Cast:
    """The officials: for every state and office one before `CHANGE` and one after."""

    def __init__(self, rng: Random) -> None:
        """Invent them."""
        known = [state for state in states().values() if state.kind == "member"]
        self.states = rng.sample(known, STATES)
        self.people = {
            (state.code, office, late): Official(self._person(state, rng), office, state)
            for state in self.states
            for office in OFFICES
            for late in (False, True)
        }

    @staticmethod
    def _person(state: State, rng: Random) -> Entity:
        name = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}-{state.code.title()}{rng.randrange(90) + 10}"
        return Entity(id=slug(name), kind=EntityKind.PERSON, name=name, names=(name,), country=state.code)

    def pair(self, day: dt.date, rng: Random) -> tuple[Official, Official]:
        """Return two officials of two states who hold the same office on a day."""
        one, other = rng.sample(self.states, 2)
        office, late = rng.choice(OFFICES), day >= CHANGE
        return self.people[one.code, office, late], self.people[other.code, office, late]

    def entities(self) -> tuple[Entity, ...]:
        """Return the officials and their states."""
        lands = (
            Entity(id=s.code, kind=EntityKind.STATE, name=s.name, names=(s.name,), country=s.code) for s in self.states
        )
        people = {official.entity.id: official.entity for official in self.people.values()}
        return (*lands, *people.values())


@dataclass(slots=True)
class Plan:
    """What is to be told: filled event by event, then finished."""

    drafts: list[Draft]
    events: list[dict[str, Any]] = field(default_factory=list)
    quotations: list[dict[str, Any]] = field(default_factory=list)
    pledges: list[dict[str, Any]] = field(default_factory=list)
    seen: dict[str, list[tuple[Official, str, dt.date]]] = field(default_factory=lambda: defaultdict(list))


def make_plan(count: int, rng: Random) -> tuple[Plan, Cast]:
    """Write the drafts of all reports, and note what they tell."""
    cast = Cast(rng)
    total = max(1, -(-count // A_REPORT))
    plan = Plan(
        [
            Draft(n, FIRST_DAY + dt.timedelta(days=DAYS * n // total), OUTLETS[rng.randrange(len(OUTLETS))])
            for n in range(total)
        ]
    )
    for number in range(count):
        draft = plan.drafts[number // A_REPORT]
        one, other = cast.pair(draft.day, rng)
        kind, mode, did = ACTS[rng.randrange(len(ACTS))]
        day = draft.day - dt.timedelta(days=rng.randrange(3))
        key = f"e{number}"
        draft.pieces.append((key, f"{one.told} {did} {other.told} on {day:%d %B %Y}."))
        plan.seen[one.entity.id].append((one, key, day))
        told = [(draft, day)]
        if number % TOLD_TWICE == 0 and total > 1:
            second = plan.drafts[(draft.number + 1) % total]
            later = day + dt.timedelta(days=1)
            second.pieces.append((key, f"{other.told} was told on {later:%d %B %Y} that {one.told} {did} it."))
            told.append((second, later))
        plan.events.append({"key": key, "type": kind, "mode": mode, "one": one, "other": other, "told": told})
        _add_words(plan, number, (one, other), rng)
    return plan, cast


def _add_words(plan: Plan, number: int, pair: tuple[Official, Official], rng: Random) -> None:
    draft, (one, other) = plan.drafts[number // A_REPORT], pair
    topic, second = rng.sample(WORDS, 2)
    if number % QUOTED == 0:
        words = f"Our talks on {topic} with {other.state.name} will go on, and {second} comes next"
        draft.pieces.append((f"q{number}", f"“{words},” {one.told} told reporters."))
        plan.quotations.append({"key": f"q{number}", "one": one, "words": words, "draft": draft})
    if number % PLEDGED == 0:
        amount = float(rng.randrange(1, 90)) * 1e6
        what = f"{amount / 1e6:.0f} million dollars for {topic}"
        draft.pieces.append((f"p{number}", f"{one.told} promised {other.told} {what}."))
        said = {"key": f"p{number}", "one": one, "other": other, "what": what, "amount": amount, "draft": draft}
        plan.pledges.append(said)


def make_conclusions(plan: Plan, cast: Cast, found: list[dict[str, Evidence]]) -> Conclusions:
    """Return what the reports add up to."""
    return Conclusions(
        entities=cast.entities(),
        occupancies=tuple(_occupancy(plan.seen[name], found) for name in sorted(plan.seen)),
        events=tuple(_event(said, found) for said in plan.events),
        quotations=tuple(_quotation(said, found) for said in plan.quotations),
        pledges=tuple(_pledge(said, found) for said in plan.pledges),
    )


def _event(said: dict[str, Any], found: list[dict[str, Evidence]]) -> Event:
    key, told = said["key"], said["told"]
    tellings = tuple(
        Telling(
            report=found[draft.number][key].report,
            when=Edtf.day(day),
            where=None,
            status=EventStatus.OCCURRED,
            evidence=(found[draft.number][key],),
        )
        for draft, day in told
    )
    versions = tuple((telling.report, str(telling.when)) for telling in tellings)
    return Event(
        id=fact_id("e", said["type"], tellings[0].report, key),
        type=said["type"],
        mode=said["mode"],
        status=EventStatus.OCCURRED,
        actors=(said["one"].part,),
        recipients=(said["other"].part,),
        evidence=tuple(telling.evidence[0] for telling in tellings),
        tellings=tellings,
        when=Edtf.between(told[0][1], told[-1][1]),
        where=said["other"].state.capitals[0] if said["mode"] == "visit" else None,
        contexts=("diplomatic",) if said["type"] in {"CONSULT", "AGREE"} else (),
        score=score(said["type"], said["mode"]) if said["type"] in event_types() else None,
        differences=(Difference(facet="date", versions=versions),) if len(versions) > 1 else (),
        because=("written by bench/large.py",),
    )


def _quotation(said: dict[str, Any], found: list[dict[str, Evidence]]) -> Quotation:
    sentence, one, draft = found[said["draft"].number][said["key"]], said["one"], said["draft"]
    start = sentence.span.start + sentence.quote.index(said["words"])
    content = Evidence(sentence.report, Span(start, start + len(said["words"])), said["words"])
    return Quotation(
        id=fact_id("q", sentence.report, start),
        kind=QuotationKind.DIRECT,
        renderings=(Rendering(content=content),),
        evidence=(sentence,),
        speaker=one.entity.id,
        state=one.state.code,
        office=one.office,
        cue="told reporters",
        when=Edtf.day(draft.day),
    )


def _pledge(said: dict[str, Any], found: list[dict[str, Evidence]]) -> Pledge:
    sentence, one, other = found[said["draft"].number][said["key"]], said["one"], said["other"]
    return Pledge(
        id=fact_id("p", sentence.report, sentence.span.start),
        what=said["what"],
        evidence=(sentence,),
        steps=(PledgeStep(state=PledgeState.PLEDGED, when=Edtf.day(said["draft"].day), evidence=sentence),),
        by=one.entity.id,
        by_state=one.state.code,
        to=other.entity.id,
        to_state=other.state.code,
        amount=said["amount"],
        currency="USD",
    )


def _occupancy(seen: list[tuple[Official, str, dt.date]], found: list[dict[str, Evidence]]) -> Occupancy:
    official, days = seen[0][0], [day for _, _, day in seen]
    pins = [found[int(key[1:]) // A_REPORT][key] for _, key, _ in (seen[0], seen[-1])]
    return Occupancy(
        id=fact_id("o", official.entity.id, official.office),
        holder=official.entity.id,
        post=Position(office=official.office, of=official.state.code),
        evidence=tuple(dict.fromkeys(pins)),
        seen=Edtf.between(min(days), max(days)),
    )


def write(path: Path, plan: Plan, cast: Cast) -> None:
    """Write reports and conclusions into a new record: the reports in one transaction, else each costs a sync."""
    found: list[dict[str, Evidence]] = []
    at = "2026-01-01T00:00:00+00:00"
    with Record.open(path, create=True, now=lambda: dt.datetime.fromisoformat(at)) as record:
        with record._writing() as connection:  # noqa: SLF001 - no caller but this wants thousands of reports at once
            for draft in plan.drafts:
                report, passages = draft.finish()
                found.append(passages)
                observations.add(connection, report, Observations(program=PROGRAM))
                observations.note(
                    connection,
                    Skipped(report.path, observations.READ, ""),
                    report_id=report.id,
                    program=PROGRAM,
                    at=at,
                )
        record.conclude(make_conclusions(plan, cast, found), PROGRAM)


def make_large(path: Path, events: int = 100_000, seed: int = 1) -> None:
    """Make a record with this many events where no file is yet."""
    plan, cast = make_plan(events, Random(seed))  # noqa: S311 - no secret
    write(path, plan, cast)


def main() -> None:
    """Make a record as the command line asks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("record", type=Path, metavar="RECORD")
    parser.add_argument("--events", type=int, default=100_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    args = parser.parse_args()
    if args.record.exists():
        parser.error(f"{args.record} is there already")
    start = time.perf_counter()
    make_large(args.record, args.events, args.seed)
    size = args.record.stat().st_size / 2**20
    print(f"{args.record}: {args.events:,} events, {size:,.0f} MB, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
