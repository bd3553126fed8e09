"""Who a page says it is from, above the report: mastheads, agencies' tags, authors' bylines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from chancery.codebooks.outlets import ministry_of, outlet_by_name
from chancery.codebooks.states import State, states
from chancery.reading.datelines import read_dateline
from chancery.reading.heads import is_mark, is_stamp, is_title_like
from chancery.reading.pieces import Piece, fold, small_share
from chancery.reading.titles import body_stems, is_taken_up

_DEEPEST: Final = 3  # pieces from the top that may be the masthead
_HEAD: Final = 16
_STICKING: Final = 12  # lines of a masthead: name, motto, menu
_MAX_WORDS: Final = 14
_MAX_NAME: Final = 6
_MAX_SMALL: Final = 0.45
MEDIA: Final = re.compile(
    r"\b(?:herald|times|post|news|dispatch|observer|courier|press|review|ledger|gazette|journal|tribune|"
    r"daily|weekly|wire|"
    r"agency|radio|television|tv|today|chronicle|monitor|standard|telegraph|globe|echo|voice|mail|mirror|"
    r"register|bulletin|"
    r"magazine|broadcasting|media|star|sun|examiner|inquirer|sentinel|messenger|independent|guardian|service)\b",
    re.IGNORECASE,
)
_MINISTRY: Final = re.compile(
    r"(?:the )?(?:federal )?(?:ministry|department) (?:of|for) [^.:;|]{0,60}\b(?:foreign|external|"
    r"international)\b[^.:;|]{0,60}"
    r"\bof (?:the )?[A-Z][^.:;|]{2,60}",
    re.IGNORECASE,
)
PLAIN_MINISTRY: Final = re.compile(
    r"(?:the )?(?:federal )?(?:ministry|department) (?:of|for) (?:[\w,]+ ){0,3}(?:foreign|external|international)"
    r"(?: (?:affairs|relations|trade|cooperation|and|&)){1,4}",
    re.IGNORECASE,
)
_REALM: Final = re.compile(r"^(?:the\s+)?(?:government of\s+)?(?:the\s+)?", re.IGNORECASE)
_BESIDE: Final = 2  # lines between a state's name and its ministry's in a letterhead
NO_NAME: Final = re.compile(
    r"(?:(?:press|media|news|latest|breaking|today[’']s|top|all|other|more|world|local|national|daily|weekly|official|"
    r"live|service|business|sports?|nation|politics|economy|society|culture|opinion|the|and|our|live)\b[ ,&-]*)+"
    r"(?:releases?|cent(?:er|re)|room|notes?|statements?|briefings?|archives?|today|coverage|updates?|stories|events|"
    r"contacts?|inquiries|conference|news|service|office|team|desk|review)?",
    re.IGNORECASE,
)
_SECTIONS: Final = frozenset(
    "news sport sports tv celebs money jobs directory events magazine world politics business opinion culture "
    "life video photo photos podcasts weather "
    "economy society health travel food style tech science arts".split()
)
_MANY: Final = 3
_MENU: Final = re.compile(r"\s*[|›»>/•·]\s*|\s{2,}")
_ROW: Final = re.compile(r"\s*[|›»>/•·]\s*")


@dataclass(frozen=True, slots=True)
class Masthead:
    """The name of the outlet above a report.

    Attributes:
        name: As the page writes it; capitals are undone where the page does so elsewhere.
        lines: Indices of the name and of the lines that stick to it: menus, mottos.
    """

    name: str
    lines: tuple[int, ...]


def find_masthead(pieces: Sequence[Piece]) -> Masthead | None:
    """Find the outlet's or ministry's name at the top of a page.

    Args:
        pieces: The page, in order.

    Returns:
        The masthead; None where the first lines name nobody who publishes.
    """
    body = body_stems(pieces, [at for at, piece in enumerate(pieces) if piece.is_prose])
    for index, piece in enumerate(pieces[:_DEEPEST]):
        short = piece.words <= _MAX_WORDS and not piece.is_sentence
        name = (_ministry_beside(pieces, index) or _publisher(pieces, index)) if short else None
        if name:
            end = index + 1
            while end < min(len(pieces), index + _STICKING) and _sticks(pieces[end], body):
                end += 1
            return Masthead(name, tuple(range(index, end)))
    return None


def _sticks(piece: Piece, body: frozenset[str]) -> bool:
    """Tell a line that may stand under the outlet's name: no date, no title, no sentence."""
    if piece.gap or piece.words > _MAX_WORDS or piece.is_sentence or is_mark(piece):
        return False
    return not (is_title_like(piece) and is_taken_up(piece.text, body))


def agency_tag(text: str) -> str | None:
    """Return the agency in a paragraph's dateline: a known one, or a name that tells its trade."""
    opening = read_dateline(text)
    tag = opening.tag.strip() if opening and opening.tag else None
    if tag is None:
        return None
    known = outlet_by_name(tag)
    if known:
        return known.name
    return tag if len(tag.split()) > 1 and MEDIA.search(tag) and small_share(tag) < _MAX_SMALL else None


def own_names(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the names under which a page's outlet may describe itself at the foot."""
    masthead = find_masthead(pieces)
    tags = [agency_tag(piece.text) for piece in pieces[:_HEAD]]
    return tuple(name for name in [masthead.name if masthead else None, *tags] if name)


def _ministry_beside(pieces: Sequence[Piece], index: int) -> str | None:
    """Return the ministry of a letterhead in two lines: a state, and beside it "Ministry of Foreign Affairs"."""
    if PLAIN_MINISTRY.fullmatch(pieces[index].text) is None:
        return None
    near = sorted(range(max(0, index - _BESIDE), min(len(pieces), index + _BESIDE + 1)), key=lambda at: abs(at - index))
    named = (_states_by_name().get(_REALM.sub("", pieces[at].text.strip(" ,.")).casefold()) for at in near)
    state = next(filter(None, named), None)
    return ministry_of(state.code, state.name) if state is not None else None


@cache
def _states_by_name() -> Mapping[str, State]:
    """Return the states by their short and formal names, without regard to capitals."""
    return {
        name.casefold(): state
        for state in states().values()
        for name in (state.name, state.formal, *state.names)
        if name
    }


def _publisher(pieces: Sequence[Piece], index: int) -> str | None:
    text = pieces[index].text
    if _MINISTRY.fullmatch(text):
        return text
    items = [item for item in _ROW.split(text) if item]
    name = items[0] if len(items) > 2 else text  # noqa: PLR2004 - a row of sections after the name
    if len(name.split()) > _MAX_NAME or name[-1] in ".:;,!?" or small_share(name) > _MAX_SMALL:
        return None
    sections = sum(word in _SECTIONS for word in name.casefold().split())
    if NO_NAME.fullmatch(name) or sections >= _MANY:
        return None
    known = outlet_by_name(name)
    if known and len(name) > 2:  # noqa: PLR2004
        return known.name
    if len(name.split()) < 2 or not (MEDIA.search(name) or _is_head_of_page(pieces, index, name)):  # noqa: PLR2004
        return None
    sticks = index + 1 < len(pieces) and pieces[index + 1].gap == 0
    again = any(fold(name) in fold(piece.text) for piece in pieces[index + 1 :])
    return recased(name, pieces[index + 1 :]) if sticks or again or name != text else None


def _is_head_of_page(pieces: Sequence[Piece], index: int, name: str) -> bool:
    """Tell whether a page opens with a name in capitals, its day or its sections right below."""
    if index or not name.isupper() or len(pieces) < 2 or pieces[1].gap:  # noqa: PLR2004
        return False
    return is_stamp(pieces[1].text) or len(_MENU.split(pieces[1].text)) >= _MANY


def recased(name: str, pieces: Sequence[Piece]) -> str:
    """Undo capitals: as the page writes the name elsewhere, else a capital for each word but for abbreviations."""
    if not name.isupper():
        return name
    pattern = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    found = (match[0] for piece in pieces for match in pattern.finditer(piece.text))
    written = next((other for other in found if not other.isupper()), None)
    if written or " " not in name:
        return written or name
    running = {word for piece in pieces if piece.is_prose for word in piece.text.split() if word.isupper()}
    return " ".join(word if word in running else word.capitalize() for word in name.split())
