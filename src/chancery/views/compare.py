"""Puts the accounts of one event side by side: on each facet who agrees, who differs, and who alone tells it.

Source: codebook, section 8.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any, Final

from chancery.codebooks.whereabouts import may_be_one_place
from chancery.model.dates import Edtf
from chancery.model.events import Event, Participant, Telling
from chancery.model.evidence import Evidence
from chancery.model.quotations import Quotation
from chancery.record.store import Record
from chancery.views.labels import STATUS_WORDS, Names, act_code, date_words

_SMALL: Final = frozenset("the a an of and in on to for with our their its his her all bilateral".split())
_NOWHERE: Final = frozenset({"OFFICE", "ELECT"})
_TALKS: Final = "CONSULT"
_PREFIX: Final = 6  # letters that the forms of a word share


class Verdict(StrEnum):
    """How the accounts stand to one another on a facet."""

    AGREED = "agreed"
    DIFFERS = "differs"
    ALONE = "only told by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one report says on a facet.

    Attributes:
        report: Id of the report.
        says: In words.
        evidence: The sentence.
    """

    report: str
    says: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One thing that accounts can agree on or not.

    Attributes:
        name: "date", "place", "actors", "rank", "status", "topic", "figure" or "words".
        versions: Of the reports that tell it, in the order of the tellings.
        silent: Reports of the event that do not.
    """

    name: str
    verdict: Verdict
    versions: tuple[Version, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An event as its reports tell it.

    Attributes:
        reports: Ids of the reports, in the order given.
    """

    event: Event
    reports: tuple[str, ...]
    facets: tuple[Facet, ...]


def compare_event(event: Event, quotations: Iterable[Quotation], names: Names, order: Sequence[str] = ()) -> Comparison:
    """Compare the accounts of an event.

    Args:
        event: The event.
        quotations: Of the record; those of its participants, on its days, in its reports, are compared too.
        names: What participants are called.
        order: Ids of reports in the order to show; the others follow.
    """
    ranks = {report: at for at, report in enumerate(order)}
    tellings = sorted(event.tellings, key=lambda t: (ranks.get(t.report, len(ranks)), t.report))
    facets = [*_facts(event, tellings, names), *_items(event, tellings, quotations)]
    return Comparison(event=event, reports=tuple(t.report for t in tellings), facets=tuple(facets))


# ---- one value to a report ------------------------------------------------------------------


def _facts(event: Event, tellings: Sequence[Telling], names: Names) -> Iterator[Facet]:
    """Yield the facets on which a report has one version; what is done with an office or a vote has no one place."""
    told: dict[str, list[tuple[Telling, str]]] = {
        "date": [(t, date_words(t.when)) for t in tellings if t.when is not None],
        "place": [(t, t.where) for t in tellings if t.where and event.type not in _NOWHERE],
        "actors": [(t, _sides(t, names)) for t in tellings if t.actors or t.recipients],
        "rank": [(t, t.rank) for t in tellings if t.rank],
        "status": [(t, STATUS_WORDS[t.status]) for t in tellings],
    }
    for name, versions in told.items():
        if versions:
            agreed = _agree(name, [telling for telling, _ in versions])
            pieces = [Version(report=t.report, says=says, evidence=_first(t)) for t, says in versions]
            yield _facet(name, pieces, tellings, agreed=agreed)


def _sides(telling: Telling, names: Names) -> str:
    actors, recipients = names.participants(telling.actors), names.participants(telling.recipients)
    return f"{actors} \u2192 {recipients}".lstrip() if recipients else actors


def _agree(name: str, tellings: Sequence[Telling]) -> bool:
    """Tell whether several versions of a facet say the same, one perhaps more exactly."""
    match name:
        case "date":
            return _dates_agree([t.when for t in tellings if t.when is not None])
        case "place":
            places = sorted({t.where for t in tellings if t.where})
            return all(may_be_one_place(a, b) for a, b in combinations(places, 2))
        case "actors":
            acting, receiving = ({_identities(side) for side in sides if side} for sides in _both_sides(tellings))
            return max(len(acting), len(receiving)) == 1  # who leaves out a side says nothing else of it
        case "rank":
            return len({t.rank for t in tellings}) == 1
        case _:
            return len({t.status for t in tellings}) == 1


def _both_sides(tellings: Sequence[Telling]) -> tuple[list[Sequence[Participant]], list[Sequence[Participant]]]:
    return [t.actors for t in tellings], [t.recipients for t in tellings]


def _identities(side: Iterable[Participant]) -> frozenset[str | None]:
    return frozenset(one.entity or one.state for one in side)


def _dates_agree(dates: Sequence[Edtf]) -> bool:
    """Tell whether of any two dates one lies within the other."""
    return all(one.within(other) or other.within(one) for at, one in enumerate(dates) for other in dates[at + 1 :])


def _first(telling: Telling) -> Evidence | None:
    return min(telling.evidence, default=None)


def _facet(name: str, versions: Sequence[Version], tellings: Sequence[Telling], *, agreed: bool) -> Facet:
    speaking = {version.report for version in versions}
    silent = tuple(t.report for t in tellings if t.report not in speaking)
    alone = len(speaking) == 1 and bool(silent)
    verdict = Verdict.ALONE if alone else Verdict.AGREED if agreed else Verdict.DIFFERS
    return Facet(name=name, verdict=verdict, versions=tuple(versions), silent=silent)


# ---- several items to a report --------------------------------------------------------------


def _items(event: Event, tellings: Sequence[Telling], quotations: Iterable[Quotation]) -> Iterator[Facet]:
    """Yield each topic, figure and quotation with the reports that have it."""
    for group in _same_topics(tellings):
        pieces = [Version(report=t.report, says=topic.quote, evidence=_around(t, topic)) for t, topic in group]
        yield _facet("topic", pieces, tellings, agreed=True)
    for figure in sorted({f for t in tellings for f in t.figures}, key=lambda f: (float(f.rstrip("%")), f)):
        pieces = [
            Version(report=t.report, says=_figure_words(figure), evidence=_first(t))
            for t in tellings
            if figure in t.figures
        ]
        yield _facet("figure", pieces, tellings, agreed=True)
    for quotation in quotations:
        if _is_of(quotation, event):
            yield from _words(quotation, tellings)


def _figure_words(figure: str) -> str:
    mark = "%" if figure.endswith("%") else ""
    return f"{float(figure.rstrip('%')):,.10g}{mark}"


def _same_topics(tellings: Sequence[Telling]) -> list[list[tuple[Telling, Evidence]]]:
    """Group the topics of different reports that share most of their words."""
    groups: list[list[tuple[Telling, Evidence]]] = []
    for telling in tellings:
        for topic in telling.topics:
            words = topic_words(topic.quote)
            fits = (g for g in groups if any(is_same_topic(words, topic_words(e.quote)) for _, e in g))
            home = next(fits, None)
            if home is None:
                groups.append([(telling, topic)])
            elif all(t.report != telling.report for t, _ in home):
                home.append((telling, topic))
    return groups


def topic_words(text: str) -> frozenset[str]:
    """Return what topics are compared by.

    Example:
        >>> sorted(topic_words("the opening of the border"))
        ['border', 'openin']
    """
    words = (word.strip(".,;:\u201c\u201d\"'()").casefold() for word in text.split())
    return frozenset(word[:_PREFIX] for word in words if word and word not in _SMALL)


def is_same_topic(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two topics share at least half of the words of the shorter."""
    return bool(one and other) and 2 * len(one & other) >= min(len(one), len(other)) and bool(one & other)


def _around(telling: Telling, words: Evidence) -> Evidence:
    """Return the sentence around some words, else the words."""
    inside = (e for e in telling.evidence if e.report == words.report and e.span.contains(words.span))
    return next(inside, words)


def _is_of(quotation: Quotation, event: Event) -> bool:
    """Tell whether a participant of an event said this at talks on its days, or in telling of what is no talks.

    An unknown day is no bar.
    """
    who = {one.entity for one in (*event.actors, *event.recipients)}
    if quotation.asker or not who.intersection({quotation.speaker, *quotation.also} - {None}):
        return False
    if event.type != _TALKS:  # only at talks do people say what the reports quote; else the words must be the act's
        return any(a.report == b.report and a.span.overlaps(b.span) for a in quotation.evidence for b in event.evidence)
    return quotation.when is None or event.when is None or quotation.when.overlaps(event.when)


def _words(quotation: Quotation, tellings: Sequence[Telling]) -> Iterator[Facet]:
    own = {t.report for t in tellings}
    first: dict[str, Version] = {}
    for rendering in quotation.renderings:
        content = rendering.content
        if content.report in own and content.report not in first:
            first[content.report] = Version(report=content.report, says=content.quote, evidence=content)
    pieces = [first[t.report] for t in tellings if t.report in first]
    if pieces:
        same = len({" ".join(piece.says.casefold().split()).strip("\"'.,\u201c\u201d") for piece in pieces}) == 1
        yield _facet("words", pieces, tellings, agreed=same)


# ---- outlets --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """How two outlets tell the same events.

    Attributes:
        one: Name of an outlet.
        other: Name of the other.
        both: Events that both tell, as each tells them.
        only_one: Events that only the first tells.
        only_other: Events that only the other tells.
    """

    one: str
    other: str
    both: tuple[Comparison, ...]
    only_one: tuple[Event, ...]
    only_other: tuple[Event, ...]

    def counts(self) -> dict[str, dict[Verdict, int]]:
        """Return in how many of their common events the outlets stand so on a facet."""
        found: dict[str, dict[Verdict, int]] = {}
        for comparison in self.both:
            for name in {facet.name for facet in comparison.facets}:
                verdict = _overall([f.verdict for f in comparison.facets if f.name == name])
                of_name = found.setdefault(name, dict.fromkeys(Verdict, 0))
                of_name[verdict] += 1
        return found


def _overall(verdicts: Sequence[Verdict]) -> Verdict:
    """Return what weighs most of several items of a facet: a difference, then what one leaves out."""
    return next((v for v in (Verdict.DIFFERS, Verdict.ALONE) if v in verdicts), Verdict.AGREED)


def compare_outlets(record: Record, one: str, other: str, outlet_of: Mapping[str, str], names: Names) -> Outlets:
    """Compare how two outlets tell the events of a record.

    Args:
        record: The record.
        one: Name of an outlet.
        other: Name of another.
        outlet_of: The outlet of each report.
        names: What participants are called.
    """
    by_report: defaultdict[str, list[Quotation]] = defaultdict(list)
    for quotation in record.quotations():
        for report in {rendering.content.report for rendering in quotation.renderings}:
            by_report[report].append(quotation)
    both: list[Comparison] = []
    only: dict[str, list[Event]] = {one: [], other: []}
    for event in record.events():
        telling = {name: [t for t in event.tellings if outlet_of.get(t.report) == name] for name in (one, other)}
        if telling[one] and telling[other]:
            tellings = (*telling[one], *telling[other])
            quoted = {q.id: q for t in tellings for q in by_report.get(t.report, ())}
            both.append(compare_tellings(event, tellings, quoted.values(), names))
        elif telling[one] or telling[other]:
            only[one if telling[one] else other].append(event)
    return Outlets(one=one, other=other, both=tuple(both), only_one=tuple(only[one]), only_other=tuple(only[other]))


def compare_tellings(
    event: Event, tellings: Sequence[Telling], quotations: Iterable[Quotation], names: Names
) -> Comparison:
    """Compare some of the accounts of an event, in the order given."""
    facets = [*_facts(event, tellings, names), *_items(event, tellings, quotations)]
    return Comparison(event=event, reports=tuple(t.report for t in tellings), facets=tuple(facets))


# ---- JSON -----------------------------------------------------------------------------------


def export_comparison(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON."""
    event = comparison.event
    return {
        "event": event.id,
        "act": act_code(event.type, event.mode),
        "when": str(event.when) if event.when else None,
        "documents": list(comparison.reports),
        "facets": [
            {
                "facet": facet.name,
                "verdict": facet.verdict.value,
                "versions": [
                    {"document": v.report, "says": v.says, "evidence": _pin(v.evidence)} for v in facet.versions
                ],
                "silent": list(facet.silent),
            }
            for facet in comparison.facets
        ],
    }


def export_outlets(outlets: Outlets) -> dict[str, Any]:
    """Return a comparison of two outlets as JSON."""
    return {
        "outlets": [outlets.one, outlets.other],
        "both": [export_comparison(comparison) for comparison in outlets.both],
        "only": {
            outlets.one: [event.id for event in outlets.only_one],
            outlets.other: [event.id for event in outlets.only_other],
        },
        "facets": {
            name: {verdict.value: number for verdict, number in counts.items()}
            for name, counts in sorted(outlets.counts().items())
        },
    }


def _pin(evidence: Evidence | None) -> dict[str, Any] | None:
    if evidence is None:
        return None
    span = evidence.span
    return {"document": evidence.report, "start": span.start, "end": span.end, "quote": evidence.quote}
