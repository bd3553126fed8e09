"""Lines that stand where titles do and are none.

A document's number, whose post it is, the day of a section, a body's or an outlet's name: these give way to any other
line that may be the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chancery.reading.datelines import find_date, is_foreign_day
from chancery.reading.pieces import Piece, small_share

_SMALL: Final = 0.4
_MOST_NAME: Final = 9
_NUMBER: Final = re.compile(r"(?:[^\W\d_][\w-]* ){1,5}(?:n(?:o|r|um(?:ber)?)\b|№|n°)[.:]? ?\d[\w/().-]*", re.IGNORECASE)
_WHOSE: Final = re.compile(
    r".*[’']s? (?:post|profile|page|tweet|channel)s?|(?:started|shared|powered|organi[sz]ed|presented|created) by .*|"
    r"from \w+, (?:the|an?) [\w -]{3,40}|.{2,40} via \S{2,20}(?: \S{2,20})?|"
    r"\d[\d,. ]*[KM]? (?:have|people|signatures?|supporters|readers|views|subscribers|followers|members|comments)\b.*",
    re.IGNORECASE,
)
_HEAD_OF_PAPER: Final = re.compile(
    r"(?:to|from|cc|date|ref(?:erence)?|no|attn|attention|distr(?:ibution)?|original|contacts?|tel|fax|e-?mail|via|sent|"
    r"classification|copy|source|place|venue|time|deposited \w+|department|legislature|"
    r"status|type)\.? ?:.*|"
    r"(?:you are (?:at|here|in)\b|home\b|main\b|start\b)\W.*[/>›»|].*|\d{1,2}[:.]\d\d \D.*|"
    r".*\b(?:source|photo|credit): ?\S.*|"
    r"\S*[/.@]\S*|(?:(?-i:[A-Z])[^,|;]{1,24}[,|;] ){2}[^,|;]{2,25}(?:[,|;] [^,|;]{2,25})*",
    re.IGNORECASE,
)  # of a memorandum or document; an address or symbol; a row of tags
_PASSED: Final = re.compile(
    r"(?:adopted|approved|delivered|signed|done|issued|given|held|submitted|presented) (?:by|at|on|in)\b", re.IGNORECASE
)
_SORT: Final = re.compile(
    r"(?:joint |final |press )?(?:communiqu[eé]|declaration|statement|memorandum|protocol|agreement|resolution|decree|"
    r"decision|conclusions|convention|treaty|readout|bulletin|transcript|remarks)",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(r"(?:of|for|by|and|with|to|on behalf of) (?:the )?\S")
_SECTION_DAY: Final = re.compile(
    r"(?:\S+ ){0,4}(?:of|for|on) (?:mon|tues|wednes|thurs|fri|satur|sun)day,? ", re.IGNORECASE
)
_BODY: Final = re.compile(
    r"(?:the )?(?:\S+ ){0,2}(?:chancellery|committee|council|commission|office|ministry|embassy|consulate(?: general)?|"
    r"department|presidency|secretariat|parliament|government|house|court|delegation|mission|bureau|directorate|agency|"
    r"institute) "
    r"(?:of|on|for|to) .{2,60}",
    re.IGNORECASE,
)
_OUTLET: Final = re.compile(
    r"(?:the )?(?:\S+ ){1,3}(?:post|times|herald|daily|weekly|news|tribune|gazette|chronicle|observer|courier|journal|"
    r"star|mirror|standard|telegraph|monitor|dispatch|review|press|radio|tv)",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(r"(?:[^\w\s\"'“”‘’«(\[¿¡$€£#@•·*▲►–—-]+\s*)+(?=\w)|\d{1,2}[.)] (?=[A-Z“\"‘])")
SUBJECT: Final = re.compile(r"^(?:subject|subj|sub|re|title|headline)\.? ?:\s*(?=\S+ \S)", re.IGNORECASE)
_ROUTING: Final = re.compile(
    r"(?:to|from|fm|date|sent|cc)\.? ?:|(?:FM|TO|INFO) [A-Z]{3}|(?:[A-Z] )?\d{6}Z ", re.IGNORECASE
)
_SENTENCES: Final = re.compile(r"(?:\S+ ){4,}\S*[a-z]{3}[.?!] [A-Z](?:\S+ ){3,}.*[.?!]$")


def gives_way(piece: Piece) -> bool:
    """Tell a line that is the title only where no other can be."""
    return any(True for _ in reasons_to_give_way(piece))


def reasons_to_give_way(piece: Piece) -> Iterator[str]:
    """Yield why a line is the title only where no other can be: a number, an account, a row of tags, a body."""
    text = piece.text
    named = piece.words <= _MOST_NAME and small_share(text) < _SMALL
    if _NUMBER.fullmatch(text):
        yield "number"
    if _WHOSE.fullmatch(text):
        yield "account"
    if _GOES_ON.match(text):
        yield "goes_on"
    if _HEAD_OF_PAPER.fullmatch(text):
        yield "head_of_paper"
    if _PASSED.match(text):
        yield "passed"
    if is_foreign_day(text) or (_SECTION_DAY.match(text) and find_date(text)):
        yield "section_day"
    if named and _BODY.fullmatch(text):
        yield "body"
    if named and _OUTLET.fullmatch(text):
        yield "outlet"


def follows_routing(text: str) -> bool:
    """Tell a line that names sender, receiver or day, as memoranda, cables and mail have above their subject."""
    return _ROUTING.match(text) is not None


def are_sentences(text: str) -> bool:
    """Tell a line of several sentences of some length, as no title has them."""
    return _SENTENCES.match(text) is not None


def is_sort(text: str) -> bool:
    """Tell a line that is only the sort of a document: "Joint Declaration"."""
    return _SORT.fullmatch(text) is not None


def bare(piece: Piece) -> Piece:
    """Return a line without the signs or the number before it."""
    match = _BEFORE.match(piece.text)
    if match is None:
        return piece
    return Piece(body=piece.body.cut(match.end(), len(piece.text)), gap=piece.gap, kind=piece.kind)
