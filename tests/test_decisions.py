"""Decisions outlive re-reading: each is applied to what it was about, or listed as lost, whatever the rules become."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from chancery.errors import QueryError
from chancery.model.claims import pins_of
from chancery.model.decisions import Anchor, Decision, DecisionKind, in_force
from chancery.model.events import Event
from chancery.model.facts import Conclusions
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity
from chancery.model.text import Span
from chancery.pipeline import conclude_again
from chancery.record.anchors import add_decision, make_anchor, split_anchor
from chancery.record.queries import Found
from chancery.record.store import Record
from resolution.worlds import PEOPLE, Line, Rules, make_world, read_world

DECISIONS: Final = 200
REPORTS: Final = 40


@dataclass
class About:
    """What a decision was about when it was made, told by what no reading changes.

    Attributes:
        tags: Places of accounts: report, line and part of it.
    """

    decision: Decision
    tags: tuple[frozenset[Any], ...]


def fill(record: Record, world: Sequence[Sequence[Line]], rules: Rules, program: str) -> None:
    """Read a world into a record and put it together."""
    for report, seen in read_world(world, rules, program):
        record.add(report, seen)
    conclude_again(record)


class Tags:
    """Tells what entries of a record are about: for each the lines it rests on, with who takes part."""

    def __init__(self, record: Record, world: Sequence[Sequence[Line]]) -> None:
        """Find the lines of each report, as they are read now."""
        self.record = record
        self.numbers = {report.id: int(report.path[:3]) for report in record.reports()}
        self.lines: dict[str, list[Span]] = {}
        for report in record.reports():
            told = (span for span in _paragraphs(report.text) if "Foreign Minister" in span.of(report.text))
            self.lines[report.id] = list(told)
        self.called: dict[tuple[str, str | None], set[str]] = {}
        for one in record.sighted():
            self.called.setdefault((one.evidence.report, one.entity), set()).add(one.name)
        self.world = world

    def of(self, found: Found) -> frozenset[Any]:
        """Return the tags of an entry; of a person the name in each report that names it."""
        if isinstance(found, Entity):
            return frozenset((self.numbers[one.evidence.report], one.name) for one in self.record.sighted(found.id))
        return frozenset(
            tag
            for pin in pins_of(found)  # type: ignore[arg-type]  # reports are not asked about
            for tag in self._tags(found, pin.report, self._line(pin.report, pin.span), pin.quote)
        )

    def surely(self, found: Found) -> frozenset[Any]:
        """Return the tags without the accounts whose other party is no longer seen: those say nothing of another."""
        if not isinstance(found, Event):
            return self.of(found)
        lines = [(pin, self._line(pin.report, pin.span)) for pin in pins_of(found)]
        seen = [(pin, set(self._tags(found, pin.report, line, pin.quote))) for pin, line in lines]
        return frozenset(tag for pin, tags in seen for tag in tags if tag[2] in pin.quote and len(tags) == 1)

    def _line(self, report: str, span: Span) -> int:
        return next(at for at, line in enumerate(self.lines[report]) if line.start <= span.start < line.end)

    def _tags(self, found: Found, report: str, line: int, quote: str) -> Iterator[tuple[int, int, str]]:
        """Yield the line; of an event with each other party that takes part in it and that its words name."""
        number = self.numbers[report]
        if not isinstance(found, Event):
            yield number, line, ""
            return
        parties = {one.entity for one in (*found.actors, *found.recipients)}
        told, called = self.world[number][line], (self.called.get((report, party), set()) for party in parties)
        who = {name for names in called if PEOPLE[told.who][0] not in names for name in names}
        others = [PEOPLE[whom][0] for whom in told.whom]
        named = [other for other in others if other in who and other in quote]
        # an account whose other party is no longer seen may be either of the line
        yield from ((number, line, other) for other in named or others)


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for paragraph in text.split("\n\n"):
        yield Span(start, start + len(paragraph))
        start += len(paragraph) + 2


def make_decisions(record: Record, world: Sequence[Sequence[Line]], chance: random.Random, count: int) -> list[About]:
    """Make random decisions of all kinds, a quarter at a time, and put the record together after each quarter."""
    made: list[About] = []
    while len(made) < count:
        tags = Tags(record, world)
        entries: dict[str, list[Any]] = {
            "event": list(record.events()),
            "quotation": list(record.quotations()),
            "pledge": list(record.pledges()),
            "occupancy": list(record.occupancies()),
            "person": list(record.entities(kind=EntityKind.PERSON)),
        }
        for _ in range(count // 4):
            about = _one_decision(record, entries, tags, chance)
            if about is not None:
                made.append(about)
        conclude_again(record)
    return made


def _one_decision(record: Record, entries: dict[str, list[Any]], tags: Tags, chance: random.Random) -> About | None:
    kind = chance.choice([*DecisionKind, DecisionKind.SET, DecisionKind.RIGHT, DecisionKind.WRONG])
    joins = kind in {DecisionKind.SAME, DecisionKind.APART, DecisionKind.SPLIT}
    pool = (
        ["event", "event", "quotation", "person"] if joins else ["event", "event", "quotation", "pledge", "occupancy"]
    )
    family = entries[chance.choice(pool)]
    chosen = chance.choices(family, k=2)
    if joins and isinstance(chosen[0], Event):
        alike = [entry for entry in family if entry.type == chosen[0].type and entry.id != chosen[0].id]
        chosen[1] = chance.choice(alike or [chosen[1]])
    anchors = [make_anchor(record, entry, entry.id) for entry in chosen]
    values: dict[str, Any] = {"targets": anchors if joins else anchors[:1]}
    try:
        if kind is DecisionKind.UNDO:
            values = {"undoes": chance.randint(1, max(1, len(record.decisions())))}
        elif kind is DecisionKind.SPLIT:
            values = {"targets": split_anchor(anchors[0], [anchors[0].pins[0].report])}
        elif kind is DecisionKind.SET:
            field = {"event": "date", "quotation": "date", "pledge": "due", "occupancy": "start"}[anchors[0].kind]
            values |= {"field": field, "value": "1999-01-01"}
        decision = add_decision(record, kind, by="Ana Berg", because="so I say", **values)
    except (QueryError, IndexError):
        return None
    sides = [_side(tags, anchor, entry) for anchor, entry in zip(values.get("targets", ()), chosen, strict=False)]
    if kind is DecisionKind.SPLIT:
        sides = [_side(tags, anchor, chosen[0]) for anchor in values["targets"]]
    return About(decision, tuple(sides))


def _side(tags: Tags, anchor: Anchor, entry: Found) -> frozenset[Any]:
    reports = {tags.numbers[pin.report] for pin in anchor.pins}
    return frozenset(tag for tag in tags.of(entry) if tag[0] in reports)


def other_rules(world: Sequence[Sequence[Line]], chance: random.Random) -> Rules:
    """Make rules that see some of it otherwise."""
    tags = [
        (n, at, part)
        for n, lines in enumerate(world)
        for at, line in enumerate(lines)
        for part in range(len(line.whom))
    ]
    lines = [(n, at) for n, told in enumerate(world) for at in range(len(told))]

    def some(things: Sequence[Any], share: float) -> frozenset[Any]:
        return frozenset(thing for thing in things if chance.random() < share)

    return Rules(
        shifted=some(range(len(world)), 0.5),
        dropped=some(tags, 0.12),
        retyped=some(tags, 0.08),
        turned=some(tags, 0.08),
        halved=some(lines, 0.3),
        reworded=some(lines, 0.08),
    )


def check(record: Record, made: Sequence[About], world: Sequence[Sequence[Line]]) -> Counter[str]:
    """Check that every decision in force is applied to what it was about, or lost with a reason."""
    log, outcomes, tags = in_force(record.decisions()), record.outcomes(), Tags(record, world)
    assert {one.number for one in log} == outcomes.keys()
    known = {about.decision.number: about for about in made}
    fates: Counter[str] = Counter()
    for decision in log:
        about, outcome = known[decision.number], outcomes[decision.number]
        if outcome.lost is not None:
            assert outcome.lost
            fates["lost"] += 1
            continue
        fates["applied"] += 1
        if decision.kind is DecisionKind.WRONG:
            assert not _there(record, outcome.entries[0])
            continue
        found = [record.find(name)[1] for name in outcome.entries if _there(record, name)]
        for entry in found:  # one that a later decision took away is not there to be looked at
            assert any(tags.of(entry) & side for side in about.tags), (decision, about.tags, tags.of(entry), entry)
            if decision.kind is DecisionKind.SET:
                assert "1999-01-01" in repr(entry)
        if decision.kind in {DecisionKind.APART, DecisionKind.SPLIT} and len(found) == 2:
            assert found[0].id != found[1].id
    return fates


def _there(record: Record, name: str) -> bool:
    try:
        record.find(name)
    except QueryError:
        return False
    return True


def struck(record: Record, monkeypatch: pytest.MonkeyPatch) -> tuple[Conclusions, Conclusions]:
    """Return what resolution concludes without the replay, and with it."""
    with monkeypatch.context() as patch:
        patch.setattr("chancery.pipeline.replay", lambda drawn, *_: drawn)
        conclude_again(record)
        without = record.conclusions()
    conclude_again(record)
    return without, record.conclusions()


@pytest.mark.parametrize("seed", range(3))
def test_decisions_survive_reading_by_other_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Of 200 decisions none is applied to a wrong thing when rules see less, more, and other than before."""
    chance = random.Random(20260 + seed)  # noqa: S311 - choices, not secrets
    world = make_world(seed, REPORTS)
    with Record.open(tmp_path / "a.db", create=True) as record:
        fill(record, world, Rules(), "first")
        made = make_decisions(record, world, chance, DECISIONS)
        at_once = check(record, made, world)
        assert at_once["applied"] > 0.6 * at_once.total()
        fill(record, world, other_rules(world, chance), "second")
        fates = check(record, made, world)
        assert fates["applied"] > 0.3 * fates.total()
        _check_struck(record, made, world, monkeypatch)
        fill(record, world, Rules(), "third")
        assert check(record, made, world) == at_once


def _check_struck(
    record: Record, made: Sequence[About], world: Sequence[Sequence[Line]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check that nothing is missing but what somebody called wrong, as they saw it."""
    tags = Tags(record, world)
    known = {about.decision.number: about for about in made}
    outcomes = record.outcomes()
    wrong = {
        outcomes[one.number].entries[0]: known[one.number]
        for one in in_force(record.decisions())
        if one.kind is DecisionKind.WRONG and outcomes[one.number].lost is None
    }
    without, left = struck(record, monkeypatch)
    for part in ("events", "quotations", "pledges", "occupancies"):
        before = {entry.id: entry for entry in getattr(without, part)}
        gone = before.keys() - {entry.id for entry in getattr(left, part)}
        assert gone == {name for name in wrong if name in before}
        for name in gone:
            assert tags.of(before[name]) & wrong[name].tags[0], (wrong[name], before[name])
            assert tags.surely(before[name]) <= wrong[name].tags[0], (wrong[name], before[name])
