"""The shared scheme of names, and how each corpus maps onto it.

A corpus seldom says everything: one calls demonyms `MISC`, another leaves them
unmarked. So a word carries the *set* of tags that its corpus allows, as a bit mask,
and training maximises the summed probability of the set (a masked loss). A corpus that
never looked for laws then neither teaches nor punishes `LAW`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from chancery.language.names import Name

TYPES = ("PERSON", "ORG", "PLACE", "NORP", "EVENT", "LAW", "MISC")
TAGS = ("O", *(f"{prefix}-{kind}" for kind in TYPES for prefix in "BIES"))
TAG_ID = {tag: number for number, tag in enumerate(TAGS)}
ANY = (1 << len(TAGS)) - 1
OUTSIDE = 1 << TAG_ID["O"]

_PLAIN = {
    "PERSON": ("PER", "Person", "person", "politician"),
    "ORG": ("ORG", "Organisation", "organisation", "politicalparty"),
    "PLACE": ("LOC", "Location", "location", "country"),
    "NORP": ("Nationality",),
    "EVENT": ("EVENT", "event", "election"),
}
LABELS: dict[str, frozenset[str]] = {
    label: frozenset({kind}) for kind, labels in _PLAIN.items() for label in (kind, *labels)
} | {
    "LAW": frozenset({"LAW"}),
    "OTH": frozenset({"MISC"}),
    "MISC": frozenset({"MISC"}),
    "misc": frozenset({"MISC"}),
    "DocumentReference": frozenset({"MISC", "O"}),
    "Weapon": frozenset({"MISC", "O"}),
    "MilitaryPlatform": frozenset({"MISC", "O"}),
}
"""Corpus label to the coarse types it may mean; a label not listed here is no name."""

UNMARKED: dict[str, frozenset[str]] = {
    "re3d": frozenset({"EVENT", "LAW", "MISC"}),
}
"""Types that a corpus does not look for, so that its `O` may hide them."""

DEMONYMS_MARKED = frozenset({"uner", "ours"})
"""Corpora that mark every demonym."""

EXACT = frozenset({"ours"})
"""Corpora annotated in our own scheme."""

NOMINAL = frozenset({"re3d"})
"""Corpora that also mark descriptions ("the foreign minister") as entities."""

_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
LAW_NOUNS, EVENT_NOUNS, DEMONYMS = (frozenset(_WORDS[key].split()) for key in ("laws", "events", "demonyms"))
DEMONYM_ENDINGS = ("an", "ese", "ish", "ic", "i", "ist", "ite", "er")


def is_demonym(word: str) -> bool:
    """Tell whether a capitalised word says of which people somebody is."""
    lower = word.lower()
    known = lower in DEMONYMS or (lower.endswith("s") and lower[:-1] in DEMONYMS)
    return known and word[:1].isupper()


def _narrow(words: Sequence[str], kinds: frozenset[str]) -> frozenset[str]:
    """Pick the type of an "other" name by its wording.

    Only wording that could be a demonym ("Moravian") leaves the choice to the model:
    a free choice among types that no corpus tells apart ends anywhere.
    """
    if "MISC" not in kinds:
        return kinds
    lower = [word.lower() for word in words]
    if all(is_demonym(word) for word in words):
        return frozenset({"NORP"})
    if len(words) > 1 and LAW_NOUNS.intersection(lower):
        return frozenset({"LAW"})
    if len(words) > 1 and EVENT_NOUNS.intersection(lower):
        return frozenset({"EVENT"})
    if len(words) == 1 and lower[0].removesuffix("s").endswith(DEMONYM_ENDINGS):
        return kinds | {"NORP"}
    return kinds


def _tag_masks(length: int, kinds: frozenset[str]) -> list[int]:
    """Return the allowed tags of each word of a name of `length` words."""
    prefixes = "S" if length == 1 else "B" + "I" * (length - 2) + "E"
    return [
        sum(1 << TAG_ID["O" if kind == "O" else f"{prefix}-{kind}"] for kind in sorted(kinds)) for prefix in prefixes
    ]


def _trim(words: Sequence[str], name: Name) -> Name | None:
    """Cut a marked mention down to its name, or return None for a description."""
    start = name.start
    while start < name.end and words[start].lower() in {"the", "a", "an", "its", "their"}:
        start += 1
    inside = words[start : name.end]
    capitals = [word for word in inside if word[:1].isupper()]
    if not inside or not inside[0][:1].isupper() or 2 * len(capitals) < len(inside):
        return None
    return name._replace(start=start)


def read_names(tags: Sequence[str]) -> Iterator[Name]:
    """Yield the names of a BIO or BIOES tag sequence."""
    start, label = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        prefix, _, kind = tag.partition("-")
        if label and (prefix in "OBS" or kind != label):
            yield Name(start, index, label)
            label = ""
        if kind and not label:
            start, label = index, kind


def allowed_tags(words: Sequence[str], tags: Sequence[str], *, corpus: str) -> list[int]:
    """Turn a corpus's own tags into one bit mask of allowed tags per word."""
    outside = OUTSIDE
    for kind in UNMARKED.get(corpus, ()):
        outside |= sum(1 << TAG_ID[f"{prefix}-{kind}"] for prefix in "BIES")
    masks = [outside] * len(words)
    if corpus not in DEMONYMS_MARKED:  # elsewhere `O` may hide one
        for index, word in enumerate(words):
            if is_demonym(word):
                masks[index] |= 1 << TAG_ID["S-NORP"]
    for marked in read_names(tags):
        kinds = LABELS.get(marked.label)
        if kinds is None:
            continue
        name = _trim(words, marked) if corpus in NOMINAL else marked
        if name is None:  # a description: is a name inside it? the corpus does not say
            masks[marked.start : marked.end] = [ANY] * (marked.end - marked.start)
            continue
        if corpus not in EXACT:
            kinds = _narrow(words[name.start : name.end], kinds)
        masks[name.start : name.end] = _tag_masks(name.end - name.start, kinds)
    return masks
