"""Lemmas as edit scripts: a small closed set of classes that rewrite any word.

A script is `case|cut|add`: lower the word or keep its letters, cut that many letters
from the end, add a suffix. "lower|3|be" makes *was* into *be*; "keep|1|" makes
*Americans* into *American*. Of a verb or noun whose forms lemminflect's dictionary lists, a
script that leads to a form of no word ("deni" of *denied*) yields to the dictionary.
"""

from __future__ import annotations

from typing import Final

_LISTED: Final = frozenset({"VERB", "NOUN"})
_OWN: Final = frozenset({"people"})  # whose lemma treebanks call "person"


def script_of(form: str, lemma: str) -> str:
    """Return the shortest script that turns `form` into `lemma`.

    Example:
        >>> script_of("Ministers", "minister")
        'lower|1|'
    """
    lower = form.lower()
    kept = _shared(form, lemma)
    lowered = _shared(lower, lemma)
    case, base, stem = ("keep", form, kept) if kept > lowered else ("lower", lower, lowered)
    return f"{case}|{len(base) - stem}|{lemma[stem:]}"


def apply_script(form: str, script: str) -> str:
    """Rewrite `form` by `script`; a script that would leave nothing keeps the form.

    Example:
        >>> apply_script("Ministers", "lower|1|")
        'minister'
    """
    case, cut, add = script.split("|", 2)
    base = form.lower() if case == "lower" else form
    return base[: max(0, len(base) - int(cut))] + add or form


def lemma_of(form: str, upos: str, script: str) -> str:
    """Return the lemma of a word: by its script, unless the dictionary lists the form otherwise.

    Example:
        >>> lemma_of("denied", "VERB", "lower|2|")
        'deny'
    """
    lemma = apply_script(form, script)
    if upos not in _LISTED or form.lower() in _OWN:
        return lemma
    from lemminflect import getAllLemmas  # noqa: PLC0415 - tables that commands without a model do not need

    listed: tuple[str, ...] = getAllLemmas(form.lower(), upos=upos).get(upos, ())
    return lemma if not listed or lemma.lower() in listed else listed[0]


def _shared(one: str, two: str) -> int:
    """Count the letters with which two words begin alike."""
    pairs = zip(one, two, strict=False)
    return next((index for index, (left, right) in enumerate(pairs) if left != right), min(len(one), len(two)))
