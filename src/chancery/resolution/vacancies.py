"""Derives during which days nobody held a position, from what reports say of it; silence proves nothing.

What reports say of one position between two beginnings of holders is one vacancy. It ends where the next
holder begins, if that is known. That somebody is told to hold the position at the same time is left for the
reader to see.

Source: codebook, section 1.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chancery.codebooks.organisations import organisations
from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence
from chancery.model.mentions import EntityKind, VacancyMention
from chancery.model.offices import Occupancy, Position, Vacancy
from chancery.resolution.ids import fact_id, first_place
from chancery.resolution.participants import Stage
from chancery.resolution.sightings import Sighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """One sentence that says that nobody holds a position.

    Attributes:
        since: Since when; None if it does not say.
        told: When its report was published.
    """

    post: Position
    since: Edtf | None
    told: Edtf | None
    evidence: Evidence


def find_empty(stages: Iterable[Stage], sightings: Iterable[Sighting]) -> Iterator[Empty]:
    """Yield what reports say of positions that nobody holds.

    Args:
        stages: The reports.
        sightings: What they show of holders; those of a report tell whose an office is.
    """
    owners: dict[tuple[str, str], set[str]] = {}
    for one in sightings:
        if one.of is not None:
            owners.setdefault((one.evidence.report, one.office), set()).add(one.of)
    for stage in stages:
        scene = stage.scene
        for mention in scene.seen.vacancies:
            when = scene.when(mention.time)
            known = owners.get((scene.report.id, mention.office), set())
            only = next(iter(known)) if len(known) == 1 else None
            yield Empty(
                post=Position(office=mention.office, of=mention.of or _owner(stage, mention) or only),
                since=Edtf.parse(str(when).removesuffix("/..")) if when is not None else None,
                told=scene.dating.published,
                evidence=scene.evidence(mention.sentence),
            )


def _owner(stage: Stage, mention: VacancyMention) -> str | None:
    refs = stage.told.refs[mention.owner] if mention.owner is not None else ()
    for ref in refs:
        if ref.kind is EntityKind.STATE:
            return ref.key
        known = organisations().get(ref.key) if ref.kind is EntityKind.ORGANISATION else None
        if known is not None:
            return known.of if known.kind == "STATE" else known.id
    return None


def find_vacancies(empty: Iterable[Empty], occupancies: Iterable[Occupancy]) -> tuple[Vacancy, ...]:
    """Join what reports say of vacant positions.

    Args:
        empty: What single sentences say, in any order.
        occupancies: Who held which position when.
    """
    begun: dict[Position, list[Edtf]] = {}
    for one in occupancies:
        if one.start is not None and one.start.earliest and one.status not in {"designate", "claimed"}:
            plain = replace(one.post, office=one.post.office.removeprefix("acting "))
            begun.setdefault(plain, []).append(one.start)
    spells: dict[tuple[Position, int], list[Empty]] = {}
    for said in sorted(empty, key=lambda one: (one.evidence, one.post.office)):
        starts = sorted(begun.get(said.post, ()), key=lambda date: date.sort_key)
        days = [start.earliest for start in starts if start.earliest is not None]
        day = said.told.latest if said.told is not None else None
        number = bisect_right(days, day) if day is not None else len(days)
        spells.setdefault((said.post, number), []).append(said)
    found = (_vacancy(post, number, said, begun.get(post, ())) for (post, number), said in spells.items())
    return tuple(sorted(found, key=lambda one: one.id))


def _vacancy(post: Position, number: int, said: Sequence[Empty], begun: Iterable[Edtf]) -> Vacancy:
    evidence = tuple(sorted({one.evidence for one in said}))
    since = [one.since for one in said if one.since is not None]
    seen: Edtf | None = None
    for told in (one.told for one in said):
        if told is not None and told.has_year:
            seen = seen.hull(told) if seen is not None else told
    later = [start for start in begun if seen is not None and seen.before(start)]
    return Vacancy(
        id=fact_id("v", post.office, post.of, number, *first_place(evidence)),
        post=post,
        evidence=evidence,
        start=min(since, key=lambda date: (date.width_days or 10**6, date.sort_key), default=None),
        end=min(later, key=lambda date: date.sort_key, default=None),
        seen=seen,
    )
