"""Events from the accounts of all reports: same happenings joined, every version kept.

1. Inside a report: accounts of one type whose participants agree and whose dates do not differ (`retold`).
2. Across reports: candidates are weighed, the sure ones joined, the doubtful asked about (`merging`).
3. A joined happening becomes an event that keeps each report's own version.

Source: codebook, section 8.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from chancery.codebooks import plover
from chancery.codebooks.whereabouts import may_be_one_place
from chancery.model.dates import Edtf
from chancery.model.events import Difference, Event, EventStatus, Telling
from chancery.model.evidence import Evidence
from chancery.model.facts import Question
from chancery.model.quotations import Quotation
from chancery.model.rulings import NO_RULINGS, Rulings
from chancery.resolution.accounts import Told, widen
from chancery.resolution.agreements import AGREEING, SIGNING, join_agreements
from chancery.resolution.happenings import MOOD, Happening
from chancery.resolution.ids import fact_id, first_place
from chancery.resolution.merging import Doubt, Wholes, merge
from chancery.resolution.profiles import shared_quotations
from chancery.resolution.retold import join_inside
from chancery.resolution.ruled import apart_accounts
from chancery.resolution.visits import link_talks
from chancery.resolution.words import Weights, figures, stems

SAME_EVENT: Final = "same event"
_RANK: Final = re.compile(r"\b(official|working|state|private)\b(?:[\w\s-]{0,24}?)\b(?:visit|trip)\b", re.IGNORECASE)
_APART_BY_MODE: Final = frozenset({"OFFICE", "ELECT"})  # and of no one place
_UNKNOWN: Final = (9, 0, 0, "")
_PAST: Final = frozenset({EventStatus.OCCURRED, EventStatus.ALLEGED})
_MEETINGS: Final = ("CONSULT", "")  # come first: what else their reports tell is of one occasion
_AGREEMENTS: Final = (AGREEING, "")
_SIGNINGS: Final = (SIGNING, "")
_ASKED: Final = 3  # questions about one event; a person would not answer more


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The events of a record, and which of them may be one."""

    events: tuple[Event, ...]
    questions: tuple[Question, ...]


def resolve_events(
    accounts: Iterable[Told],
    *,
    reprints: Mapping[str, str] | None = None,
    quotations: Iterable[Quotation] = (),
    rulings: Rulings = NO_RULINGS,
    texts: Mapping[str, str] | None = None,
) -> Resolved:
    """Join accounts to events.

    Args:
        accounts: Of all reports, in any order; of reprints only what they add.
        reprints: Id of the original by the id of its reprint; both together give one telling.
        quotations: Those that several reports give are evidence for one occasion.
        rulings: What people decided: it comes before anything that is weighed.
        texts: The text of each report.
    """
    events: dict[str, Event] = {}
    questions: list[Question] = []
    for joined, doubts in join_accounts(accounts, quotations=quotations, rulings=rulings, texts=texts):
        made = {one: _event(one, reprints or {}) for one in joined if not all(t.unsaid for t in one.told)}
        events |= {event.id: event for event in made.values()}
        questions += _questions(made, doubts)
    return Resolved(
        events=tuple(sorted(link_talks(events.values()), key=lambda e: (_order(e.when), e.id))),
        questions=tuple(sorted(questions, key=lambda q: q.id)),
    )


def join_accounts(
    accounts: Iterable[Told],
    *,
    quotations: Iterable[Quotation] = (),
    rulings: Rulings = NO_RULINGS,
    texts: Mapping[str, str] | None = None,
) -> Iterator[tuple[list[Happening], list[Doubt]]]:
    """Join accounts to happenings, one family of acts after the other, with pairs that may be one.

    Args:
        accounts: Of all reports, in any order.
        quotations: Those that several reports give are evidence for one occasion.
        rulings: What people decided.
        texts: The text of each report.
    """
    told = sorted(accounts, key=lambda t: t.place_in_text)
    by_report: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_report[one.report].append(one)
    apart = apart_accounts(rulings, told)
    families: defaultdict[tuple[str, str], list[Happening]] = defaultdict(list)
    for report in sorted(by_report):
        for happening in join_inside(by_report[report], apart):
            families[_family(happening)].append(happening)
    quoted = shared_quotations(quotations)
    wholes = Wholes(by_report, Weights(stems(t.evidence.quote) for t in told), texts, quoted)
    agreed: tuple[list[Happening], list[Doubt]] = [], []
    for family in sorted(families, key=lambda family: (family != _MEETINGS, family)):
        joined, doubts = merge(families.pop(family), wholes=wholes, quoted=quoted, rulings=rulings)
        if family == _MEETINGS:
            wholes.note_meetings(joined)
        if family == _AGREEMENTS:
            agreed = joined, doubts
            continue
        if family == _SIGNINGS:
            agreed = _with_signings(agreed, join_agreements(agreed[0], joined, reports=wholes, quoted=quoted))
        yield joined, doubts
    yield agreed


def _with_signings(
    agreed: tuple[list[Happening], list[Doubt]], same: Mapping[Happening, Happening]
) -> tuple[list[Happening], list[Doubt]]:
    """Give signings what other reports tell as the agreement, and return the agreements that are left."""
    for agreement, signing in same.items():
        signing.absorb(agreement, "one happening: what one report calls an agreement another calls its signing")
    left, doubts = agreed
    return (
        [one for one in left if one not in same],
        [doubt for doubt in doubts if doubt.one not in same and doubt.other not in same],
    )


def _family(happening: Happening) -> tuple[str, str]:
    """Return what two happenings must share to be compared at all: visits, votes and offices by their mode."""
    apart = happening.type in _APART_BY_MODE or happening.mode == "visit"
    return happening.type, str(happening.mode) if apart else ""


def _order(when: Edtf | None) -> tuple[int, int, int, str]:
    return when.sort_key if when else _UNKNOWN


def _questions(made: Mapping[Happening, Event], doubts: Iterable[Doubt]) -> Iterable[Question]:
    """Yield the likeliest doubts about each event as questions."""
    asked: defaultdict[str, int] = defaultdict(int)
    known = [doubt for doubt in doubts if doubt.one in made and doubt.other in made]
    for doubt in sorted(known, key=lambda d: (-d.score.value, made[d.one].id, made[d.other].id)):
        pair = sorted((made[doubt.one], made[doubt.other]), key=lambda e: e.id)
        if pair[0].id == pair[1].id or any(asked[event.id] >= _ASKED for event in pair):
            continue
        for event in pair:
            asked[event.id] += 1
        evidence = tuple(event.evidence[0] for event in pair)
        yield Question(
            id=fact_id("?", SAME_EVENT, *sorted(event.id for event in pair)),  # two may share their sentence
            kind=SAME_EVENT,
            one=pair[0].id,
            other=pair[1].id,
            because=tuple(doubt.score.because),
            evidence=evidence,
        )


# ---- events ---------------------------------------------------------------------------------


def _event(happening: Happening, reprints: Mapping[str, str]) -> Event:
    told = happening.told
    evidence = tuple(sorted({t.evidence for t in told}))
    tellings = _tellings(told, reprints)
    mode = happening.mode
    return Event(
        id=fact_id("e", happening.type, *told[0].place_in_text, *first_place(evidence)),
        type=happening.type,
        mode=mode,
        status=_status(told),
        actors=happening.actors,
        recipients=happening.recipients,
        evidence=evidence,
        tellings=tellings,
        when=happening.when or still_to_come(told) or already_past(told),
        where=happening.places[0] if happening.places else None,
        contexts=tuple(sorted({context for t in told for context in t.contexts})),
        score=plover.score(happening.type, mode),
        office=happening.office,
        differences=tuple(_differences(happening.type, tellings)),
        because=tuple(dict.fromkeys([*(f"{t.coder}: {t.because}" for t in told if t.because), *happening.because])),
    )


def still_to_come(told: Sequence[Told]) -> Edtf | None:
    """Bound what nobody dates: what a report plans lies behind the report."""
    if any(one.status is not EventStatus.PLANNED for one in told):
        return None
    starts = [one.published.earliest for one in told if one.published is not None and one.published.earliest]
    return Edtf.between(min(starts), None) if starts else None


def already_past(told: Sequence[Told]) -> Edtf | None:
    """Bound what nobody dates: what reports tell as past lies before the first of them."""
    if any(one.status not in _PAST for one in told):
        return None
    ends = [one.published.latest for one in told if one.published is not None and one.published.latest]
    return Edtf.between(None, min(ends)) if ends else None


def _status(told: Sequence[Told]) -> EventStatus:
    """Return the status that the latest report gives; of reports that cannot be ordered, the most certain.

    What one report tells as done is no plan any more, whenever another that plans it appeared.
    """
    done = [one for one in told if MOOD[one.status] == "real"]
    told = [one for one in told if MOOD[one.status] != "planned"] if done else told

    def later(one: Told) -> tuple[tuple[int, int], bool, bool]:
        published = one.published
        known = published is not None and published.latest is not None
        day = published.latest.toordinal() if published and published.latest and known else 0
        return (int(known), day), MOOD[one.status] == "real", one.status is EventStatus.OCCURRED

    return max(told, key=later).status


def _tellings(told: Sequence[Told], reprints: Mapping[str, str]) -> tuple[Telling, ...]:
    """Return each report's own version; what reprints add belongs to the telling of their original."""
    by_text: dict[str, list[Told]] = {}
    for one in told:
        by_text.setdefault(reprints.get(one.report, one.report), []).append(one)
    tellings = [_telling(original, group) for original, group in by_text.items()]
    return tuple(sorted(tellings, key=lambda telling: telling.report))


def _telling(original: str, group: list[Told]) -> Telling:
    report = original if any(one.report == original for one in group) else min(one.report for one in group)
    own = [one for one in group if one.report == report]
    whole = Happening(group)
    evidence = tuple(sorted({t.evidence for t in group}))
    return Telling(
        report=report,
        when=widen(t.when for t in own) or widen(t.when for t in group),
        where=next((t.where for t in (*own, *group) if t.where), None),
        status=_status(own),
        evidence=evidence,
        actors=whole.actors,
        recipients=whole.recipients,
        rank=_rank(evidence),
        topics=tuple(sorted({topic for t in group for topic in t.topics})),
        figures=tuple(sorted({figure for e in evidence for figure in figures(e.quote)}, key=_by_size)),
        voice=own[0].voice if len({t.voice for t in own}) == 1 else None,
    )


def _by_size(figure: str) -> tuple[float, str]:
    return float(figure.rstrip("%")), figure


def _differences(kind: str, tellings: Sequence[Telling]) -> Iterable[Difference]:
    """Yield the facets on which reports give different versions; a facet that one leaves out is none."""
    facets = {
        "date": [(t.report, str(t.when)) for t in tellings if t.when],
        "place": [(t.report, t.where) for t in tellings if t.where and kind not in _APART_BY_MODE],
        "status": [(t.report, t.status.value) for t in tellings],
        "rank": [(t.report, t.rank) for t in tellings if t.rank],
    }
    for facet, versions in facets.items():
        told = sorted({str(says) for _, says in versions})
        agree = _AGREE.get(facet)
        if agree is not None and all(agree(a, b) for a, b in combinations(told, 2)):
            continue
        if len(told) > 1:
            yield Difference(facet=facet, versions=tuple(versions))


def _may_be_one_date(one: str, other: str) -> bool:
    """Tell whether one date only says more exactly what the other says."""
    a, b = Edtf.parse(one), Edtf.parse(other)
    return a.within(b) or b.within(a)


_AGREE: Final = {"date": _may_be_one_date, "place": may_be_one_place}


def _rank(evidence: Iterable[Evidence]) -> str | None:
    found = {match.group(1).lower() for e in evidence for match in _RANK.finditer(e.quote)}
    return ", ".join(sorted(found)) or None
