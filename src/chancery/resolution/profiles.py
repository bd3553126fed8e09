"""What a happening is compared by, worked out once: who, when, where, in which words.

Source: codebook, section 8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from chancery.codebooks.names import unaccented
from chancery.codebooks.plover import VERBAL
from chancery.codebooks.states import state_forms, states
from chancery.model.dates import Edtf
from chancery.model.events import Participant
from chancery.model.evidence import Evidence
from chancery.model.quotations import Quotation
from chancery.resolution.accounts import Told, predicate_of
from chancery.resolution.happenings import Happening
from chancery.resolution.own_times import is_closed
from chancery.resolution.participants import states_of
from chancery.resolution.words import PAPERS, figures, stem, stems

_SORTS: Final = {
    kind: {stem(word): sort for sort, words in sorts.items() for word in words.split()}
    for kind, sorts in {
        "ELECT": {
            "parliament": "parliamentary legislative parliament assembly",
            "president": "presidential presidency",
            "local": "local council municipal mayoral regional gubernatorial",
            "referendum": "referendum plebiscite",
        },
        "SUPPORT": {
            "treaty": "sign signed ratify ratified conclude concluded initial initialled",
            "praise": "thank thanked praise praised appreciate appreciated commend commended hail hailed",
        },
    }.items()
}
"""Words that tell votes, or acts of support, from others of their type."""
_LASTING: Final = frozenset(map(stem, "war aggression invasion occupation".split()))
_AGAIN: Final = re.compile(r"[^.;,]{0,60}?\b(?:another|further|additional|extra|(?:\d[\d,.]*|million|billion) more)\b")
_PRONOUN: Final = re.compile(r"^[^;]* \+ (?:it|them)(?:;|$)")
_BESIDE: Final = 48  # characters
_ASIDE: Final = re.compile(
    r"\w (?:that|which) [^,;:\u2013\u2014]{0,60}$"
    r"|\w,? (?:who|whom|since|after|before|when|while|until|following|despite)\b[^,;:\u2013\u2014]{0,80}$"
)
"""Words that open a clause or phrase about something else than its sentence."""
_GOES_ON: Final = re.compile(
    r";|,?\s+(?:and|but|while)\s+(?:[a-z]+ly\s+)?(?:[a-z]+ed|said|told|spoke|gave|made|held|sought|took|met|began)\b"
)
"""Where a sentence goes on to another act of whoever acts in it."""
_GENERIC: Final = PAPERS | frozenset(
    map(
        stem,
        "one ones thing things aid help support assistance cooperation money funds steps measures step measure plan "
        "plans day days time visit meeting talks policy role way work issue issues matter matters cause goal".split(),
    )
)
"""What is too common to say which act is meant: "the aid that Peru promised"."""
_ANTECEDENT: Final = re.compile(
    r"\b[Tt]he\s+(?:[\w-]+\s+){0,3}?(?P<noun>[a-z-]+)\s+(?:(?:that|which)\s+[^,;:]{1,60}|(?:[A-Z][\w.'\u2019-]+\s+){1,4}(?:ha[sd]\s+)?)$"
)
"""What a clause that limits it says was done to it, up to the predicate: "the medicine that Berg"."""
NARROW: Final = 14
"""Days; a date as wide as this still says when."""
_OPEN: Final = 10**7

Usual = tuple[str, str | None, tuple[str, ...]]
Quoted = Mapping[str, Sequence[tuple[int, int, str]]]
"""Of each report the quotations that other reports give too: start, end, id of the quotation."""


@dataclass(slots=True, eq=False)
class Profile:
    """A happening of one report as others are compared with it.

    Attributes:
        happening: The accounts.
        reports: Their reports.
        names: Stems of the names of participants.
        words: Stems of its sentences without the names of participants.
        matter: Stems of what follows its predicates in their own clauses, without names.
        predicates: Stems of its predicates.
        numbers: Figures in its sentences.
        quoted: Ids of quotations in its sentences that several reports give.
        days: First and last day, as ordinals; None where no year is known.
        published: First and last day of publication, likewise.
        places: Codes of the states that its places lie in.
        where: Its places as written, folded.
        sorts: What kinds of vote, or of support, its sentences name.
        usual: Type, mode and sides: what is counted to see how often such an act is told.
        spoken: Whether the turns of a transcript tell it.
        lasts: Whether a noun tells it that means one thing for years: a war.
        aside: Whether only clauses about something else tell it, so that their sentences' words may be of other acts.
        again: Whether it is told as one more of its kind: "gave another million".
        recalled: Of an undated account that speaks of its matter as known, its stem: "the medicine that Berg promised".
        elliptic: Whether a pronoun stands for what it is about: "signed it with Peru".
    """

    happening: Happening
    reports: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]
    matter: frozenset[str]
    predicates: frozenset[str]
    numbers: frozenset[str]
    quoted: frozenset[str]
    days: tuple[int, int] | None
    published: tuple[int, int] | None
    places: frozenset[str]
    where: frozenset[str]
    sorts: frozenset[str]
    usual: Usual
    spoken: bool
    lasts: bool
    aside: bool
    again: bool
    elliptic: bool
    recalled: str | None

    @property
    def is_verbal(self) -> bool:
        """Whether it is done by speaking, so that one report may tell of many alike."""
        return self.happening.type in VERBAL

    @property
    def width(self) -> int:
        """Days that its date may mean; very many where it is not known."""
        return _OPEN if self.days is None else self.days[1] - self.days[0] + 1

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Where it stands among all."""
        return self.happening.told[0].place_in_text


def profile(happening: Happening, quoted: Quoted) -> Profile:
    """Work out what a happening is compared by."""
    told = happening.told
    sentences = {t.evidence for t in told}
    names = frozenset[str]().union(*map(_name_words, _everyone(happening)))
    return Profile(
        happening=happening,
        reports=frozenset(t.report for t in told),
        names=names,
        words=frozenset[str]().union(*(stems(e.quote) for e in sentences)) - names,
        matter=frozenset[str]().union(*(stems(_own_clause(t)) for t in told)) - names,
        predicates=frozenset[str]().union(*(stems(predicate_of(t)) for t in told)),
        numbers=frozenset[str]().union(*(figures(e.quote) for e in sentences)),
        quoted=frozenset(name for e in sentences for name in _quoted_in(e, quoted)),
        days=bounds(happening.when),
        published=_published(told),
        places=_codes(happening.places),
        where=frozenset(unaccented(place).casefold() for place in happening.places),
        sorts=_sorts(happening),
        usual=(happening.type, happening.mode, _usual_sides(happening)),
        spoken=any(t.spoken for t in told),
        aside=all(_is_aside(t) for t in told),
        again=any(_AGAIN.match(_from_predicate(t)) is not None for t in told),
        elliptic=all(_PRONOUN.search(t.because) is not None for t in told),
        recalled=_recalled(happening),
        lasts=happening.type == "ASSAULT" and any(not _LASTING.isdisjoint(stems(predicate_of(t))) for t in told),
    )


def _from_predicate(told: Told) -> str:
    return told.evidence.quote[max(0, told.span.start - told.evidence.span.start) :]


def _own_clause(told: Told) -> str:
    """Return the words behind a predicate up to where its sentence goes on to another act: "; ", " and asked"."""
    behind = told.evidence.quote[max(0, told.span.end - told.evidence.span.start) :]
    end = _GOES_ON.search(behind)
    return behind[: end.start()] if end else behind


def _is_aside(told: Told) -> bool:
    """Tell whether a clause beside the sentence's own tells it: "the pact that Peru signed", "since he came"."""
    before = told.evidence.quote[: max(0, told.span.start - told.evidence.span.start)]
    return _ASIDE.search(before) is not None and not is_closed(before)


def _recalled(happening: Happening) -> str | None:
    """Return the stem of what limiting clauses are about, unless it is too common to say which act is meant."""
    if happening.when is not None:
        return None
    nouns = set[str]()
    for told in happening.told:
        before = told.evidence.quote[: max(0, told.span.start - told.evidence.span.start)]
        found = _ANTECEDENT.search(before)
        nouns.add(stem(found["noun"]) if found else "")
    noun = nouns.pop() if len(nouns) == 1 else ""
    return noun if noun and noun not in _GENERIC else None


def bounds(when: Edtf | None) -> tuple[int, int] | None:
    """Return the first and last day of a date as ordinals; None where no year is known."""
    if when is None or not when.has_year:
        return None
    low, high = when.earliest, when.latest
    return (low.toordinal() if low else -_OPEN, high.toordinal() if high else _OPEN)


def shared_quotations(quotations: Iterable[Quotation]) -> dict[str, list[tuple[int, int, str]]]:
    """Return where each report gives words that another report gives too."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for quotation in quotations:
        if len({r.content.report for r in quotation.renderings}) > 1:
            for rendering in quotation.renderings:
                span = rendering.content.span
                found.setdefault(rendering.content.report, []).append((span.start, span.end, quotation.id))
    return found


def _quoted_in(sentence: Evidence, quoted: Quoted) -> Iterable[str]:
    span = sentence.span
    return (name for start, end, name in quoted.get(sentence.report, ()) if start < span.end and span.start < end)


def _usual_sides(happening: Happening) -> tuple[str, ...]:
    """Return who acts, by name, and which states it is done to."""
    return (
        *sorted({one.entity for one in happening.actors if one.entity}),
        "to",
        *sorted(states_of(happening.recipients)),
    )


def _sorts(happening: Happening) -> frozenset[str]:
    """Return the kinds of vote or of support that the predicates, or the words beside them, name."""
    table = _SORTS.get(happening.type)
    if table is None:
        return frozenset()
    beside = _BESIDE if happening.type == "ELECT" else 0
    texts = {predicate_of(t, beside=beside) for t in happening.told}
    return frozenset(table[word] for text in texts for word in stems(text) if word in table)


def _published(told: Sequence[Told]) -> tuple[int, int] | None:
    known = [one for t in told for one in [bounds(t.published)] if one is not None]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None


def _everyone(happening: Happening) -> Iterable[Participant]:
    return (*happening.actors, *happening.recipients)


@lru_cache(maxsize=65536)
def _name_stems(name: str) -> frozenset[str]:
    """Return the stems of a name, an id or a state's names and adjectives."""
    state = states().get(name)
    forms = (name.replace("-", " "),) if state is None else (*state.names, *state.adjectives, *state.capitals)
    return frozenset(stem(word) for form in forms for word in form.split() if len(word) > 1)


def _name_words(one: Participant) -> AbstractSet[str]:
    return frozenset[str]().union(*(_name_stems(name) for name in (one.entity, one.state, one.office) if name))


@lru_cache(maxsize=4096)
def _codes(places: tuple[str, ...]) -> frozenset[str]:
    return frozenset(reading.code for place in places for reading in state_forms().get(place, ()))
