"""What a byline says: the persons in "By ANA COSTA and Ole Berg, staff writers | 3 May 2021".

A line is cut into segments at strokes and points; a segment loses its day, the place or outlet behind each name and
the trade beside it; what is left must be shaped as names of persons are, without a word that no such name has.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from chancery.codebooks.cities import find_city
from chancery.codebooks.names import given_names, not_names, particles, suffixes, without_address
from chancery.codebooks.organisations import is_abbreviation
from chancery.codebooks.outlets import outlet_by_name
from chancery.codebooks.states import state_forms
from chancery.reading.datelines import find_date
from chancery.reading.pieces import fold

MAX_WORDS: Final = 30  # of a line with names, places and trades
_MAX_NAMES: Final = 6
_WHO: Final = r"(?:writer|reporter|author|correspondent|journalist|columnist|interviewer|byline)"
_WHAT: Final = (
    r"(?:text|words|story|article|column|analysis|opinion|op-ed|comment(?:ary)?|essay|report|review|interview|dispatch|"
    r"feature)"
)
_DONE: Final = (
    r"(?:authored|written|reported|posted|published|filed|interviewed|conducted|submitted|created|uploaded|compiled|"
    r"prepared|recorded)"
)
_SHOWN: Final = r"(?: (?:and|&) (?:photo(?:graph)?s?|pictures|video))?"
_LABEL: Final = re.compile(
    rf"\W*(?:(?:(?:an? |guest |special )?(?:{_WHO}s?|{_WHAT}|{_DONE})\b{_SHOWN},? (?:on .{{6,30}}? )?)?by\b:?|"
    r"(?-i:B[Yy](?=[A-Z][a-z]+ [A-Z])|(?:Author|Writer|Reporter|Text|Words|TEXT|WORDS)s?(?= [A-Z]))|"
    rf"(?:{_WHO}(?:s|\(s\))?|{_WHAT}){_SHOWN}(?: name)? ?:)\s*",
    re.IGNORECASE,
)
_FOREIGN_LABEL: Final = re.compile(
    r"\W*(?:(?:par|por|von|od|av|af|oleh|pewarta|autore?s?|auteurs?|autor(?:in|ka)?|texte|tekst|testo) ?:|"
    r"(?:par|por|von|oleh)\b)\s*",
    re.IGNORECASE,
)
_POSTED: Final = re.compile(
    r"\W*(?:posted|published|submitted|created|uploaded|written)\b.{0,30}?\bby:? (?P<name>[\w.-]{2,30})"
    r"(?:\W*|\W+(?P<rest>(?:on|at|in|\W|\d).*))",
    re.IGNORECASE,
)
_HANDLE: Final = re.compile(r"\W*by:? (?P<name>[\w.-]{2,30})(?:\s*[»|•·—–,-]\s*(?P<rest>.{6,60}))?", re.IGNORECASE)
_REPORTED: Final = re.compile(
    r"(?P<more>additional |further )?(?:reporting|text|words|story|written) by (?P<names>.{3,200}?)(?=;|\)|\. |\.?$)",
    re.IGNORECASE,
)
_BARE_LABEL: Final = re.compile(rf"(?:(?:written|posted|story|text|words) )?by:?|por|par|von|{_WHO}s?:", re.IGNORECASE)
_SEGMENTS: Final = re.compile(r"\s+[|•·—–/»-]+\s+|\s*[|•·»]\s*|\t+")
_GLUED: Final = re.compile(
    r"(?<=[a-z])(?=(?:Published|Updated|Posted|Last (?:updated|modified)|Created)\b|\d{1,2} [A-Z][a-z]{2}|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)"
)
_BETWEEN: Final = re.compile(r"\s*(?:,\s*(?:and|&)\s|,|;|\band\b|&|\s/\s|\s\+\s)\s*", re.IGNORECASE)
_BEHIND: Final = re.compile(
    r"\s+(?:(?:in|from|at|for|of|on|reports?|reporting|with|published|updated|posted|last (?:updated|modified)|today|"
    r"yesterday|follow|\d+ ?(?:min|m|h|d|hours?|days?))\b|[a-z]+ ?:).*|\s*[(\[@/].*",
    re.IGNORECASE,
)
_CREDIT: Final = re.compile(r"[a-z]/[A-Z]")  # "Ana Costa/Harbour Pool", of a picture
_SENT: Final = re.compile(r"\b((?:correspondent|reporter|writer)s?) in [A-Z][\w-]+ (?=[A-Z]\S+ [A-Z])")
_TRADE: Final = re.compile(
    r"(?:staff|(?:sub-?)?editors?|(?:staff)?writers?|reporters?|correspondents?|journalists?|columnists?|contributors?|"
    r"interns?|freelancers?|stringers?|producers?|fellows?|analysts?|professors?|lecturers?|bureau|chief|special)",
    re.IGNORECASE,
)
_NAME_WORD: Final = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[’'.-][^\W\d_]+)*|[^\W\d_a-z]\.(?:-?[^\W\d_a-z]\.)*")
_PREFIX: Final = re.compile(r"^(?:a[lnrstzd]|ash|el|ul|ur|bin|abu|d|o|l)[-’'](?=[^\W\d_a-z])")  # "al-Masri"
_INITIAL_LAST: Final = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]{2,}\.[^\W\d_a-z]{1,2}")  # "Dulmaa.B", as Mongolians sign
_CAMEL: Final = re.compile(r"(?!(?:Mc|Mac|De|Di|Du|La|Le|Lo|Van|Von|Fitz|Al|El)[A-Z])\w*[a-z][A-Z]")
_DEGREE: Final = re.compile(r"Ph\.?D\.?|M\.?[AD]\.?|LL\.?M\.?|Esq\.?|[^@]{0,30}\S+@\S+")
_MOST_WORDS: Final = 5
_SURNAMES: Final = frozenset("law page west north hall day case".split())  # behind a known given name
_OTHERS: Final = frozenset(  # words in names of desks, sections, sites, buttons and documents, beside `not_names`
    "a about above account accounts add admin administrator advertisement advertising affairs africa african after "
    "agencies agency all also ambassador america american an analysis and anonymous answers app arab are army around "
    "article articles asia at atlantic audio authority back bank before below best blog board book books breaking "
    "briefing broadcasting bulletin bureau business by cable calls capital central chairman channel chief chronicle "
    "city civic click club column comment commentary comments commission committee communications community company "
    "consulate contact content continent contributor contributors coordinator copy corporation correspondent council "
    "country courier court covid crisis culture daily data date debate delegation department deputy desk details "
    "digital diplomacy diplomatic director directorate dispatch east eastern echo economic economics economy edition "
    "editor editorial editors education election elections embassy energy english environment essay europe european "
    "events examiner exclusive external facebook factbox featured features federal feed file finance first focus "
    "follow football for foreign forum foundation free from full fund gallery gazette general global globe go google "
    "government graphic graphics group guardian guest guide gulf have headlines health herald here history home hour "
    "how illustration illustrations image images in independent index industry information inquirer insight institute "
    "intelligence international interview investigation is issue issues it journal journalist just key keyword "
    "language last latest law lead leaders learn ledger letter letters library life list listen live local location "
    "log magazine mail main map market markets media member members menu messenger middle military minister ministry "
    "minute mirror mission moderator monitor more most mr my nation national navy network new news newsletter "
    "newspaper newsroom newswire next no north northern observer office official on online open opinion opinions our "
    "outlook pacific page pages partner partners people permanent photo photographer photography photos picture "
    "pictures podcast points police policy politics poll popular post posts premier premium president press previous "
    "print privacy professor profile programme project public publisher question questions radio read reader readers "
    "recent recommended redacción redaction redaktion redazione redação region regional register related release "
    "report reporter reporters reports republic research resources reuters review russian rédaction save saved school "
    "science search secretariat secretary section sections security see sentinel series service share shop show sign "
    "site social society source south southern special spokesman spokesperson sponsored sport sports staff standard "
    "state statement states stories story subscribe summary sunday support tags talk team tech technology telegram "
    "telegraph text the this times to today top topic topics trade transcript translated translation travel trending "
    "tribune trust tv twitter union unit united university unknown update updated updates us use user video videos "
    "view views visit voice volume wars watch we weather web webmaster website week weekly welcome west western what "
    "when where who why window wire with women work workers world writer writers year yesterday you your "
    "youtube".split()
)


def names_in(text: str, *, dated: bool = False) -> tuple[str, ...]:
    """Return the persons in a line that is nothing but a byline without a label, or a part of one.

    Args:
        text: The line: "Ana Costa in Lagos", "KIM SUH and IDA BEY, Staff writers", "7 July 2022 | Karl Azo".
        dated: Whether a day must stand beside the name.

    Example:
        >>> names_in("Ana Costa in Lagos and Ole Berg in Oslo"), names_in("Key Points"), names_in("Ana Costa, Staff")
        (('Ana Costa', 'Ole Berg'), (), ('Ana Costa',))
    """
    segments = [] if _CREDIT.search(text) else _cut(text)
    days = [segment for segment in segments if find_date(segment, yearless=True)]
    if dated and not days:
        return ()
    named = [names for segment in segments if (names := _persons(segment, strict=True))]
    if len(named) == len(segments):
        return tuple(name for names in named for name in names)
    if " / " in text and not days:  # "Ana Costa / HNT", of a picture
        return ()
    first = segments[0].strip() if segments else ""
    leads = bool(days) or _is_known(first) or all(map(_is_no_name, first.split())) or bool(_persons(first, strict=True))
    return named[0] if named and leads else ()


def labelled_names(text: str) -> tuple[str, ...]:
    """Return the persons in a line that says that somebody wrote: "By Ana Costa", "Author: Ana Costa".

    Example:
        >>> labelled_names("By Pacific reporter Moa Hale"), labelled_names("By our correspondent")
        (('Moa Hale',), ())
        >>> labelled_names("Posted on July 9, 2019 by pelican"), labelled_names("by Abe Lund July 9, 2019")
        (('pelican',), ('Abe Lund',))
    """
    label = _LABEL.match(text) or _FOREIGN_LABEL.match(text)
    segments = _cut(text[label.end() :]) if label else []
    found = _persons(segments[0], strict=False) if segments else ()
    return found or _account_in(text) or _inside(text) or _from_place(text)


def _from_place(text: str) -> tuple[str, ...]:
    """Return the names in "From Ana Costa in Lagos"."""
    return names_in(text[5:]) if re.match(r"(?i:from) [^,:]* in [A-Z]", text) else ()


def _cut(text: str) -> list[str]:
    """Cut a line at strokes and points, and where a stamp is glued to a name."""
    return [part for part in _SEGMENTS.split(_GLUED.sub(" | ", text)) if part.strip()]


def _inside(text: str) -> tuple[str, ...]:
    """Return the names in a later segment that bears the label: "12 May 2021 | By Ana Costa"."""
    day = find_date(text)
    parts = [*_cut(text)[1:], text[day.end :] if day else ""]
    return next(filter(None, (labelled_names(part) for part in parts if _LABEL.match(part))), ())


def _account_in(text: str) -> tuple[str, ...]:
    """Return the one word that signs a post."""
    posted = _POSTED.fullmatch(text)
    if posted and _is_one_word(posted["name"]) and (not posted["rest"] or find_date(posted["rest"], yearless=True)):
        return (posted["name"],)
    handle = _HANDLE.fullmatch(text)
    if handle and _is_one_word(handle["name"]):
        dated = bool(handle["rest"]) and find_date(handle["rest"], yearless=True) is not None
        if dated or (not handle["rest"] and handle["name"][0].isupper()):
            return (handle["name"],)
    return ()


def reporting_names(text: str) -> tuple[tuple[str, ...], bool]:
    """Return who reported, as agencies say below their reports, and whether only in addition to others.

    Example:
        >>> reporting_names("(Reporting by Ana Costa in Lagos and Ole Berg; Editing by Ida Bey)")
        (('Ana Costa', 'Ole Berg'), False)
    """
    match = _REPORTED.search(text)
    return (_persons(match["names"], strict=False), bool(match["more"])) if match else ((), False)


def opening_name(text: str) -> tuple[str, ...]:
    """Return the person with whom a sentence begins: "Ana Costa is a reporter"; none if it begins otherwise.

    Example:
        >>> opening_name("Ana Costa is a reporter in Lagos."), opening_name("The paper is printed in Lagos.")
        (('Ana Costa',), ())
    """
    words = text.split()
    size = next((at for at, word in enumerate(words) if word.islower() and word not in particles()), 0)
    name = " ".join(without_address(words[:size])).rstrip(",") if size else ""
    return (name,) if name and is_person(name) else ()


def is_bare_label(text: str) -> bool:
    """Tell a label whose names follow on the next line: "By", "Author:"."""
    return _BARE_LABEL.fullmatch(text) is not None


def is_trade(text: str) -> bool:
    """Tell what names a trade of those who write: "Foreign Affairs Reporter", "STAFF WRITERS"."""
    words = text.split()
    return 0 < len(words) <= _MAX_NAMES and any(_TRADE.fullmatch(word.strip(",.")) for word in words)


def is_person(name: str) -> bool:
    """Tell what is written as the full name of a person, and is no place, outlet, desk or section.

    Example:
        >>> [is_person(name) for name in ("Ana Costa", "Google News", "Addis Ababa", "Ludwig van Beethoven", "Ana")]
        [True, False, False, True, False]
    """
    if _INITIAL_LAST.fullmatch(name):
        return True
    words = name.split()
    if not 1 < len(words) <= _MOST_WORDS or not _PREFIX.sub("", words[-1])[0].isupper() or _is_known(name):
        return False
    words = [_PREFIX.sub("", word) for word in words]
    lettered = [word for word in words if word.casefold() not in particles() and word not in suffixes()]
    if len(lettered) < 2 and not (lettered and given_names().get(lettered[0].capitalize())):  # noqa: PLR2004
        return False
    sure = lettered[-1].casefold() in _SURNAMES and lettered[0].capitalize() in given_names()
    if any(not _NAME_WORD.fullmatch(word) or _CAMEL.match(word) for word in lettered) or any(
        map(_is_no_name, lettered[:-1] if sure else lettered)
    ):
        return False
    long = [word for word in lettered if len(word.strip(".")) > 2]  # noqa: PLR2004
    surname = len(long) > 1 and len(long[-1]) > 3 and not any(map(str.isupper, long[:-1]))  # noqa: PLR2004
    return bool(long) and (surname or len(set(map(str.isupper, long))) == 1)


@cache
def _words() -> frozenset[str]:
    """Return the words that no name of a person has, folded."""
    given = {name.casefold() for name in given_names()}
    return frozenset(word.strip(".").casefold() for word in not_names()) - given | _OTHERS


@cache
def _states() -> frozenset[str]:
    return frozenset(fold(form) for form in state_forms())


def _is_no_name(word: str) -> bool:
    initial = len(word) == 2 and word.endswith(".")  # noqa: PLR2004
    return not initial and (word.strip(".").casefold() in _words() or bool(_TRADE.fullmatch(word)))


def _is_known(name: str) -> bool:
    """Tell the name of an outlet, a state, a city or an organisation."""
    return outlet_by_name(name) is not None or fold(name) in _states() or find_city(name) is not None


def _is_one_word(name: str) -> bool:
    """Tell an account's or a first name, as blogs are signed."""
    short = name.isupper() and is_abbreviation(name)
    return not (name.isdigit() or short or _is_no_name(name) or _is_known(name) or _CAMEL.match(name))


def _persons(text: str, *, strict: bool) -> tuple[str, ...]:
    """Return the persons that a segment names, in order; none where anything else remains and `strict` is set."""
    day = find_date(text, yearless=True)
    text = ((text[: day.start].strip() or text[day.end :]) if day else text).strip(' ,.:;()[]*"“”-–—')
    found: list[str] = []
    for part in _BETWEEN.split(text):
        name = _person(part)
        if name:
            found.append(name)
        elif not found or (strict and not _is_beside(part)):
            return ()
    return tuple(found) if len(found) <= _MAX_NAMES else ()


def _is_beside(part: str) -> bool:
    """Tell what may stand behind a name and a comma: a trade, an outlet, a place."""
    part = part.strip()
    return not part or is_trade(part) or _is_known(part) or part in suffixes() or bool(_DEGREE.fullmatch(part))


def _person(part: str) -> str | None:
    """Return the name in "Observer reporter Ana Costa", "Dr Ana Costa in Lagos" or "ANA COSTA Staff Writer"."""
    words = _BEHIND.sub("", _SENT.sub(r"\1 ", part)).split()
    trades = [at for at, word in enumerate(words) if _TRADE.fullmatch(word)]
    sides = [words[trades[-1] + 1 :], words[: trades[0]]] if trades else [words]
    return next((name for side in sides if side and (name := _as_written(side, cut=bool(trades)))), None)


def _as_written(words: list[str], *, cut: bool) -> str | None:
    """Return what is a person's name, less the words before a trade: "Ana Costa Diplomatic" Editor."""
    words = _one_case(without_address(words))
    while cut and len(words) > 2 and _is_no_name(words[-1]):  # noqa: PLR2004
        words = words[:-1]
    name = " ".join(words).strip(" ,;:") if words else ""
    return name if name and is_person(name) else None


def _one_case(words: list[str]) -> list[str]:
    """Cut a name in capitals off from words in title case behind it."""
    if len(words) < 3 or not all(word.isupper() and len(word.strip(".")) > 1 for word in words[:2]):  # noqa: PLR2004
        return words
    end = next((at for at, word in enumerate(words) if not word.isupper() and word not in particles()), len(words))
    return words[:end]
