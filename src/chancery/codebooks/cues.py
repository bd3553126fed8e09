"""Reporting verbs and phrases, and the diplomatic acts that some of them perform.

Source: codebook, sections 5 and 6; forms of verbs by lemminflect.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from chancery.codebooks.names import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NEUTRAL: Final = "neutral"
_TENSES: Final = {"VB": "base", "VBZ": "present", "VBD": "past", "VBN": "past", "VBG": "participle"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A form that reports someone's words.

    Attributes:
        lemma: "tell", "call on", "according to".
        kind: "neutral", or the PLOVER type of the act: SUPPORT, ACCUSE, THREATEN, REQUEST, AGREE, REJECT.
        tense: "base", "present", "past", "participle"; "phrase" for a fixed phrase.
    """

    lemma: str
    kind: str
    tense: str

    @property
    def performs(self) -> bool:
        """Whether saying so is a diplomatic act, and hence an event."""
        return self.kind != NEUTRAL


@dataclass(frozen=True, slots=True)
class Frames:
    """In which frames words report what is said or thought; lemmas, a particle after a blank.

    Attributes:
        clause: "X said that Y", "Y, X said".
        addressee: "X told Z that Y".
        question: "X asked whether Y", "what Y".
        manner: Only beside the words themselves: "Y, X sighed".
        nouns: "the claim that Y", "X's view is that Y"; singular.
        minds: The same of what is only thought: "the fear that Y".
        adjectives: "X is adamant that Y".
        sources: Nouns of people and bodies that speak; singular.
        bearers: Nouns of what bears words, which nobody says: "a banner saying"; singular.
        made: With "make": "X made clear that Y".
    """

    clause: frozenset[str]
    addressee: frozenset[str]
    question: frozenset[str]
    manner: frozenset[str]
    nouns: frozenset[str]
    minds: frozenset[str]
    adjectives: frozenset[str]
    sources: frozenset[str]
    bearers: frozenset[str]
    made: frozenset[str]

    @property
    def said(self) -> frozenset[str]:
        """The verbs that govern what is said."""
        return self.clause | self.addressee


@dataclass(frozen=True, slots=True)
class Stances:
    """Verbs that attribute without a clause of their own; lemmas.

    Attributes:
        infinitive: "X hopes to Y".
        ordered: "X urges Z to Y".
        object: "X criticises Y".
        gerund: "X recalls doing Y".
        naming: "X calls Z Y".
        minds: Those of them with which nothing is said aloud.
        prepositions: Verb to the prepositions of "X warns of Y".
    """

    infinitive: frozenset[str]
    ordered: frozenset[str]
    object: frozenset[str]
    gerund: frozenset[str]
    naming: frozenset[str]
    minds: frozenset[str]
    prepositions: Mapping[str, frozenset[str]]


@cache
def _data() -> dict[str, Any]:
    return load("cues")


def _inflected(lemma: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a lemma with their tense; only its first word changes."""
    verb, _, rest = lemma.partition(" ")
    listed: Mapping[str, Mapping[str, list[str]]] = _data()["forms"]
    for tense, forms in listed[verb].items():
        for form in forms:
            yield f"{form} {rest}".strip(), tense


@cache
def cue_forms() -> Mapping[str, Cue]:
    """Return every form in lower case; a verb's past stands before its equal base or participle.

    Example:
        >>> cue_forms()["called on"]
        Cue(lemma='call on', kind='REQUEST', tense='past')
    """
    found: dict[str, Cue] = {}
    for kind, entry in _data()["verbs"].items():
        for lemma in entry["lemmas"]:
            for form, tense in _inflected(lemma):
                if form not in found or (tense == "past" and found[form].lemma == lemma):
                    found[form] = Cue(lemma, kind, tense)
    phrases: dict[str, list[str]] = _data()["phrases"]
    for kind, forms in phrases.items():
        for form in forms:
            found.setdefault(form.casefold(), Cue(form.casefold(), kind, "phrase"))
    return found


@cache
def thoughts() -> frozenset[str]:
    """Return the lemmas of verbs of thinking, knowing and feeling: what they govern is not said aloud."""
    return frozenset(_data()["thoughts"])


@cache
def frames() -> Frames:
    """Return in which frames words report.

    Example:
        >>> "remind" in frames().addressee, "sigh" in frames().said
        (True, False)
    """
    return Frames(**{name: frozenset(lemmas) for name, lemmas in _data()["frames"].items()})


@cache
def stances() -> Stances:
    """Return the verbs that attribute without a clause.

    Example:
        >>> "urge" in stances().ordered, sorted(stances().prepositions["warn"])
        (True, ['about', 'against', 'of'])
    """
    listed = _data()["stances"]
    prepositions = {verb: frozenset(words) for verb, words in listed["prepositions"].items()}
    plain = {name: frozenset(verbs) for name, verbs in listed.items() if name != "prepositions"}
    return Stances(**plain, prepositions=prepositions)
