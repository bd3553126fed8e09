"""Organisations that diplomatic news names, and the words for bodies of a state.

Source: own vocabulary in `organisations.toml` and `chambers.toml`; sectors from PLOVER 2.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from chancery.codebooks.names import Phrases, given_names, load, normalise, pieces, unaccented
from chancery.codebooks.states import match_state, state

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
_HYPHENS: Final = frozenset("-\u2010\u2011\u2013")
_LINKS: Final = frozenset({"of", "and", "for", "the", "on", "in", "&", "de", "to", ","})
_NAME_LENGTH: Final = 2
_LONGEST_RUN: Final = 14
_CHAMBERS: Final = {  # tables of `chambers.toml`, with the body that each chamber is
    "whole": "parliament",
    "lower": "lower chamber of parliament",
    "upper": "upper chamber of parliament",
    "council": "council",
}


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
    listed = {name: _organisation(name, kind, entry) for kind in _KINDS for name, entry in _data()[kind].items()}
    seats: Mapping[str, Mapping[str, Mapping[str, Any]]] = load("chambers")
    chambers = ((name, entry) for table in _CHAMBERS for name, entry in seats[table].items())
    return listed | {name: _organisation(name, "STATE", {**entry, "sector": "LEG"}) for name, entry in chambers}


@cache
def chamber_bodies() -> Mapping[str, str]:
    """Return which body of its state each chamber with a name of its own is, by its id.

    Example:
        >>> chamber_bodies()["DAIL"], chamber_bodies()["KNESSET"]
        ('lower chamber of parliament', 'parliament')
    """
    told: Mapping[str, Mapping[str, Any]] = load("chambers")
    return {name: body for table, body in _CHAMBERS.items() for name in told[table]}


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


@cache
def _areas() -> Phrases[str]:
    return Phrases((form, form) for form in _data()["areas"]["words"])


def match_area(words: Sequence[str], at: int) -> int | None:
    """Return the index after an area of work in lower case: "policy", "policy and planning"."""
    found = _areas().longest(words, at) if at < len(words) and words[at].islower() else None
    if found and word_at(words, found[1]) == "and" and (more := _areas().longest(words, found[1] + 1)):
        found = more
    return found[1] if found else None


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
        >>> match_body(["the", "Tweede", "Kamer"], 1)
        BodyMatch(body='lower chamber of parliament', sector='LEG', end=3)
    """
    found = _bodies().longest(words, start)
    listed = BodyMatch(found[0][0], found[0][1], found[1]) if found else None
    chamber = match_organisation(words, start)
    if chamber and chamber.id in chamber_bodies() and (listed is None or chamber.end >= listed.end):
        listed = BodyMatch(chamber_bodies()[chamber.id], "LEG", chamber.end)
    made = _ministry(words, start)
    if listed and (made is None or made.end <= listed.end):
        return listed
    return made


def is_abbreviation(form: str) -> bool:
    """Tell whether a form is the short form of an organisation: "CSTO"."""
    found = organisation_forms().get(form)
    return found is not None and pieces(form) in {pieces(short) for short in organisation(found).abbreviations}


def word_at(words: Sequence[str], at: int) -> str:
    """Return the word in lower case, or "" outside the text."""
    return words[at].casefold() if 0 <= at < len(words) else ""


def past_article(words: Sequence[str], at: int) -> int:
    """Return the index after an article or possessive, if there is one."""
    return at + 1 if word_at(words, at) in {"the", "a", "an", "its", "his", "her", "their"} else at


@dataclass(frozen=True, slots=True)
class Named:
    """A state, organisation, body or place that an office is about.

    Attributes:
        words: As they enter the office: "the Security Council", "Bishkek".
        end: Index after the last word.
        code: State or organisation id, or None.
    """

    words: str
    end: int
    code: str | None


def _with_article(name: str) -> str:
    return f"the {name}" if name in _data()["with_the"]["names"] else name


def named_at(words: Sequence[str], at: int) -> Named | None:
    """Read a state, an organisation or a body of a state."""
    found: list[Named] = []
    if (there := match_state(words, at)) and there.readings:
        reading = there.readings[0]
        if reading.by == "name":
            found.append(Named(_with_article(state(reading.code).name), there.end, reading.code))
        elif reading.by == "capital":
            found.append(Named(there.form, there.end, reading.code))
        elif reading.by == "adjective" and there.end < len(words) and (body := match_body(words, there.end)):
            found.append(Named(f"the {body.body}", body.end, reading.code))
    if org := match_organisation(words, at):
        one = organisation(org.id)
        words_of = _with_article(one.name) if one.name == org.form and one.kind == "IGO" else f"the {org.form}"
        found.append(Named(words_of, org.end, one.of if one.kind == "STATE" else one.id))
    if body := match_body(words, at):
        proper = words[at][:1].isupper() and body.body != "foreign ministry"
        written = " ".join(words[at : body.end]) if proper else body.body
        found.append(Named(f"the {written}", body.end, None))
    return max(found, key=lambda one: one.end, default=None)


def _run(words: Sequence[str], at: int) -> int:
    """Return the end of the run of capitalised words, with links inside it."""
    end = at
    while end < min(len(words), at + _LONGEST_RUN):
        if words[end][:1].isupper() or (words[end] in _HYPHENS and end > at):
            end += 1
            continue
        link = end
        while word_at(words, link) in _LINKS and link < at + _LONGEST_RUN:
            link += 1
        if end in {at, link} or link >= len(words) or not words[link][:1].isupper():
            break
        end = link
    return end


@cache
def body_ends() -> frozenset[str]:
    """Return the words that end the name of a body: "Agency", "Affairs"."""
    return frozenset(_data()["body_ends"]["words"])


def without_name(words: Sequence[str], at: int, end: int) -> int:
    """Return where a run stops being a place or subject and becomes a person's name."""
    named = next((i for i in range(at, end) if words[i] in given_names()), None)
    comma = next((i for i in range(at, end) if words[i] == ","), end)
    if named is None and comma == end and end - at > _NAME_LENGTH:
        return end - _NAME_LENGTH
    return min(comma, end if named is None else named)


def run_of_capitals(words: Sequence[str], at: int) -> int:
    """Return the index after the capitalised words."""
    return next((i for i in range(at, len(words)) if not words[i][:1].isupper()), len(words))


def enumerated(words: Sequence[str], end: int) -> int:
    """Return the index after further subjects, known or not: "Foreign Affairs, Sea Trade, and Citizens Abroad"."""
    last = next((i for i in range(end, min(len(words) - 1, end + _LONGEST_RUN)) if word_at(words, i) == "and"), 0)
    if not last or word_at(words, end) != "," or word_at(words, last - 1) != ",":
        return end
    stop = run_of_capitals(words, last + 1)
    between = words[end:stop]
    proper = all(word in {",", "and"} or word[:1].isupper() for word in between)
    closed = stop == len(words) or words[stop] == ","
    return stop if proper and closed and not any(word in given_names() for word in between) else end


def _before_others(words: Sequence[str], at: int, end: int) -> int:
    """Return where a run of capitals comes to a person or to a further body: "... for Asia Anna Berg, and the ..."."""
    for i in range(at + 1, end):
        if words[i] == ",":
            begin = i + 2 if word_at(words, i + 1) == "and" else i + 1
            further = next((j for j in range(begin, end) if words[j] == ","), end)
            if word_at(words, begin) == "the" and any(word in body_ends() for word in words[begin + 1 : further]):
                return i
        elif words[i] in given_names() and words[i - 1][:1].isupper() and i + 1 < end:
            after = words[i + 1]
            if after[:1].isupper() and after not in body_ends():
                return i
    return end


def unlisted_at(words: Sequence[str], at: int, article: str) -> Named | None:
    """Read the name of a body or place that no vocabulary has, without the person's name after it."""
    end = _before_others(words, at, _run(words, at))
    last = max((i + 1 for i in range(at, end) if words[i] in body_ends()), default=0)
    if not last:
        last = without_name(words, at, end)
    elif last < end and word_at(words, last) in {"for", "of", "on"}:
        begin = past_article(words, last + 1)
        more = without_name(words, begin, end)
        last = more if more > begin else last
    if last <= at:
        return None
    text = " ".join(words[at:last]).replace(" ,", ",").replace(" - ", "-")
    return Named(f"{article}{text}", last, None)
