"""Reads event mentions of MEANTIME as accounts, with the corpus's own clusters across documents.

Given are the mentions, their participants inside the document and the times they are linked to. Who is
who across documents is not given: a participant is the longest name that its document gives it.

Source: Minard et al. 2016, "MEANTIME, the NewsReader Multilingual Event and Time Corpus" (CC BY 4.0).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from chancery.errors import UnsupportedFact
from chancery.model.dates import Edtf
from chancery.model.events import EventStatus, Participant
from chancery.model.evidence import Evidence
from chancery.model.text import Span
from chancery.resolution.accounts import Told
from chancery.resolution.ids import slug
from chancery.resolution.words import stem

TOPICS: Final = ("airbus", "apple", "gm", "stock")
TUNED: Final = ("airbus", "apple")
"""Weights were looked at on these; the others are kept apart."""
_INCLUDED: Final = {"IS_INCLUDED", "SIMULTANEOUS", "MEASURE", "INCLUDES", "BEGUN_BY", "ENDED_BY"}
_FIRM: Final = re.compile(r"\b(?:inc|corp|corporation|llc|ltd|co|company|group|the)\b\.?", re.IGNORECASE)
_WORDS: Final = 4  # spaces; what is longer is a description
_SAID: Final = "ACCUSE"  # any type that is done by speaking; the verb is its mode


@dataclass(frozen=True, slots=True)
class Mention:
    """An event mention: what resolution gets, and what the corpus says.

    Attributes:
        told: The account.
        lemma: What the baseline compares.
        cluster: Id of its instance in the corpus.
    """

    told: Told
    lemma: str
    cluster: str


def read_topic(folder: Path) -> list[Mention]:
    """Read the mentions of one topic that have an instance across documents."""
    return [mention for path in sorted(folder.glob("*.xml")) for mention in _read(path)]


def _read(path: Path) -> Iterator[Mention]:
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    tokens = {t.get("t_id"): t for t in root.iter("token")}
    text, places, sentences = _text(tokens)
    marks = {m.get("m_id"): m for m in root.find("Markables")}
    refers = {s.get("m_id"): r.find("target").get("m_id") for r in root.iter("REFERS_TO") for s in r.findall("source")}
    names = _names(marks, refers, text, places)
    times, published = _times(root, marks)
    taking = _participants(root, names)
    for name, mark in marks.items():
        instance = marks.get(refers.get(name)) if mark.tag == "EVENT_MENTION" else None
        anchors = [a.get("t_id") for a in mark.findall("token_anchor")]
        if instance is None or not instance.get("instance_id") or not anchors:
            continue
        first, last = places[anchors[0]], places[anchors[-1]]
        span, head = Span(first.start, last.end), text[first.start : first.end]
        sentence = sentences[tokens[anchors[0]].get("sentence")]
        span = Span(span.start, min(span.end, sentence.end))
        spoken = instance.get("class") == "SPEECH_COGNITIVE"
        planned = mark.get("time") == "FUTURE"
        told = Told(
            type=_SAID if spoken else stem(head),
            mode=stem(head) if spoken else None,
            status=EventStatus.PLANNED if planned else EventStatus.OCCURRED,
            actors=taking[name].get("Arg0", ()),
            recipients=taking[name].get("Arg1", ()),
            when=times.get(name),
            where=None,
            report=path.stem,
            span=span,
            evidence=Evidence(path.stem, sentence, text[sentence.start : sentence.end]),
            published=published,
        )
        yield Mention(told, stem(head), instance.get("instance_id"))


def _text(tokens: Mapping[str, etree._Element]) -> tuple[str, dict[str, Span], dict[str, Span]]:
    words, places, sentences, at = [], {}, {}, 0
    for name, token in tokens.items():
        word = token.text or ""
        places[name] = Span(at, at + len(word))
        number = token.get("sentence")
        start = sentences[number].start if number in sentences else at
        sentences[number] = Span(start, at + len(word))
        words.append(word)
        at += len(word) + 1
    return " ".join(words), places, sentences


def _names(
    marks: Mapping[str, etree._Element], refers: Mapping[str, str], text: str, places: Mapping[str, Span]
) -> dict[str, str]:
    """Return for each mention of an entity the longest proper name that its document gives it."""
    by_entity: defaultdict[str, list[str]] = defaultdict(list)
    written: dict[str, str] = {}
    for name, mark in marks.items():
        anchors = [places[a.get("t_id")] for a in mark.findall("token_anchor")]
        if mark.tag == "ENTITY_MENTION" and anchors:
            written[name] = text[anchors[0].start : anchors[-1].end]
            if "NAM" in (mark.get("syntactic_type") or ""):
                by_entity[refers.get(name, name)].append(written[name])
    found: dict[str, str] = {}
    for name in written:
        known = by_entity.get(refers.get(name, name))
        if known:
            found[name] = slug(_FIRM.sub(" ", max(known, key=lambda words: (words.count(" ") < _WORDS, len(words)))))
    return found


def _times(root: etree._Element, marks: Mapping[str, etree._Element]) -> tuple[dict[str, Edtf], Edtf | None]:
    dates = {
        name: date
        for name, mark in marks.items()
        if mark.tag == "TIMEX3"
        for date in [_edtf(mark.get("value"))]
        if date
    }
    created = [name for name, mark in marks.items() if mark.get("functionInDocument") == "CREATION_TIME"]
    found: dict[str, Edtf] = {}
    for link in root.iter("TLINK"):
        source, target = link.find("source"), link.find("target")
        if source is None or target is None or link.get("reltype") not in _INCLUDED:
            continue
        date = dates.get(target.get("m_id"))
        if date is not None and (source.get("m_id") not in found or target.get("m_id") not in created):
            found[source.get("m_id")] = date
    return found, next((dates[name] for name in created if name in dates), None)


def _edtf(value: str | None) -> Edtf | None:
    try:
        return Edtf.parse(value) if value and re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else None
    except UnsupportedFact:
        return None


def _participants(
    root: etree._Element, names: Mapping[str, str]
) -> defaultdict[str, dict[str, tuple[Participant, ...]]]:
    found: defaultdict[str, dict[str, tuple[Participant, ...]]] = defaultdict(dict)
    for link in root.iter("HAS_PARTICIPANT"):
        source, target = link.find("source"), link.find("target")
        name = names.get(target.get("m_id")) if source is not None and target is not None else None
        role = link.get("sem_role")
        if name and role in {"Arg0", "Arg1"}:
            given = found[source.get("m_id")]
            given[role] = (*given.get(role, ()), Participant(entity=name))
    return found
