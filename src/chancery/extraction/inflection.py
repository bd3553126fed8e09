"""What a word form can be: lemmas by part of speech and Penn tags of a verb form.

The forms come from lemminflect (MIT), which knows English inflection as data. A word can be more
than one thing ("visits"); the tree decides, in `verbs.py`.
"""

from __future__ import annotations

from functools import lru_cache

import lemminflect

# forms of auxiliaries, which never tell of an event by themselves
AUXILIARIES = frozenset(
    "be am is are was were been being have has had having do does did 's 've 'm 're 'd 'll "
    "will would shall should can could may might must".split()
)
BE = frozenset("be am is are was were been being 's 're 'm get got gets".split())


@lru_cache(maxsize=50_000)
def verb_lemmas(form: str) -> tuple[str, ...]:
    """Return the lemmas of which a lower-case `form` can be a verb form."""
    if not form.isascii() or not form.replace("-", "").isalpha():
        return ()
    return tuple(lemminflect.getAllLemmas(form, upos="VERB").get("VERB", ()))


@lru_cache(maxsize=50_000)
def unlisted_lemmas(form: str) -> tuple[str, ...]:
    """Return the lemmas that the ending of a verb form speaks for, where no list has it: "airdropped"."""
    return tuple(lemminflect.getAllLemmasOOV(form, upos="VERB").get("VERB", ()))


@lru_cache(maxsize=50_000)
def can_be_noun(form: str) -> bool:
    """Tell whether a lower-case `form` is listed as a noun."""
    return bool(lemminflect.getAllLemmas(form, upos="NOUN").get("NOUN"))


@lru_cache(maxsize=50_000)
def verb_tags(form: str, lemma: str) -> frozenset[str]:
    """Return the Penn tags (VB, VBD, VBG, VBN, VBP, VBZ) that `form` can have as a form of `lemma`."""
    forms = lemminflect.getAllInflections(lemma, upos="VERB")
    tags = frozenset(tag for tag, words in forms.items() if form in words)
    # of regular verbs lemminflect lists the past only; their participle is the same form
    return tags | {"VBN"} if "VBD" in tags and "VBN" not in forms else tags
