"""What everybody can know of the calendar: names with a first day, feasts, and meetings that recur with a new host.

Source: public record, in `occasions.toml`; what is in it follows the rules at its head.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_FILE: Final = "occasions.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """A name that nobody wrote before a day.

    Attributes:
        name: What began.
        day: When.
        form: How it is written.
        types: PLOVER types of the act that goes by the name; none where it is no act.
        until: Last day of that act, None where it goes on.
    """

    name: str
    day: dt.date
    form: re.Pattern[str]
    types: frozenset[str] = frozenset()
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One of the meetings of an occasion.

    Attributes:
        place: City or region.
        host: ISO 3166-1 alpha-3 code, where no other of the meetings had that host.
        number: As the meetings are counted.
        first: First day.
        last: Last day.
    """

    place: str | None
    host: str | None
    number: int | None
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Meetings under one name.

    Attributes:
        name: In our words.
        form: How it is written.
        number: How its number is written, if it is counted.
        held: The meetings.
    """

    name: str
    form: re.Pattern[str]
    number: re.Pattern[str] | None
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """All that `occasions.toml` holds."""

    since: tuple[Beginning, ...]
    feasts: dict[str, tuple[int, int]]
    occasions: tuple[Occasion, ...]


@cache
def calendar() -> Calendar:
    """Read what is known."""
    data = tomllib.loads(files(__package__ or "chancery.codebooks").joinpath(_FILE).read_text(encoding="utf-8"))
    return Calendar(
        since=tuple(
            Beginning(
                name=row["name"], day=row["day"], form=_form(row["forms"]),
                types=frozenset(row.get("types", ())), until=row.get("until"),
            )
            for row in data["since"]
        ),
        feasts={name: (int(day[:2]), int(day[3:])) for name, day in data["feasts"].items()},
        occasions=tuple(
            Occasion(
                name=row["name"],
                form=_form(row["forms"]),
                number=re.compile(row["number"]) if "number" in row else None,
                held=tuple(
                    Held(
                        place=one.get("place"), host=one.get("host"), number=one.get("number"),
                        first=one["from"], last=one["to"],
                    )
                    for one in row["held"]
                ),
            )
            for row in data["occasion"]
        ),
    )  # fmt: skip


def _form(forms: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w])")
