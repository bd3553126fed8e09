"""Says whom each mention of one report means: pronouns, titles, surnames, "we", "both ministers".

Rules, each with one answer or none: between two that fit alike nobody is chosen.

1. Names: `people.py`.
2. "we", "I", "our" mean who speaks the words around them, "you" and "your" whom they are said to (`speaking.py`).
3. "he", "she" mean the subject of the sentence before, or of this one; after an opening "During
   his ..." the person who follows.
4. "the minister", "the Russian president" mean the only person in the report with that office.
5. "the minister of Y, Mr. X" is one person; "his counterpart, X" gives X the office of the one it is a counterpart of.
6. "they", "both ministers", "the two" mean those who met last, else those who did something together last,
   else two people joined by "and" in the sentence before; "the latter" and "the former" are the last and the
   first of two.
7. "both sides", "our countries" mean the states of those who met last, else the two states that the
   report is clearly about; "the government" the only state named beside it.

Source: codebook, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from chancery.codebooks.states import states
from chancery.model.dates import Edtf
from chancery.model.mentions import EntityKind, EntityMention, EventMention, NamedBy
from chancery.resolution.assemblies import GATHERINGS, Assemblies
from chancery.resolution.bodies import Bodies
from chancery.resolution.clauses import completed
from chancery.resolution.governments import Governments
from chancery.resolution.groups import Groups
from chancery.resolution.homes import at_home, home_of, is_of_a_state, place_beside, settle_at_home, state_of_office
from chancery.resolution.issuers import is_joint_statement, issuing_state, settle_issued
from chancery.resolution.jointly import Jointly
from chancery.resolution.meaning import is_plural, place_ref
from chancery.resolution.organisations import organisation_refs
from chancery.resolution.people import Local, find_people, fits_office, is_gone
from chancery.resolution.pronouns import REACH, Antecedents
from chancery.resolution.scene import Ref, Scene
from chancery.resolution.sides import (
    TakenUp,
    settle_alone,
    settle_homes,
    settle_listed,
    settle_spokespersons,
    state_beside,
    states_before,
)
from chancery.resolution.speaking import Speaking

_MINISTRIES: Final = frozenset({"ministry", "department"})  # in a ministry's own release
_PLURALS: Final = frozenset({"they", "them", "their", "both", "the two", "the pair", "the duo", "the participants"})
_TRIOS: Final = frozenset({"the three", "the trio"})
_TRIO: Final = 3
_ORDINALS: Final = {"the latter": 1, "the former": 0}
_APPOSITION: Final = re.compile(
    r",\s+(?:the\s+|its\s+|his\s+|her\s+)?(?:(?:H\.?E\.|Mr|Mrs|Ms|Dr|Shri|Smt|Sir|Dame|Lord)\.?\s+)?"
)
_TALKS: Final = re.compile(
    r"(?:During|At|In|After|Following|Opening|Before) (?:[\w-]+ ){0,3}?"
    r"(?:talks|meetings?|negotiations|conversation|discussions?|consultations|summit)\b"
)
_GROUP: Final = 2
Settle = Callable[[Sequence[Local], Edtf | None], None]


def leave(people: Sequence[Local], published: Edtf | None) -> None:
    """Leave people as their report has them."""


@dataclass(frozen=True, slots=True)
class Referents:
    """Whom the mentions of one report mean.

    Attributes:
        people: The people named in it.
        refs: For each of `Observations.entities`, whom it means; several for "they", none if unsure.
        posts: Office and owner that a person has by rule 5, by position of the mention.
        labels: The people that speak in a transcript, by label.
        events: The report's events, their participants completed from the words around them.
        predecessors: By position of a mention called somebody's predecessor, who that is.
    """

    people: tuple[Local, ...]
    refs: tuple[tuple[Ref, ...], ...]
    posts: dict[int, tuple[str, str | None]]
    labels: dict[str, Ref]
    events: tuple[EventMention, ...] = ()
    predecessors: dict[int, Ref] = field(default_factory=dict)


def find_referents(scene: Scene, settle: Settle = leave) -> Referents:
    """Resolve every mention of a report.

    Args:
        scene: The report.
        settle: Told the people that the report names and its own date, before anybody is guessed to be a host.
    """
    return _Resolver(scene, settle).resolve()


class _Resolver:
    """Resolves the mentions of one report, each once."""

    def __init__(self, scene: Scene, settle: Settle) -> None:
        self._scene = scene
        self._settle = settle
        self._entities = scene.seen.entities
        self._people = find_people(scene)
        self._by_mention = {i: local for local in self._people for i in local.mentions}
        self._organisations = organisation_refs(scene)
        self._events = completed(scene)
        self._refs: dict[int, tuple[Ref, ...]] = {}
        self._posts: dict[int, tuple[str, str | None]] = {}
        self._predecessors: dict[int, Ref] = {}
        self._speaking = Speaking(scene, self._people, self._events, self._ref)
        self._sentence = [scene.sentence_at(mention.span.start) for mention in self._entities]
        self._bodies = Bodies(scene, self._sentence, self._events, self._ref, self._state_of)
        self._home = home_of(scene)
        self._taken_up = TakenUp(scene)
        self._seat = self._home or (issuing_state(scene) if not is_joint_statement(scene) else None)
        self._governments = Governments(scene, self._sentence, self._events, self._by_mention, self._seat)
        self._groups = Groups(scene, self._sentence, self._events, self._by_mention, self._ref)
        self._assemblies = Assemblies(scene, self._sentence, self._events, self._ref)
        self._jointly = Jointly(
            scene, self._people, self._events, groups=self._groups, ref=self._ref, state_of=self._state_of
        )
        self._antecedents = Antecedents(scene, self._people, self._sentence, self._refs, self._ref)

    def resolve(self) -> Referents:
        self._read_appositions()
        self._name_counterparts()
        self._settle(self._people, self._scene.dating.published)
        settle_issued(self._scene, self._people, self._events)
        settle_homes(self._scene, self._people, self._events)
        settle_listed(self._scene, self._people, self._events)
        settle_alone(self._scene, self._people, self._events)
        settle_spokespersons(self._scene, self._people)
        settle_at_home(self._scene, self._people, self._events, self._home)
        refs = tuple(self._ref(i) for i in range(len(self._entities)))
        self._find_predecessors()
        return Referents(self._people, refs, self._posts, self._speaking.labels, self._events, self._predecessors)

    def _ref(self, i: int) -> tuple[Ref, ...]:
        if i not in self._refs:
            self._refs[i] = ()  # a mention that leads back to itself means nobody
            self._refs[i] = self._find(i)
        return self._refs[i]

    def _find(self, i: int) -> tuple[Ref, ...]:
        mention = self._entities[i]
        if i in self._by_mention:
            return (self._by_mention[i].ref,)
        if mention.sector and mention.kind is EntityKind.PERSON:
            return ()  # people without a name are nobody's entity
        if mention.kind is EntityKind.ORGANISATION:
            return (self._organisations[i],)
        if mention.kind is EntityKind.PLACE:
            return (place_ref(mention),)
        if mention.kind is EntityKind.STATE:
            unnamed = self._assemblies.before if mention.name.lower() in GATHERINGS else self._unnamed_state
            return (Ref(EntityKind.STATE, mention.key),) if mention.key else unnamed(i)
        if mention.by is NamedBy.PRONOUN:
            return self._pronoun(i, mention)
        return self._description(i, mention) if mention.by is NamedBy.DESCRIPTION else ()

    # ---- pronouns ---------------------------------------------------------------------------

    def _pronoun(self, i: int, mention: EntityMention) -> tuple[Ref, ...]:
        word = mention.name.lower()
        spoken = self._speaking.meant(mention)
        if spoken is not None:
            return spoken
        if word == "it":
            return self._bodies.find(i)
        if word in {"him", "her"} and (met := self._antecedents.described_before(i)) is not None:
            return self._ref(met)
        if word in _PLURALS:
            several = self._groups.ahead(i) or self._assemblies.of_they(i) or self._groups.last(i)
            return several or self._groups.joined(i) or self._meeting(i)
        if word in _TRIOS:
            return self._groups.met(i, _TRIO)
        if word in _ORDINALS:
            two = self._groups.two_before(i)
            return (two[_ORDINALS[word]],) if two else ()
        here = self._antecedents.holder_before(i, reach=0)  # "Peru's president telephoned his counterpart"
        if here is not None and (holder := self._ref(here)):
            return holder
        found = self._antecedents.find(i, mention, spoken=self._speaking.speaker(mention, quoted=True))
        held = self._antecedents.holder_before(i, reach=1) if not found else None
        return found if held is None else self._ref(held)

    def _meeting(self, i: int) -> tuple[Ref, ...]:
        """Return the only two people of the sentence before, of two states, where "their talks" are spoken of."""
        span = self._scene.seen.sentences[self._sentence[i]] if self._sentence[i] >= 0 else self._entities[i].span
        two = self._groups.two_before(i) if _TALKS.match(span.of(self._scene.report.text)) else ()
        homes = [state for one in two for state in self._state_of(one)]
        return two if homes and len(set(homes)) == len(homes) else ()

    # ---- states that are not named ----------------------------------------------------------

    def _unnamed_state(self, i: int) -> tuple[Ref, ...]:
        """Return the states meant by "both sides", or the one whose government or parliament it is."""
        mention = self._entities[i]
        many = self._jointly.count_sides_told(mention)
        if many:
            met = self._groups.last(i) if many == _GROUP else self._groups.met(i, many)
            land = tuple(dict.fromkeys(ref for one in met for ref in self._state_of(one)))
            outside = self._governments.facing(i, self._ref)  # "Chile congratulated both" does not congratulate itself
            two = self._jointly.opening_pair() if many == _GROUP else ()
            found = (land, self._groups.main(many), states_before(self._scene, i, many), two)
            return next((one for one in found if len(one) == many and outside.isdisjoint(one)), ())
        if self._speaking.is_owned(mention, "our") or self._speaking.is_owned(mention, "your"):
            return self._states_spoken_for(mention)
        if i and self._is_owner(i - 1, i):  # "his government"
            return tuple(dict.fromkeys(state for ref in self._ref(i - 1) for state in self._state_of(ref)))
        if mention.name.lower() in _MINISTRIES and (issuing := issuing_state(self._scene)) is not None:
            return (Ref(EntityKind.STATE, issuing),)
        if (seated := self._governments.seat_told(i)) is not None:
            return seated
        taken = self._governments.of_critic(i) or self._taken_up.state(i)
        there = place_beside(self._scene, i) if not taken and at_home(mention) else None
        if there is not None:
            return (Ref(EntityKind.STATE, there),)
        block = self._scene.block_at(mention.span.start)
        if not taken and block is not None and block.speaker is not None:  # "the government", said by a minister
            own = tuple(dict.fromkeys(ref for one in self._speaking.speaker(mention) for ref in self._state_of(one)))
            if own:
                return own
        told = taken or self._governments.across(i) or state_beside(self._scene, i, self._sentence)
        return told or tuple(Ref(EntityKind.STATE, code) for code in [self._seat] if code is not None)

    def _is_owner(self, i: int, owned: int) -> bool:
        """Tell whether a pronoun says whose a body is: "his government"."""
        pronoun = self._entities[i]
        adjacent = 0 <= self._entities[owned].whole.start - pronoun.span.end <= 1
        return adjacent and pronoun.name.lower() in {"his", "her"}

    def _states_spoken_for(self, mention: EntityMention) -> tuple[Ref, ...]:
        """Return the state of "our government", which is the speaker's, or of "your country", the one's spoken to."""
        ours = self._speaking.is_owned(mention, "our")
        people = self._speaking.speaker(mention) if ours else self._speaking.addressed(mention)
        return tuple(dict.fromkeys(ref for one in people for ref in self._state_of(one)))

    def _state_of(self, ref: Ref) -> tuple[Ref, ...]:
        """Return the state that somebody acts for in this report."""
        if ref.kind is EntityKind.STATE:
            return (ref,)
        local = self._antecedents.by_ref.get(ref)
        owners = [of for _, of, flags in local.posts if of in states() and not is_gone(flags)] if local else []
        return (Ref(EntityKind.STATE, str(owners[0])),) if owners else ()

    # ---- titles -----------------------------------------------------------------------------

    def _description(self, i: int, mention: EntityMention) -> tuple[Ref, ...]:
        """Return the person with the office, else the state that an unnamed holder acts for."""
        flags = set(mention.flags)
        office = mention.office
        if "counterpart" in flags:
            office = self._counterpart_office(i)
        elif is_gone(mention.flags):
            return ()
        if office and is_plural(mention) and not mention.of:
            several = self._jointly.of_both(i) or self._assemblies.of_capitals(i, office)
            several = several or self._jointly.titled(i, office)
            if several or (several := self._assemblies.of_title(i, office)):
                return several
        found = self._holder(i, office, mention.of) if office and not is_plural(mention) else None
        if found is not None and self._is_abroad(i, found):
            return (Ref(EntityKind.STATE, str(self._home)),)
        if found is not None:
            return (found,)
        if not mention.of and self._speaking.is_owned(mention, "your"):
            return self._of_addressed(i, mention)
        if not mention.of:
            return state_of_office(self._scene, self._people, i, self._seat) if not is_plural(mention) else ()
        kind = EntityKind.STATE if mention.of in states() else EntityKind.ORGANISATION
        return (Ref(kind, mention.of),)

    def _is_abroad(self, i: int, holder: Ref) -> bool:
        """Tell whether a title at home is none of the foreign holder named further down: "the prime minister"."""
        mention, local = self._entities[i], self._antecedents.by_ref[holder]
        if self._home is None or mention.of or mention.flags or any(j < i for j in local.mentions):
            return False
        told = {of for _, of, _ in local.posts if of in states()} | {local.home} - {None}
        return bool(told) and self._home not in told

    def _of_addressed(self, i: int, mention: EntityMention) -> tuple[Ref, ...]:
        """Return "your foreign minister": the holder of the office in the state that is spoken to, else that state."""
        owner = self._states_spoken_for(mention)
        held = self._holder(i, mention.office, owner[0].key) if mention.office and len(owner) == 1 else None
        return (held,) if held is not None else owner

    def _holder(self, i: int, office: str, of: str | None) -> Ref | None:
        """Return the only person with an office; without a state, the only one named shortly before."""
        held = [local for local in self._people if local.holds(office, of) and (of or is_of_a_state(local, office))]
        held = [local for local in held if not local.only_awaits(office)] or held  # "the president" is in office
        owners = {owner for local in held for mine, owner, _ in local.posts if fits_office(office, mine)}
        if len(held) > 1 or (of is None and len(owners - {None}) > 1):
            here = self._sentence[i]
            held = self._nearest(held, i, here)
        return held[0].ref if len(held) == 1 else None

    def _nearest(self, held: Sequence[Local], i: int, here: int) -> list[Local]:
        """Return those of several holders who are named last before a mention, a few sentences back at most."""
        for back in range(REACH + 1):
            near = [local for local in held if any(j < i and self._sentence[j] == here - back for j in local.mentions)]
            if near:
                return near
        return []

    # ---- titles beside names ----------------------------------------------------------------

    def _read_appositions(self) -> None:
        """Give "the foreign secretary of X, Mr. Y" and "Y, the spokesman of X," one referent."""
        for i in range(len(self._entities) - 1):
            for title, name in ((i, i + 1), (i + 1, i)):
                if self._are_apposed(i, title=title, name=name):
                    told = self._entities[title]
                    local = self._by_mention[name]
                    self._refs[title] = (local.ref,)
                    local.posts.append((str(told.office), told.of, told.flags))
                    if not is_gone(told.flags):
                        self._posts[name] = (str(told.office), told.of)

    def _are_apposed(self, first: int, *, title: int, name: int) -> bool:
        described, named = self._entities[title], self._entities[name]
        if (
            described.by is not NamedBy.DESCRIPTION
            or not described.office
            or name not in self._by_mention
            or named.office
        ):
            return False
        one, other = self._entities[first], self._entities[first + 1]
        if one.span.end > other.span.start or is_plural(described):
            return False
        between = self._scene.report.text[one.span.end : other.span.start]
        if _APPOSITION.fullmatch(between) is None:
            return False
        # "the president, X said" and "X, the minister and Y" are no appositions
        after = self._scene.report.text[other.span.end : other.span.end + 5]
        return title == first or after.strip()[:1] in {",", ".", "("} or not after

    # ---- counterparts -----------------------------------------------------------------------

    def _name_counterparts(self) -> None:
        for i, mention in enumerate(self._entities):
            if "counterpart" in mention.flags and mention.office is None and i in self._by_mention:
                office = self._counterpart_office(i)
                if office is not None:
                    self._posts[i] = (office, mention.of)
                    self._by_mention[i].posts.append((office, mention.of, ()))

    def _find_predecessors(self) -> None:
        for i, mention in enumerate(self._entities):
            called = "predecessor" in mention.flags and mention.office is None and i in self._by_mention
            if called and (other := self._possessor(i)):
                self._predecessors[i] = other

    def _possessor(self, i: int) -> Ref | None:
        """Return the person whose predecessor a mention is: "X's predecessor, Y", "his predecessor, Y"."""
        end = self._entities[i].span.start
        for j in range(max(0, i - 2), i):
            mention = self._entities[j]
            between = self._scene.report.text[mention.span.end : end]
            owned = between[:1] in {"'", "\u2019"} or mention.by is NamedBy.PRONOUN
            if owned and mention.span.end <= end and "predecessor" in self._scene.report.text[mention.span.end : end]:
                refs = self._ref(j)
                return refs[0] if len(refs) == 1 and refs[0].kind is EntityKind.PERSON else None
        return None

    def _counterpart_office(self, i: int) -> str | None:
        """Return the office of the person that "his counterpart" is said of: in this sentence or those before."""
        here = self._sentence[i]
        for back in range(REACH + 1):
            for j in self._antecedents.named_in(here - back):
                local = self._by_mention[j]
                offices = [
                    office for office, of, flags in local.posts if not is_gone(flags) and of != self._entities[i].of
                ]
                if j != i and self._by_mention.get(i) is not local and offices:
                    return offices[0]
        return None
