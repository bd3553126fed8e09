"""Reads what stands for a state: its name, its capital, its bodies, and "both sides".

A capital is a place or a government; the words around it decide (codebook, section 4). A body
without an owner ("the new government") and the parties together ("the two countries") are
descriptions without a key, which resolution may fill.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from chancery.codebooks.states import StateKind, states
from chancery.extraction.context import Context, Found
from chancery.extraction.pieces import Piece, PieceKind
from chancery.model.mentions import EntityKind, NamedBy

_IN_PLACE: Final = frozenset("in at near outside via around toward towards leaving through across inside into".split())
_LEAVING: Final = frozenset({"departure", "left", "leave", "leaves", "leaving", "departed", "bound", "flew", "headed"})
_MOTION: Final = frozenset({"from", "to"})
_ASKED: Final = frozenset(  # "support from Moscow" is the government's, "flew from Moscow" is not
    "support aid pressure help backing assistance criticism request loan grant signal demand message call appeal "
    "permission answer reply response guarantees money credit approval closer loyal ties".split()
)
_PLACE_NOUNS: Final = frozenset(
    "airport airports office think talks summit bureau correspondent suburb suburbs region resident residents hotel "
    "conference meeting streets university metro declaration agreement treaty visit trip based area time court "
    "agreements round declarations communique format mayor city".split()
)
_SIDES: Final = frozenset(
    "sides countries nations states parties governments neighbours neighbors republics peoples capitals".split()
)
_BOTH: Final = frozenset({"both", "two", "three", "four", "five", "our", "their"})
_ABROAD: Final = re.compile(r"(?:embass(?:y|ies)|consulates?|missions?|high commissions?)$")  # of another state
_BODY_SECTORS: Final = frozenset({"GOV", "LEG", "MIL", "COP", "JUD", "SPY"})
_PARTIES: Final = frozenset({"PTY", "OPP", "UNK", "BUS"})
_OF: Final = frozenset({"of", "for"})
_BARE: Final = frozenset({"parliament", "congress", "ministry", "the ministry"})
_DEFINITE: Final = frozenset({"the", "its", "his", "her", "their", "our", "this", "that"})
_ADJECTIVES: Final = frozenset(
    "new current incoming outgoing interim transitional former national own present caretaker previous central".split()
)
_CREEDS: Final = frozenset({"orthodox", "catholic", "jew", "jews", "jewish"})
_PLURAL_BODIES: Final = frozenset({"side", "sides", "government", "governments", "authorities", "parliament"})


def read_state(context: Context, at: int) -> Found:
    """Read a state, its capital as government or as place, or a body of it ("the Kyrgyz side").

    Args:
        context: The sentence.
        at: Index of the piece with the state's form.
    """
    piece = context.pieces[at]
    form = context.reading(piece)
    if context.is_province(piece):
        return [replace(context.make(EntityKind.PLACE, piece, NamedBy.NAME), of="USA")], at + 1
    if _is_background(context, at, piece):
        return [], at + 1
    if form.by == "adjective" and context.lower(at + 1).split(" ")[0] in _CREEDS:
        return [], at + 2  # "Greek Orthodox" says what somebody believes
    if form.by in {"capital", "seat"}:
        if form.by == "capital" and _is_place(context, at):
            return [replace(context.make(EntityKind.PLACE, piece, NamedBy.NAME), of=form.code)], at + 1
        return [context.make(EntityKind.STATE, piece, NamedBy.METONYM, key=form.code)], at + 1
    end = _body_end(context, at + 1)
    if end > at + 1:
        return [context.over(EntityKind.STATE, at, end, NamedBy.METONYM, key=form.code)], end
    if context.lower(at + 1) == "capital" or (context.lower(at + 1) == "'s" and context.lower(at + 2) == "capital"):
        end = at + 2 if context.lower(at + 1) == "capital" else at + 3  # "in the Russian capital"
        return [replace(context.over(EntityKind.PLACE, at, end, NamedBy.DESCRIPTION), of=form.code)], end
    by = NamedBy.ADJECTIVE if form.by in {"adjective", "demonym"} else NamedBy.NAME
    return [context.make(EntityKind.STATE, piece, by, key=form.code)], at + 1


def _is_background(context: Context, at: int, piece: Piece) -> bool:
    """Tell whether a state that is no more only describes another: "the former Soviet republic"."""
    form = context.reading(piece)
    gone = form.code in states() and states()[form.code].kind is StateKind.FORMER
    past = context.lower(at - 1) in {"former", "ex", "post", "post-", "ex-"} or (
        context.lower(at - 1) == "-" and context.lower(at - 2) in {"ex", "post"}
    )
    return gone and form.by == "adjective" and past


def _body_end(context: Context, at: int) -> int:
    """Return the index after "'s government", "side", "Foreign Ministry" that follow a state, else `at`."""
    ahead = at + 1 if context.lower(at) == "'s" else at
    if context.lower(ahead) in _ADJECTIVES and context.kind(ahead + 1) is PieceKind.BODY:
        ahead += 1
    is_body = _is_of_state(context, ahead) or context.lower(ahead) in _PLURAL_BODIES
    return ahead + 1 if is_body else at


def _is_of_state(context: Context, at: int) -> bool:
    """Tell whether a body acts for its state, unlike its journalists and its opposition."""
    body = context.pieces[at].body if context.kind(at) is PieceKind.BODY else None
    return body is not None and (body.sector in _BODY_SECTORS or body.body == "side")


# ---- capitals -------------------------------------------------------------------------------


def _is_place(context: Context, at: int) -> bool:
    """Tell whether a capital is meant as a place: "in Moscow", "arrived from Athens", "Moscow airport"."""
    before, after = context.lower(at - 1), context.lower(at + 1)
    if before in _IN_PLACE or after in _PLACE_NOUNS or (after == "-" and context.lower(at + 2) == "based"):
        return True
    if before in _MOTION:
        return context.lower(at - 2) not in _ASKED
    if before == "for":
        return any(context.lower(i) in _LEAVING for i in (at - 2, at - 3))
    if before in {",", "("}:
        return not _is_listed(context, at)
    if before == "and":
        return _shares_preposition(context, at - 2)
    return at == 0 and _is_dateline(context)


def _is_listed(context: Context, at: int) -> bool:
    """Tell whether a comma before a capital divides clauses or states: "After the vote, Moscow said"."""
    next_to = context.kind(at - 2)
    return context.lower(at + 1) not in {",", ".", ")", ""} or next_to is PieceKind.STATE


def _shares_preposition(context: Context, at: int) -> bool:
    """Tell whether "in" stands before the places that "and" or commas join."""
    while at > 0 and context.kind(at) in (PieceKind.STATE, PieceKind.NAME):
        if context.lower(at - 1) in _IN_PLACE:
            return True
        if context.lower(at - 1) != ",":
            return False
        at -= 2
    return False


def _is_dateline(context: Context) -> bool:
    """Tell whether a sentence begins as an agency's report does: "BISHKEK, Oct. 23 (ABC) --"."""
    after = context.kind(1)
    if context.lower(1) == "(" or context.lower(1) in {"--", "—", "–"}:
        return True
    if after is PieceKind.TIME:
        return context.lower(2) in {"(", ".", "/", "--"}
    return context.lower(1) == "," and (context.kind(2) is PieceKind.TIME or context.lower(3) in {"(", "--"})


# ---- descriptions ---------------------------------------------------------------------------


def read_body(context: Context, at: int) -> Found | None:
    """Read a body of a state, with its owner after it or without one: "the government of X", "parliament"."""
    piece = context.pieces[at]
    department = piece.text == "Department" and context.lower(at - 1) == "the" and context.lower(at + 1) not in _OF
    if piece.kind is not PieceKind.BODY and piece.lower not in {"ministry", "ministries"} and not department:
        return None
    if piece.body is not None and not _is_of_state(context, at):
        proper = piece.body.sector in _PARTIES and " " in piece.text and piece.text.istitle()
        return ([context.make(EntityKind.ORGANISATION, piece, NamedBy.NAME)], at + 1) if proper else None
    owner = at + 3 if context.lower(at + 2) == "the" else at + 2
    if context.lower(at + 1) == "of" and context.kind(owner) is PieceKind.STATE:
        form = context.reading(context.pieces[owner])
        if form.by == "name":
            return [context.over(EntityKind.STATE, at, owner + 1, NamedBy.METONYM, key=form.code)], owner + 1
    governs = (piece.body is None or piece.body.sector == "GOV") and not _ABROAD.search(piece.lower)
    if governs and context.lower(at + 1) == "in" and (seat := _seat(context, at + 2)) is not None:
        return [context.over(EntityKind.STATE, at, at + 3, NamedBy.METONYM, key=seat)], at + 3
    definite = context.lower(at - 1) in _DEFINITE or context.lower(at - 1) in _ADJECTIVES
    if not (definite or piece.lower in _BARE or piece.text[:1].isupper()) or piece.lower == "side":
        return None
    return [context.make(EntityKind.STATE, piece, NamedBy.DESCRIPTION)], at + 1


def _seat(context: Context, at: int) -> str | None:
    """Return the state whose capital says which government is meant: "the authorities in Lima"."""
    if context.kind(at) is not PieceKind.STATE:
        return None
    form = context.reading(context.pieces[at])
    return form.code if form.by in {"capital", "seat"} else None


def read_sides(context: Context, at: int) -> Found | None:
    """Read the parties together: "both sides", "the two countries", "our countries"."""
    first = context.lower(at)
    end = at + 1
    if first not in _BOTH | {"the"}:
        return None
    while context.lower(end) in _BOTH | {"neighbouring", "neighboring", "respective", "of"} and end - at < 3:  # noqa: PLR2004
        end += 1
    if context.lower(end) not in _SIDES:
        return None
    counted = any(context.lower(i) in _BOTH for i in range(at, end))
    if not counted and context.lower(end) not in {"sides", "parties", "countries"}:
        return None
    if context.lower(end + 1) in {"of", "in", "that", "with"} and not counted:
        return None
    begin = at + 1 if first == "the" else at
    return [context.over(EntityKind.STATE, begin, end + 1, NamedBy.DESCRIPTION)], end + 1
