"""Finds events: predicates of the codebook with whoever stands in their roles.

Each event comes from one clause, with the sentence as its evidence. A verb or a noun tells of an
event only if one of its senses fits: particle, object, kinds of participants, roles it needs.

Source: codebook, section 5; PLOVER 2.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chancery.codebooks.organisations import organisations
from chancery.codebooks.plover import VERBAL
from chancery.codebooks.predicates import Sense, noun_senses
from chancery.extraction.frames import Frame, noun_frame
from chancery.extraction.idle import COURSES, is_no_act
from chancery.extraction.nominal import is_cancelled, is_ruled_out, noun_status
from chancery.extraction.parties import find_toward, is_party
from chancery.extraction.recast import is_uninvited, recast, uninvited
from chancery.extraction.rows import Row
from chancery.extraction.sayings import spoken_status
from chancery.extraction.senses import fits, readings
from chancery.extraction.setting import REPORTING, office_of, place_of, time_of
from chancery.extraction.several import several
from chancery.extraction.units import POSSESSIVES, UnitKind, Verb
from chancery.model.events import EventStatus
from chancery.model.mentions import EntityKind, EntityMention, EventMention, NamedBy
from chancery.model.text import Span

# present-tense positions ("backs", "recognises") are events only when they are taken up
_POSITIONS = frozenset({"back", "recognise", "recognize", "endorse", "appreciate"})
_VOTES = frozenset({"election", "elections"})
_VOTE_WORDS = frozenset(
    "parliamentary presidential general local legislative snap early municipal council regional".split()
)
_MOVING = frozenset("travel fly go head journey return come send dispatch sail drive move".split())
_TALKS = frozenset({"talks", "negotiations", "round", "consultations", "dialogue", "session"})
_ROUNDS = frozenset({"round", "session"})
_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth next last final latest".split())
_HOME_REACH = 2  # sentences in which the state that a report is written from was spoken of
_TURNS = frozenset({"presidency", "chairmanship", "chairship"})
_STANDING = frozenset({"run", "stand", "compete", "campaign"})
_OWN = frozenset({"obj", "of", "for", "to", "with", "against", "from", "behind"})
_HOLDING = frozenset({"threaten", "refuse", "decline"})  # what they are about is no act of its own
_SPOKEN = frozenset({"AGREE"})
# whoever is the object of such an act is its only recipient: "ordered Rome to stop sales to Oslo"
_POINTED = frozenset({"REQUEST", "ACCUSE", "THREATEN", "SANCTION"})
# what only the authorities of a place do there: "was sentenced in Rome"
_OFFICIAL = frozenset({("COERCE", "arrest"), ("COERCE", "deport"), ("SANCTION", "convict"), ("ACCUSE", "investigate")})
_ARMED = frozenset({"air", "drone", "missile", "rocket", "artillery", "military", "aerial", "retaliatory", "precision"})
_ORDERS = frozenset({"order", "decree", "direct", "instruct"})


def find_events(
    rows: Iterable[Row], entities: Sequence[EntityMention], *, home: int | None = None
) -> tuple[EventMention, ...]:
    """Find the events of a report.

    Args:
        rows: Its sentences as clauses, in order.
        entities: Its mentions.
        home: Position of the place that it is written from, if its dateline names one.
    """
    found: list[EventMention] = []
    finder = _Finder(entities, home)
    for row in rows:
        found.extend(finder.read(row))
    return tuple(found)


class _Finder:
    """Finds events sentence by sentence, remembering which state was spoken of last."""

    def __init__(self, entities: Sequence[EntityMention], home: int | None) -> None:
        self._entities = entities
        self._home = home
        self._since_home = _HOME_REACH + 1
        self._last_state: int | None = None
        self._last_ambient: int | None = None
        self._talking: tuple[int, ...] = ()

    def read(self, row: Row) -> Iterator[EventMention]:
        """Yield the events of one sentence."""
        used: set[int] = set()
        for verb in row.verbs:
            own = verb.roles
            verb.roles = own | self._taken_up(row, verb)
            yield from self._verb_events(row, verb, used)
            verb.roles = own
        for index, unit in enumerate(row.units):
            if unit.kind is UnitKind.WORD and index not in used and row.verb_at(index) is None:
                yield from self._noun_events(row, index, used)
        self._last_state = self._state_before(row, len(row.units))
        named = {self._state_of(unit.index) for unit in row.units if unit.kind is UnitKind.MENTION}
        at_home = self._home is not None and self._state_of(self._home) in named - {None}
        self._since_home = 0 if at_home else self._since_home + 1

    def _state_of(self, position: int) -> str | None:
        return self._entities[position].of or self._entities[position].key or None

    def _taken_up(self, row: Row, verb: Verb) -> dict[str, list[int]]:
        """Return the place that a verb's "there" takes up, spoken of last: "she loves Quito and went there in May"."""
        if not any(row.units[kid].lower == "there" for kid in row.tree.kids(verb.node, "advmod")):
            return {}
        role = "to" if _MOVING.intersection(verb.lemmas) else "in"
        place = self._state_before(row, verb.head)
        return {} if place is None or verb.roles.get(role) else {role: [place]}

    def _state_before(self, row: Row, index: int) -> int | None:
        """Return the state or place spoken of last before a unit, in this sentence or an earlier one."""
        found = self._state_in(row, index)
        return self._last_state if found is None else found

    def _state_in(self, row: Row, index: int) -> int | None:
        for unit in reversed(row.units[:index]):
            if unit.kind is not UnitKind.MENTION:
                continue
            mention = self._entities[unit.index]
            named = mention.kind is EntityKind.STATE and mention.key and mention.by is not NamedBy.ADJECTIVE
            if named or (mention.kind is EntityKind.PLACE and mention.of):
                return unit.index
        return None

    # ---- verbs ------------------------------------------------------------------------------

    def _verb_events(self, row: Row, verb: Verb, used: set[int]) -> Iterator[EventMention]:
        for frame, sense in readings(row, verb, self._entities):
            if verb.governor is not None and verb.is_infinitive and _HOLDING.intersection(verb.governor.lemmas):
                used.update(self._object_units(row, verb, sense))
                return
            status = spoken_status(row, verb, sense)
            if is_uninvited(row, verb, sense):
                sense, status = uninvited(sense), EventStatus.OCCURRED  # noqa: PLW2901
            standing = sense.lemma in _POSITIONS and status is EventStatus.ONGOING
            if status is None or standing or is_no_act(row, verb, sense, frame):
                return
            sense, status = recast(row, verb, frame, sense, status, entities=self._entities)  # noqa: PLW2901
            span = _span(row, verb.first, verb.head)
            event = self._event(row, sense, frame, status=status, span=span, asked=verb.is_passive)
            if event is not None and sense.type == "CONSULT" and verb.is_passive and not event.actors:
                return  # "the visit by Rome's envoy was cut short": the noun tells who
            if event is not None:
                used.update(self._object_units(row, verb, sense))
                yield from several(row, verb, event)
            return

    def _object_units(self, row: Row, verb: Verb, sense: Sense) -> Iterator[int]:
        """Yield the units that the sense's object takes, so that the noun is not coded again."""
        for index in row.tree.below(verb.node, but=row.clause_nodes - {verb.node}):
            if row.units[index].lower in sense.objects:
                yield index
        yield from (i for i in range(verb.head, verb.end) if row.units[i].lower in sense.objects)

    # ---- nouns ------------------------------------------------------------------------------

    def _noun_events(self, row: Row, index: int, used: set[int]) -> Iterator[EventMention]:
        senses = noun_senses(row.units[index].lower)
        if not senses or (row.units[index].lower in _VOTES and not self._is_particular(row, index)):
            return
        if row.units[index].lower in _VOTES and _is_stood_for(row, index):
            return
        frame = noun_frame(row, index)
        sense = next((s for s in senses if fits(s, frame, self._entities)), None)
        if sense is None or (sense.type == "PROTEST" and _ARMED.intersection(frame.words)):
            return  # an air strike is no walkout
        if sense.type == "CONSULT" and is_ruled_out(row, index):
            return
        used.add(index)
        status = noun_status(row, index)
        if sense.type == "CONSULT" and status is EventStatus.DENIED and is_cancelled(row, index):
            sense, status = replace(sense, type="REJECT", mode="meet"), EventStatus.OCCURRED
        if sense.lemma == "departure" and row.tree.case(index) == "before":
            status = EventStatus.PLANNED
        if sense.lemma in _TURNS and status is not EventStatus.PLANNED:
            return  # who presides does so for months
        event = self._event(row, sense, frame, status=status, span=row.units[index].span)
        if event is not None:
            yield event

    def _is_particular(self, row: Row, index: int) -> bool:
        """Tell whether a vote is a particular one: named, dated or somebody's, not "elections" at large."""
        near = row.units[max(0, index - 4) : index + 4]
        return any(unit.kind is not UnitKind.WORD or unit.lower in _VOTE_WORDS for unit in near)

    # ---- participants -----------------------------------------------------------------------

    def _event(
        self, row: Row, sense: Sense, frame: Frame, *, status: EventStatus, span: Span, asked: bool = False
    ) -> EventMention | None:
        actors = self._fillers(frame, (*_acting(frame, sense), *sense.partners), sense.actor_kinds)
        actors = tuple(i for i in actors if self._entities[i].kind is not EntityKind.PLACE)
        recipients = self._fillers(frame, self._toward(frame, sense), sense.recipient_kinds)
        if sense.type in _SPOKEN and not self._speak_for_themselves(actors, sense):
            actors = self._reporters(row, frame.node) or actors
        if sense.type == "AGREE" and not any(self._is_named(i) for i in actors):
            actors = (*actors, *frame.roles.get("holder", ()))  # "the minister confirmed Peru's readiness"
        if sense.type == "CONSULT" and _TALKS.intersection((sense.lemma, *frame.words)):
            actors = self._in_rounds(frame, actors)
        if not actors and status is EventStatus.DENIED:  # "no one has cancelled the Fund's decision"
            actors = frame.roles.get("obj's", ())
        recipients = tuple(i for i in recipients if i not in actors)
        if not any(is_party(self._entities[i]) and self._has_state(i) for i in recipients):
            recipients += tuple(i for i in self._further(frame, sense, actors, span) if i not in recipients)
        things = sense.objects if sense.type in {"SUPPORT", "CONSULT"} else frozenset[str]()
        place = place_of(row, frame, self._entities, spoken=_is_spoken(sense), things=things)
        if sense.type == "ELECT" and not any(self._is_somebody(i) for i in actors):
            actors = tuple(i for i in frame.roles.get("subj", ()) if self._is_union(i)) or actors
        if sense.ambient and not any(self._is_somebody(i) for i in actors):
            actors = self._ambient(row, span, place) or actors
        if not actors and (sense.type, sense.mode) in _OFFICIAL and place is not None:
            actors = (place,) if self._entities[place].of or self._entities[place].key else ()
            recipients = tuple(i for i in recipients if i != place)
        asked = asked and sense.type == "REQUEST" and any(self._is_named(i) for i in recipients)
        if not actors and (not recipients or (sense.type in VERBAL and not asked)):
            return None  # of "Rome was urged to join" another report may name who did
        return EventMention(
            type=sense.type,
            mode="police" if self._are_police(sense, actors) else sense.mode,
            status=status,
            span=span,
            sentence=row.sentence.span,
            actors=actors,
            recipients=recipients,
            time=time_of(row, frame, spoken=_is_said(sense), alone=sense.lemma in _TURNS),
            place=place,
            office=office_of(row, frame, self._entities) if sense.office else None,
            because=" + ".join([sense.lemma, *sorted(sense.objects.intersection(frame.words))]),
        )

    def _further(self, frame: Frame, sense: Sense, actors: tuple[int, ...], span: Span) -> tuple[int, ...]:
        """Return toward whom an act is directed where its sense's own roles name nobody."""
        toward = find_toward(sense.type, frame, self._entities, actors)
        if sense.type != "SUPPORT":
            return toward
        # "in the presence of X they signed" is nothing done to X
        return tuple(i for i in toward if sense.recipients and self._entities[i].span.start > span.end)

    def _toward(self, frame: Frame, sense: Sense) -> tuple[str, ...]:
        """Return the roles whose fillers an act is directed to."""
        toward = sense.recipients
        if sense.type != "CONSULT":  # thanks for Rome's help go to Rome; talks with Rome's rival are not with Rome
            toward += tuple(f"{role}'s" for role in toward if role in _OWN)
        if sense.type not in _POINTED:
            return toward
        if any(is_party(self._entities[i]) for i in frame.roles.get("obj", ())):
            toward = tuple(role for role in toward if role in {"obj", "subj"}) or toward
        own = tuple(role for role in toward if role in frame.own)
        # "called on Rome to publish its pact with Oslo" is a call on Rome
        return own or toward

    def _in_rounds(self, frame: Frame, actors: tuple[int, ...]) -> tuple[int, ...]:
        """Return who holds talks; of "the third round will be held" those who held the talks told last."""
        words = set(frame.words)
        if not actors and words & _ROUNDS and words & _ORDINALS:
            return self._talking
        self._talking = actors if len(actors) > 1 else self._talking
        return actors

    def _fillers(self, frame: Frame, roles: Sequence[str], kinds: frozenset[str]) -> tuple[int, ...]:
        """Return whoever fills one of the roles and has one of the kinds."""
        found: list[int] = []
        for role in roles:
            for i in frame.roles.get(role, ()):
                mention = self._entities[i]
                owner = mention.by is NamedBy.PRONOUN and mention.name.lower() in POSSESSIVES
                nowhere = mention.kind is EntityKind.PLACE and mention.of is None
                unfit = bool(kinds) and mention.kind not in kinds
                if not (unfit or nowhere or (owner and role not in {"poss", "subj", "ours", "of"})):
                    found.append(i)
        return tuple(dict.fromkeys(found))

    def _is_somebody(self, position: int) -> bool:
        """Tell whether an actor needs no state for a stand-in: a party with a state, "he" or "her"."""
        mention = self._entities[position]
        one = mention.by is NamedBy.PRONOUN and mention.name.lower() in {"he", "she", "his", "her"}
        return one or (is_party(mention) and self._has_state(position))

    def _is_union(self, position: int) -> bool:
        """Tell whether a mention is a body of several states, which elects its own officers."""
        mention = self._entities[position]
        known = organisations().get(mention.key or "") if mention.kind is EntityKind.ORGANISATION else None
        return known is not None and known.kind == "IGO"

    def _are_police(self, sense: Sense, actors: Sequence[int]) -> bool:
        """Tell whether those who take up positions are police."""
        sectors = {self._entities[i].sector for i in actors}
        return sense.type == "MOBILIZE" and sense.mode in {None, "troops"} and sectors == {"COP"}

    def _is_named(self, position: int) -> bool:
        """Tell whether a mention names somebody, or a body whose state is known."""
        mention = self._entities[position]
        return mention.by is not NamedBy.DESCRIPTION or bool(mention.key or mention.of)

    def _has_state(self, position: int) -> bool:
        """Tell whether it is known where people without a name belong; of everybody else a name says enough."""
        mention = self._entities[position]
        return mention.sector is None or bool(mention.of or mention.key)

    def _ambient(self, row: Row, span: Span, place: int | None) -> tuple[int, ...]:
        """Return the state in which a vote or a protest took place: the place, else the state spoken of last."""
        if place is not None and (self._entities[place].of or self._entities[place].key):
            return (place,)
        index = next(i for i, unit in enumerate(row.units) if unit.span.overlaps(span))
        home = self._home if self._since_home < _HOME_REACH else None
        candidates = (self._state_in(row, index), self._last_ambient, home, self._last_state)
        state = next((found for found in candidates if found is not None), None)
        self._last_ambient = state
        return (state,) if state is not None else ()

    def _speak_for_themselves(self, actors: Sequence[int], sense: Sense) -> bool:
        """Tell whether actors make a promise themselves; of a state that "will continue to" a speaker says so."""
        people = any(self._entities[i].kind is EntityKind.PERSON for i in actors)
        return any(self._is_named(i) for i in actors) and (people or sense.lemma not in COURSES)

    def _reporters(self, row: Row, node: int) -> tuple[int, ...]:
        """Return who is reported to have said so: "X said that the new government will continue to"."""
        heads = row.by_node
        for above in row.tree.above(node):
            if above in heads and REPORTING.intersection(heads[above].lemmas):
                return heads[above].subjects
        spoken = [verb for verb in row.verbs if verb.head < node and REPORTING.intersection(verb.lemmas)]
        return spoken[-1].subjects if spoken else ()


def _acting(frame: Frame, sense: Sense) -> tuple[str, ...]:
    """Return the roles that act: of "committed to helping Rome" not the object, which another clause has."""
    doubled = {"subj", "obj"} <= set(sense.actors) and frame.roles.get("subj") and "obj" not in frame.own
    return tuple(role for role in sense.actors if role != "obj") if doubled else sense.actors


def _is_spoken(sense: Sense) -> bool:
    """Tell whether an act is done by words, wherever what they are about may lie."""
    words = sense.type in VERBAL or (sense.type == "CONSULT" and sense.mode != "visit")
    return words and (sense.type, sense.mode) not in _OFFICIAL


def _is_said(sense: Sense) -> bool:
    return sense.type in VERBAL or sense.lemma in _ORDERS


def _is_stood_for(row: Row, index: int) -> bool:
    """Tell whether somebody only stands in a vote: "so that I can run in the election"."""
    verb = row.clause_of(index)
    inside = row.tree.case(index) in {"in", "for", "at"}
    return verb is not None and inside and bool(_STANDING.intersection(verb.lemmas))


def _span(row: Row, first: int, last: int) -> Span:
    return Span(row.units[first].span.start, row.units[last].span.end)
