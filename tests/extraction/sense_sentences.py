"""Makes short sentences that a sense of the codebook must be found in, from what the sense asks for.

A sense may carry an `example` of its own, with `{past}`, `{participle}` or `{noun}` for its word.
"""

from __future__ import annotations

from collections.abc import Iterator

import lemminflect

from chancery.codebooks.predicates import Sense

_NAMES = {
    "state": ("Norway", "Finland", "Chad"),
    "person": ("President Anna Berg", "Foreign Minister Paul Weber", "Prime Minister Eva Lind"),
    "organisation": ("the United Nations", "the European Union", "the African Union"),
    "place": ("Oslo", "Tampere", "Lyon"),
}
_BARE = frozenset({"aim", "aid", "refuge", "asylum", "support", "help", "fire", "office", "power", "hostage", "base"})
_NO_ARTICLE = frozenset(
    {"together", "ready", "free", "guilty", "responsible", "accountable", "persona", "favour", "favor"}
)
_PAST = {"wiretap": "wiretapped"}  # what lemminflect does not know
_STATIVE = {"never": "never to yield"}
_PREPOSITIONS = ("with", "to", "against", "on", "from", "of", "for", "in", "between", "at", "into", "over", "by")


def sentences_for(sense: Sense) -> Iterator[str]:
    """Yield sentences that tell of one event of this sense, the plainest first."""
    made = _verb_sentences(sense) if sense.is_verb else _noun_sentences(sense)
    yield from dict.fromkeys(_tidy(sentence) for sentence in (*_own(sense), *made))


def _own(sense: Sense) -> Iterator[str]:
    if sense.example is not None:
        yield sense.example.format(
            past=_form(sense, "VBD"), participle=_form(sense, "VBN"), infinitive=sense.lemma, noun=sense.lemma
        )


def _form(sense: Sense, tag: str) -> str:
    if not sense.is_verb:
        return sense.lemma
    return _PAST.get(sense.lemma) or lemminflect.getInflection(sense.lemma, tag=tag)[0]


def _name(kinds: frozenset[str], place: int) -> str:
    kind = next((kind for kind in ("state", "person", "organisation", "place") if kind in kinds), "state")
    return _NAMES[kind][place]


def _verb_sentences(sense: Sense) -> Iterator[str]:
    actor, other = _name(sense.actor_kinds, 0), _name(sense.recipient_kinds, 1)
    if "speaker" in sense.needs:
        yield from _reported(sense, actor, other)
    elif "crowd" in sense.needs:
        yield from _clauses(sense, "Thousands of workers", "in Norway", other)
        yield from _clauses(sense, "Protesters", "", other)
    elif {"plural", "sides"} & sense.needs or ("with" in sense.partners and not sense.needs):
        yield from _clauses(sense, f"{actor} and {_name(sense.actor_kinds, 1)}", "", other)
    if {"speaker", "crowd"} & sense.needs:
        return
    if "obj" in sense.actors:
        yield from _about_the_object(sense, other)
    elif "subj" in sense.actors or not sense.actors:
        yield from _clauses(sense, actor, "", other)
    else:
        yield from _clauses(sense, other, f"{sense.actors[0]} {actor}", other)


def _reported(sense: Sense, actor: str, other: str) -> Iterator[str]:
    """Yield what somebody says of another: "Norway said that Finland was behind it"."""
    for thing in [thing for word in _things(sense) for thing in (word, f"a {word}", f"to {word}")]:
        yield f"{actor} said that {other} was {thing}."
        yield f"{actor} said {other} would {sense.lemma} {thing} on Monday."
        yield f"{actor} said {other} {_form(sense, 'VBD')} {thing} on Monday."


def _about_the_object(sense: Sense, other: str) -> Iterator[str]:
    """Yield passives: who is named, received or removed is the subject."""
    who = _name(sense.actor_kinds or frozenset({"person"}), 0)
    done = _form(sense, "VBN")
    thing = _thing(sense)
    for words in (thing, f"from {thing}", f"out of {thing}") if sense.objects else ("",):
        title = "as foreign minister" if sense.complement or sense.office else ""
        yield f"{who} was {done} {sense.particle or ''} {words} {title} on Monday."
        yield f"{other} {_form(sense, 'VBD')} {who} {sense.particle or ''} {words} {title} on Monday."
        yield f"The parliament {_form(sense, 'VBD')} {who} {words} on Monday."
    if sense.objects:
        yield f"The {next(iter(sorted(sense.objects)))} of {_NAMES['state'][0]} was {done} on Monday."


def _clauses(sense: Sense, actor: str, given: str, other: str) -> Iterator[str]:
    said, particle = _form(sense, "VBD"), sense.particle or ""
    roles = [role for role in (*sense.needs, *sense.recipients, *sense.partners) if role in _PREPOSITIONS]
    needed = sorted((r for r in roles if r in sense.needs), key=_PREPOSITIONS.index)
    phrases = [f"{role} {_party(role, other)}" for role in dict.fromkeys([*needed, *roles])] or [""]
    tail = f"{given} on Monday"
    if "inf" in sense.needs:
        infinitive = next((w for w in sorted(sense.objects) if w != "ready"), "help")
        for head in ("", other):
            yield f"{actor} {said} {particle} {head} to {infinitive} {other} {tail}."
            yield f"{actor} {said} {head} {_thing(sense)} to respond to {other} {tail}."
    if "that" in sense.needs or "must" in sense.needs:
        word = "must" if "must" in sense.needs else ""
        yield f"{actor} {said} that {other} {word} withdraw its troops."
    if sense.complement:
        yield f"{actor} {said} foreign minister in March."
        yield f"{actor} {said} as foreign minister in March."
    takes = "obj" in (*sense.recipients, *sense.needs, *sense.partners)
    for thing in _things(sense):
        for phrase in phrases:
            yield f"{actor} {said} {particle} {thing} {phrase} {tail}."
            if takes:
                yield f"{actor} {said} {particle} {other} {thing} {tail}."
                yield f"{actor} {said} {other} {particle} {thing} {phrase} {tail}."
            yield f"{actor} {said} {thing} {particle} {phrase} {tail}."
            for way in ("in", "to", "on", "into", "under") if sense.anywhere else ():
                yield f"{actor} {said} {particle} {other if takes else ''} {way} {thing} {phrase} {tail}."
                yield f"{actor} {said} {particle} {phrase} {way} {thing} {tail}."
                yield f"{actor} {said} {particle} {phrase} {tail} {way} {thing}."
            yield f"{actor} {said} {_owned(other, thing)} {particle} {tail}."


def _party(role: str, other: str) -> str:
    return f"{other} and {_NAMES['state'][2]}" if role == "between" else other


def _things(sense: Sense) -> list[str]:
    if not sense.objects:
        return [""]
    words = sorted(sense.objects, key=lambda word: (len(word) < 5, word))[:3]
    return [form for word in words for form in ((word,) if word in _NO_ARTICLE else (f"the {word}", word))]


def _thing(sense: Sense) -> str:
    return _things(sense)[0]


def _owned(other: str, thing: str) -> str:
    return f"{other}'s {thing.removeprefix('the ')}" if thing else ""


def _noun_sentences(sense: Sense) -> Iterator[str]:
    actor, other = _name(sense.actor_kinds, 0), _name(sense.recipient_kinds, 1)
    noun = f"{next(iter(sorted(sense.objects)))} {sense.lemma}" if sense.objects else sense.lemma
    roles = [r for r in dict.fromkeys((*sorted(sense.needs), *sense.recipients, *sense.partners)) if r in _PREPOSITIONS]
    phrases = [f"{role} {_party(role, other)}" for role in roles]
    by = [f"{role} {actor}" for role in sense.actors if role in {"by", "of", "from"}]
    by += [f"between {actor} and {other}"] if "between" in sense.actors else []
    for phrase in [*phrases, ""]:
        yield f"The report described {actor}'s {noun} {phrase}."
        yield f"{actor}'s {noun} {phrase} was long."
        for who in by:
            yield f"The report described the {noun} {phrase} {who}."
            yield f"The {noun} {who} {phrase} was long."
    person = _NAMES["person"][0]
    yield f"The report described {person}'s {noun} as foreign minister."
    yield f"The report described the {noun} of {person}."
    yield f"The report described the {noun} in {actor}."


def _tidy(sentence: str) -> str:
    words = " ".join(sentence.split()).replace(" .", ".")
    return words[:1].upper() + words[1:]
