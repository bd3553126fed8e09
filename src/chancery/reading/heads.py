"""What a single line above a body is, by its words alone: byline, role, office, venue, caption, title."""

from __future__ import annotations

import re
from typing import Final

from chancery.model.text import BlockKind
from chancery.reading.datelines import read_date_line, read_dateline
from chancery.reading.pieces import Piece, small_share
from chancery.reading.transcripts import is_sure_label, names_official

MAX_TITLE: Final = 45  # words
MAX_SUBTITLE: Final = 60
_MIN_TITLE: Final = 3
_MAX_ENTRY: Final = 9  # words of a line that is a label and its value
_NAME: Final = r"[^\W\d_a-z][\w’'.-]*(?: (?:[a-z]{2,3} )?[^\W\d_a-z][\w’'.-]*){1,3}"
BYLINE: Final = re.compile(
    rf"(?i:by|written by|author|text by|story by|from(?! [^,]*,)):? (?P<names>{_NAME}(?:(?:, | and |"
    rf" & ){_NAME}){{0,4}})"
    r"(?:\s*[,|–—•·-] ?.{0,80}|(?: [\w-]+){0,3}? (?:writers?|reporters?|correspondents?|editors?|contributors?))?|"
    r"\(?(?i:additional |further )?(?i:reporting|writing|editing) by .{3,250}|"
    r"(?i:by|from) (?i:our|a|the) (?:[\w-]+ ){0,2}"
    r"(?i:staff|reporters?|correspondents?|newsroom|bureau|editors?)\b.{0,60}"
)
_TRANSLATED: Final = re.compile(
    r"\W*(?:(?:unofficial|machine|courtesy|our|a) )?translat(?:ed|ion) (?:from|of|by|into)\b.{0,60}", re.IGNORECASE
)
CAPITAL_NAME: Final = re.compile(_NAME)
_DOCUMENT: Final = re.compile(
    r"(?:.* )?(?:communiqu[eé]|declaration|translation|memorandum|protocol|agreement|treaty|resolution|decree|report|"
    r"statement|release|readout|bulletin|summary|minutes|letter|brief|notice|transcript|address|remarks)s?",
    re.IGNORECASE,
)
ROLE: Final = re.compile(
    r"(?!(?:joint |chair[’']s )?(?:statement|remarks|press|call|meeting)\b)"
    r"[^,]{3,60}, (?:[\w’'.-]+ ){0,6}(?:secretary|minister|spokes\w+|ambassador|president|premier|director|advis[eo]r|"
    r"representative|envoy|coordinator|chancellor|official|commissioner|chair\w*|counsel\w*|fellow|"
    r"professor|correspondent|"
    r"editor|reporter|journalist|chargé|consul(?!ate)|administrator)\w*\b(?-i:(?:,? (?:[A-Z(][\w’'.&()-]*|of|for|the|"
    r"and|to|in|at|on|&))*)",
    re.IGNORECASE,
)
ORGAN: Final = re.compile(
    r"(?:office|bureau|ministry|department|embassy|permanent mission|delegation|government|secretariat|press service|"
    r"media note|press release|press statement|press briefing|fact sheet|remarks|statement|readout|notice|speech|"
    r"news|opinion|analysis|interview|transcript)\b(?: (?:of|for|to)\b.{0,80}| by .{0,80})?",
    re.IGNORECASE,
)
_VENUE: Final = re.compile(
    r"(?:.{2,60}\b(?:room|hall|palace|airport|hotel|cent(?:er|re)|building|house|headquarters|auditorium|"
    r"embassy|residence|"
    r"university|ministry|department|studio)|via .{3,40}|.{0,30}\bD\.?C\.?)",
    re.IGNORECASE,
)
PLACE: Final = re.compile(
    r"[^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){0,2}(?:, [^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){0,2}){0,2}"
)
TIME: Final = re.compile(r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?(?: .{0,20})?", re.IGNORECASE)
_STAMP: Final = re.compile(
    r"(?:[^\W\d_]{2,9}(?: [^\W\d_]{2,9})? ?[:|/] ?){0,2}\d{1,2}([./-])\d{1,2}\1(?:19|20)?\d\d"
    r"(?:\W{1,4}\d{1,2}[:.]\d\d.{0,12})?"
)  # a date whose month is anybody's guess, for the reader's eye
_ENTRY: Final = re.compile(
    r"(?:publish(?:ed|er)|posted|updated|authors?|topics?|categor(?:y|ies)|sections?|tags?|keywords?|filed|issued|"
    r"location|date|editors?|language|type|region|country|sector)(?: (?:by|in|under|on|at))? ?[:|] ?\S",
    re.IGNORECASE,
)
_CREDIT: Final = r"[\w.’'/, -]{2,60}"
_CAPTION: Final = re.compile(
    r"(?:file )?(?:photo|picture|image|credit|source|illustration|caption|pictured|file)s?"
    r"(?: (?:by|courtesy(?: of)?|credit|source))? ?[:/|] ?\S|"
    r"(?:photo|image|picture) (?:by|courtesy)|©|"
    # a credit at the end, in brackets or not; but "(ABCD)" is an abbreviation and "(Place, 2020)" a date
    rf".*\((?:photo|picture|image|credit|source)?:? ?(?!(?-i:[A-Z0-9-]{{4,}})\)|[^()]*\d{{4}}\)){_CREDIT}\)$|"
    rf".*\b(?:photo|foto|image|credit): ?{_CREDIT}$|"
    rf".{{20,}}[.!?] ?[©/] ?{_CREDIT}$|.{{20,}}\[[^\[\]]{{2,40}}/[^\[\]]{{2,40}}\]$|"
    r".*/ ?(?:AFP|AP|Reuters|EPA|TASS|Getty Images|Xinhua|file)\)?$|"
    r".{3,150}\((?:left|right|center|centre|l|r|c|from left|second .{3,12})\)",
    re.IGNORECASE,
)


def byline_names(text: str) -> tuple[str, ...]:
    """Return the names in a byline; none if the line is no byline."""
    match = BYLINE.fullmatch(text)
    if match is None or not match["names"]:
        return ()
    return tuple(name for name in re.split(r", | and | & ", match["names"]) if name[0].isupper())


def is_caption(piece: Piece) -> bool:
    """Tell a caption or a picture's credit by its words."""
    return piece.words <= MAX_SUBTITLE and bool(_CAPTION.match(piece.text))


def is_entry(piece: Piece) -> bool:
    """Tell a label and its value, as pages list them: "Published in: Energy"."""
    return piece.words <= _MAX_ENTRY and bool(_ENTRY.match(piece.text))


def is_stamp(text: str) -> bool:
    """Tell a date line, also one whose month is anybody's guess."""
    return read_date_line(text) is not None or bool(_STAMP.fullmatch(text))


def is_mark(piece: Piece) -> bool:
    """Tell what only stands above a body: dates, bylines, captions, who translated it."""
    signed = BYLINE.fullmatch(piece.text) or _TRANSLATED.fullmatch(piece.text)
    return is_stamp(piece.text) or bool(signed) or is_caption(piece)


def is_title_like(piece: Piece) -> bool:
    """Tell a line that has a title's length, ending and words."""
    text = piece.text
    if piece.kind is BlockKind.TITLE:
        return True
    opens = text[0].isalnum() or text[0] in "‘“'\"«¿¡[($€£#"
    closes = not text.endswith((".", ":", ";", ",")) or text.endswith(("...", "U.S.", "Jr.", "Inc.", "Ltd."))
    if re.match(r"\d{1,2}[.)] ", text) or is_entry(piece):
        return False
    if piece.kind not in {None, BlockKind.HEADING} or not _MIN_TITLE <= piece.words <= MAX_TITLE:
        return False
    if not (opens and closes) or is_mark(piece) or read_dateline(text):
        return False
    return not (is_sure_label(text) or names_official(text) or _is_head_line(piece))


def _is_head_line(piece: Piece) -> bool:
    """Tell a role, hour, venue, place or office above a body, as far as titles must be told from it."""
    text = piece.text
    if ROLE.fullmatch(text):
        return True
    if piece.words >= 9:  # noqa: PLR2004 - longer than any place
        return False
    if TIME.fullmatch(text) or is_venue(piece):
        return True
    if PLACE.fullmatch(text):
        return "," in text or piece.words <= 3  # noqa: PLR2004
    return bool(ORGAN.fullmatch(text)) and piece.words < 7  # noqa: PLR2004


def is_capital_name(text: str) -> bool:
    """Tell what is written as a name is, and is no sort of document: "Ana Costa", not "Joint Communiqué"."""
    return CAPITAL_NAME.fullmatch(text) is not None and _DOCUMENT.fullmatch(text) is None


def is_bare_line(piece: Piece) -> bool:
    """Tell an office, a role, a venue, a place or an hour, as they stand above releases."""
    text = piece.text
    if is_mark(piece) or TIME.fullmatch(text) or ROLE.fullmatch(text) or ORGAN.fullmatch(text):
        return True
    return is_venue(piece) or ("," in text and bool(PLACE.fullmatch(text)))


def is_venue(piece: Piece) -> bool:
    """Tell the name of a hall or building: it has hardly a word in small letters."""
    return bool(_VENUE.fullmatch(piece.text)) and small_share(piece.text) < 0.4  # noqa: PLR2004
