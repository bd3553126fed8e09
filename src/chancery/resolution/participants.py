"""Turns mentions into participants: entity, state acted for on that day, PLOVER sector, office.

Source: codebook, section 4.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from chancery.codebooks.actors import code_actor
from chancery.codebooks.organisations import organisations
from chancery.codebooks.posts import posts
from chancery.codebooks.states import states
from chancery.codebooks.titles import canonical_office, match_post
from chancery.model.dates import Edtf
from chancery.model.events import Participant
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.resolution.coreference import Referents
from chancery.resolution.entities import Cast
from chancery.resolution.homes import home_of
from chancery.resolution.offices import Holders
from chancery.resolution.people import Local, is_gone
from chancery.resolution.scene import Ref, Scene
from chancery.resolution.sides import state_beside
from chancery.resolution.speaking import FIRST_PERSON

_BEHIND: Final = re.compile(r"(?:(?! and | by | said )[^.;:,\n]){0,60}\b(?:in|across|throughout)\s+(?:the\s+)?")
_GOVERNMENT: Final = "GOV"
# sectors of a state's people who do not act for it
_APART: Final = frozenset("REB PRM UAF OPP CVL REF LAB EDU REL BUS JRN NGO CRM MED SOC PTY".split())
_REBELS: Final = frozenset({"REB", "PRM", "UAF"})  # beside whom their state stands for its government
# people without a name who act where they live
_LOCAL: Final = frozenset("REB OPP CVL LAB EDU REL AGR CRM JRN MED PTY ELI".split())

_DOMESTIC: Final = frozenset({"OPP"})  # who is spoken of without a state where a report is at home


@dataclass(frozen=True)
class Stage:
    """One report's mentions with everything that is known of whom they mean.

    Attributes:
        scene: The report.
        told: Whom its mentions mean.
        cast: Everyone of all reports.
        holders: Who held which office when.
    """

    scene: Scene
    told: Referents
    cast: Cast
    holders: Holders

    @cached_property
    def _people(self) -> Mapping[Ref, Local]:
        return {local.ref: local for local in self.told.people}

    def refs(self, positions: Iterable[int]) -> tuple[tuple[int, Ref], ...]:
        """Return the referents of mentions, each with the position of its mention."""
        return tuple((i, ref) for i in positions for ref in self.told.refs[i])

    def participants(
        self,
        positions: Iterable[int],
        when: Edtf | None,
        *,
        there: int | None = None,
        apart: AbstractSet[str] = frozenset(),
    ) -> tuple[Participant, ...]:
        """Return who takes part, each once; of a person and her state only the person.

        Args:
            positions: Mentions of those who take part.
            when: The day.
            there: Mention of the place of what they do, where people without a name are at home if nothing else tells.
            apart: States in which people without a name are not at home unless the words say so.
        """
        found: dict[tuple[str | None, ...], Participant] = {}
        for i in positions:
            mention = self.scene.seen.entities[i]
            for one in (self.participant(ref, when, mention) for ref in self.told.refs[i]):
                if one.entity is not None or one.sector in _APART:
                    found.setdefault((one.entity,) if one.entity else (None, one.state, one.sector), one)
            if mention.sector and mention.kind is EntityKind.PERSON and (state := self._home(i, mention, there, apart)):
                found.setdefault(
                    (None, state, mention.sector), Participant(entity=None, state=state, sector=mention.sector)
                )
        return without_own_states(found.values())

    def _home(self, position: int, mention: EntityMention, there: int | None, apart: AbstractSet[str]) -> str | None:
        """Return the state of people without a name: as the words tell it, else that of the place, else one beside.

        Those who march or attack in a place are taken for its people, a state named before them for theirs if the
        clause names no place.
        """
        if mention.of is not None:
            return mention.of
        place = self.scene.seen.entities[there] if there is not None and mention.sector in _LOCAL else None
        if place is not None and place.by is not NamedBy.ADJECTIVE and (home := place.of or place.key) in states():
            return home
        if mention.sector in _LOCAL and (land := self._land_behind(mention)) is not None:
            return land
        beside = state_beside(self.scene, position, self._sentences)
        if beside:
            return beside[0].key if beside[0].key not in apart else None
        return self._at_home if mention.sector in _DOMESTIC and self._at_home not in apart else None

    @cached_property
    def _at_home(self) -> str | None:
        """The state that the report is at home in."""
        return home_of(self.scene)

    def _land_behind(self, mention: EntityMention) -> str | None:
        """Return the state of the place that the words behind people name: "gunmen on a bus in Mali"."""
        entities = self.scene.seen.entities
        at = bisect_left(entities, mention.whole.end, key=lambda one: one.span.start)
        text = self.scene.report.text
        for place in entities[at : at + 2]:
            land = place.of if place.kind is EntityKind.PLACE else place.key if place.kind is EntityKind.STATE else None
            named = land in states() and place.by is not NamedBy.ADJECTIVE
            if named and _BEHIND.fullmatch(text, mention.whole.end, place.whole.start):
                return land
        return None

    @cached_property
    def _sentences(self) -> tuple[int, ...]:
        """The sentence of each mention."""
        return tuple(self.scene.sentence_at(mention.span.start) for mention in self.scene.seen.entities)

    def participant(self, ref: Ref, when: Edtf | None, mention: EntityMention | None = None) -> Participant:
        """Return who a referent is on a day."""
        entity = self.cast.ids.get(ref)
        if ref.kind is EntityKind.STATE:
            sector = _acting(mention)
            office = mention.office if mention is not None and mention.kind is EntityKind.PERSON else None
            if office is not None and sector in _APART:
                return Participant(
                    entity=None, state=ref.key, sector=sector
                )  # its rebels and reporters are not the state
            return Participant(entity=entity, state=ref.key, sector=sector, office=office)
        if ref.kind is EntityKind.ORGANISATION:
            known = organisations().get(ref.key)
            if known is None and mention is not None:
                return Participant(entity=entity, state=_owner(mention), sector=code_actor(_plain(mention)).sector)
            of = known.of if known is not None and known.of in states() else None
            return Participant(entity=entity, state=of, sector=known.sector if known else None)
        if ref.kind is EntityKind.PLACE:
            lies_in = mention.of if mention is not None and mention.of in states() else None
            return Participant(entity=entity, state=lies_in)
        return self._person(entity, ref, when, mention)

    def _person(self, entity: str | None, ref: Ref, when: Edtf | None, mention: EntityMention | None) -> Participant:
        office, of = self._capacity(entity, ref, when)
        if mention is not None and mention.office and mention.of and not is_gone(mention.flags):
            office, of = mention.office, mention.of
        union = organisations().get(of or "")
        abroad = union is not None and union.kind in {"IGO", "NGO"}  # who leads a party acts at home
        state = of if of in states() else self.cast.countries.get(entity or "") if not abroad else None
        return Participant(entity=entity, state=state, sector=sector_of(office, of or state), office=office)

    def _capacity(self, entity: str | None, ref: Ref, when: Edtf | None) -> tuple[str | None, str | None]:
        """Return in which office, and of whom, a person acts on a day."""
        held = self.holders.on(entity, when) if entity else None
        office, of = self._told(ref)
        return (held.post.office, held.post.of or of) if held else (office, of)

    def _told(self, ref: Ref) -> tuple[str | None, str | None]:
        """Return office and state that the report itself gives a person."""
        local = self._people.get(ref)
        current = [(office, of) for office, of, flags in local.posts if not is_gone(flags)] if local else []
        return min(current, key=lambda pair: (pair[1] is None, current.index(pair)), default=(None, None))

    def is_first_person(self, position: int) -> bool:
        """Tell whether a mention is "we", "our", "I"."""
        return self.scene.seen.entities[position].name.lower() in FIRST_PERSON

    def is_bare(self, position: int) -> bool:
        """Tell whether a mention is a body or office whose words name no state: "the parliament"."""
        mention = self.scene.seen.entities[position]
        return mention.by is NamedBy.DESCRIPTION and not mention.key and not mention.of and mention.sector is None


def sector_of(office: str | None, of: str | None) -> str | None:
    """Return the PLOVER sector of an office; that of an organisation where it is one's."""
    owner = organisations().get(of or "")
    if owner is not None and owner.kind in {"IGO", "NGO"}:
        return owner.sector
    if office is None:
        return None
    plain = office.removeprefix("acting ")
    if plain in posts():
        return posts()[plain].sector
    found = match_post(plain.split(), 0)
    return found.post.sector if found else _GOVERNMENT if canonical_office(plain) else None


def _acting(mention: EntityMention | None) -> str:
    """Return the sector of whoever acts for a state in a phrase: "Kyrgyz parliament" is LEG, "British soldiers" MIL."""
    if mention is None or mention.by in {NamedBy.NAME, NamedBy.ADJECTIVE, NamedBy.PRONOUN}:
        return _GOVERNMENT
    return mention.sector or code_actor(_plain(mention)).sector or _GOVERNMENT


def _owner(mention: EntityMention) -> str | None:
    """Return the state of a body that only its name tells: "Allied Democratic Forces"."""
    code = mention.of or code_actor(_plain(mention)).state
    return code if code in states() else None


def _plain(mention: EntityMention) -> str:
    return mention.name.replace("\u2019", "'")


def without_own_states(participants: Iterable[Participant]) -> tuple[Participant, ...]:
    """Leave out a state where a person or body that acts for it stands beside it, and its unnamed people beside it.

    Thanks to "Russia for its doctors" go to Russia.
    """
    listed = list(participants)
    acted_for = {
        one.state
        for one in listed
        if one.entity is not None and one.state not in {None, one.entity} and one.sector not in _REBELS
    }
    named = {one.entity for one in listed if one.entity is not None}
    return tuple(one for one in listed if one.entity not in acted_for and (one.entity or one.state not in named))


def states_of(participants: Sequence[Participant]) -> frozenset[str]:
    """Return the states that participants act for."""
    return frozenset(one.state for one in participants if one.state is not None)
