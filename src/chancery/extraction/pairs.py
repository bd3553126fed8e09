"""What one party did to another in a sentence, where both are given: a learned classifier beside the codebook.

The words on the path between the two parties in the tree, what hangs on them, which types the codebook knows for them,
and which events it coded: a logistic regression over these, which may also say that there is no act (`NONE`). Its
weights (`pairs.json`) are made by `training/pairs.py`, which tells its data and its scores.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from chancery.codebooks.predicates import noun_senses, verb_senses
from chancery.extraction.inflection import verb_lemmas
from chancery.model.events import EventStatus
from chancery.model.text import Span

if TYPE_CHECKING:
    from chancery.extraction.sentence import Sentence, Word
    from chancery.model.mentions import EntityMention, EventMention

NONE: Final = "NONE"
WEIGHTS: Final = "pairs.json"
_DEPTH: Final = 40  # steps up a tree
_PLANNED: Final = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
_OF_CODEBOOK: Final = frozenset({"cv", "cn", "ccn", "ev0", "ev1", "ev2", "st"})

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Typed:
    """What the classifier says of one actor and one recipient.

    Attributes:
        type: A PLOVER type, or `NONE`.
        score: Its probability.
        scores: The probability of every type, `NONE` included.
    """

    type: str
    score: float
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Model:
    types: tuple[str, ...]
    places: Mapping[str, int]
    weights: Any  # (features, types) float32
    bias: Any  # (types,) float32


def classify(features: Features, *, may_be_none: bool = True) -> Typed:
    """Return the likeliest type of a pair.

    Args:
        features: As `pair_features` gives them.
        may_be_none: False where it is known that there is an act.
    """
    import numpy as np  # noqa: PLC0415 - commands that classify nothing do not need it

    model = _model()
    known = [(model.places[name], value) for name, value in scaled(features).items() if name in model.places]
    total = model.bias.copy()
    for place, value in known:
        total += value * model.weights[place]
    if not may_be_none:
        total[model.types.index(NONE)] = -np.inf
    powers = np.exp(total - total.max())
    shares = powers / powers.sum()
    best = int(shares.argmax())
    scores = {name: float(share) for name, share in zip(model.types, shares, strict=True)}
    return Typed(model.types[best], float(shares[best]), scores)


@cache
def _model() -> _Model:
    import numpy as np  # noqa: PLC0415 - commands that classify nothing do not need it

    data = json.loads(files(__package__).joinpath(WEIGHTS).read_text(encoding="utf-8"))
    types, names = tuple(data["types"]), data["features"]
    raw = base64.b64decode(data["weights"])
    if hashlib.sha256(raw).hexdigest() != data["sha256"]:
        fault = f"{WEIGHTS} does not hold the weights that it names"
        raise ValueError(fault)
    weights = np.frombuffer(raw, dtype=np.float16).astype(np.float32).reshape(len(names) + 1, len(types))
    return _Model(types, {name: at for at, name in enumerate(names)}, weights[:-1], weights[-1])


def scaled(features: Features) -> Features:
    """Bring words and the codebook's own voice to unit length each, so that long sentences do not shout."""
    lengths = {True: 0.0, False: 0.0}
    for name, value in features.items():
        lengths[_is_of_codebook(name)] += value * value
    return {name: value / (lengths[_is_of_codebook(name)] ** 0.5) for name, value in features.items()}


def _is_of_codebook(name: str) -> bool:
    return name.partition(":")[0] in _OF_CODEBOOK


def pair_features(
    sentence: Sentence,
    actor: Span,
    recipient: Span | None,
    *,
    events: Sequence[EventMention] = (),
    entities: Sequence[EntityMention] = (),
) -> Features:
    """Describe what stands between two parties of a sentence.

    Args:
        sentence: The sentence.
        actor: The words of who acts.
        recipient: The words of whom it is done to; None where nobody is named.
        events: What the codebook coded in it.
        entities: The mentions that the events point to.
    """
    words, found = sentence.words, Counter[str]()
    one, other = _head(words, actor), None if recipient is None else _head(words, recipient)
    if one is None:
        return {}
    parties = {at for at, word in enumerate(words) if word.span.overlaps(actor)}
    parties |= {at for at, word in enumerate(words) if recipient is not None and word.span.overlaps(recipient)}
    kids = _kids(words)
    path, top = _path(words, one, other)
    inner = [at for at in path if at not in parties] or [top]
    for at, word in enumerate(words):
        if at not in parties and word.text.isalpha():
            found[f"w:{word.lemma.lower()}"] += 1
    _add_neighbours(words, actor, recipient, found)
    for at in inner:
        _describe(words, at, [kid for kid in kids[at] if kid not in parties], found)
    found[f"lca:{words[top].lemma.lower()}"] += 1
    for letter, end in (("A", one), ("R", other)):
        if end is not None:
            found[f"{letter}dep:{words[end].rel}"] += 1
            for kid in kids[end]:
                if words[kid].rel == "case":
                    found[f"{letter}case:{words[kid].lower}"] += 1
    if other is None:
        found["noR:"] += 1
    features: Features = dict(found)
    _add_types(words, inner, kids, features)
    _add_events(events, entities, (actor, recipient), features)
    return features


def _head(words: Sequence[Word], span: Span) -> int | None:
    """Return the word of a span that hangs on one outside it."""
    inside = [at for at, word in enumerate(words) if word.span.overlaps(span)]
    return next((at for at in inside if words[at].head not in inside or words[at].head == at), None)


def _kids(words: Sequence[Word]) -> list[list[int]]:
    kids: list[list[int]] = [[] for _ in words]
    for at, word in enumerate(words):
        if word.head != at:
            kids[word.head].append(at)
    return kids


def _up(words: Sequence[Word], at: int) -> list[int]:
    chain = [at]
    while words[at].head != at and len(chain) < _DEPTH:
        at = words[at].head
        chain.append(at)
    return chain


def _path(words: Sequence[Word], one: int, other: int | None) -> tuple[list[int], int]:
    """Return the words between two in the tree, and the highest of them; without a second, up to the root."""
    mine = _up(words, one)
    theirs = mine[-1:] if other is None else _up(words, other)
    top = next((at for at in mine if at in theirs), mine[-1])
    down = theirs[: theirs.index(top)] if top in theirs else theirs
    return [*mine[: mine.index(top) + 1], *down], top


def _add_neighbours(words: Sequence[Word], actor: Span, recipient: Span | None, found: Counter[str]) -> None:
    """Add the words as they stand, and each with the one after it; the parties are one sign each."""
    row: list[str] = []
    for word in words:
        is_actor = word.span.overlaps(actor)
        sign = "<A>" if is_actor else "<R>" if recipient is not None and word.span.overlaps(recipient) else word.lower
        if not row or row[-1] != sign:
            row.append(sign)
    found.update(f"f:{word}" for word in row)
    found.update(f"b:{word}_{after}" for word, after in pairwise(row))


def _describe(words: Sequence[Word], at: int, kids: Sequence[int], found: Counter[str]) -> None:
    lemma = words[at].lemma.lower()
    found[f"p:{lemma}"] += 1
    found[f"pd:{words[at].rel.split(':')[0]}"] += 1
    for kid in kids:
        if words[kid].text.isalpha():
            below = words[kid].lemma.lower()
            found[f"c:{below}"] += 1
            found[f"pc:{lemma}_{below}"] += 1
            found[f"cd:{words[kid].rel}"] += 1


def _add_types(words: Sequence[Word], inner: Sequence[int], kids: Sequence[Sequence[int]], found: Features) -> None:
    """Add the types that the codebook knows for the words of the path and for the nouns that hang on them."""
    for at in inner:
        lemmas = {words[at].lemma.lower(), *verb_lemmas(words[at].lower)}
        _share("cv", {sense.type for lemma in lemmas for sense in verb_senses(lemma)}, found)
        _share("cn", {sense.type for sense in noun_senses(words[at].lower)}, found)
        for kid in kids[at]:
            _share("ccn", {sense.type for sense in noun_senses(words[kid].lower)}, found)


def _share(group: str, types: set[str], found: Features) -> None:
    for kind in sorted(types):
        found[f"{group}:{kind}"] = found.get(f"{group}:{kind}", 0.0) + 1 / len(types)


def _add_events(
    events: Sequence[EventMention],
    entities: Sequence[EntityMention],
    parties: tuple[Span, Span | None],
    found: Features,
) -> None:
    """Add the events that the codebook coded, by how many of the two parties stand in them."""
    actor, recipient = parties
    for event in events:
        hits = sum(_stands(i, actor, entities) for i in event.actors)
        hits += sum(_stands(i, recipient, entities) for i in (*event.recipients, *event.actors))
        kind = _PLANNED.get(event.type, event.type) if event.status is EventStatus.PLANNED else event.type
        for name in (f"ev{min(hits, 2)}:{'RETREAT' if kind == 'OFFICE' else kind}", f"st:{event.status.value}"):
            found[name] = found.get(name, 0.0) + 1


def _stands(index: int, span: Span | None, entities: Sequence[EntityMention]) -> bool:
    return span is not None and entities[index].whole.overlaps(span)


def without_codebook(features: Features) -> Iterator[tuple[str, float]]:
    """Yield the features that do not rest on the codebook, with which training thins out its voice."""
    return ((name, value) for name, value in features.items() if not _is_of_codebook(name))
