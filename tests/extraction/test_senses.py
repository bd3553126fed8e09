"""The codebook of predicates: every sense is found in a sentence made from it, and none stands twice."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from itertools import islice

from chancery.codebooks.plover import event_types
from chancery.codebooks.predicates import Sense, all_senses
from chancery.extraction.inflection import unlisted_lemmas, verb_lemmas
from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.mentions import EventMention
from chancery.model.text import Block, BlockKind, Report, Span
from extraction.sense_sentences import sentences_for

_TRIES = 12  # sentences that are made for one sense before it counts as not found
_LEAST = 1_200


def test_every_sense_is_found_in_a_sentence_made_from_it() -> None:
    """A sense that no sentence reaches is dead: another one hides it, or its conditions cannot hold together."""
    senses = all_senses()
    made = [list(islice(sentences_for(sense), _TRIES)) for sense in senses]
    waiting = list(range(len(senses)))
    for turn in range(_TRIES):
        asked = [at for at in waiting if turn < len(made[at])]
        events = _read([made[at][turn] for at in asked])
        found = {at for place, at in enumerate(asked) if _tells(senses[at], events[place])}
        waiting = [at for at in waiting if at not in found]
        if not waiting:
            return
    assert not [(senses[at].lemma, senses[at].type, senses[at].mode, made[at][0]) for at in waiting]


def _read(sentences: list[str]) -> dict[int, list[EventMention]]:
    """Read sentences in one go, each a paragraph; events by the place of their sentence."""
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence) + 2)
    blocks = tuple(
        Block(kind=BlockKind.PARAGRAPH, span=Span(start, start + len(sentence)))
        for start, sentence in zip(starts, sentences, strict=False)
    )
    report = Report(id="r", path="senses.txt", text="\n\n".join(sentences), blocks=blocks)
    events: dict[int, list[EventMention]] = defaultdict(list)
    for event in observe(annotate(report), report, program="test").events:
        events[bisect(starts, event.sentence.start) - 1].append(event)
    return events


def _tells(sense: Sense, events: list[EventMention]) -> bool:
    return any((e.type, e.mode, e.because.split(" + ")[0]) == (sense.type, sense.mode, sense.lemma) for e in events)


def test_senses_cover_every_type_and_mode_they_name() -> None:
    """The codebook has enough senses, in every type, and names no type or mode that PLOVER does not have."""
    senses, types = all_senses(), event_types()
    assert len(senses) >= _LEAST
    assert {sense.type for sense in senses} == set(types)
    assert min(Counter(sense.type for sense in senses).values()) > 30
    assert not [sense for sense in senses if sense.mode and sense.mode not in types[sense.type].modes]


def test_no_sense_stands_twice() -> None:
    """Of two senses of one word with the same conditions the second could never be found."""
    seen: dict[tuple[object, ...], list[Sense]] = defaultdict(list)
    for sense in all_senses():
        key = (sense.lemma, sense.is_verb, sense.particle, sense.needs, sense.actor_kinds, sense.recipient_kinds)
        seen[(*key, sense.complement, sense.anywhere, sense.intransitive, sense.not_objects)].append(sense)
    twice = [
        (one.lemma, one.type, other.type)
        for group in seen.values()
        for place, one in enumerate(group)
        for other in group[place + 1 :]
        if one.objects == other.objects or (one.objects and other.objects and one.objects >= other.objects)
    ]
    assert not twice


def test_verbs_of_the_codebook_are_known_to_the_reader_of_verbs() -> None:
    """A verb whose forms nobody can trace back to it is never found."""
    verbs = {sense.lemma for sense in all_senses() if sense.is_verb}
    assert not [lemma for lemma in verbs if lemma not in (verb_lemmas(lemma) or unlisted_lemmas(lemma))]
