"""Who held which post when: occupancies from titles, appointments and departures.

A title shows its holder on the day of the report; "assumes" gives a start, "leaves" and "former"
an end. Spells are kept apart: who comes back to a post holds it twice. Where a successor takes the
same post, the holder before him has left it by then.

Source: codebook, sections 1 and 4; FollowTheMoney 4.11, `Occupancy`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from chancery.codebooks.posts import posts
from chancery.codebooks.states import states
from chancery.model.dates import Edtf
from chancery.model.offices import Occupancy, Position
from chancery.resolution.ids import fact_id, first_place
from chancery.resolution.people import fits_office
from chancery.resolution.sightings import Sighting

_SINGLE: Final = frozenset({"head of state", "head of government", "minister", "speaker"})
_HEADS: Final = frozenset({"head of state", "head of government"})
_CLAIMED: Final = frozenset({"claims", "recognised"})
_NO_HOLDER: Final = frozenset({"designate", "claimed"})  # statuses that end nobody's holding
_TOO_WIDE: Final = 400  # days; a report dated more vaguely shows no successor to be later than anybody


def find_occupancies(sightings: Iterable[Sighting]) -> tuple[Occupancy, ...]:
    """Derive who held what when.

    Args:
        sightings: What all reports show, in any order.
    """
    ordered = sorted(_weighed(sightings), key=lambda s: (s.person, s.office, s.of or "", s.evidence, s.relation))
    by_post: dict[tuple[str, str, str | None], list[Sighting]] = {}
    for sighting in _completed(_specific(_of_office(ordered))):
        by_post.setdefault((sighting.person, sighting.office, sighting.of), []).append(sighting)
    found = [occupancy for group in by_post.values() for occupancy in _spells(group)]
    return tuple(sorted(_bounded_by_successors(found), key=lambda o: o.id))


def _weighed(sightings: Iterable[Sighting]) -> Iterable[Sighting]:
    """Leave out titles and beginnings told in the very sentence of a claim, which are the claim's."""
    told = list(sightings)
    claims = {(s.person, s.evidence, s.office.removeprefix("acting ")) for s in told if s.relation == "claims"}
    for s in told:
        if s.relation in {"holds", "assumes"} and (s.person, s.evidence, s.office.removeprefix("acting ")) in claims:
            continue
        yield s


def _of_office(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Leave out what is a calling and no office of a state or organisation: "professor", "activist"."""
    return [
        s for s in sightings if s.of is not None or s.office not in posts() or posts()[s.office].level != "citizen"
    ]  # fmt: skip


def _specific(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Read "Secretary Reyes" as the only longer office of hers that the words can be short for."""
    offices: dict[str, set[str]] = {}
    for sighting in sightings:
        offices.setdefault(sighting.person, set()).add(sighting.office)
    return [replace(s, office=_longer(s.office, offices[s.person])) for s in sightings]


def _longer(office: str, others: Iterable[str]) -> str:
    if office in _HEADS:
        meant = {other for other in others if other not in _HEADS and fits_office(office, other)}
        return next(iter(meant)) if len(meant) == 1 else office
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
            (s.relation == "leaves" or (s.relation == "held" and s.when != s.told))
            and s.when and sighting.when and s.when.before(sighting.when) for s in current
        )  # fmt: skip
        if current and ((starts and ended) or (starts and sighting.again and current)):
            spells.append([])
        spells[-1].append(sighting)
    return [_occupancy(number, spell) for number, spell in enumerate(spells) if spell]


def _occupancy(number: int, spell: Sequence[Sighting]) -> Occupancy:
    first = spell[0]
    evidence = tuple(sorted({sighting.evidence for sighting in spell}))
    starts, ends = _bounds(spell)
    start = _narrowest(starts)
    end = _narrowest(ends) or _gone_by(spell)
    if start is not None and end is not None and end.before(start):
        end = None
    shown = _seen(
        [s for s in spell if s.relation == "holds" or s.relation in _CLAIMED],
        end,
        {s.evidence.report for s in spell if _tells_gone(s)},
    )
    if end is not None and end.earliest is None and end.latest is not None:
        end = Edtf.between(_last_day(start, shown, end), end.latest)
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


def _bounds(spell: Sequence[Sighting]) -> tuple[list[Edtf], list[Edtf]]:
    """Return the beginnings and ends that sentences tell; "from 2012 to 2016" tells both, "held in 2012" an end."""
    starts = [s.when for s in spell if s.relation == "assumes" and s.when is not None]
    starts += [s.when for s in spell if s.relation == "claims" and s.when is not None and s.when != s.told]
    ends = [s.when for s in spell if s.relation == "leaves" and s.when is not None]
    for when in (s.when for s in spell if s.relation == "held" and s.when is not None and s.when != s.told):
        first, slash, last = str(when).partition("/")
        if slash and ".." not in (first, last):
            starts.append(Edtf.parse(first))
        if last != "..":
            ends.append(Edtf.parse(last or first))
    return starts, ends


def _seen(titles: Iterable[Sighting], end: Edtf | None, gone: Collection[str]) -> Edtf | None:
    """Return the days on which a title shows a holder, up to the end and not in reports that tell of a departure."""
    shown: Edtf | None = None
    for title in titles:
        when = title.when
        if when is not None and when.has_year and title.evidence.report not in gone and not (end and end.before(when)):
            shown = shown.hull(when) if shown else when
    return shown


def _last_day(start: Edtf | None, shown: Edtf | None, end: Edtf) -> dt.date | None:
    """Return the last day on which a holding is known to have lasted, before it ended on a day that nobody tells."""
    known = [date.earliest for date in (start, shown) if date is not None and date.earliest is not None]
    return max((day for day in known if end.latest is None or day <= end.latest), default=None)


def _status(spell: Sequence[Sighting], end: Edtf | None) -> str:
    if any(s.relation in _CLAIMED for s in spell) and not _is_held(spell):
        return "claimed"
    if spell[0].office.startswith("acting "):
        return "acting"
    if end is not None or all(s.relation in {"held", "leaves"} for s in spell):
        return "former"
    return "designate" if all(s.designate for s in spell) else "current"


def _is_held(spell: Sequence[Sighting]) -> bool:
    """Tell whether a report that tells of no claim shows somebody in a post that others say is claimed."""
    claiming = {s.evidence.report for s in spell if s.relation == "claims"}
    plain = {"holds", "assumes", "leaves", "held"}
    return any(s.relation in plain and s.evidence.report not in claiming for s in spell)


def _narrowest(dates: Sequence[Edtf]) -> Edtf | None:
    known = [date for date in dates if date.has_year] or list(dates)
    return min(known, key=lambda d: (d.width_days or 10**6, d.sort_key), default=None)


def _gone_by(spell: Sequence[Sighting]) -> Edtf | None:
    """Return the open interval in which a holder has left: by the day of the earliest report that tells so."""
    gone = {s.evidence.report: s.told.latest for s in spell if _tells_gone(s) and s.told and s.told.latest}
    later = gone and any(s.relation == "holds" and s.evidence.report not in gone and _is_after(s, gone) for s in spell)
    return Edtf.between(None, min(gone.values())) if gone and not later else None


def _tells_gone(sighting: Sighting) -> bool:
    """Tell whether a sentence calls a holder former, or tells of a departure without its day."""
    undated = sighting.when is None or not sighting.when.has_year
    return sighting.relation == "held" or (sighting.relation == "leaves" and undated)


def _is_after(sighting: Sighting, gone: Mapping[str, dt.date]) -> bool:
    """Tell whether a holder is shown in office after a report told of the departure."""
    when = sighting.when
    return when is None or when.latest is None or when.latest >= min(gone.values())


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
    if one.end is not None or one.holder == other.holder or other.start is None or other.status in _NO_HOLDER:
        return None
    last, first = _begun(one), other.start.earliest
    if last is None or first is None or last >= first or (other.start.width_days or _TOO_WIDE) >= _TOO_WIDE:
        return None
    return replace(
        one,
        end=Edtf.between(max(last, _shown_by(one, first)), other.start.latest),
        status="former",
        basis="stated",  # the successor's own sentence is among the evidence
        evidence=tuple(sorted({*one.evidence, *other.evidence})),
    )


def _shown_by(one: Occupancy, before: dt.date) -> dt.date:
    """Return the last day on which a holder is shown, before another begins."""
    latest = one.seen.latest if one.seen else None
    return latest if latest is not None and latest <= before else dt.date.min


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
            if occupancy.status != "claimed":
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
