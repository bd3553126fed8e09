"""Reads people who act without a name: "riot police", "three Turkish fishermen", "rebels in the Ivory Coast".

Soldiers and police act for their state, as its government does, and become a mention of it. Everybody else becomes
a description of people with a state and a sector, who are nobody's entity. A state that no word tells is left
to resolution.

Source: PLOVER 2.0 sectors; `codebooks/actors.toml`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from chancery.codebooks.actors import code_actor, match_people
from chancery.codebooks.crowds import match_crowd
from chancery.codebooks.governors import governors
from chancery.codebooks.states import states
from chancery.extraction.context import Context, Found
from chancery.extraction.pieces import PieceKind
from chancery.model.mentions import EntityKind, NamedBy

STATE_SECTORS: Final = frozenset({"MIL", "COP", "SPY"})
_HERE: Final = frozenset({"in", "throughout", "across", "inside", "from", "of"})
_OWNED: Final = frozenset({"of"})
_INSIDE: Final = frozenset({"amod", "compound", "nmod", "nmod:desc", "nummod", "flat"})
_ABROAD: Final = frozenset({"MIL", "SPY"})
_DETERMINERS: Final = frozenset("the a an this that these those some any more most least other many few".split())
_LONGEST: Final = 6  # pieces of a phrase: "three former ethnic Albanian rebel commanders"
_MODIFIERS: Final = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "VERB"})


def read_people(context: Context, at: int) -> Found | None:
    """Read a phrase for people without a name that begins at a piece, with its state.

    Args:
        context: The sentence.
        at: Index of the phrase's first piece: the state before the noun, another modifier, or the noun.

    Returns:
        The mention and the index after it; None where there is none.
    """
    head = _head(context, at)
    if head is None:
        return None
    first, sector, end = head
    before = context.pieces[at:first]
    owners = [piece for piece in before if piece.kind is PieceKind.STATE and context.lower(at - 1) != "ethnic"]
    code = context.reading(owners[-1]).code if owners else _after(context, end, sector) or _people(context, at, end)
    own = code if code in states() else None
    if sector in STATE_SECTORS:
        by = NamedBy.METONYM if own else NamedBy.DESCRIPTION
        mention = context.over(EntityKind.STATE, at, end, by, key=own)
    else:
        mention = replace(context.over(EntityKind.PERSON, at, end, NamedBy.DESCRIPTION), of=own)
    return [replace(mention, sector=sector)], end


def read_nationals(context: Context, at: int) -> Found | None:
    """Read people of a state who are counted or described: "ethnic Albanians", "100 Algerians", "Iraqi Kurds".

    A people with an article alone, "the Palestinians", is left for the side that it names.
    """
    piece, before = context.pieces[at], context.pieces[at - 1] if at else None
    if piece.kind is not PieceKind.STATE or context.reading(piece).by != "demonym" or not piece.lower.endswith("s"):
        return None
    counted = before is not None and before.lower == "of" and context.lower(at - 2) in governors().quantities
    if before is None or not (counted or context.sentence.words[before.first].rel in {"amod", "nummod"}):
        return None
    code = context.reading(piece).code
    own = code if code in states() and before.lower != "ethnic" else None
    mention = context.make(EntityKind.PERSON, piece, NamedBy.DESCRIPTION)
    return [replace(mention, of=own, sector="CVL")], at + 1


def _head(context: Context, at: int) -> tuple[int, str, int] | None:
    """Return where the noun of a phrase begins, its sector, and the index after it."""
    for first in range(at, min(at + _LONGEST, len(context.pieces))):
        piece = context.pieces[first]
        if piece.kind in {PieceKind.WORD, PieceKind.BODY, PieceKind.NAME}:
            texts = context.sentence.texts
            found = match_people(texts, piece.first) or match_crowd(texts, piece.first)
            end = _after_words(context, first, found[1]) if found else None
            if found and end is not None and not _goes_on(context, end) and not _is_name(context, at, first):
                return first, found[0], end
        if not _modifies(context, first, at):
            return None
    return None


def _after_words(context: Context, first: int, word: int) -> int | None:
    """Return the index of the piece that begins at a word."""
    return next((at for at in range(first + 1, len(context.pieces) + 1) if _begins(context, at) == word), None)


def _begins(context: Context, at: int) -> int:
    return context.pieces[at].first if at < len(context.pieces) else len(context.sentence.words)


def _goes_on(context: Context, end: int) -> bool:
    """Tell whether the noun only describes another: "police officers' union", "army base", "rebel-held"."""
    word = context.sentence.words[_begins(context, end) - 1]
    if context.lower(end) in {"-", "'s", "'"}:
        return context.lower(end) == "-"
    return word.rel in {"compound", "amod", "flat"} and context.kind(end) in {PieceKind.WORD, PieceKind.BODY}


def _modifies(context: Context, at: int, first: int) -> bool:
    """Tell whether a piece can stand before the noun of the phrase: a state, an adjective, a noun."""
    piece = context.pieces[at]
    if piece.kind is PieceKind.STATE:
        return at == first and context.reading(piece).by != "capital"
    if piece.lower == "'s":
        return at == first + 1 and context.kind(first) is PieceKind.STATE
    word = context.sentence.words[piece.first]
    plain = piece.kind in {PieceKind.WORD, PieceKind.BODY} or (piece.kind is PieceKind.NAME and " " not in piece.text)
    inside = plain and word.pos in _MODIFIERS and piece.lower not in _DETERMINERS
    return inside and word.rel in _INSIDE and word.head > piece.first


def _is_name(context: Context, at: int, first: int) -> bool:
    """Tell whether a capitalised noun is part of a name: "Mr Villagers", "the Young Nationalists"; not at the start."""
    return context.kind(first) is PieceKind.NAME and not (first == at and context.pieces[at].first == 0)


def _after(context: Context, end: int, sector: str) -> str | None:
    """Return the state named right after the noun: "rebels in the Ivory Coast"; soldiers may be abroad."""
    if context.lower(end) not in (_OWNED if sector in _ABROAD else _HERE):
        return None
    at = end + 2 if context.lower(end + 1) == "the" else end + 1
    if context.kind(at) is not PieceKind.STATE:
        return None
    return context.reading(context.pieces[at]).code


def _people(context: Context, at: int, end: int) -> str | None:
    """Return the state of a people or region that the codebook of states does not have: "Chechen refugees"."""
    return code_actor(" ".join(piece.text for piece in context.pieces[at:end])).state
