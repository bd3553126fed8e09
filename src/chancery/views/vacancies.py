"""Shows positions that reports call vacant, and where that does not fit who is told to hold them."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from chancery.model.dates import Edtf
from chancery.model.offices import Occupancy, Vacancy
from chancery.record.store import Record
from chancery.views.entry import Entry, make_accounts
from chancery.views.labels import Names, date_words, join_words, plain
from chancery.views.sources import Source

_Days = tuple[dt.date | None, dt.date | None]
_QUOTE: Final = 160  # characters of a quote on a line


def find_vacancies(record: Record, of: str, office: str | None = None, on: Edtf | None = None) -> tuple[Vacancy, ...]:
    """Return the positions of a state or organisation that reports call vacant, in time.

    Args:
        record: The record.
        of: Code of a state, or id of an organisation.
        office: Of one office only, in the codebook's words.
        on: On a day only; what nothing rules out counts.
    """
    told = (one for one in record.vacancies() if one.post.of == of and office in {None, one.post.office})
    found = [one for one in told if on is None or _may_be(one, on)]
    return tuple(sorted(found, key=lambda one: (known_empty(one)[0] or dt.date.max, one.id)))


def known_empty(vacancy: Vacancy) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day on which a position is told to be vacant."""
    start = vacancy.start.latest if vacancy.start is not None else None
    if vacancy.seen is None or vacancy.seen.latest is None:
        return start, start
    first = vacancy.seen.earliest or vacancy.seen.latest
    return min(start, first) if start is not None else first, vacancy.seen.latest


def _may_be(vacancy: Vacancy, on: Edtf) -> bool:
    begun = vacancy.start is None or not on.before(vacancy.start)
    return begun and not (vacancy.end is not None and vacancy.end.before(on))


def vacancy_words(vacancy: Vacancy) -> str:
    """Say since when a position is vacant, without making more of it than is known."""
    start = f"since {date_words(vacancy.start)}" if vacancy.start else ""
    end = f"until {date_words(vacancy.end)}" if vacancy.end else ""
    seen = f"told {date_words(vacancy.seen)}" if vacancy.seen else ""
    return ", ".join(filter(None, (start, end, seen))) or "when is not known"


def vacant_post(vacancy: Vacancy, names: Names) -> str:
    """Name the position with what it belongs to: "foreign minister of Kyrgyzstan"."""
    of = names.state(vacancy.post.of)
    return f"{plain(vacancy.post.office)} of {of}" if of else plain(vacancy.post.office)


def make_vacancy_entry(vacancy: Vacancy, names: Names, sources: Mapping[str, Source]) -> Entry:
    """Tell that nobody is told to hold a position, and how its bounds are known."""
    facts = (
        ("office", vacant_post(vacancy, names)),
        ("vacant since", date_words(vacancy.start) if vacancy.start else "not told"),
        (
            "until",
            f"{date_words(vacancy.end)}, when the next holder begins" if vacancy.end else "not known to have ended",
        ),
        ("told", date_words(vacancy.seen) if vacancy.seen else ""),
    )
    return Entry(
        id=vacancy.id,
        kind="vacancy",
        heading=f"Vacant: {vacant_post(vacancy, names)}",
        facts=tuple((label, value) for label, value in facts if value),
        accounts=make_accounts(vacancy.evidence, sources),
    )


def vacancy_lines(vacancies: Iterable[Vacancy], *, with_office: bool = False) -> Iterator[str]:
    """Yield a line for each vacancy, with the words that tell it."""
    for one in vacancies:
        quote = textwrap.shorten(plain(one.evidence[0].quote), _QUOTE, placeholder=" \u2026")
        office = f"{plain(one.post.office)}, " if with_office else ""
        yield f"{office}vacant {vacancy_words(one)}: \u201c{quote}\u201d"


def conflict_lines(
    vacancies: Iterable[Vacancy], held: Iterable[tuple[Occupancy, _Days]], names: Names
) -> Iterator[str]:
    """Yield where somebody is told to hold a position on days on which it is told to be vacant.

    Args:
        vacancies: Of one position.
        held: Its holders, each with the first and last day on which they are known to hold it.
        names: What people are called.
    """
    holders = [(one, days) for one, days in held if one.status not in {"designate", "claimed"}]
    for vacancy in vacancies:
        first, last = known_empty(vacancy)
        told = [names.of(one.holder) for one, days in holders if _clashes((first, last), days)]
        if told and first and last:
            days = date_words(Edtf.between(first, last))
            both = f"{join_words(told)} is told to hold it, and it is told to be vacant"
            yield f"Reports do not fit together: {both}, {days}."


def _clashes(vacant: _Days, held: _Days) -> bool:
    """Tell whether a position is held on days on which it is vacant; the first and the last of these may be shared."""
    (first, last), (low, high) = vacant, held
    if not (first and last and low and high):
        return False
    return max(first, low) < min(last, high) or (low == high and first < low < last)


def export_vacancy(vacancy: Vacancy, evidence: list[Any]) -> dict[str, Any]:
    """Write a vacancy as plain values.

    Args:
        vacancy: What to write.
        evidence: Its evidence, written.
    """
    return {
        "id": vacancy.id,
        "office": vacancy.post.office,
        "of": vacancy.post.of,
        "start": str(vacancy.start) if vacancy.start else None,
        "end": str(vacancy.end) if vacancy.end else None,
        "seen": str(vacancy.seen) if vacancy.seen else None,
        "evidence": evidence,
    }
