"""Puts codes into plain words: acts, statuses, dates, participants; and makes untrusted text harmless to show."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from chancery.codebooks.states import states
from chancery.model.dates import Edtf
from chancery.model.events import Event, EventStatus, Participant
from chancery.model.offices import Entity
from chancery.model.text import DateBasis

UNKNOWN_DATE: Final = "date unknown"
NOBODY: Final = "someone unnamed"

STATUS_WORDS: Final[Mapping[EventStatus, str]] = {
    EventStatus.OCCURRED: "happened",
    EventStatus.ONGOING: "under way",
    EventStatus.PLANNED: "planned",
    EventStatus.DENIED: "denied",
    EventStatus.ALLEGED: "alleged",
    EventStatus.CONDITIONAL: "conditional",
}

BASIS_WORDS: Final[Mapping[DateBasis, str]] = {
    DateBasis.METADATA: "from the page's own data",
    DateBasis.DATELINE: "from the dateline",
    DateBasis.TEXT: "named in the text",
    DateBasis.INFERRED: "worked out from other facts",
    DateBasis.UNKNOWN: "not known",
}

_MONTHS: Final = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_ES_ENDINGS: Final = ("s", "sh", "ch", "x", "z", "o")
_OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
_SPACE: Final = re.compile(r"\s+")
_FULL_DATE: Final = 3  # parts of a date to the day
_MONTH_DATE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """How a type and mode reads.

    Attributes:
        noun: By itself: "talks".
        alone: Predicate without a recipient: "hold talks"; the first word takes the ending.
        toward: Predicate before the recipients: "hold talks with".
        together: Predicate of several actors without a recipient, where it differs from `alone`.
    """

    noun: str
    alone: str
    toward: str
    together: str = ""


@cache
def acts() -> Mapping[str, Act]:
    """Read the words of every act, by `TYPE` and `TYPE/mode`."""
    data = tomllib.loads(files(__package__).joinpath("assets", "acts.toml").read_text(encoding="utf-8"))
    found: dict[str, Act] = {}
    for code, entry in data.items():
        modes = entry.pop("modes", {})
        found[code] = Act(**entry)
        found |= {f"{code}/{mode}": Act(**words) for mode, words in modes.items()}
    return found


def act_code(event_type: str, mode: str | None) -> str:
    """Join type and mode as filters and exports write them.

    Example:
        >>> act_code("CONSULT", "visit")
        'CONSULT/visit'
    """
    return f"{event_type}/{mode}" if mode else event_type


def act(event_type: str, mode: str | None) -> Act:
    """Return the words of an act; a mode without its own reads as its type, an unknown type as its code."""
    known = acts()
    plain = event_type.lower()
    return known.get(act_code(event_type, mode)) or known.get(event_type) or Act(noun=plain, alone=plain, toward=plain)


def conjugate(predicate: str, *, plural: bool) -> str:
    """Give the first word of a predicate the ending of its subject.

    Example:
        >>> conjugate("hold talks with", plural=False)
        'holds talks with'
    """
    verb, _, rest = predicate.partition(" ")
    if verb == "be":
        verb = "are" if plural else "is"
    elif not plural:
        verb = _third_person(verb)
    return f"{verb} {rest}".strip()


def _third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return verb + ("es" if verb.endswith(_ES_ENDINGS) else "s")


class Names:
    """Answers what an entity or state is called.

    Example:
        >>> Names(()).state("KGZ")
        'Kyrgyzstan'
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Remember the entities by id."""
        self.entities: Mapping[str, Entity] = {entity.id: entity for entity in entities}

    def of(self, entity: str | None) -> str:
        """Return an entity's fullest name; its id where the record does not know it."""
        if entity is None:
            return NOBODY
        known = self.entities.get(entity)
        return plain(known.name) if known else self.state(entity)

    def state(self, code: str | None) -> str:
        """Return the name of a state or organisation by its code."""
        if code is None:
            return ""
        state = states().get(code)
        known = self.entities.get(code)
        return state.name if state else plain(known.name if known else code)

    def participant(self, who: Participant) -> str:
        """Name a participant with the state that he or she acts for: "Sergei Lavrov (RUS)"."""
        if who.entity is None:
            state = self.state(who.state) or NOBODY
            told = who.office or who.sector  # "Sudan (REB)": rebels of Sudan, whom nobody names
            return f"{state} ({plain(told)})" if told else state
        name = self.of(who.entity)
        return f"{name} ({who.state})" if who.state and who.state != who.entity else name

    def participants(self, whom: Iterable[Participant]) -> str:
        """Name several participants in one phrase."""
        return join_words([self.participant(who) for who in whom])


def join_words(words: list[str]) -> str:
    """Join words as a sentence does.

    Example:
        >>> join_words(["Russia", "China", "Kyrgyzstan"])
        'Russia, China and Kyrgyzstan'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def event_parts(event: Event, names: Names) -> tuple[str, str, str, str]:
    """Say an event as subject, predicate, object and office, without date, place or status.

    Args:
        event: What happened.
        names: What its participants are called.

    Returns:
        Four phrases, empty where nothing is said.
    """
    words = act(event.type, event.mode)
    office = f"as {plain(event.office)}" if event.office else ""
    actors, whom = names.participants(event.actors), names.participants(event.recipients)
    if not actors:
        return "", f"{words.noun}:" if whom else words.noun, whom, office
    several = len(event.actors) > 1
    predicate = words.toward if whom else (several and words.together) or words.alone
    if not predicate:
        return f"{actors}:", words.noun, whom, office
    return actors, conjugate(predicate, plural=several), whom, office


def event_sentence(event: Event, names: Names) -> str:
    """Say an event in one plain sentence, without date, place or status."""
    return " ".join(filter(None, event_parts(event, names)))


def date_words(date: Edtf | None) -> str:
    """Write a date for readers, with its uncertainty.

    Example:
        >>> date_words(Edtf.parse("2021-02-24/2021-02-25"))
        '24\u201325 Feb 2021'
        >>> date_words(Edtf.parse("../2020-10-15"))
        'by 15 Oct 2020'
    """
    if date is None:
        return UNKNOWN_DATE
    first, slash, last = str(date).partition("/")
    if not slash:
        return _point_words(first)
    opened, closed = first not in {"", ".."}, last not in {"", ".."}
    if opened and closed:
        return _range_words(first, last)
    if opened:
        return f"from {_point_words(first)}"
    return f"by {_point_words(last)}" if closed else UNKNOWN_DATE


def _range_words(first: str, last: str) -> str:
    """Leave out of the first date what the last one says again."""
    mine, other = first.split("-"), last.split("-")
    exact = len(mine) == len(other) == _FULL_DATE and (first + last).replace("-", "").isdigit()
    if exact and mine[:2] == other[:2]:
        return f"{int(mine[2])}\u2013{_point_words(last)}"
    if exact and mine[0] == other[0]:
        return f"{int(mine[2])} {_MONTHS[int(mine[1])]} \u2013 {_point_words(last)}"
    months = len(mine) == len(other) == _MONTH_DATE and (first + last).replace("-", "").isdigit()
    if months and mine[0] == other[0] and {mine[1], other[1]}.isdisjoint(_SEASONS):
        return f"{_MONTHS[int(mine[1])]}\u2013{_point_words(last)}"
    return f"{_point_words(first)} \u2013 {_point_words(last)}"


def _point_words(point: str) -> str:
    mark = point[-1] if point[-1] in "~?%" else ""
    negative = point.startswith("-")
    year, month, day = (*point.rstrip("~?%").removeprefix("-").split("-"), "", "")[:3]
    words = " ".join(filter(None, (_day_words(day), _month_words(month), _year_words(year, negative=negative))))
    if not month.strip("X") and year == "XXXX":
        words = UNKNOWN_DATE
    before = "about " if mark in {"~", "%"} else ""
    after = " (uncertain)" if mark in {"?", "%"} else ""
    return f"{before}{words}{after}"


def _day_words(day: str) -> str:
    return str(int(day)) if day.isdigit() else ""


def _month_words(month: str) -> str:
    if month in _SEASONS:
        return _SEASONS[month]
    return _MONTHS[int(month)] if month.isdigit() else ""


def _year_words(year: str, *, negative: bool) -> str:
    if year == "XXXX":
        return "(year unknown)"
    if year.endswith("XX"):
        return f"{year[:2]}00s (century)"
    if year.endswith("X"):
        return f"{year[:3]}0s"
    return f"{int(year.removeprefix('Y'))}{' BCE' if negative else ''}"


def count_words(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number with its noun.

    Example:
        >>> count_words(1, "report"), count_words(1200, "report")
        ('1 report', '1,200 reports')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def amount_words(amount: float | None, currency: str | None) -> str:
    """Write an amount of money or things; nothing where there is none."""
    if amount is None:
        return ""
    number = f"{amount:,.0f}" if float(amount).is_integer() else f"{amount:,.2f}"
    return f"{number} {currency}" if currency else number


def visible(text: str) -> str:
    r"""Keep text as it reads, but make what commands terminals or turns lines around show itself.

    Control characters, bidirectional overrides and lone surrogates become their code; line breaks stay.

    Example:
        >>> visible("ok\x1b[2J")
        'ok⟨U+001B⟩[2J'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible_character(character) for character in text)


def _visible_character(character: str) -> str:
    if character in "\n\t":
        return character
    if character in _OVERRIDES or unicodedata.category(character) in {"Cc", "Cs"}:
        return f"\u27e8U+{ord(character):04X}\u27e9"
    return character


def plain(text: str) -> str:
    r"""Put untrusted text on one line, harmless to show.

    Example:
        >>> plain("A\n  title")
        'A title'
    """
    return visible(_SPACE.sub(" ", text).strip())
