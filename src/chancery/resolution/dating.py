"""Dates all reports of a record together, from what each says and from what they say of one another.

1. Each report's own words: `reports.py`, `hints.py`.
2. Who is in office in it: `terms.py`.
3. The same happening told elsewhere with its year: `years.py`.
4. The same numbered event told as news elsewhere: `occasions.py`.
5. The same two people meeting in one city on the day of both: `encounters.py`.
6. The same words of one speaker quoted as news: `echoes.py`.
7. The same deed of the same parties told elsewhere with its day: `shared_deeds.py`.

A report that is dated may date others: 3 to 7 are repeated until nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol

from chancery.model.facts import Dating
from chancery.resolution.accounts import Told
from chancery.resolution.constraints import Fact
from chancery.resolution.coreference import Referents
from chancery.resolution.echoes import Echoes
from chancery.resolution.encounters import Encounters
from chancery.resolution.entities import Cast
from chancery.resolution.occasions import Occasions
from chancery.resolution.reports import Reading
from chancery.resolution.scene import Scene, read_scene_dates
from chancery.resolution.settling import settle
from chancery.resolution.shared_deeds import SharedDeeds
from chancery.resolution.terms import Terms, find_term_facts
from chancery.resolution.years import Happenings


class _Witness(Protocol):
    """What all reports tell of one kind."""

    def facts_for(self, report: str, datings: Mapping[str, Dating]) -> Iterator[Fact]:
        """Yield what others say about the day of a report."""
        ...


_ROUNDS: Final = 8
"""How often dates are passed on; a chain of reports longer than this is not followed to its end."""


def date_reports(
    scenes: Sequence[Scene], referents: Sequence[Referents], *, cast: Cast, terms: Terms, accounts: Sequence[Told]
) -> dict[str, Dating]:
    """Conclude when each report was published.

    Args:
        scenes: The reports.
        referents: Whom their mentions mean, in the same order.
        cast: Everyone of all reports.
        terms: Who held what when, as far as tables and reports tell.
        accounts: What all reports tell, dated as far as each alone allows.

    Returns:
        The datings by report id.
    """
    readings = {scene.report.id: read_scene_dates(scene) for scene in scenes}
    facts: dict[str, tuple[Fact, ...]] = {
        scene.report.id: (*readings[scene.report.id].known, *find_term_facts(scene, refs, cast, terms))
        for scene, refs in zip(scenes, referents, strict=True)
    }
    happenings = Happenings.of(accounts)
    told = (
        happenings, Occasions.of(scenes), Encounters.of(scenes, referents, cast), Echoes.of(scenes),
        SharedDeeds.of(scenes, referents, cast, accounts),
    )  # fmt: skip
    datings = {report: settle(reading, facts[report]) for report, reading in readings.items()}
    for _ in range(_ROUNDS):
        changed = _pass_on(readings, facts, datings, told)
        if not changed:
            break
        datings |= changed
    return datings


def _pass_on(
    readings: Mapping[str, Reading],
    facts: Mapping[str, tuple[Fact, ...]],
    datings: Mapping[str, Dating],
    told: Sequence[_Witness],
) -> dict[str, Dating]:
    """Return the datings that change when each report hears what the others know by now."""
    changed: dict[str, Dating] = {}
    for report, reading in readings.items():
        heard = [fact for witness in told for fact in witness.facts_for(report, datings)]
        if heard:
            dating = settle(reading, (*facts[report], *heard))
            if dating != datings[report]:
                changed[report] = dating
    return changed
