"""Organisations that diplomatic news names, and the words for bodies of a state.

Source: own vocabulary in `organisations.toml`; sectors from PLOVER 2.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from chancery.codebooks.names import Phrases, load, normalise, pieces, unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_KINDS: Final = {"IGO": "IGO", "NGO": "NGO", "GROUP": "UNK", "STATE": "GOV", "OUTLET": "JRN"}
_SPELLINGS: Final = (
    ("Organization", "Organisation"),
    ("Stabilization", "Stabilisation"),
    ("Mobilization", "Mobilisation"),
    ("Programme", "Program"),
    ("Center", "Centre"),
    ("Defense", "Defence"),
    ("Labour", "Labor"),
    ("Co-operation", "Cooperation"),
    ("Co-operation", "Co-Operation"),
    (" and ", " & "),
    ("UN ", "U.N. "),
    ("U.S. ", "US "),
)
_MOST_SUBJECT_WORDS: Final = 6
# A name's first letter may be small in running text where it is no proper noun of its own.
_LINKS: Final = frozenset({"of", "and", "for", "the", "&", ",", "to", "in"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body that acts in its own name.

    Attributes:
        id: The usual abbreviation.
        name: The full name in English.
        kind: "IGO", "NGO", "GROUP" (movement, armed group, party), "STATE" (body of one state),
            "OUTLET" (news agency, newspaper, station).
        sector: PLOVER sector.
        forms: Every name and abbreviation, in British and American spelling.
        abbreviations: The short forms among them.
        of: Organisation id or ISO 3166-1 alpha-3 code that it belongs to.
    """

    id: str
    name: str
    kind: str
    sector: str
    forms: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class OrganisationMatch:
    """The longest name of an organisation that begins at a word.

    Attributes:
        id: The organisation.
        form: As the codebook writes it.
        end: Index after the last word.
        ambiguous: True where the form has other readings.
    """

    id: str
    form: str
    end: int
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class BodyMatch:
    """Words for a body of a state: "Foreign Ministry", "lower house", "police".

    Attributes:
        body: In the codebook's words: "foreign ministry", "lower chamber of parliament".
        sector: PLOVER sector.
        end: Index after the last word.
    """

    body: str
    sector: str
    end: int


@cache
def _data() -> dict[str, Any]:
    return load("organisations")


def _spellings(form: str) -> Iterator[str]:
    """Yield a name in British and American spelling, with and without accents."""
    found = [normalise(form)]
    for one, other in _SPELLINGS:
        found += [f.replace(a, b) for f in found for a, b in ((one, other), (other, one)) if a in f]
    for spelling in dict.fromkeys(found):
        yield spelling
        yield unaccented(spelling)


def _organisation(name: str, kind: str, entry: Mapping[str, Any]) -> Organisation:
    written = [entry["name"], *entry.get("forms", ()), *entry.get("abbr", ())]
    return Organisation(
        id=name,
        name=entry["name"],
        kind=kind,
        sector=entry.get("sector", _KINDS[kind]),
        forms=tuple(dict.fromkeys(spelling for form in written for spelling in _spellings(form))),
        abbreviations=tuple(entry.get("abbr", ())),
        of=entry.get("of"),
    )


@cache
def organisations() -> Mapping[str, Organisation]:
    """Return every organisation of the codebook by its id."""
    return {name: _organisation(name, kind, entry) for kind in _KINDS for name, entry in _data()[kind].items()}


def organisation(name: str) -> Organisation:
    """Return the organisation with this id.

    Raises:
        KeyError: If the codebook has no such id.

    Example:
        >>> organisation("CSTO").name
        'Collective Security Treaty Organization'
    """
    return organisations()[name]


@cache
def organisation_forms() -> Mapping[str, str]:
    """Return the id that each form names; keys have the exact case and plain apostrophes.

    Example:
        >>> organisation_forms()["Organisation for Security and Cooperation in Europe"]
        'OSCE'
    """
    return {form: entry.id for entry in organisations().values() for form in entry.forms}


@cache
def ambiguous_organisation_forms() -> Mapping[str, str]:
    """Return the forms that may mean something else, with what else they mean."""
    return {spelling: why for form, why in _data()["ambiguous"].items() for spelling in _spellings(form)}


@cache
def organisation_seats() -> Mapping[str, tuple[str, ...]]:
    """Return the places that stand for organisations, likeliest first: "Brussels" for EU and NATO."""
    return {place: tuple(names) for place, names in _data()["seats"].items()}


@cache
def _phrases() -> Phrases[str]:
    return Phrases(((form, form) for form in organisation_forms()), fold=False)


def match_organisation(words: Sequence[str], start: int) -> OrganisationMatch | None:
    """Return the longest name of an organisation at `words[start]`, by exact case.

    Example:
        >>> match_organisation(["the", "World", "Food", "Program", "said"], 1)
        OrganisationMatch(id='WFP', form='World Food Program', end=4, ambiguous=False)
    """
    found = _phrases().longest(words, start)
    if found is None:
        return None
    form, end = found
    return OrganisationMatch(organisation_forms()[form], form, end, form in ambiguous_organisation_forms())


@cache
def body_forms() -> Mapping[str, tuple[str, str]]:
    """Return body and sector of each phrase in lower case: "senate" -> upper chamber, LEG."""
    told: Mapping[str, Mapping[str, list[str]]] = _data()["bodies"]
    return {
        form.casefold(): (body, sector)
        for sector, bodies in told.items()
        for body, forms in bodies.items()
        for form in forms
    }


@cache
def _bodies() -> Phrases[tuple[str, str]]:
    return Phrases(body_forms().items())


@cache
def subjects() -> Mapping[str, str]:
    """Return what ministries are about, any wording to the codebook's: "defense" -> "defence"."""
    told: Mapping[str, list[str]] = _data()["subjects"]
    return {form: subject for subject, forms in told.items() for form in (subject, *forms)}


@cache
def _subject_phrases() -> Phrases[str]:
    return Phrases(subjects().items())


def match_subject(words: Sequence[str], start: int) -> tuple[str, int] | None:
    """Return what a ministry or minister is about at `words[start]`, and the index after it.

    Joined subjects are one: "trade and industry", "education, science and culture".

    Example:
        >>> match_subject(["Defense", "and", "Aerospace", "Industry", "Minister"], 0)
        ('defence and aerospace industry', 4)
    """
    found = _subject_phrases().longest(words, start)
    if found is None:
        return None
    subject, end = found
    while end + 1 < len(words):
        after = end
        if words[after] == ",":
            after += 1
        link = ", "
        if after < len(words) and words[after].casefold() in {"and", "&"}:
            after += 1
            link = " and "
        more = _subject_phrases().longest(words, after) if end < after < len(words) else None
        if more is None:
            break
        subject, end = f"{subject}{link}{more[0]}", more[1]
    return subject, end


def _ministry(words: Sequence[str], start: int) -> BodyMatch | None:
    """Read "Ministry of X", "Department for X" and "X Ministry"."""
    first = words[start].casefold()
    if first in {"ministry", "department"} and start + 2 < len(words) and words[start + 1].casefold() in {"of", "for"}:
        at = start + 2 + (words[start + 2].casefold() == "the")
        about = match_subject(words, at) if at < len(words) else None
    else:
        about = match_subject(words, start)
        if about and not (about[1] < len(words) and words[about[1]].casefold() in {"ministry", "department"}):
            return None
        first = words[about[1]].casefold() if about else first
        about = (about[0], about[1] + 1) if about else None
    if about is None:
        return None
    return BodyMatch(f"{about[0]} {first}", "MIL" if about[0] == "defence" else "GOV", about[1])


def match_body(words: Sequence[str], start: int) -> BodyMatch | None:
    """Return the longest phrase for a body of a state at `words[start]`, in any case.

    Example:
        >>> match_body(["Ministry", "of", "Energy", "officials"], 0)
        BodyMatch(body='energy ministry', sector='GOV', end=3)
    """
    found = _bodies().longest(words, start)
    listed = BodyMatch(found[0][0], found[0][1], found[1]) if found else None
    made = _ministry(words, start)
    if listed and (made is None or made.end <= listed.end):
        return listed
    return made


def is_abbreviation(form: str) -> bool:
    """Tell whether a form is the short form of an organisation: "CSTO"."""
    found = organisation_forms().get(form)
    return found is not None and pieces(form) in {pieces(short) for short in organisation(found).abbreviations}
