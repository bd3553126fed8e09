"""Completes who takes part in a clause from the words around it, before anybody is identified.

1. Verbs that share a subject: "X thanked Y and asked for Z" has X ask.
2. Joined subjects: "X and Y expressed" has both express.
3. "His counterpart" in a meeting brings the one whose counterpart it is.
4. What a meeting is about takes no part in it: "to discuss Libya".
5. "Name, the spokesman of the ministry, said" has the person speak.
6. A vote is held in the state that its own sentence names, else where the vote told before was held.
7. The object right behind its verb, and the one state behind "to" or "reach", receive.
8. A heading leaves out "and": "Peru, Chile sign accord" has both sign.

Source: codebook, section 5.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from chancery.model.mentions import EntityKind, EventMention, NamedBy
from chancery.resolution.homes import LED
from chancery.resolution.scene import Scene

_SHARED: Final = re.compile(r"(?:,|\band|\bbut)(?:\s+(?:also|then|again|later))*$")
_JOINED: Final = re.compile(
    r",?\s+and\s+(?:the\s+|his\s+|her\s+|its\s+|their\s+)?(?:(?:[A-Z][\w-]+\s+)?(?:colleague|counterpart),?\s*)?"
)
_LISTED: Final = re.compile(r",\s+|,?\s+and\s+")
_OPENS: Final = re.compile(r"(?:The\s+)?")
_RUNS_ON: Final = re.compile(r"\s+(?:[a-z]+\s+){0,2}")  # from a subject to its verb
_APPOSED: Final = re.compile(r",\s+(?:the\s+|an?\s+)?[^,.;]{2,60}\b(?:of|for|at)\s+[^,.;]{0,40}")
_NEAR_MENTIONS: Final = 5
_TOPIC: Final = re.compile(r"\b(?:to discuss|discussing|regarding|concerning|about|topics|issues)\b")
_TOWARD: Final = re.compile(r"\b(?:to|for|reach|reaching|towards?|with)\s+(?:the\s+)?$")
_AUXILIARY: Final = re.compile(r"\s*(?:would|will|could|should|had|has|have|is|was|were|are|to)\b|['\u2019]s?\b")
# "underscored Peruvian support", "praised Chile's help": what is behind the state is the object
_ATTRIBUTE: Final = re.compile(
    r"(?:['\u2019]s?)?\s+(?:\w+\s+)?(?:support|commitments?|assistance|aid|polic(?:y|ies)|leadership|concerns?|appreciation|"
    r"interests?|desire|priorit(?:y|ies)|efforts?|readiness|willingness|opposition|positions?|backing|solidarity|views?|"
    r"gratitude|condemnation|determination|intent(?:ion)?|resolve|expectations?|engagement|hope)\b"
)
_PASSIVE: Final = re.compile(r"^(?:was|were|is|are|been|being)\b")
_GIVEN: Final = frozenset({"AGREE", "AID", "REQUEST", "CONCEDE", "THREATEN"})
_SIDED: Final = frozenset({"CONSULT", "ELECT", "OFFICE"})


def completed(scene: Scene) -> tuple[EventMention, ...]:
    """Return the events of a report with their participants completed, in the same order."""
    return _Clauses(scene).completed()


class _Clauses:
    """The clauses of one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._text = scene.report.text
        self._entities = scene.seen.entities
        self._before: dict[tuple[int, int], list[EventMention]] = {}
        self._voted: tuple[int, ...] = ()

    def completed(self) -> tuple[EventMention, ...]:
        order = sorted(range(len(self._scene.seen.events)), key=lambda i: (self._scene.seen.events[i].span, i))
        done: dict[int, EventMention] = {}
        for i in order:
            event = self._scene.seen.events[i]
            earlier = self._before.setdefault((event.sentence.start, event.sentence.end), [])
            done[i] = self._complete(event, earlier)
            held = [at for at in done[i].actors if self._entities[at].kind is not EntityKind.ORGANISATION]
            if event.type == "ELECT" and held:  # the next vote is not one of the parties that won this
                self._voted = done[i].actors
            earlier.append(done[i])
        return tuple(done[i] for i in range(len(order)))

    def _bearer(self, event: EventMention, actor: int) -> int:
        """Return the person beside whose name a body stands as the owner of the office."""
        mention = self._entities[actor]
        if mention.kind is EntityKind.PERSON or mention.span.start >= event.span.start:
            return actor
        for other in range(actor - 1, max(-1, actor - _NEAR_MENTIONS), -1):
            person = self._entities[other]
            if person.kind is EntityKind.PERSON and person.by is NamedBy.NAME:
                beside = _APPOSED.fullmatch(self._text, person.whole.end, mention.whole.start) is not None
                closed = self._text.startswith(",", mention.whole.end)
                return other if beside and closed and person.span.start >= event.sentence.start else actor
        return actor

    def _starting(self, start: int, end: int) -> range:
        """Return the positions of the mentions that begin between two characters."""
        first, last = (bisect_left(self._entities, at, key=lambda one: one.span.start) for at in (start, end))
        return range(first, last)

    def _voting(self, event: EventMention, actors: tuple[int, ...]) -> tuple[int, ...]:
        """Return where a vote is held whose clause names no state."""
        if any(event.sentence.contains(self._entities[i].span) for i in actors):
            return actors
        here = {
            self._entities[i].key: i
            for i in self._starting(event.sentence.start, event.sentence.end)
            if self._entities[i].kind is EntityKind.STATE and self._entities[i].key
        }
        if len(here) == 1:
            return tuple(here.values())
        return self._voted if not here and self._voted else actors

    def _complete(self, event: EventMention, earlier: Sequence[EventMention]) -> EventMention:
        actors = tuple(dict.fromkeys(self._bearer(event, i) for i in self._shared(event, earlier)))
        if event.type == "ELECT":
            actors = self._voting(event, actors)
        if event.type == "CONSULT" and event.mode != "visit":
            actors = self._of_meeting(event, actors)
        if actors and event.type != "ELECT":
            actors = self._with_listed(event, self._with_joined(event, actors, earlier))
        recipients = tuple(i for i in event.recipients if i not in actors)
        if not recipients and event.type not in _SIDED:
            recipients = tuple(i for i in self._receiving(event) if i not in actors)
        if not recipients and event.type == "REQUEST" and self._is_joined(event) and earlier[-1:]:
            same = earlier[-1].actors == actors  # "thanked X and asked for Y" asks X
            recipients = earlier[-1].recipients if same else ()
        return replace(event, actors=actors, recipients=recipients)

    def _shared(self, event: EventMention, earlier: Sequence[EventMention]) -> tuple[int, ...]:
        """Return the subject of the verb before, where this verb is joined to it without a subject of its own."""
        verbs = [e for e in earlier if e.span.end <= event.span.start and self._precede(e)]
        if not verbs or not self._is_joined(event) or _PASSIVE.match(event.span.of(self._text)):
            return event.actors
        verb = verbs[-1]
        if any(self._is_apposed_name(i, event) for i in event.actors):
            return event.actors  # "and its leader, Maria Vella, called on"
        between = all(verb.span.end <= self._entities[i].span.start < event.span.start for i in event.actors)
        return verb.actors if between else event.actors

    def _is_apposed_name(self, i: int, event: EventMention) -> bool:
        """Tell whether a name between two commas is the subject right before the verb."""
        one = self._entities[i]
        named = one.kind is EntityKind.PERSON and one.by is NamedBy.NAME
        opens = self._text[max(0, one.span.start - 2) : one.span.start] == ", "
        return named and opens and self._text[one.span.end : event.span.start].strip() == ","

    def _is_joined(self, event: EventMention) -> bool:
        ahead = self._text[event.sentence.start : event.span.start].rstrip()
        return _SHARED.search(ahead) is not None

    def _precede(self, event: EventMention) -> bool:
        """Tell whether an event has a subject, and before its verb."""
        starts = [self._entities[i].span.start for i in event.actors]
        inside = [start for start in starts if event.sentence.start <= start]
        return bool(inside) and len(inside) == len(starts) and max(inside) < event.span.start

    def _with_joined(
        self, event: EventMention, actors: tuple[int, ...], earlier: Sequence[EventMention]
    ) -> tuple[int, ...]:
        """Add the subject that "and" joins to the first one."""
        first = min(actors, key=lambda i: self._entities[i].whole.start)
        start = self._entities[first].whole.start
        if start >= event.span.start or first == 0:
            return actors
        apart = (
            self._text[max(0, start - 6) : start].lower().rstrip() == ", and"
        )  # "backs the pact with Rome, and we will"
        if apart and self._entities[first].by is NamedBy.PRONOUN:
            return actors
        objects = {i for e in earlier for i in (*e.recipients, *(e.actors if e.type == "CONSULT" else ()))}
        for other in range(first - 1, max(-1, first - 3), -1):
            mention = self._entities[other]
            if mention.whole.end > start or mention.kind is EntityKind.PLACE or mention.by is NamedBy.PRONOUN:
                continue
            adjective = mention.by is NamedBy.ADJECTIVE or mention.span.start < event.sentence.start
            joined = _JOINED.fullmatch(self._text, mention.whole.end, start) is not None
            if joined and not adjective and other not in objects:
                return (other, *actors)
        return actors

    def _with_listed(self, event: EventMention, actors: tuple[int, ...]) -> tuple[int, ...]:
        """Add the states that a sentence opens with as one list before its verb: "Peru, Chile sign accord"."""
        listed: list[int] = []
        for i in self._starting(event.sentence.start, event.span.start):
            one = self._entities[i]
            state = one.kind is EntityKind.STATE and one.key and one.by is not NamedBy.ADJECTIVE
            if listed:
                gap = _LISTED.fullmatch(self._text, self._entities[listed[-1]].whole.end, one.whole.start)
            else:
                gap = _OPENS.fullmatch(self._text, event.sentence.start, one.whole.start)
            if gap is None or not state:
                break
            listed.append(i)
        several = len(listed) > 1 and len({self._entities[i].key for i in listed}) == len(listed)
        if (
            not several
            or _RUNS_ON.fullmatch(self._text, self._entities[listed[-1]].whole.end, event.span.start) is None
        ):
            return actors
        return tuple(dict.fromkeys((*listed, *actors))) if set(listed) & set(actors) else actors

    def _of_meeting(self, event: EventMention, actors: tuple[int, ...]) -> tuple[int, ...]:
        """Return who meets: with the one whose counterpart comes, without what they talk about."""
        present = tuple(i for i in actors if not self._is_topic(event, i)) or actors
        present = tuple(dict.fromkeys(j for i in present for j in (i, *self._leading(i))))
        for i in present:
            if "counterpart" in self._entities[i].flags and i > 0:
                owner = self._owner(i)
                if owner is not None and owner not in present:
                    return (owner, *present)
        return present

    def _leading(self, i: int) -> tuple[int, ...]:
        """Return who leads a delegation: "a delegation from Peru, led by Minister X"."""
        if self._entities[i].kind is EntityKind.PERSON or i + 1 >= len(self._entities):
            return ()
        leader = self._entities[i + 1]
        led = LED.fullmatch(self._text, self._entities[i].whole.end, leader.whole.start) is not None
        return (i + 1,) if led and leader.kind is EntityKind.PERSON and leader.by is NamedBy.NAME else ()

    def _owner(self, counterpart: int) -> int | None:
        """Return the "his" of "his counterpart"."""
        start = self._entities[counterpart].whole.start
        near = [
            i for i in range(max(0, counterpart - 2), counterpart)
            if self._entities[i].by is NamedBy.PRONOUN and 0 <= start - self._entities[i].span.end <= 1
        ]  # fmt: skip
        return near[-1] if near else None

    def _is_topic(self, event: EventMention, position: int) -> bool:
        start = self._entities[position].whole.start
        between = self._text[event.span.start : start] if start > event.span.start else ""
        return self._entities[position].kind is not EntityKind.PERSON and _TOPIC.search(between) is not None

    def _receiving(self, event: EventMention) -> tuple[int, ...]:
        """Return the object that stands right behind the verb, else the only state that the act is directed to."""
        following = self._starting(event.span.end, event.sentence.end)
        behind = [i for i in following if self._entities[i].kind is not EntityKind.PLACE]
        for i in behind[:1]:
            mention = self._entities[i]
            gap = self._text[event.span.end : mention.whole.start]
            free = mention.by is not NamedBy.ADJECTIVE and not any(
                words.match(self._text, mention.whole.end) for words in (_AUXILIARY, _ATTRIBUTE)
            )
            if gap.strip() in {"", "the"} and gap and free:
                return (i,)
        if event.type not in _GIVEN:
            return ()
        toward = [
            i for i in behind
            if self._entities[i].kind is EntityKind.STATE
            and self._entities[i].by is not NamedBy.ADJECTIVE
            and _TOWARD.search(self._text[event.span.end : self._entities[i].whole.start])
        ]  # fmt: skip
        return (toward[0],) if len({self._entities[i].key for i in toward}) == 1 else ()
