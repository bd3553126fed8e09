"""States, territories and former states, and the words that name them or act for them.

Source: names checked against CLDR, codes from ISO 3166-1, 3166-2 and 3166-3; codes from XAA to XZZ
are ISO's user-assigned range and Chancery's own, except XKX, which is common usage.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from chancery.codebooks.names import Phrases, load, normalise, unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PLURAL_ENDINGS: Final = ("an", "i", "ean", "er")
# For a form of several states the likeliest first, where the alphabet of codes would mislead.
_FIRST: Final = {"Korea": "KOR", "Korean": "KOR", "Koreans": "KOR", "Dominican": "DOM", "Dominicans": "DOM"}


class StateKind(StrEnum):
    """How a state stands among states."""

    MEMBER = "member"
    OBSERVER = "observer"
    PARTIAL = "partial"
    TERRITORY = "territory"
    FORMER = "former"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state, or a territory or former state that is coded like one.

    Attributes:
        code: ISO 3166-1 alpha-3; user-assigned X codes; for parts of a state, "GBR-SCT".
        name: The short name in English.
        formal: The formal name, or None where there is no other.
        names: Every name, short, formal, older and variant, without accents too.
        adjectives: "Kyrgyz", "Kyrgyzstani".
        demonyms: Nouns for its people that are not adjectives: "Russians", "Dane".
        capitals: Capital first, then other and former seats of government.
        of: Code of the state that it is part of, that claims it, or that continues it.
    """

    code: str
    name: str
    kind: StateKind
    formal: str | None = None
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    of: str | None = None

    @property
    def alpha3(self) -> str:
        """Its own code where that has the form of ISO 3166-1 alpha-3, else that of the state that it is part of."""
        return self.of if self.of and "-" in self.code else self.code


@dataclass(frozen=True, slots=True)
class StateForm:
    """One reading of a form.

    Attributes:
        code: The state.
        by: "name", "adjective", "demonym", "capital" or "seat" (a building, street or ministry).
        ambiguous: True where the form has other readings: other states, a person's name, a word.
        sector: PLOVER sector that a capital or seat acts as, else None.
    """

    code: str
    by: str
    ambiguous: bool = False
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class StateMatch:
    """The longest form of a state that begins at a word.

    Attributes:
        form: As the codebook writes it.
        readings: Candidates, likeliest first; empty for a name that only contains a state's form
            ("Latin America") and is to be skipped whole.
        end: Index after the last word.
    """

    form: str
    readings: tuple[StateForm, ...]
    end: int


@cache
def _data() -> dict[str, Any]:
    return load("states")


def _variants(form: str) -> Iterator[str]:
    """Yield the form, its spelling without accents, and "St." beside "Saint"."""
    form = normalise(form)
    for spelling in dict.fromkeys((form, unaccented(form))):
        yield spelling
        if spelling.startswith("Saint "):
            yield f"St. {spelling[6:]}"
            yield f"St {spelling[6:]}"


def _spread(forms: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for form in forms for v in _variants(form)))


def _state(code: str, kind: StateKind, entry: Mapping[str, Any]) -> State:
    adjectives = _spread(entry.get("adj", ()))
    plurals = [f"{a}s" for a in adjectives if a.endswith(_PLURAL_ENDINGS)]
    formal = entry.get("formal")
    return State(
        code=code,
        name=entry["name"],
        kind=kind,
        formal=formal,
        names=_spread([entry["name"], *([formal] if formal else []), *entry.get("names", ())]),
        adjectives=adjectives,
        demonyms=tuple(d for d in _spread([*entry.get("people", ()), *plurals]) if d not in adjectives),
        capitals=_spread(entry.get("capital", ())),
        of=entry.get("of"),
    )


@cache
def states() -> Mapping[str, State]:
    """Return every state of the codebook by its code."""
    return {code: _state(code, kind, entry) for kind in StateKind for code, entry in _data()[kind].items()}


def state(code: str) -> State:
    """Return the state with this code.

    Raises:
        KeyError: If the codebook has no such code.

    Example:
        >>> state("KGZ").formal
        'Kyrgyz Republic'
    """
    return states()[code]


def _readings() -> Iterator[tuple[str, StateForm]]:
    """Yield every form with its readings; of two for one state the first stands."""
    for entry in states().values():
        for by, forms in (("name", entry.names), ("adjective", entry.adjectives), ("demonym", entry.demonyms)):
            yield from ((form, StateForm(entry.code, by)) for form in forms)
        yield from ((form, StateForm(entry.code, "capital", sector="GOV")) for form in entry.capitals)
    sectors: Mapping[str, str] = _data()["seat_sector"]
    for seat, codes in _data()["seats"].items():
        for form in _variants(seat):
            yield from ((form, StateForm(code, "seat", sector=sectors.get(seat, "GOV"))) for code in codes)


@cache
def state_forms() -> Mapping[str, tuple[StateForm, ...]]:
    """Return the readings of every form, likeliest first.

    Keys have the exact case and a plain apostrophe; `normalise` makes a text's words fit.

    Example:
        >>> [reading.code for reading in state_forms()["White House"]]
        ['USA', 'KGZ', 'RUS']
    """
    found: dict[str, dict[str, StateForm]] = {}
    for form, reading in _readings():
        found.setdefault(form, {}).setdefault(reading.code, reading)
    otherwise = ambiguous_forms()
    return {form: _ranked(form, tuple(by_code.values()), otherwise) for form, by_code in found.items()}


def _ranked(form: str, readings: tuple[StateForm, ...], otherwise: Mapping[str, str]) -> tuple[StateForm, ...]:
    unsure = len(readings) > 1 or form in otherwise
    if not unsure:
        return readings
    first = _FIRST.get(form)
    ordered = sorted(readings, key=lambda reading: reading.code != first)
    return tuple(StateForm(r.code, r.by, ambiguous=True, sector=r.sector) for r in ordered)


@cache
def ambiguous_forms() -> Mapping[str, str]:
    """Return the forms that may mean no state at all, with what else they mean."""
    return {v: why for form, why in _data()["ambiguous"].items() for v in _variants(form)}


@cache
def state_shadows() -> frozenset[str]:
    """Return longer names that contain a form and name no state: "Latin America", "Minsk Group"."""
    return frozenset(v for form in _data()["shadows"]["names"] for v in _variants(form))


@cache
def _phrases() -> Phrases[tuple[str, tuple[StateForm, ...]]]:
    shadows = [(form, (form, ())) for form in state_shadows()]
    return Phrases([*((form, (form, readings)) for form, readings in state_forms().items()), *shadows], fold=False)


def match_state(words: Sequence[str], start: int) -> StateMatch | None:
    """Return the longest form of a state at `words[start]`, by exact case; words in capitals match too.

    Example:
        >>> found = match_state(["the", "Kyrgyz", "Republic", "and"], 1)
        >>> found.form, found.readings[0].code, found.end
        ('Kyrgyz Republic', 'KGZ', 3)
    """
    found = _phrases().longest(words, start)
    if found is None and words[start].isupper() and len(words[start]) > 3:  # noqa: PLR2004 - "MOSCOW", not "US"
        found = _phrases().longest([word.title() if word.isupper() else word for word in words[start : start + 6]], 0)
        found = (found[0], found[1] + start) if found else None
    return StateMatch(found[0][0], found[0][1], found[1]) if found else None
