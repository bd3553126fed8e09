"""Words of English time expressions: months, weekdays, units, and what only looks like them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_ENDS: Final = ("year", "month", "day"), ("end_year", "end_month", "end_day")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """The lexicon of `times.toml`, in lower case.

    Attributes:
        sure: Month names that mean nothing else when capitalised.
        doubtful: Month names that are also verbs, adjectives or people's names.
        short: Abbreviations of months.
        not_after: Words after which a four-digit number is no year.
        not_before: Words before which a four-digit number is no year.
        measured: Plural nouns that a round year may stand before.
        name_first: Words before a month or weekday that make it part of a name.
        name_last: Words after a month or weekday that make it part of a name.
        feasts: Names of feasts by their first word; each with the fields of its day.
        eras: Names of wars and ages by their first word, as written; each with the fields of its days.
    """

    sure: dict[str, int]
    doubtful: dict[str, int]
    short: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    feasts: dict[str, tuple[tuple[tuple[str, ...], dict[str, int | str]], ...]]
    recurring: dict[str, int]
    units: dict[str, str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    late_ordinals: dict[str, int]
    decades: dict[str, int]
    day_words: dict[str, int]
    directions: dict[str, int]
    parts: dict[str, str]
    bounds: dict[str, str]
    sets: dict[str, str]
    vague: dict[str, str]
    vague_starts: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    not_after: frozenset[str]
    not_before: frozenset[str]
    measured: frozenset[str]
    name_first: frozenset[str]
    name_last: frozenset[str]
    eras: dict[str, tuple[tuple[tuple[str, ...], dict[str, int]], ...]]


@cache
def read_time_words() -> TimeWords:
    """Read the lexicon, once."""
    data = tomllib.loads((files("chancery.codebooks") / "times.toml").read_text(encoding="utf-8"))
    starts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, reference in data["vague"].items():
        words = tuple(phrase.split())
        starts.setdefault(words[0], []).append((words, reference))
    eras: dict[str, list[tuple[tuple[str, ...], dict[str, int]]]] = {}
    for days, called in data.pop("eras").items():
        for name in called:
            words = tuple(name.replace("/", " / ").split())
            eras.setdefault(words[0], []).append((words, _days(days)))
    feasts: dict[str, list[tuple[tuple[str, ...], dict[str, int | str]]]] = {}
    for name, day in data.pop("feasts").items():
        words = tuple(name.replace("'s", " 's").replace("s'", "s '").split())
        feasts.setdefault(words[0], []).append((words, day))
    months, not_years, names = data.pop("months"), data.pop("not_years"), data.pop("names")
    return TimeWords(
        **months,
        **data,
        vague_starts={first: tuple(sorted(found, key=_longest_first)) for first, found in starts.items()},
        not_after=frozenset(not_years["before"]),
        not_before=frozenset(not_years["after"]),
        measured=frozenset(not_years["measured"]),
        name_first=frozenset(names["before"]),
        name_last=frozenset(names["after"]),
        feasts={first: tuple(sorted(found, key=_longest_first)) for first, found in feasts.items()},
        eras={first: tuple(found) for first, found in eras.items()},
    )


def _days(written: str) -> dict[str, int]:
    """Read "1939-09-01/1945-09-02" and "1095/1291" as the fields of a range, "2001-09-11" as those of a day."""
    ends = zip(_ENDS, written.split("/"), strict=False)
    return {field: int(part) for fields, end in ends for field, part in zip(fields, end.split("-"), strict=False)}


def _longest_first(phrase: tuple[tuple[str, ...], object]) -> int:
    return -len(phrase[0])
