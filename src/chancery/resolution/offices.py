"""Who held which post when: occupancies from titles, appointments and departures.

A title shows its holder on the day of the report; "assumes" gives a start, "leaves" and "former"
an end. Spells are kept apart: who comes back to a post holds it twice. Where a successor takes the
same post, the holder before him has left it by then.

Source: codebook, sections 1 and 4; FollowTheMoney 4.11, `Occupancy`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from chancery.codebooks.posts import match_post, posts
from chancery.codebooks.states import states
from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence
from chancery.model.mentions import EntityKind, OfficeMention
from chancery.model.offices import Occupancy, Position
from chancery.resolution.coreference import Referents
from chancery.resolution.entities import Cast
from chancery.resolution.ids import fact_id, first_place
from chancery.resolution.people import is_gone, is_to_come
from chancery.resolution.scene import Scene

_SINGLE: Final = frozenset({"head of state", "head of government", "minister", "speaker"})
_INTO: Final = re.compile(
    r"\b(?:as|became|become|becomes|appointed|named|elected|nominated|(?:post|office|position|powers) of)\s+"
    r"(?:the\s+|an?\s+|its\s+)?"
)
_POST_WORDS: Final = 12
_TOO_WIDE: Final = 400  # days; a report dated more vaguely shows no successor to be later than anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One sentence that shows a person in, entering or leaving a post.

    Attributes:
        relation: "holds", "assumes", "leaves" or "held".
        when: The day of the title, or of the change; None if unknown.
        evidence: The sentence.
        again: Whether the sentence says that the person comes back to the post.
    """

    person: str
    office: str
    of: str | None
    relation: str
    when: Edtf | None
    evidence: Evidence
    designate: bool = False
    again: bool = False


def find_sightings(scene: Scene, told: Referents, cast: Cast) -> list[Sighting]:
    """Return what one report shows of posts and their holders."""
    found: list[Sighting] = []
    for mention in scene.seen.offices:
        found.extend(_sighting(scene, told, cast, mention))
    for i, (office, of) in told.posts.items():
        span = scene.seen.sentences[scene.sentence_at(scene.seen.entities[i].span.start)]
        found.append(
            Sighting(
                person=cast.ids[told.refs[i][0]], office=office, of=of, relation="holds",
                when=scene.dating.published, evidence=scene.evidence(span),
            )
        )  # fmt: skip
    return found


def _sighting(scene: Scene, told: Referents, cast: Cast, mention: OfficeMention) -> Iterable[Sighting]:
    named = scene.seen.entities[mention.person]
    when = scene.when(mention.time)
    change = mention.relation in {"assumes", "leaves"}
    sentence = mention.sentence.of(scene.report.text)
    for ref in told.refs[mention.person]:
        if ref.kind is not EntityKind.PERSON:
            continue
        post = _post_after_verb(sentence) if change else None
        office = post[0] if post else mention.office
        acting = "acting" in named.flags and not change and not mention.office.startswith("acting")
        relation = "held" if is_gone(named.flags) and mention.relation == "holds" else mention.relation
        yield Sighting(
            person=cast.ids[ref],
            office=f"acting {office}" if acting else office,
            of=(post[1] if post else None) or mention.of,
            relation=relation,
            when=when if change else scene.dating.published if when is None else when,
            evidence=scene.evidence(mention.sentence),
            designate=is_to_come(named.flags),
            again=change and any(word in sentence.lower() for word in ("resum", "return", "once again", "second time")),
        )


def _post_after_verb(sentence: str) -> tuple[str, str | None] | None:
    """Return the post and owner that a clause of change names: "was sworn in as president of Moldova".

    Several such posts in one sentence say nothing.
    """
    found: set[tuple[str, str | None]] = set()
    for link in _INTO.finditer(sentence):
        words = sentence[link.end() :].replace(",", " ,").replace(".", " .").split()[:_POST_WORDS]
        post = match_post(words, 0) if words else None
        if post is not None:
            acting = "acting " if "acting" in post.flags else ""
            found.add((f"{acting}{post.office}", post.of))
    return next(iter(found)) if len(found) == 1 else None


def find_occupancies(sightings: Iterable[Sighting]) -> tuple[Occupancy, ...]:
    """Derive who held what when.

    Args:
        sightings: What all reports show, in any order.
    """
    ordered = sorted(sightings, key=lambda s: (s.person, s.office, s.of or "", s.evidence, s.relation))
    by_post: dict[tuple[str, str, str | None], list[Sighting]] = {}
    for sighting in _completed(_specific(ordered)):
        by_post.setdefault((sighting.person, sighting.office, sighting.of), []).append(sighting)
    found = [occupancy for group in by_post.values() for occupancy in _spells(group)]
    return tuple(sorted(_bounded_by_successors(found), key=lambda o: o.id))


def _specific(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Read "Secretary Reyes" as the only longer office of hers that the words can be short for."""
    offices: dict[str, set[str]] = {}
    for sighting in sightings:
        offices.setdefault(sighting.person, set()).add(sighting.office)
    return [replace(s, office=_longer(s.office, offices[s.person])) for s in sightings]


def _longer(office: str, others: Iterable[str]) -> str:
    longer = {
        other for other in others
        if other.startswith((f"{office} of ", f"{office} for ", f"{office} to "))
        or (other.endswith(f" {office}") and other != "prime minister" and not other.startswith(("acting ", "deputy ")))
    }  # fmt: skip
    return min(longer, key=len) if longer else office


def _completed(sightings: Sequence[Sighting]) -> Iterable[Sighting]:
    """Lend a title without a state the only state for which the person holds that office, or any office."""
    same: dict[tuple[str, str], set[str]] = {}
    any_office: dict[str, set[str]] = {}
    for sighting in sightings:
        if sighting.of is not None:
            same.setdefault((sighting.person, sighting.office), set()).add(sighting.of)
            any_office.setdefault(sighting.person, set()).add(sighting.of)
    for sighting in sightings:
        owners = same.get((sighting.person, sighting.office)) or any_office.get(sighting.person, set())
        lent = sighting.of is None and len(owners) == 1
        yield replace(sighting, of=next(iter(owners))) if lent else sighting


def _spells(group: Sequence[Sighting]) -> list[Occupancy]:
    """Divide the sightings of one person in one post where she leaves it or comes back."""
    dated = sorted(group, key=lambda s: ((s.when.sort_key if s.when else (3, 0, 0, "")), s.evidence))
    spells: list[list[Sighting]] = [[]]
    for sighting in dated:
        current = spells[-1]
        starts = sighting.relation == "assumes" and sighting.when is not None
        ended = any(
            s.relation == "leaves" and s.when and sighting.when and s.when.before(sighting.when) for s in current
        )
        if current and ((starts and ended) or (starts and sighting.again and current)):
            spells.append([])
        spells[-1].append(sighting)
    return [_occupancy(number, spell) for number, spell in enumerate(spells) if spell]


def _occupancy(number: int, spell: Sequence[Sighting]) -> Occupancy:
    first = spell[0]
    evidence = tuple(sorted({sighting.evidence for sighting in spell}))
    seen = [s.when for s in spell if s.relation == "holds" and s.when is not None and s.when.has_year]
    starts = [s.when for s in spell if s.relation == "assumes" and s.when is not None]
    ends = [s.when for s in spell if s.relation == "leaves" and s.when is not None]
    start = _narrowest(starts)
    end = _narrowest(ends) or _gone_by(spell)
    if start is not None and end is not None and end.before(start):
        end = None
    shown = seen[0] if seen else None
    for when in seen[1:]:
        shown = shown.hull(when) if shown else when
    return Occupancy(
        id=fact_id("o", first.person, first.office, first.of, number, *first_place(evidence)),
        holder=first.person,
        post=Position(office=first.office, of=first.of),
        evidence=evidence,
        start=start,
        end=end,
        seen=shown,
        status=_status(spell, end),
        basis="stated" if start is not None or end is not None else "observed",
    )


def _status(spell: Sequence[Sighting], end: Edtf | None) -> str:
    if spell[0].office.startswith("acting "):
        return "acting"
    if end is not None or all(s.relation in {"held", "leaves"} for s in spell):
        return "former"
    return "designate" if all(s.designate for s in spell) else "current"


def _narrowest(dates: Sequence[Edtf]) -> Edtf | None:
    known = [date for date in dates if date.has_year] or list(dates)
    return min(known, key=lambda d: (d.width_days or 10**6, d.sort_key), default=None)


def _gone_by(spell: Sequence[Sighting]) -> Edtf | None:
    """Return the open interval in which a "former" holder has left: by the day of the earliest such report."""
    days = [s.when.latest for s in spell if s.relation == "held" and s.when is not None and s.when.latest]
    later = any(s.relation == "holds" for s in spell)
    return Edtf.between(None, min(days)) if days and not later else None


def _bounded_by_successors(found: Sequence[Occupancy]) -> list[Occupancy]:
    """End a holding that has no end where the next holder of the same post is shown to begin."""
    by_post: dict[Position, list[Occupancy]] = {}
    for occupancy in found:
        by_post.setdefault(occupancy.post, []).append(occupancy)
    done: list[Occupancy] = []
    for post, group in by_post.items():
        level = posts()[post.office].level if post.office in posts() else ""
        single = level in _SINGLE or post.office.endswith("minister")
        ordered = sorted(group, key=lambda o: (_begun(o) or dt.date.max, o.id))
        followed = list(pairwise(ordered)) if single and post.of in states() else []
        replaced = {one.id: _succeeded(one, other) for one, other in followed}
        done += [replaced.get(occupancy.id) or occupancy for occupancy in ordered]
    return done


def _begun(occupancy: Occupancy) -> dt.date | None:
    known = occupancy.start or occupancy.seen
    return known.earliest if known else None


def _succeeded(one: Occupancy, other: Occupancy) -> Occupancy | None:
    """Return the earlier holding with its end, where the later one begins on a known date."""
    if one.end is not None or one.holder == other.holder or other.start is None:
        return None
    last, first = _begun(one), other.start.earliest
    if last is None or first is None or last >= first or (other.start.width_days or _TOO_WIDE) >= _TOO_WIDE:
        return None
    return replace(
        one,
        end=Edtf.between(last, other.start.latest),
        status="former",
        basis="stated",  # the successor's own sentence is among the evidence
        evidence=tuple(sorted({*one.evidence, *other.evidence})),
    )


@dataclass(frozen=True, slots=True)
class Holders:
    """Answers in which office of which state a person acts on a day.

    Attributes:
        by_person: Occupancies of each person.
    """

    by_person: dict[str, tuple[Occupancy, ...]]

    @classmethod
    def of(cls, occupancies: Iterable[Occupancy]) -> Holders:
        """Arrange occupancies by person."""
        found: dict[str, list[Occupancy]] = {}
        for occupancy in occupancies:
            found.setdefault(occupancy.holder, []).append(occupancy)
        return cls({person: tuple(held) for person, held in found.items()})

    def on(self, person: str, when: Edtf | None) -> Occupancy | None:
        """Return the holding that fits a day best: one seen that day, else one not known to be over or to come."""
        held = [o for o in self.by_person.get(person, ()) if _may_hold(o, when)]
        return min(held, key=lambda o: (_distance(o, when), o.post.of is None, -len(o.evidence), o.id), default=None)


def _may_hold(occupancy: Occupancy, when: Edtf | None) -> bool:
    if when is None:
        return occupancy.end is None
    begun = occupancy.start is None or not when.before(occupancy.start)
    return begun and not (occupancy.end is not None and occupancy.end.before(when))


def _distance(occupancy: Occupancy, when: Edtf | None) -> int:
    seen = occupancy.seen or occupancy.start
    if when is None or seen is None or not when.earliest or not when.latest:
        return 0
    if seen.overlaps(when):
        return 0
    if seen.latest and seen.latest < when.earliest:
        return (when.earliest - seen.latest).days
    return (seen.earliest - when.latest).days if seen.earliest else 0
