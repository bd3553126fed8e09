"""Tells whether two names of places may mean one place: "Russia", "Moscow" and "the Kremlin" do not disagree."""

from __future__ import annotations

from chancery.codebooks.names import unaccented
from chancery.codebooks.states import state_forms


def may_be_one_place(one: str, other: str) -> bool:
    """Tell whether two places are one, or one lies in the other as far as the codebook knows.

    A city lies in its state, a seat of government in the capital.

    Example:
        >>> may_be_one_place("Kremlin", "Moscow"), may_be_one_place("Paris", "Lyon"), may_be_one_place("Lyon", "France")
        (True, False, False)
    """
    if unaccented(one).casefold() == unaccented(other).casefold():
        return True
    mine, yours = ({reading.code: reading.by for reading in state_forms().get(place, ())} for place in (one, other))
    for code in mine.keys() & yours.keys():
        kinds = {mine[code], yours[code]}
        if "name" in kinds or kinds == {"seat", "capital"}:
            return True
    return False
