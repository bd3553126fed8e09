"""Posts of office as a vocabulary: what they are called, in which number, and what may stand before them.

Source: own vocabulary in `posts.toml`; sectors from PLOVER 2.0; offices as in codebook, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from chancery.codebooks.names import Phrases, given_names, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HYPHENS: Final = frozenset("-\u2010\u2011\u2013")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An office, whoever holds it and wherever.

    Attributes:
        office: In the codebook's words: "foreign minister".
        level: "head of state", "head of government", "minister", "deputy minister", "deputy",
            "speaker", "legislator", "diplomat", "spokesperson", "official", "local", "military",
            "judge", "organisation", "party", "leader", "royal" or "citizen".
        sector: PLOVER sector of its holder.
        takes: Prepositions after which the office goes on: "ambassador" takes "to".
    """

    office: str
    level: str
    sector: str = "GOV"
    takes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMatch:
    """A title of office in a text.

    Attributes:
        post: What kind of office.
        office: The whole office in the codebook's words: "deputy foreign minister", "mayor of
            Bishkek", "ambassador to Russia".
        start: Index of the first word, flags included.
        title: Index of the first word of the title itself.
        end: Index after the last word.
        flags: Of "acting", "former", "outgoing", "new", "designate", "then", "current".
        extra: The complement or the subject in words: "Bishkek", "defence"; None without one.
        of: State or organisation that the text names the office's owner after "of", or by the title
            itself ("UN chief"); None if the text does not say here.
        to: State or organisation that a diplomat is sent to.
        plural: True for "presidents", "foreign ministers".
        wording: The title in the text's own words, in lower case: "defense minister", "chairwoman".
    """

    post: Post
    office: str
    start: int
    title: int
    end: int
    flags: tuple[str, ...] = ()
    extra: str | None = None
    of: str | None = None
    to: str | None = None
    plural: bool = False
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """One wording of a post: what it stands for, in which number and whose."""

    form: str
    office: str
    plural: bool
    of: str | None


@cache
def post_data() -> dict[str, Any]:
    """Return the vocabulary as its file has it."""
    return load("posts")


@cache
def posts() -> Mapping[str, Post]:
    """Return every listed post by its office; ministers of a subject are made when read."""
    return {
        office: Post(
            office=office,
            level=entry["level"],
            sector=entry.get("sector", "GOV"),
            takes=tuple(entry.get("takes", ())),
        )
        for office, entry in post_data()["posts"].items()
    }


def plural_of(title: str) -> str:
    """Return the plural of a title.

    Example:
        >>> plural_of("secretary of state"), plural_of("spokesman")
        ('secretaries of state', 'spokesmen')
    """
    for link in (" of ", " for ", " to ", " at ", "-in-", "-at-", "-in "):
        head, found, rest = title.partition(link)
        if found:
            return f"{plural_of(head)}{found}{rest}"
    if title.endswith("man"):
        return f"{title[:-2]}en"
    if title.endswith("y") and title[-2] not in "aeiou":
        return f"{title[:-1]}ies"
    return f"{title}es" if title.endswith(("s", "ch", "sh", "x")) else f"{title}s"


def _titles() -> Iterator[tuple[str, Title]]:
    """Yield every wording in singular and plural; plurals first, so that a singular overrules."""
    implied: Mapping[str, str] = post_data()["implied"]
    wordings = [(form, office) for office, e in post_data()["posts"].items() for form in (office, *e.get("forms", ()))]
    yield from ((plural_of(form), Title(form, office, plural=True, of=implied.get(form))) for form, office in wordings)
    yield from (
        (form, Title(form, office, plural=form.endswith("men"), of=implied.get(form))) for form, office in wordings
    )


@cache
def title_phrases() -> Phrases[Title]:
    """Return every wording of every listed post."""
    return Phrases(_titles())


@cache
def word_phrases(table: str) -> Phrases[str]:
    """Return the words of one table, with what they say: "flags", "ranks", "heads", "after".

    Args:
        table: Its name in the vocabulary.
    """
    told: Mapping[str, list[str]] = post_data()[table]
    if table == "ranks":
        return Phrases((form, form) for form in told["words"])
    return Phrases((form, name) for name, forms in told.items() for form in forms)


def is_surname(words: Sequence[str], at: int) -> bool:
    """Tell whether a title of one word is the family name of the given name before it: "Julie Bishop said".

    Example:
        >>> is_surname(["Julie", "Bishop", "said"], 1), is_surname(["Thai", "King", "Bhumibol"], 1)
        (True, False)
    """
    word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
    if not (can_be_surname(word) and at and words[at - 1] in given_names()):
        return False
    return not (after[:1].isupper() and len(after.strip(".")) > 1)


def is_middle(words: Sequence[str], at: int, *, seen: bool = False) -> bool:
    """Tell whether a form of address stands inside a name, after a given name and before another.

    Args:
        words: The words.
        at: The form of address.
        seen: Whether the language model sees one name around it, so that what stands before need not be listed.

    Example:
        >>> is_middle(["Hassan", "Sheikh", "Mohamud"], 1), is_middle(["Kuwaiti", "Sheikh", "Sabah"], 1)
        (True, False)
    """
    word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
    inside = bool(at) and (seen or words[at - 1] in given_names()) and after[:1].isupper() and len(after.strip(".")) > 1
    return inside and word.istitle() and word.casefold() in post_data()["middles"]["words"]


def is_namesake(words: Sequence[str], at: int) -> bool:
    """Tell whether a ruler's title is a given name, after another title: "Speaker Amir Ohana".

    Example:
        >>> is_namesake(["Amir", "Ohana"], 0), is_namesake(["Amir", "of", "Kuwait"], 0)
        (True, False)
    """
    after = words[at + 1] if at + 1 < len(words) else ""
    return words[at] in post_data()["namesakes"]["words"] and after[:1].isupper()


def can_be_surname(word: str) -> bool:
    """Tell whether a title of one word is also a family name: "Bishop", not "bishop"."""
    return word.istitle() and word.casefold() in post_data()["surnames"]["words"]


def match_flags(words: Sequence[str], start: int) -> tuple[tuple[str, ...], int]:
    """Return what stands before a title about when it is held, and the index after it.

    Use it where a state stands between flags and title: "newly appointed Kyrgyz Foreign Minister".

    Example:
        >>> match_flags(["newly", "appointed", "Foreign", "Minister"], 0)
        (('new',), 2)
    """
    flags: list[str] = []
    at = start
    while at < len(words) and (found := word_phrases("flags").longest(words, at)):
        flags.append(found[0])
        at = found[1]
        if at < len(words) and words[at] in HYPHENS:
            at += 1
    return tuple(dict.fromkeys(flags)), at
