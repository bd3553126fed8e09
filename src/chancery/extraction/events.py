"""Finds events: predicates of the codebook with whoever stands in their roles.

Each event comes from one clause, with the sentence as its evidence. A verb or a noun tells of an
event only if one of its senses fits: particle, object, kinds of participants, roles it needs.

Source: codebook, section 5; PLOVER 2.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chancery.codebooks.posts import match_post
from chancery.codebooks.predicates import Sense, noun_senses, verb_senses
from chancery.extraction.status import noun_status, verb_status
from chancery.extraction.units import DETERMINERS, PREPOSITIONS, RELATIVES, Row, Unit, UnitKind, Verb
from chancery.model.events import EventStatus
from chancery.model.mentions import EntityKind, EntityMention, EventMention, NamedBy
from chancery.model.text import Span

_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my"})
_PLURALS = frozenset({"they", "we", "sides", "ministers", "presidents", "leaders", "both"})
# a meeting "discussed" is evidence of the meeting, and an office "held" an observation, not an event
_POSITIONS = frozenset({"back", "recognise", "recognize", "endorse", "appreciate"})
_OFFICE_WORDS = frozenset(
    "president minister premier chancellor ambassador governor speaker mayor chairman chief".split()
)
_VOTES = frozenset({"election", "elections"})
_VOTE_WORDS = frozenset(
    "parliamentary presidential general local legislative snap early municipal council regional".split()
)
_NOUN_STOPS = RELATIVES | {";", ":", "“", '"', "after", "before", "since", "while", "when"}
_OWN = frozenset({"obj", "of", "for", "to", "with", "against", "from"})
_TIME_STOPS = frozenset({";", ":", "who", "which", "after", "before", "while", "since", "“", '"'})
_SPOKEN = frozenset({"AGREE"})
_REPORTING = frozenset("say tell add state note announce declare stress confirm".split())
_NOUN_REACH = 14


@dataclass(frozen=True, slots=True)
class _Frame:
    """A predicate with whatever fills its roles.

    Attributes:
        roles: Role to positions of mentions.
        words: Words of its object.
        tail: All words of its clause after it.
        after: The words right after it, for particles.
        reach: First and last unit of its clause.
    """

    roles: dict[str, tuple[int, ...]]
    words: tuple[str, ...]
    tail: tuple[str, ...]
    after: tuple[str, ...]
    reach: tuple[int, int]


def find_events(rows: Iterable[Row], entities: Sequence[EntityMention]) -> tuple[EventMention, ...]:
    """Find the events of a report.

    Args:
        rows: Its sentences as clauses, in order.
        entities: Its mentions.
    """
    found: list[EventMention] = []
    finder = _Finder(entities)
    for row in rows:
        found.extend(finder.read(row))
    return tuple(found)


class _Finder:
    """Finds events sentence by sentence, remembering which state was spoken of last."""

    def __init__(self, entities: Sequence[EntityMention]) -> None:
        self._entities = entities
        self._last_state: int | None = None
        self._last_ambient: int | None = None

    def read(self, row: Row) -> Iterator[EventMention]:
        """Yield the events of one sentence."""
        used: set[int] = set()
        for verb in row.verbs:
            yield from self._verb_events(row, verb, used)
        for index, unit in enumerate(row.units):
            if unit.kind is UnitKind.WORD and index not in used and row.verb_at(index) is None:
                yield from self._noun_events(row, index, used)
        self._last_state = self._state_before(row, len(row.units))

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
        for frame, sense in self._readings(row, verb):
            status = _spoken_status(row, verb, sense)
            if status is None or (sense.lemma in _POSITIONS and status is EventStatus.ONGOING):
                return
            used.update(self._object_units(row, verb, sense))
            event = self._event(row, sense, frame, status=status, span=_span(row, verb.first, verb.head))
            if event is not None:
                yield event
            return

    def _readings(self, row: Row, verb: Verb) -> Iterator[tuple[_Frame, Sense]]:
        """Yield the frames of a verb with the sense that fits: as it stands, then as a reduced passive."""
        passives = [verb.is_passive]
        if _can_be_reduced(row, verb):
            passives = [True, False] if "by" in verb.roles else [False, True]
        for passive in passives:
            frame = _verb_frame(row, verb, passive=passive)
            for lemma in verb.lemmas:
                sense = next((s for s in verb_senses(lemma) if self._fits(s, frame)), None)
                if sense is not None and (passive == verb.is_passive or sense.objects):
                    yield frame, sense

    def _object_units(self, row: Row, verb: Verb, sense: Sense) -> Iterator[int]:
        """Yield the units that the sense's object takes, so that the noun is not coded again."""
        lowest = max(0, verb.first - _NOUN_REACH) if verb.is_passive else verb.head
        for index in range(lowest, min(verb.end, len(row.units))):
            if row.units[index].lower in sense.objects:
                yield index

    # ---- nouns ------------------------------------------------------------------------------

    def _noun_events(self, row: Row, index: int, used: set[int]) -> Iterator[EventMention]:
        senses = noun_senses(row.units[index].lower)
        if not senses or (row.units[index].lower in _VOTES and not self._is_particular(row, index)):
            return
        frame = self._noun_frame(row, index)
        sense = next((s for s in senses if self._fits(s, frame)), None)
        if sense is None:
            return
        used.add(index)
        event = self._event(row, sense, frame, status=noun_status(row, index), span=row.units[index].span)
        if event is not None:
            yield event

    def _is_particular(self, row: Row, index: int) -> bool:
        """Tell whether a vote is a particular one: named, dated or somebody's, not "elections" at large."""
        near = row.units[max(0, index - 4) : index + 4]
        return any(unit.kind is not UnitKind.WORD or unit.lower in _VOTE_WORDS for unit in near)

    def _noun_frame(self, row: Row, index: int) -> _Frame:
        roles: dict[str, list[int]] = {}
        left = index - 1
        while left >= max(0, index - 6):
            unit = row.units[left]
            if unit.kind is UnitKind.MENTION:
                if self._possesses(row, left):
                    roles["poss"] = [unit.index]
                break
            if unit.kind is UnitKind.WORD and _stops_noun(row, left):
                break
            left -= 1
        end = self._noun_arguments(row, index, roles)
        kept = {role: tuple(found) for role, found in roles.items()}
        after = tuple(unit.lower for unit in row.units[index + 1 : index + 3])
        words = tuple(unit.lower for unit in row.units[max(left, index - 3, 0) : index])
        return _Frame(kept, words, (), after, (max(left, 0), end))

    def _possesses(self, row: Row, index: int) -> bool:
        unit = row.units[index]
        mention = self._entities[unit.index]
        if mention.by is NamedBy.PRONOUN:
            return unit.lower in _POSSESSIVES
        after = row.units[index + 1].lower if index + 1 < len(row.units) else ""
        return after in {"'s", "'"} or mention.by is NamedBy.ADJECTIVE or unit.lower.endswith("'s")

    def _noun_arguments(self, row: Row, index: int, roles: dict[str, list[int]]) -> int:
        """Collect what prepositions add to a noun; return the index after the last unit taken."""
        role = ""
        at = index + 1
        while at < len(row.units) and at <= index + _NOUN_REACH:
            unit = row.units[at]
            if unit.kind is UnitKind.WORD:
                if unit.lower in PREPOSITIONS:
                    role = unit.lower
                elif row.verb_at(at) is not None or unit.lower in _NOUN_STOPS or _ends_list(row, at):
                    break
            elif unit.kind is UnitKind.MENTION and role:
                roles.setdefault(role, []).append(unit.index)
            at += 1
        return at

    # ---- senses -----------------------------------------------------------------------------

    def _fits(self, sense: Sense, frame: _Frame) -> bool:
        """Tell whether the frame gives a sense all that it asks for."""
        return self._has_words(sense, frame) and self._has_parties(sense, frame)

    @staticmethod
    def _has_words(sense: Sense, frame: _Frame) -> bool:
        if sense.particle and sense.particle not in frame.after:
            return False
        if sense.objects and not sense.objects.intersection(frame.tail if sense.anywhere else frame.words):
            return False
        return not sense.not_objects.intersection(frame.words)

    def _has_parties(self, sense: Sense, frame: _Frame) -> bool:
        if sense.needs and not any(
            role in frame.roles or f"{role}'s" in frame.roles or role in frame.tail for role in sense.needs
        ):
            return False
        titled = any(self._entities[i].office for found in frame.roles.values() for i in found)
        if sense.complement and not titled and not _OFFICE_WORDS.intersection(frame.tail):
            return False
        if sense.actor_kinds and not self._of_kind(frame, sense.actors, sense.actor_kinds):
            return False
        return not sense.recipient_kinds or bool(self._of_kind(frame, sense.recipients, sense.recipient_kinds))

    def _of_kind(self, frame: _Frame, roles: Iterable[str], kinds: frozenset[str]) -> list[int]:
        return [i for role in roles for i in frame.roles.get(role, ()) if self._entities[i].kind in kinds]

    def _event(self, row: Row, sense: Sense, frame: _Frame, *, status: EventStatus, span: Span) -> EventMention | None:
        actors = self._fillers(frame, (*sense.actors, *sense.partners), sense.actor_kinds)
        actors = tuple(i for i in actors if self._entities[i].kind is not EntityKind.PLACE)
        toward = sense.recipients
        if sense.type != "CONSULT":  # thanks for Rome's help go to Rome; talks with Rome's rival are not with Rome
            toward += tuple(f"{role}'s" for role in toward if role in _OWN)
        recipients = self._fillers(frame, toward, sense.recipient_kinds)
        if not actors and sense.type in _SPOKEN:
            actors = self._reporters(row, span)
        recipients = tuple(i for i in recipients if i not in actors)
        place = self._place(row, frame)
        if not actors and sense.ambient:
            actors = self._ambient(row, span, place)
        if not actors and not recipients:
            return None
        return EventMention(
            type=sense.type,
            mode=sense.mode,
            status=status,
            span=span,
            sentence=row.sentence.span,
            actors=actors,
            recipients=recipients,
            time=_time(row, frame, span),
            place=place,
            office=self._office(row, frame) if sense.office else None,
            because=" + ".join([sense.lemma, *sorted(sense.objects.intersection(frame.words))]),
        )

    def _fillers(self, frame: _Frame, roles: Sequence[str], kinds: frozenset[str]) -> tuple[int, ...]:
        """Return whoever fills one of the roles and has one of the kinds."""
        found: list[int] = []
        for role in roles:
            for i in frame.roles.get(role, ()):
                mention = self._entities[i]
                owner = mention.by is NamedBy.PRONOUN and mention.name.lower() in _POSSESSIVES
                nowhere = mention.kind is EntityKind.PLACE and mention.of is None
                unfit = bool(kinds) and mention.kind not in kinds
                if not (unfit or nowhere or (owner and role != "poss")):
                    found.append(i)
        return tuple(dict.fromkeys(found))

    def _ambient(self, row: Row, span: Span, place: int | None) -> tuple[int, ...]:
        """Return the state in which a vote or a protest took place: the place, else the state spoken of last."""
        if place is not None and (self._entities[place].of or self._entities[place].key):
            return (place,)
        index = next(i for i, unit in enumerate(row.units) if unit.span.overlaps(span))
        candidates = (self._state_in(row, index), self._last_ambient, self._last_state)
        state = next((found for found in candidates if found is not None), None)
        self._last_ambient = state
        return (state,) if state is not None else ()

    def _reporters(self, row: Row, span: Span) -> tuple[int, ...]:
        """Return who is reported to have said so: "X said that the new government will continue to"."""
        for verb in reversed(row.verbs):
            if row.units[verb.head].span.end <= span.start and _REPORTING.intersection(verb.lemmas):
                return verb.subjects
        return ()

    def _place(self, row: Row, frame: _Frame) -> int | None:
        """Return the place of the clause, else the only place of the sentence."""
        for role in ("in", "at"):
            for i in frame.roles.get(role, ()):
                if self._entities[i].kind in {EntityKind.PLACE, EntityKind.STATE}:
                    return i
        places = [
            unit.index
            for unit in row.units
            if unit.kind is UnitKind.MENTION and self._entities[unit.index].kind is EntityKind.PLACE
        ]
        return places[0] if len(places) == 1 else None

    def _office(self, row: Row, frame: _Frame) -> str | None:
        """Return the office that the clause names: in a title of its own, or as somebody's."""
        first, last = frame.reach
        words = [unit.lower for unit in row.units]
        for index, unit in enumerate(row.units[first:last], first):
            if unit.kind is UnitKind.MENTION and self._entities[unit.index].office:
                return self._entities[unit.index].office
            post = match_post(words, index) if unit.kind is UnitKind.WORD else None
            if post is not None:
                return post.office
        return None


def _spoken_status(row: Row, verb: Verb, sense: Sense) -> EventStatus | None:
    """Return the status of a verb's event; of words that are acts, saying them is doing them."""
    status = verb_status(row, verb)
    if sense.type == "AGREE" and status is EventStatus.PLANNED:
        return EventStatus.OCCURRED  # to say what one will do is the act itself
    wishing = verb.governor is not None and {"like", "want", "wish"}.intersection(verb.governor.lemmas)
    if sense.type == "SUPPORT" and wishing and status in {None, EventStatus.PLANNED}:
        return EventStatus.OCCURRED  # "I would like to thank"
    return status


def _verb_frame(row: Row, verb: Verb, *, passive: bool) -> _Frame:
    roles = {role: tuple(found) for role, found in verb.roles.items()}
    words = verb.objects
    subjects = verb.subjects
    if passive:
        roles["obj"], roles["subj"] = subjects, roles.get("by", ())
        roles.pop("by", None)
        words = (*_words_before(row, verb), *words)
    else:
        roles["subj"] = subjects
    complement = verb.complement
    while complement is not None:  # what one agrees to do is done with or to somebody
        for role, found in complement.roles.items():
            roles.setdefault(role, tuple(found))
        complement = complement.complement
    roles = {role: found for role, found in roles.items() if found or role == "inf"}
    if len(subjects) > 1 or any(row.units[i].lower in _PLURALS for i in range(max(0, verb.first - 3), verb.first)):
        roles.setdefault("plural", ())
    after = tuple(unit.lower for unit in row.units[verb.head + 1 : verb.head + 3])
    after += tuple(u.lower for u in row.units[verb.head + 3 : verb.head + 6] if u.lower in PREPOSITIONS)
    tail = tuple(word for unit in row.units[verb.head + 1 : verb.end] for word in unit.lower.split())
    return _Frame(roles, words, tail, after, (max(0, verb.first - 1), verb.end))


def _can_be_reduced(row: Row, verb: Verb) -> bool:
    """Tell whether a bare participle may modify the noun before it: "the sanctions imposed on Rome"."""
    if "VBN" not in verb.tags or verb.auxiliaries or verb.roles.get("obj") or verb.first == 0:
        return False
    return row.units[verb.first - 1].kind is UnitKind.WORD or "by" in verb.roles


def _words_before(row: Row, verb: Verb) -> tuple[str, ...]:
    """Return the words of the passive's subject."""
    words: list[str] = []
    for unit in reversed(row.units[max(0, verb.first - _NOUN_REACH) : verb.first]):
        if unit.lower in RELATIVES | {";", ":"} or (words and unit.lower in {"after", "while", "and"}):
            break
        if unit.kind is UnitKind.WORD and unit.lower not in DETERMINERS:
            words.append(unit.lower)
    return tuple(words)


def _ends_list(row: Row, index: int) -> bool:
    """Tell whether a comma is followed by something else than one more mention or time."""
    following = row.units[min(index + 1, len(row.units) - 1)]
    return row.units[index].lower == "," and following.kind is UnitKind.WORD


def _stops_noun(row: Row, index: int) -> bool:
    lower = row.units[index].lower
    return lower in PREPOSITIONS or lower in {",", "and", ";", ":", "“", '"', "”"} or row.verb_at(index) is not None


def _time(row: Row, frame: _Frame, span: Span) -> int | None:
    """Return the time expression of the clause, the nearest after the predicate first."""
    first, last = frame.reach
    inside = [unit for unit in row.units[first:last] if unit.kind is UnitKind.TIME]
    if inside:
        return _nearest(inside, span).index
    for index in range(first - 1, -1, -1):
        unit = row.units[index]
        if unit.lower in _TIME_STOPS or _is_other_clause(row, index):
            return None
        if unit.kind is UnitKind.TIME and not _is_taken(row, index):
            return unit.index
    return None


def _is_other_clause(row: Row, index: int) -> bool:
    """Tell whether a unit is the verb of a clause that has a time of its own; reporting verbs share theirs."""
    verb = row.verb_at(index)
    return verb is not None and not _REPORTING.intersection(verb.lemmas) and verb.lemmas != ("be",)


def _is_taken(row: Row, index: int) -> bool:
    """Tell whether a time belongs to "since his inauguration" or "after the vote" before it."""
    for unit in reversed(row.units[:index]):
        if unit.lower in {"since", "after", "before", "following", "until"} or noun_senses(unit.lower):
            return True
        if unit.lower == "," or unit.kind is UnitKind.TIME:
            return False
    return False


def _nearest(units: Sequence[Unit], span: Span) -> Unit:
    return min(units, key=lambda unit: min(abs(unit.span.start - span.end), abs(span.start - unit.span.end)))


def _span(row: Row, first: int, last: int) -> Span:
    return Span(row.units[first].span.start, row.units[last].span.end)
