"""Passwords: which are refused, how they are kept, and how one is checked in a time that tells nothing."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache
from itertools import pairwise
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from chancery.errors import ServeError

LEAST: Final = 12  # letters
MOST: Final = 1000  # more costs time and protects nothing
_DISTINCT: Final = 5  # different letters, at least
_FREE: Final = 6  # letters that are left when common words are taken out, at least
_AT_ONCE: Final = threading.Semaphore(2)  # each check takes 64 MB
_COMMON: Final = (
    "password passwort passwd parola secret geheim admin administrator welcome letmein login qwerty qwertz azerty "
    "qwertyuiop asdfghjkl zxcvbnm iloveyou monkey dragon football baseball master sunshine princess superman "
    "changeme default chancery reader reviewer account user test trustno"
).split()
_ROWS: Final = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890")


def check_password(password: str, name: str) -> None:
    """Refuse a password that is short, or that programs try first; nothing is said of which letters it must have.

    Args:
        password: As it was typed.
        name: Of its account.

    Raises:
        ServeError: C111 with what is wrong with it.

    Source: NIST SP 800-63B, section 5.1.1.2: length and a list of refused ones, no rules of composition.
    """
    text = normal(password)
    wrong = ""
    if len(text) < LEAST:
        wrong = f"has fewer than {LEAST} characters"
    elif len(text) > MOST:
        wrong = f"has more than {MOST:,} characters"
    elif len(set(text.casefold())) < _DISTINCT:
        wrong = "has too few different characters"
    elif _is_repeated(text.casefold()):
        wrong = "repeats a few characters"
    elif _is_run(text.casefold()):
        wrong = "follows the alphabet, the digits or the keyboard"
    elif len(_without_common(text.casefold(), name)) < _FREE:
        wrong = "is made of the account's name, common words and digits"
    if wrong:
        raise ServeError("C111", f"The password {wrong}.", "Take some words that nobody else would put together.")


def normal(password: str) -> str:
    """Return a password as it is compared: what looks the same is the same.

    Source: RFC 8265, section 4.2: normalisation form C.
    """
    return unicodedata.normalize("NFC", password)


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    with _AT_ONCE:
        return PasswordHasher().hash(normal(password))


def matches_password(kept: str | None, password: str) -> bool:
    """Tell whether a password is right.

    Args:
        kept: What was kept of it; None for an account that does not exist, which takes as long to tell.
        password: As it was typed.
    """
    text = normal(password)[:MOST]
    with _AT_ONCE:
        try:
            right = PasswordHasher().verify(kept if kept is not None else _nobody(), text)
        except (VerificationError, InvalidHashError):
            return False
    return right and kept is not None


def is_outdated(kept: str) -> bool:
    """Tell whether a password should be hashed anew, with the costs of today."""
    return PasswordHasher().check_needs_rehash(kept)


@cache
def _nobody() -> str:
    """Return a hash that costs the same to compare with, and that no password has."""
    return PasswordHasher().hash("\x00nobody")


def _is_repeated(text: str) -> bool:
    """Tell whether a few letters are said again and again."""
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, len(text) // 2 + 1))


def _is_run(text: str) -> bool:
    """Tell whether most letters follow one another in the alphabet, among the digits or on the keyboard."""
    steps = {pair for row in _ROWS for pair in pairwise(row)}
    taken = sum(1 for one, other in pairwise(text) if (one, other) in steps or (other, one) in steps)
    return taken >= 0.75 * (len(text) - 1)


def _without_common(text: str, name: str) -> str:
    """Take the account's name, common words and everything but letters out."""
    words = [*re.findall(r"\w+", name.casefold()), *sorted(_COMMON, key=len, reverse=True)]
    for word in words:
        if len(word) > 2:  # noqa: PLR2004 - shorter ones are a part of anything
            text = text.replace(word, "")
    return re.sub(r"[\W\d_]", "", text)
