"""What all reports add up to, on one page; the order in which they come is immaterial.

1. Find the reports that print the text of another (`reprints`): what they print witnesses nothing.
2. Date each report and its time expressions by its own words (`scene`).
3. Say whom each mention means inside its report (`coreference`).
4. Say who is who across reports (`entities`).
5. Say who held which post when (`offices`).
6. Date all reports together, by who is in office in them and by what others tell (`dating`).
7. Do 5 again with those dates, and join the accounts of events, quotations and pledges (`events`,
   `quotations`, `pledges`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from chancery.model.facts import Conclusions, Dating
from chancery.model.mentions import Observations
from chancery.model.offices import Occupancy
from chancery.model.reference import Reference
from chancery.model.rulings import NO_RULINGS, Rulings
from chancery.model.text import Report
from chancery.resolution.accounts import Told
from chancery.resolution.acts import find_acts, with_acts
from chancery.resolution.coreference import Referents, find_referents
from chancery.resolution.dating import date_reports
from chancery.resolution.entities import Cast, gather_cast
from chancery.resolution.events import resolve_events
from chancery.resolution.items import with_items
from chancery.resolution.known import settle_known
from chancery.resolution.ledger import resolve_pledges
from chancery.resolution.offices import Holders, find_occupancies
from chancery.resolution.participants import Stage
from chancery.resolution.pledges import find_seen
from chancery.resolution.quotations import find_spoken, resolve_quotations
from chancery.resolution.reprints import Copies, find_copies
from chancery.resolution.scene import Scene, redate, set_scene
from chancery.resolution.second import ask_about_codings
from chancery.resolution.sightings import Sighting, fill_posts, find_sightings
from chancery.resolution.tellings import find_tellings
from chancery.resolution.terms import gather_terms
from chancery.resolution.vacancies import find_empty, find_vacancies

NO_REFERENCE: Final = Reference()


def conclude(
    inputs: Iterable[tuple[Report, Observations]],
    reference: Reference = NO_REFERENCE,
    *,
    rulings: Rulings = NO_RULINGS,
) -> Conclusions:
    """Derive entities, occupancies, events, quotations, pledges and dates from what reports say.

    Args:
        inputs: Each report with what extraction saw in it, in any order; of two with one id the
            first by path is taken.
        reference: Tables that the user imported; they bound dates and are evidence for nothing.
        rulings: What people decided about pairs of accounts.

    Returns:
        The conclusions; the same reports and tables give the same, byte for byte.
    """
    ordered = sorted(inputs, key=lambda pair: (pair[0].path, str(pair[0].published)), reverse=True)
    by_id = {report.id: (report, seen) for report, seen in ordered}
    copies = find_copies(report for report, _ in by_id.values())
    scenes = [set_scene(*by_id[name]) for name in sorted(by_id)]
    known = gather_terms(reference, ())
    referents = [find_referents(scene, partial(settle_known, terms=known)) for scene in scenes]
    cast = gather_cast(scenes, referents, reprints=copies.originals, rulings=rulings)
    alone, _, sightings = _stages(scenes, referents, cast, copies)
    terms = gather_terms(reference, sightings)
    datings = date_reports(scenes, referents, cast=cast, terms=terms, accounts=_accounts(alone))
    scenes = [_dated(scene, datings[scene.report.id]) for scene in scenes]
    stages, occupancies, sightings = _stages(scenes, referents, cast, copies)
    own = [told for told in _accounts(stages) if not copies.is_copied(told.evidence)]
    spoken = [one for stage in stages for one in find_spoken(stage) if not copies.is_copied(one.content_at)]
    seen = (one for stage in stages for one in find_seen(stage) if not copies.is_copied(one.step.evidence))
    quotations = resolve_quotations(spoken, rulings=rulings)
    texts = {scene.report.id: scene.report.text for scene in scenes}
    resolved = resolve_events(own, reprints=copies.originals, quotations=quotations, rulings=rulings, texts=texts)
    quotations = resolve_quotations(spoken, rulings=rulings, events=resolved.events)
    ledger = resolve_pledges(seen, rulings)
    codings = ask_about_codings(by_id.values(), resolved.events)
    acts = (act for stage in stages for act in find_acts(stage))
    empty = (one for one in find_empty(stages, sightings) if not copies.is_copied(one.evidence))
    return Conclusions(
        entities=with_items(cast.entities, occupancies, reference),
        occupancies=occupancies,
        events=resolved.events,
        quotations=with_acts(quotations, resolved.events, acts),
        pledges=ledger.pledges,
        datings=tuple(scene.dating for scene in scenes),
        reprints=copies.reprints,
        sighted=cast.sighted,
        vacancies=find_vacancies(empty, occupancies),
        questions=(*cast.questions, *resolved.questions, *ledger.questions, *codings),
    )


def _dated(scene: Scene, dating: Dating) -> Scene:
    if dating.published == scene.dating.published:  # the days that its times mean stay as they are
        return Scene(scene.report, scene.seen, dating, scene.whens)
    return redate(scene, dating)


def _sightings(scenes: Sequence[Scene], referents: Sequence[Referents], cast: Cast, copies: Copies) -> list[Sighting]:
    told = zip(scenes, referents, strict=True)
    sightings = (s for scene, refs in told for s in find_sightings(scene, refs, cast))
    return fill_posts(s for s in sightings if not copies.is_copied(s.evidence))


def _stages(
    scenes: Sequence[Scene], referents: Sequence[Referents], cast: Cast, copies: Copies
) -> tuple[list[Stage], tuple[Occupancy, ...], list[Sighting]]:
    """Join each report with who held which post when, and return what shows it."""
    told = list(zip(scenes, referents, strict=True))
    sightings = _sightings(scenes, referents, cast, copies)
    occupancies = find_occupancies(sightings)
    holders = Holders.of(occupancies)
    return [Stage(scene, refs, cast, holders) for scene, refs in told], occupancies, sightings


def _accounts(stages: Iterable[Stage]) -> list[Told]:
    return [account for stage in stages for account in find_tellings(stage)]
