"""Events from the accounts of all reports: same happenings joined, every version kept.

1. Inside a report: accounts of one type whose participants agree and whose dates do not differ.
2. Across reports: the same, but only where both dates are known and overlap, or the reports are
   of the same days. Different known dates never join.

Candidates share a key (type and a participant), so that no account is compared with all others.

Source: codebook, section 8.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from chancery.codebooks import plover
from chancery.model.dates import Edtf
from chancery.model.events import Difference, Event, EventStatus, Telling
from chancery.resolution.accounts import Told, widen
from chancery.resolution.blocking import Key, filed_under, inside, looked_up_under
from chancery.resolution.happenings import MOOD, Happening
from chancery.resolution.ids import fact_id, first_place
from chancery.resolution.likeness import Verdict, same_across, same_inside

_VAGUE: Final = 62  # days; a wider date joins another only where there is no rival
_RANK: Final = re.compile(r"\b(official|working|state|private)\b(?:[\w\s-]{0,24}?)\b(?:visit|trip)\b", re.IGNORECASE)
_UNKNOWN: Final = (9, 0, 0, "")

_Judge = Callable[[Happening, Happening], Verdict]
_Keys = Callable[[Happening], set[Key]]


def resolve_events(accounts: Iterable[Told], *, reprints: Mapping[str, str] | None = None) -> tuple[Event, ...]:
    """Join accounts to events.

    Args:
        accounts: Of all reports, in any order; of reprints only what they add.
        reprints: Id of the original by the id of its reprint; both together give one telling.
    """
    by_report: dict[str, list[Happening]] = {}
    for told in sorted(accounts, key=lambda t: t.place_in_text):
        by_report.setdefault(told.report, []).append(Happening([told]))
    alone = [h for report in sorted(by_report) for h in _join(by_report[report], same_inside, inside, inside)]
    joined = _join(alone, same_across, filed_under, looked_up_under)
    events = {event.id: event for event in (_event(happening, reprints or {}) for happening in joined)}
    return tuple(sorted(events.values(), key=lambda e: (_order(e.when), e.id)))


def _order(when: Edtf | None) -> tuple[int, int, int, str]:
    return when.sort_key if when else _UNKNOWN


# ---- joining --------------------------------------------------------------------------------


def _join(happenings: Sequence[Happening], judge: _Judge, file: _Keys, look_up: _Keys) -> list[Happening]:
    """Let each happening join the one before that it is most like; exact dates come first."""
    by_key: dict[Key, dict[Happening, None]] = {}
    done: list[Happening] = []
    for happening in sorted(happenings, key=_exactness):
        keys = file(happening)
        candidates = dict.fromkeys(h for key in sorted(look_up(happening)) for h in by_key.get(key, ()))
        verdicts = {h: judge(h, happening) for h in candidates}
        home = _best({h: verdict for h, verdict in verdicts.items() if verdict[0] > 0}, happening)
        if home is None:
            done.append(happening)
            home = happening
        else:
            home.absorb(happening, verdicts[home][1])
        for key in keys:
            by_key.setdefault(key, {})[home] = None
    return done


def _exactness(happening: Happening) -> tuple[int, int, tuple[str, int, int, str]]:
    when = happening.when
    width = when.width_days if when is not None and when.has_year else None
    return (10**6 if width is None else width, -len(happening.actors), happening.told[0].place_in_text)


def _best(verdicts: dict[Happening, Verdict], happening: Happening) -> Happening | None:
    """Return the likest; none where a vague date fits several that are apart in time."""
    top = max((score for score, _ in verdicts.values()), default=0)
    best = [h for h, (score, _) in verdicts.items() if score == top]
    when = happening.when
    undated = when is None and happening.type == "OFFICE"
    vague = when is not None and when.has_year and (when.width_days is None or when.width_days > _VAGUE)
    vague = vague or undated
    if vague and len({h.when for h in best}) > 1:
        return None
    return min(best, key=lambda h: (_distance(h, happening), h.told[0].place_in_text), default=None)


def _distance(one: Happening, other: Happening) -> int:
    same = one.told[0].report == other.told[0].report
    return min(abs(a.span.start - b.span.start) for a in one.told for b in other.told) if same else 0


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
        when=happening.when or still_to_come(told),
        where=happening.places[0] if happening.places else None,
        contexts=tuple(sorted({context for t in told for context in t.contexts})),
        score=plover.score(happening.type, mode),
        office=happening.office,
        differences=tuple(_differences(tellings)),
        because=tuple(dict.fromkeys([*(f"codebook: {t.because}" for t in told if t.because), *happening.because])),
    )


def still_to_come(told: Sequence[Told]) -> Edtf | None:
    """Bound what nobody dates: what a report plans lies behind the report."""
    if any(one.status is not EventStatus.PLANNED for one in told):
        return None
    starts = [one.published.earliest for one in told if one.published is not None and one.published.earliest]
    return Edtf.between(min(starts), None) if starts else None


def _status(told: Sequence[Told]) -> EventStatus:
    """Return the status that the latest report gives; of reports that cannot be ordered, the most certain."""

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


def _telling(original: str, group: Sequence[Told]) -> Telling:
    report = original if any(one.report == original for one in group) else min(one.report for one in group)
    own = [one for one in group if one.report == report]
    return Telling(
        report=report,
        when=widen(t.when for t in own) or widen(t.when for t in group),
        where=next((t.where for t in (*own, *group) if t.where), None),
        status=_status(own),
        evidence=tuple(sorted({t.evidence for t in group})),
    )


def _differences(tellings: Sequence[Telling]) -> Iterable[Difference]:
    """Yield the facets on which reports give different versions; a facet that one leaves out is none."""
    facets = {
        "date": [(t.report, str(t.when)) for t in tellings if t.when],
        "place": [(t.report, t.where) for t in tellings if t.where],
        "status": [(t.report, t.status.value) for t in tellings],
        "rank": [(t.report, rank) for t in tellings for rank in [_rank(t)] if rank],
    }
    for facet, versions in facets.items():
        if len({says for _, says in versions}) > 1:
            yield Difference(facet=facet, versions=tuple(versions))


def _rank(telling: Telling) -> str | None:
    found = {match.group(1).lower() for e in telling.evidence for match in _RANK.finditer(e.quote)}
    return ", ".join(sorted(found)) or None
