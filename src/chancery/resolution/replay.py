"""Replays what people decided on what resolution concluded; what finds no place is lost, never misapplied.

Decisions come in the order in which they were made, each on what the ones before left. A decision
holds on to words and to what its entry said (`model/decisions.py`):

- its words must stand in their report, and an entry of its kind and sort must rest on them;
- where several do, the one that says the same is meant, or none;
- "right" and "wrong" were said of all that an entry said: of another content they are lost;
- "wrong" takes away no evidence that nobody had seen;
- a value is set where all who took part are still there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from chancery.model.claims import Entry, changed_facets, claims_of, keeps_parties, pins_of, sort_of
from chancery.model.decisions import Anchor, Decision, DecisionKind, EntryKind, Outcome, in_force
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions
from chancery.model.offices import Entity
from chancery.model.text import Span
from chancery.resolution.grounds import Grounds, overlaps, places_of
from chancery.resolution.second import missed_id, reading_of
from chancery.resolution.values import names_entities, set_value

_JOINING: Final = frozenset({DecisionKind.SAME, DecisionKind.APART, DecisionKind.SPLIT})
_PARTS: Final = {
    EntryKind.EVENT: "events",
    EntryKind.QUOTATION: "quotations",
    EntryKind.PLEDGE: "pledges",
    EntryKind.OCCUPANCY: "occupancies",
    EntryKind.ENTITY: "entities",
}

_NO_REPORT: Final = "its report is gone"
_NO_WORDS: Final = "its words are no longer in the report"
_NO_NAME: Final = "nothing is called {} any more"
_NO_ENTRY: Final = "no entry of its kind rests on these words any more"
_SEVERAL: Final = "what it was about is now in several entries"
_OTHER: Final = "what rests on these words says something else now"
_MAY_MEAN: Final = "it may mean {}"
_CHANGED: Final = "{} says something else now: {}"
_STILL_TWO: Final = "they are still apart: {} and {}; another decision may keep them so"
_STILL_ONE: Final = "{} still holds both, in words that cannot be told apart"
_DATED: Final = "the report's date follows from other facts"
_FRESH: Final = "report {} tells {} too since then; look at it again"


class Lost(Exception):  # noqa: N818 - no fault: the decision is listed with this reason
    """A decision that is applied to nothing, with the reason in words."""


def replay(conclusions: Conclusions, decisions: Iterable[Decision], grounds: Grounds) -> Conclusions:
    """Apply decisions to conclusions.

    Args:
        conclusions: What resolution concluded, with the rulings that these decisions make.
        decisions: The whole log.
        grounds: The reports that the decisions are about; one that is missing is gone.

    Returns:
        The conclusions with values set and entries taken away, and the outcome of each decision in force.
    """
    held = in_force(decisions)
    if not held:
        return conclusions
    stage = _Stage(conclusions, grounds)
    for decision in held:
        try:
            outcome = Outcome(decision=decision.number, entries=stage.apply(decision))
        except Lost as lost:
            outcome = Outcome(decision=decision.number, lost=str(lost))
        stage.outcomes.append(outcome)
    return stage.conclusions()


@dataclass(slots=True)
class _Stage:
    """Conclusions while decisions are applied to them."""

    before: Conclusions
    grounds: Grounds
    entries: dict[EntryKind, dict[str, Entry]] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    _resting: dict[tuple[EntryKind, str], list[tuple[Span, str]]] = field(default_factory=lambda: defaultdict(list))
    _named: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    _left_out: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Index what rests on the reports that decisions are about."""
        for kind, part in _PARTS.items():
            entries: tuple[Entry, ...] = getattr(self.before, part)
            self.entries[kind] = {entry.id: entry for entry in entries}
            for entry in entries:
                for pin in pins_of(entry):
                    if pin.report in self.grounds:
                        self._resting[kind, pin.report].append((pin.span, entry.id))
        for one in self.before.sighted:
            if one.evidence.report in self.grounds:
                self._named[one.evidence.report, one.name.casefold()].add(one.entity)

    def names_of(self, entity: str | None) -> tuple[str, ...]:
        """Return every name of an entity, or its id where it is none."""
        found = self.entries[EntryKind.ENTITY].get(entity or "")
        return tuple(dict.fromkeys((found.name, *found.names))) if isinstance(found, Entity) else (entity or "",)

    # -- finding --

    def candidates(self, anchor: Anchor) -> list[set[str]]:
        """Return, for each pin that is found again, the entries of the anchor's kind and sort that rest on it."""
        places = self._places(anchor)
        if anchor.kind is EntryKind.ENTITY:
            found = [self._named.get((pin.report, anchor.names[at].casefold()), set()) for at, pin, _ in places]
        else:
            found = [
                {entry for span, entry in self._resting.get((anchor.kind, pin.report), ()) if overlaps(span, place)}
                for _, pin, place in places
            ]
        known = self.entries[anchor.kind]
        sorted_out = [
            {name for name in names if name in known and sort_of(known[name]) == anchor.sort} for names in found
        ]
        return [names for names in sorted_out if names]

    def _places(self, anchor: Anchor) -> tuple[tuple[int, Evidence, Span], ...]:
        places = places_of(anchor, self.grounds)
        if anchor.pins and not places:
            gone = not any(pin.report in self.grounds for pin in anchor.pins)
            raise Lost(_NO_REPORT if gone else _NO_WORDS)
        return places

    def attach(self, anchor: Anchor) -> str:
        """Return the entry that an anchor means.

        Raises:
            Lost: If none does, or more than one may.
        """
        if anchor.kind is EntryKind.REPORT:
            if anchor.entry not in self.grounds:
                raise Lost(_NO_REPORT)
            return anchor.entry
        if not anchor.pins:
            entry = self.entries[anchor.kind].get(anchor.entry)
            if entry is None or sort_of(entry) != anchor.sort:
                raise Lost(_NO_NAME.format(anchor.entry))
            return anchor.entry
        found = self.candidates(anchor)
        if not found:
            raise Lost(_NO_ENTRY)
        chosen = self._choose(anchor, set().union(*found))
        if not all(chosen in names for names in found):
            raise Lost(_SEVERAL)
        return chosen

    def _choose(self, anchor: Anchor, names: set[str]) -> str:
        same = {name for name in names if not self.changed(anchor, name)}
        if anchor.entry in same or len(same) == 1:
            return anchor.entry if anchor.entry in same else next(iter(same))
        fits = {name for name in names if self._fits(anchor, name)}
        if anchor.entry in fits:
            return anchor.entry
        if len(fits) == 1 and not same:
            return next(iter(fits))
        if not fits:
            raise Lost(_OTHER)
        raise Lost(_MAY_MEAN.format(" or ".join(sorted(fits))))

    def _narrowed(self, anchor: Anchor) -> set[str]:
        """Return the entries that may tell what an anchor told: of several those that say the most of it."""
        names = {name for names in self.candidates(anchor) for name in names}
        same = {name for name in names if not self.changed(anchor, name)}
        return same or {name for name in names if self._fits(anchor, name, joined=True)}

    def changed(self, anchor: Anchor, name: str) -> tuple[str, ...]:
        """Return the facets on which an entry says something else than the anchor's did."""
        return changed_facets(anchor.said, claims_of(self.entries[anchor.kind][name], self.names_of))

    def _fits(self, anchor: Anchor, name: str, *, joined: bool = False) -> bool:
        """Tell whether an entry can be the anchor's with other values: all who took part must still do."""
        if anchor.kind is EntryKind.QUOTATION:  # the pins are its very words
            return True
        if (
            anchor.kind is EntryKind.ENTITY and joined
        ):  # a part of a person is spelt in fewer ways; the words tell who it is
            return True
        if anchor.kind is EntryKind.PLEDGE and joined:  # of two that are one, either may have named who promised
            return True
        return keeps_parties(anchor.said, claims_of(self.entries[anchor.kind][name], self.names_of))

    # -- applying --

    def apply(self, decision: Decision) -> tuple[str, ...]:
        """Apply a decision, and return the entries that it is about.

        Raises:
            Lost: If it is applied to nothing.
        """
        if decision.kind in _JOINING:
            return self._joined(decision)
        target = decision.targets[0]
        if target.kind is EntryKind.READING:
            return self._read(decision)
        name = self.attach(target)
        if decision.kind is DecisionKind.SET:
            self._set(decision, target.kind, name)
            return (name,)
        changed = self.changed(target, name)
        if changed:
            raise Lost(_CHANGED.format(name, ", ".join(changed)))
        if decision.kind is DecisionKind.WRONG:
            self._strike(target, name)
        return (name,)

    def _joined(self, decision: Decision) -> tuple[str, ...]:
        """Check what resolution made of a ruling.

        Raises:
            Lost: If resolution could not follow it.
        """
        one, other = (self._narrowed(anchor) for anchor in decision.targets[:2])
        if not one or not other:
            raise Lost(_NO_ENTRY)
        both = sorted(one & other)
        if decision.kind is DecisionKind.SAME:
            if not both:
                raise Lost(_STILL_TWO.format(min(one), min(other)))
            return (both[0],)
        if both:
            raise Lost(_STILL_ONE.format(both[0]))
        return (min(one), min(other))

    def _read(self, decision: Decision) -> tuple[str, ...]:
        """Check what resolution made of something that was taken over from a second coder; note what was left out.

        Raises:
            Lost: If no event of its type rests on the sentence.
        """
        anchor = decision.targets[0]
        _, pin, place = self._places(anchor)[0]
        if decision.kind is DecisionKind.WRONG:
            self._left_out.add(missed_id(pin.report, reading_of(anchor, place)))
            return ()
        resting = {entry for span, entry in self._resting[EntryKind.EVENT, pin.report] if overlaps(span, place)}
        known = self.entries[EntryKind.EVENT]
        found = sorted(name for name in resting if name in known and sort_of(known[name]) == anchor.sort)
        if not found:
            raise Lost(_NO_ENTRY)
        return tuple(found)

    def _set(self, decision: Decision, kind: EntryKind, name: str) -> None:
        named, value = str(decision.field), str(decision.value)
        if kind is EntryKind.REPORT:
            dating = next((dating for dating in self.before.datings if dating.report == name), None)
            if dating is None or str(dating.published or "unknown") != value:
                raise Lost(_DATED)
            return
        meant = [self.attach(anchor) for anchor in decision.targets[1:]] if names_entities(kind, named) else []
        entities = [entity for entity in map(self.entries[EntryKind.ENTITY].get, meant) if isinstance(entity, Entity)]
        entry = set_value(self.entries[kind][name], named, value, entities)
        note = f"{named} set by {decision.by} (decision {decision.number}): {decision.because}"
        if isinstance(entry, Event):
            entry = replace(entry, because=(*entry.because, note))
        self.entries[kind][name] = entry

    def _strike(self, anchor: Anchor, name: str) -> None:
        """Take an entry away, unless it rests on words that nobody had seen.

        Raises:
            Lost: If it does.
        """
        seen = defaultdict(list)
        for _, pin, place in places_of(anchor, self.grounds):
            seen[pin.report].append(place)
        fresh = [
            pin.report
            for pin in pins_of(self.entries[anchor.kind][name])
            if not any(overlaps(pin.span, place) for place in seen[pin.report])
        ]
        if fresh:
            raise Lost(_FRESH.format(fresh[0][:8], name))
        del self.entries[anchor.kind][name]

    def conclusions(self) -> Conclusions:
        """Return what is left, with the outcomes."""
        left = {name for entries in self.entries.values() for name in entries}
        left |= {dating.report for dating in self.before.datings}  # which a second coder may see something in
        kept: dict[str, Any] = {part: tuple(self.entries[kind].values()) for kind, part in _PARTS.items()}
        kept["events"] = tuple(
            replace(event, part_of=None) if event.part_of is not None and event.part_of not in left else event
            for event in kept["events"]
        )
        questions = tuple(
            one for one in self.before.questions if one.id not in self._left_out and set(one.about) <= left
        )
        return replace(self.before, **kept, questions=questions, outcomes=tuple(self.outcomes))
