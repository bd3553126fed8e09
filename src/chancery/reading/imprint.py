"""Whose page it is, by what the page says of itself around the report.

A pasted page seldom names its outlet in a place that is always the same; it names it in many: at the top, in a
copyright line, in what it asks its reader to follow or to subscribe to, in a note on itself, in its own address. Each
of these signs speaks for a name, some louder than others: their weights (`imprint.json`) are fitted to marked pages
by `training/imprint.py`. One sign alone is seldom enough, and where too little speaks for any name, the outlet is
unknown.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

from chancery.codebooks.outlets import outlet_by_name
from chancery.reading.evidence import word_classes
from chancery.reading.mastheads import MEDIA, recased
from chancery.reading.pieces import Finding, Piece, fold
from chancery.reading.publisher_names import CONNECTIVES, MADE_BY, ORGAN, publisher_name

_ENOUGH: Final = 0.0  # log-odds from which a name is the outlet's
_LONGEST_LINE: Final = 600  # characters of a line in which a name is looked for
_FEW: Final = 3
_TOP: Final = 12  # lines from the top among which a logo may stand
_EDGE: Final = 150  # lines from the top and from the foot that are looked at
_MIN_HANDLE: Final = 5  # characters
_MOST: Final = 3  # times that a sign is counted
_AHEAD: Final = 4  # lines above the title that are right above it

_C: Final = r"(?:copyright|©|\(c\))(?: ?(?:copyright|©|\(c\)))*:? ?"
_YEARS: Final = r"(?:(?:19|20)\d\d(?: ?[-–/,] ?(?:(?:19|20)\d\d|present))?,?)"
_STOP: Final = (
    r"(?=\s*(?:$|[|•·;:(\[—/]| [-–] |\.$|\. |, (?=all|an? |the |inc|ltd)|\b(?:may|all rights|reserves?|on|for|to)\b))"
)
_NAME: Final = r"(?P<name>[^|•·;:()\[\]©—\n]{2,90}?)"
_TRADES: Final = (
    r"(?:newspaper|news (?:site|agency|portal|service|outlet|organi[sz]ation)|newsroom|agency|broadcaster|daily|weekly|"
    r"magazine|web ?site|publication|publisher|think tank|journal|radio|channel|portal|organi[sz]ation|institute|"
    r"non-?profit|blog|platform|company|foundation|centre|center|station|network)"
)
SIGNS: Final = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "copyright": rf"{_C}{_YEARS} ?(?:by )?{_NAME}{_STOP}",
        "copyright_before_year": rf"{_C}(?:by )?{_NAME},? ?{_YEARS}",
        "copyright_without_year": rf"^{_C}(?:by )?{_NAME}{_STOP}",
        "name_before_copyright": rf"^{_NAME},? ?{_C}{_YEARS}?$",
        "rights": rf"^(?:{_YEARS} )?{_NAME}[.,]? all rights reserved|all rights reserved(?: to| by)?:? (?P<other>.+)",
        "official": r"^(?:the )?official (?:internet |web )?(?:site|portal|page|channel|account|website) of (?:the )?"
        rf"{_NAME}{_STOP}",
        "follow": rf"^(?:follow|join|like|find|message|connect with|stay connected with) {_NAME}(?: on\b.*)?$",
        "support": rf"^(?:support|donate to|become a member of) {_NAME}$",
        "subscribe": rf"^(?:subscribe|sign up) (?:to|for|with) (?:the )?{_NAME}{_STOP}",
        "app": rf"^(?:download|get|install|try|use) (?:the )?{_NAME}(?:[’']s)? (?:mobile )?app\b",
        "about": r"^(?:about|contact|inside|advertise (?:with|in|on)|write for|work (?:at|for)|careers at) "
        rf"(?:the )?{_NAME}$",
        "welcome": rf"^welcome to (?:the )?{_NAME}{_STOP}",
        "more": r"^(?:more|latest|read more|most read|most popular|trending|also|top stories|newest|elsewhere|read|"
        r"popular|see more|explore more|keep reading) (?:stories |news |articles |headlines |releases )?"
        rf"(?:from|by|on|in|at|with) (?:the )?{_NAME}$",
        "product": rf"^{_NAME}(?:[’']s)? (?:newsletters?|app|podcasts?|e-?paper|plus|premium|store|shop|archives?|"
        r"subscribers?|home|homepage|live|english|online|radio|tv|jobs|events)$",
        "on_network": rf"^{_NAME} (?:on|is on) (?:facebook|twitter|x|telegram|instagram|youtube|whatsapp)\b",
        "described": rf"^(?:the )?{_NAME}(?: \([^()]{{2,12}}\))?,? (?:is|was founded as) (?:an?|the|one of the)"
        rf"(?: [\w’'-]+){{0,8}}? {_TRADES}\b",
        "reuse": r"^(?:reproduction|republication|republishing|use|using|reprint(?:ing)?|any use|materials?|when|if)\b"
        rf".{{0,110}}?\b(?:of|by|to|from|permission of) (?:the )?{_NAME}{_STOP}",
        "source": r"^(?:original )?(?:source|via|originally published (?:by|in|on|at)|first published (?:by|in|on|at)|"
        r"read (?:the )?(?:full|original|whole) (?:story|article|text) (?:at|on|in)|continue (?:reading )?(?:on|at)|"
        rf"visit|from|provided by|published by|publisher|distributed by|posted by|issued by|released by):? {_NAME}$",
        "row_end": rf"^.{{12,}} (?:[|–—-]|::|»|•) {_NAME}$",
        "row_start": rf"^{_NAME} (?:[|–—>-]|::|»|•|/) .+$",
        "account": rf"^{_NAME}(?:[’']s post| @\w+.*| · .{{1,12}})$",
        "staff": rf"^(?:by )?(?:the )?{_NAME}[,]? (?:staff|correspondent|reporter|writer|newsroom|desk|bureau|team)$",
        "views": rf"(?:views|opinions|policy|position|property|editorial)\b.{{0,40}}\bof (?:the )?{_NAME}{_STOP}",
        "line": rf"^{_NAME}$",
    }.items()
}
_ROWS: Final = frozenset({"row_start", "row_end"})
_COMPANY: Final = re.compile(
    r"\b(?:media|group|publish\w+|publications?|multimedia|company|holdings?|corporation|pvt|sdn|bhd|llp|newspapers)\b",
    re.IGNORECASE,
)
_HOST: Final = re.compile(r"(?:https?://|www\.|@)?((?:[a-z0-9-]{2,40}\.){1,3}[a-z]{2,12})\b", re.IGNORECASE)
_ACCOUNT: Final = re.compile(r"@([A-Za-z0-9_]{3,30})\b(?!\.)")


@dataclass(slots=True)
class Imprint:
    """A name, and what speaks for it.

    Attributes:
        name: As its first sign writes it.
        signs: How often each sign is there.
        forms: How the page writes it, and how often.
    """

    signs: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The form that stands most often; of several, one that is not in capitals."""
        return min(self.forms, key=lambda form: (form.isupper(), -self.forms[form], form))


@cache
def _page_words() -> frozenset[str]:
    """Return the words that pages say about themselves."""
    return frozenset().union(*(words for name, words in word_classes().items() if name != "report"))


@cache
def weights() -> Mapping[str, float]:
    """Read what each sign weighs; "start" is what a name without any has."""
    data = json.loads(files("chancery.reading").joinpath("imprint.json").read_text(encoding="utf-8"))
    return {str(name): float(value) for name, value in data["weights"].items()}


def find_imprint(pieces: Sequence[Piece], found: Mapping[int, Finding], title: int | None) -> tuple[str, ...]:
    """Return the name for which a page speaks most as its own; nothing where too little speaks for any.

    Args:
        pieces: The page, in order.
        found: What is furniture.
        title: Index of the report's title.
    """
    known = weights()
    scored = [
        (known["start"] + sum(known.get(sign, 0.0) * times for sign, times in one.signs.items()), one.name)
        for one in find_names(pieces, found, title).values()
    ]
    score, name = max(scored, default=(_ENOUGH, ""))
    if score <= _ENOUGH:
        return ()
    fuller = [other for _, other in scored if fold(other).startswith(f"{_key(name)} of ")]
    return (recased(max(fuller, key=len, default=name), pieces),)


def find_names(pieces: Sequence[Piece], found: Mapping[int, Finding], title: int | None) -> dict[str, Imprint]:
    """Return every name outside the report's paragraphs, with its signs.

    Args:
        pieces: The page, in order.
        found: What is furniture.
        title: Index of the report's title.
    """
    body = [at for at, piece in enumerate(pieces) if at not in found and piece.is_prose]
    names: dict[str, Imprint] = defaultdict(Imprint)
    around = [at for at in range(len(pieces)) if (at in found or not pieces[at].is_prose) and at != title]
    around = [*around[:_EDGE], *around[max(_EDGE, len(around) - _EDGE) :]]
    for at in around:
        for sign, name in _said(pieces[at].text[:_LONGEST_LINE]):
            imprint = names[_key(name)]
            imprint.forms[name] += 1
            for one in _placed(sign, at, pieces, body, title, furniture=at in found):
                imprint.signs[one] = min(_MOST, imprint.signs[one] + 1)
    _add_mentions(names, pieces, around, body)
    _add_handles(names, pieces)
    for key, imprint in names.items():
        imprint.signs.update(_shape(key, imprint.name))
    _add_company(names)
    return dict(names)


def _add_company(names: Mapping[str, Imprint]) -> None:
    """Add how many other names a name is part of, and how many are part of it: a paper's and its publisher's."""
    padded = {key: f" {key} " for key in names}
    for key, imprint in names.items():
        imprint.signs["part_of"] = min(_MOST, sum(padded[key] in other for other in padded.values()) - 1)
        imprint.signs["has_parts"] = min(_MOST, sum(other in padded[key] for other in padded.values()) - 1)


def _said(line: str) -> Iterator[tuple[str, str]]:
    """Yield what a line says of names, each sign once."""
    if MADE_BY.search(line):
        return
    told = False
    for sign, pattern in SIGNS.items():
        match = pattern.search(line) if sign != "line" or not told else None
        name = publisher_name(match["name"] or match.groupdict().get("other") or "") if match else None
        if name:
            told = told or sign not in _ROWS
            yield sign, name


def _placed(
    sign: str, at: int, pieces: Sequence[Piece], body: Sequence[int], title: int | None, *, furniture: bool
) -> Iterator[str]:
    """Yield a sign; a bare line is a sign by where it stands."""
    if sign not in {"line", "row_start"}:
        yield sign
        return
    head = title if title is not None else (body[0] if body else len(pieces))
    where = "above" if at < head else "below" if body and at > body[-1] else "inside"
    yield f"{sign}_{where}_{'out' if furniture else 'in'}"
    if at < head:
        if at < _FEW:
            yield f"{sign}_at_{at}"
        elif at < _TOP:
            yield f"{sign}_near_top"
        if head - at <= _AHEAD:
            yield f"{sign}_over_title"


def _key(name: str) -> str:
    return fold(name).removeprefix("the ")


def _add_mentions(
    names: Mapping[str, Imprint], pieces: Sequence[Piece], around: Sequence[int], body: Sequence[int]
) -> None:
    """Add in how many lines a name stands, around the report and in it."""
    outside = [f" {fold(pieces[at].text[:_LONGEST_LINE])} " for at in around]
    inside = " ".join(f" {fold(pieces[at].text)} " for at in body)
    for key, imprint in names.items():
        lines = sum(f" {key} " in line for line in outside)
        imprint.signs["lines"] = min(_MOST, lines - 1)
        imprint.signs["in_body"] = min(_MOST, inside.count(f" {key} "))


def _add_handles(names: Mapping[str, Imprint], pieces: Sequence[Piece]) -> None:
    """Add whether an address or account is a name in one word, or begins with it."""
    text = "\n".join(piece.text[:_LONGEST_LINE] for piece in pieces)
    hosts = {part.casefold().replace("-", "") for host in _HOST.findall(text) for part in host.split(".")[:-1]}
    handles = hosts | {name.casefold().replace("_", "") for name in _ACCOUNT.findall(text)}
    for key, imprint in names.items():
        solid = re.sub(r"\W", "", key)
        if len(solid) >= _MIN_HANDLE:
            imprint.signs["handle"] = int(solid in handles or f"the{solid}" in handles)
        letters = "".join(word[0] for word in key.split() if word not in CONNECTIVES)
        if len(letters) >= _FEW:
            imprint.signs["initials"] = int(letters in handles)


def _shape(key: str, name: str) -> dict[str, int]:
    """Return what a name is by its own words."""
    words = key.split()
    return {
        "trade": int(bool(MEDIA.search(name))),
        "organ": int(bool(ORGAN.search(name))),
        "known": int(outlet_by_name(name) is not None),
        "one_word": int(len(words) == 1),
        "many_words": int(len(words) > _FEW),
        "capitals": int(name.isupper() and len(name) > _FEW),
        "initialism": int(name.isupper() and len(words) == 1 and len(name) <= _MIN_HANDLE),
        "article": int(name.casefold().startswith("the ")),
        "page_words": sum(word in _page_words() for word in words) if words else 0,
        "all_page_words": int(all(word in _page_words() for word in words)),
        "company": int(bool(_COMPANY.search(name))),
        "generic": int(all(word in _page_words() or word in CONNECTIVES or ORGAN.fullmatch(word) for word in words)),
        "digit": int(any(sign.isdigit() for sign in name)),
    }
