"""Says who held a position, when, and where reports do not fit together.

An occupancy is only known to hold between its bounds, or on the days on which its holder is seen. On
a day outside of these it is possible, no more. Two people who are both known to hold a position that
has one holder are told, not reconciled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations
from typing import Any, Final

from chancery.codebooks.posts import posts
from chancery.codebooks.titles import match_post
from chancery.model.dates import Edtf
from chancery.model.mentions import EntityKind
from chancery.model.offices import Occupancy, Vacancy
from chancery.record.store import Record
from chancery.views.chronology import distinct_length
from chancery.views.entry import held_words, post_words
from chancery.views.labels import Names, date_words, join_words, plain
from chancery.views.vacancies import conflict_lines, vacancy_lines

_SINGLE: Final = frozenset({"head of state", "head of government", "minister", "speaker"})
_GONE: Final = frozenset({"former"})
_TO_COME: Final = "designate, not known to have taken office"
_WHOSE: Final = "reports do not say whose office it is; its holder acts for this state"
_CLAIMS: Final = "claims it, or is recognised in it by some; no report shows more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One person's holding of a position, and how sure it is on the day asked for.

    Attributes:
        known: Whether its bounds or its days hold the day; where no day is asked for, whether it is more than
            a claim or a plan.
        because: In words.
    """

    occupancy: Occupancy
    known: bool
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two people who are both known to hold one position on the same days.

    Attributes:
        first: First such day.
        last: Last such day.
    """

    one: Occupancy
    other: Occupancy
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days on which nobody is known to hold a position, between two who are.

    Attributes:
        first: First such day.
        last: Last such day.
    """

    after: Occupancy
    before: Occupancy
    first: dt.date
    last: dt.date


def read_office(words: str) -> str:
    """Return the office that a user means, in the codebook's words.

    Example:
        >>> read_office("Minister of Foreign Affairs"), read_office("chief herald")
        ('foreign minister', 'chief herald')
    """
    parts = words.split()
    found = match_post(parts, 0) if parts else None
    flags = "acting " if found and "acting" in found.flags else ""
    return f"{flags}{found.office}" if found and found.end == len(parts) else " ".join(parts).casefold()


def find_holdings(record: Record, office: str, of: str, on: Edtf | None = None) -> tuple[Holding, ...]:
    """Return who held a position, in time; on a day, those who are known to first.

    Where somebody is known to have held a position of one holder that day, the merely possible are left out.

    Args:
        record: The record.
        office: In the codebook's words; an acting holder's is found too.
        of: Code of a state, or id of an organisation.
        on: A day, or any other date.
    """
    wanted = {office, f"acting {office}"}
    held = [o for o in record.occupancies() if o.post.office in wanted and o.post.of == of]
    held += _of_nobody_told(record, wanted, of, {one.holder for one in held})
    if on is None:
        ordered = sorted(held, key=lambda o: (known_days(o)[0] or dt.date.max, o.id))
        return tuple(_at_all(one) for one in ordered)
    weighed = [holding for one in held if (holding := _weigh(one, on)) is not None]
    if is_single(office) and any(holding.known for holding in weighed):
        weighed = [holding for holding in weighed if holding.known or holding.because == _CLAIMS]
    return tuple(sorted(weighed, key=lambda h: (not h.known, _distance(h.occupancy, on), h.occupancy.id)))


def _of_nobody_told(record: Record, offices: set[str], of: str, known: set[str]) -> list[Occupancy]:
    """Return who holds such an office of which reports do not say whose it is, and acts for the state asked for."""
    own = {entity.id for entity in record.entities(kind=EntityKind.PERSON) if entity.country == of} - known
    return [o for o in record.occupancies() if o.post.of is None and o.holder in own and o.post.office in offices]


def _at_all(occupancy: Occupancy) -> Holding:
    """Say whether a person is known to hold a position at all."""
    because = {"claimed": _CLAIMS, "designate": _TO_COME}.get(occupancy.status, "")
    because = because or (_WHOSE if occupancy.post.of is None else "")
    return Holding(occupancy=occupancy, known=not because, because=because)


def _weigh(occupancy: Occupancy, on: Edtf) -> Holding | None:
    """Say how sure a holding is on a day; None where it is ruled out."""
    begun = occupancy.start is None or not on.before(occupancy.start)
    if not begun or (occupancy.end is not None and occupancy.end.before(on)):
        return None
    if occupancy.status == "designate":
        return Holding(occupancy=occupancy, known=False, because=_TO_COME)
    if occupancy.status == "claimed":
        return Holding(occupancy=occupancy, known=False, because=_CLAIMS)
    if occupancy.post.of is None:
        return Holding(occupancy=occupancy, known=False, because=_WHOSE)
    first, last = known_days(occupancy)
    low, high = on.earliest, on.latest
    if first and last and low and high and first <= low and high <= last:
        return Holding(occupancy=occupancy, known=True, because="in office by what reports tell")
    if occupancy.status in _GONE and occupancy.end is None:
        return Holding(occupancy=occupancy, known=False, because="former; when it ended is not known")
    seen = occupancy.seen or occupancy.start or occupancy.end
    near = f"; nearest known: {date_words(seen)}" if seen is not None else ""
    return Holding(occupancy=occupancy, known=False, because=f"possible, nothing rules it out{near}")


def known_days(occupancy: Occupancy) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day on which a person is known to hold a position."""
    days: list[dt.date] = []
    if occupancy.start is not None and occupancy.start.latest:
        days.append(occupancy.start.latest)
    if occupancy.seen is not None:
        # a wide date shows the holder some day within it; its far ends prove nothing
        days += [day for day in (occupancy.seen.earliest, occupancy.seen.latest) if day]
    if occupancy.end is not None and occupancy.end.earliest:
        days.append(occupancy.end.earliest)
    return min(days, default=None), max(days, default=None)


def _distance(occupancy: Occupancy, on: Edtf) -> int:
    day = on.earliest or on.latest
    days = [d for d in known_days(occupancy) if d is not None]
    return min((abs((d - day).days) for d in days), default=10**6) if day else 0


def find_overlaps(occupancies: Iterable[Occupancy]) -> tuple[Overlap, ...]:
    """Return the pairs of people known to hold one position at once; a day of handing over is none.

    Positions that several people hold, such as ambassador or deputy minister, have no overlaps.
    """
    by_post: dict[tuple[str, str | None], list[Occupancy]] = {}
    for one in occupancies:
        if is_single(one.post.office):
            by_post.setdefault((one.post.office.removeprefix("acting "), one.post.of), []).append(one)
    found = (_overlap(one, other) for group in by_post.values() for one, other in combinations(group, 2))
    return tuple(sorted((o for o in found if o is not None), key=lambda o: (o.first, o.one.id, o.other.id)))


def find_gaps(occupancies: Iterable[Occupancy]) -> tuple[Gap, ...]:
    """Return the days between one holder's end and the next one's start on which nobody is known to hold a position.

    Both bounds must be told; an acting holder fills a gap. What stood in between may be a vacancy, or unread.
    """
    by_post: dict[tuple[str, str | None], list[Occupancy]] = {}
    for one in occupancies:
        if is_single(one.post.office):
            by_post.setdefault((one.post.office.removeprefix("acting "), one.post.of), []).append(one)
    found = (_gap(one, other, group) for group in by_post.values() for one, other in permutations(group, 2))
    return tuple(sorted((gap for gap in found if gap is not None), key=lambda gap: (gap.first, gap.after.id)))


def _gap(one: Occupancy, other: Occupancy, group: Sequence[Occupancy]) -> Gap | None:
    end = one.end.latest if one.end else None
    start = other.start.earliest if other.start else None
    if end is None or start is None or (start - end).days <= 1:
        return None
    between = (days for third in group if third not in (one, other) for days in [known_days(third)])
    if any(last is None or first is None or (first < start and last > end) for first, last in between):
        return None
    return Gap(after=one, before=other, first=end + dt.timedelta(1), last=start - dt.timedelta(1))


def is_single(office: str) -> bool:
    """Tell whether a position has one holder at a time."""
    plain = office.removeprefix("acting ")
    level = posts()[plain].level if plain in posts() else ""
    return level in _SINGLE or (plain.endswith(" minister") and not plain.startswith("deputy "))


def _overlap(one: Occupancy, other: Occupancy) -> Overlap | None:
    (a, b), (c, d) = known_days(one), known_days(other)
    if one.holder == other.holder or not (a and b and c and d) or max(a, c) >= min(b, d):
        return None
    return Overlap(one=one, other=other, first=max(a, c), last=min(b, d))


# ---- as text ----


def render_who(holdings: Sequence[Holding], names: Names, *, on: Edtf | None, vacancies: Sequence[Vacancy] = ()) -> str:
    """Write who held a position as text, and when reports call it vacant."""
    return "\n".join(_lines(holdings, names, on, vacancies)) + "\n"


def _lines(holdings: Sequence[Holding], names: Names, on: Edtf | None, vacancies: Sequence[Vacancy]) -> Iterator[str]:
    post = _position_words(holdings, vacancies, names)
    day = "on" if on is not None and on.width_days == 1 else "in"
    yield f"{post[:1].upper()}{post[1:]}{f' {day} {date_words(on)}' if on is not None else ''}"
    yield ""
    length = distinct_length([holding.occupancy.id for holding in holdings])
    short = distinct_length([vacancy.id for vacancy in vacancies])
    if on is not None and not any(holding.known for holding in holdings):
        yield "  Nobody is known to have held it then."
    for holding in holdings:
        one = holding.occupancy
        status = f" [{one.status}]" if one.status in {"acting", "designate", "claimed"} else ""
        why = f"; {holding.because}" if holding.because else ""
        yield f"  {names.of(one.holder)}{status}, {held_words(one)}{why} {one.id[:length]}"
    for vacancy, line in zip(vacancies, vacancy_lines(vacancies), strict=True):
        yield f"  {line[:1].upper()}{line[1:]} {vacancy.id[:short]}"
    held = [holding.occupancy for holding in holdings]
    yield from (f"\n  {line}" for line in (*contradictions(held, vacancies, names), *gap_lines(held, names)))


def contradictions(held: Sequence[Occupancy], vacancies: Iterable[Vacancy], names: Names) -> list[str]:
    """Say where reports do not fit together about one position: two holders at once, or a holder of a vacant post."""
    held = [one for one in held if one.post.of is not None]
    lines = list(conflict_lines(vacancies, [(one, known_days(one)) for one in held], names))
    for overlap in find_overlaps(held):
        both = join_words([names.of(overlap.one.holder), names.of(overlap.other.holder)])
        days = date_words(Edtf.between(overlap.first, overlap.last))
        lines.append(f"Reports do not fit together: {both} {_told_of_both(overlap, names)}, {days}.")
    return lines


def gap_lines(held: Iterable[Occupancy], names: Names) -> Iterator[str]:
    """Yield between whom nobody is known to have held a position."""
    for gap in find_gaps(held):
        days = date_words(Edtf.between(gap.first, gap.last))
        pair = f"{names.of(gap.after.holder)} and {names.of(gap.before.holder)}"
        yield f"Nobody is known to have held it between {pair}, {days}."


def _position_words(holdings: Sequence[Holding], vacancies: Sequence[Vacancy], names: Names) -> str:
    told = next((one.occupancy for one in holdings if one.occupancy.post.of is not None), None)
    if told is not None:
        return post_words(told, names).removeprefix("acting ")
    post = vacancies[0].post if vacancies else holdings[0].occupancy.post
    if not vacancies:  # nobody says whose it is; whoever asked means the state of its holder
        post = replace(post, of=names.entities[holdings[0].occupancy.holder].country)
    return f"{plain(post.office)} of {names.state(post.of)}" if post.of else plain(post.office)


def _told_of_both(overlap: Overlap, names: Names) -> str:
    claimed = [one for one in (overlap.one, overlap.other) if one.status == "claimed"]
    if not claimed:
        return "are both told to hold it"
    if len(claimed) == 1:
        return f"are told to hold it; {names.of(claimed[0].holder)} only claims it, or is recognised by some"
    return "both claim it"


def export_holding(holding: Holding, exported: dict[str, Any]) -> dict[str, Any]:
    """Add to an exported occupancy how sure it is."""
    return {**exported, "known": holding.known, "because": holding.because}


def export_who(
    *,
    office: str,
    of: str,
    on: Edtf | None,
    holdings: Sequence[dict[str, Any]],
    vacancies: Sequence[dict[str, Any]],
    contradictions: Sequence[str],
) -> dict[str, Any]:
    """Write what was asked of a position and all that reports tell of it, as plain values.

    Args:
        office: In the codebook's words.
        of: Code of a state, or id of an organisation.
        on: The date asked for.
        holdings: Its holders and claimants, each exported.
        vacancies: When it is told to be vacant, each exported.
        contradictions: Where reports do not fit together, in words.
    """
    return {
        "office": office,
        "of": of,
        "on": str(on) if on is not None else None,
        "holdings": list(holdings),
        "vacancies": list(vacancies),
        "contradictions": list(contradictions),
    }
