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
from chancery.model.text import Span

if TYPE_CHECKING:
    from chancery.extraction.between import Evidence
    from chancery.extraction.sentence import Sentence, Word

NONE: Final = "NONE"
WEIGHTS: Final = "pairs.json"
POOLS: Final = ("highest word of the path", "path", "between the parties", "all but the parties")
"""Words whose vectors are averaged, as `pool` has them."""
WIDTH: Final = 384  # numbers in a word's vector
_DEPTH: Final = 40  # steps up a tree
_GROUPS: Final = {"event": "ev", "frame": "sf", "words": "sw", "word": "sx"}
_KINDS: Final = ("", "1", "s", "m", "t")  # all, the best one, with status, with mode, turned round
_OF_CODEBOOK: Final = frozenset(
    {"cv", "cn", "ccn", "ev0", "ch", "hd", *(group + kind for group in _GROUPS.values() for kind in _KINDS)}
)

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
    language_model: str  # SHA-256 of the weights whose vectors it knows
    pooled: Any  # (pools * width + 1, types) float32
    means: Any  # (pools, width) float32
    share: float  # of the vectors' voice


def classify(features: Features, pools: Any | None = None, *, may_be_none: bool = True) -> Typed:  # noqa: ANN401 - an array
    """Return the likeliest type of a pair.

    Args:
        features: As `pair_features` gives them.
        pools: As `pool` gives them; None where there are no vectors of `language_model()`.
        may_be_none: False where it is known that there is an act.
    """
    import numpy as np  # noqa: PLC0415 - commands that classify nothing do not need it

    model = _model()
    known = [(model.places[name], value) for name, value in scaled(features).items() if name in model.places]
    total = model.bias.copy()
    for place, value in known:
        total += value * model.weights[place]
    logs = _log_shares(total)
    if pools is not None:
        spoken = normal(pools, model.means) @ model.pooled[:-1] + model.pooled[-1]
        logs = (1 - model.share) * logs + model.share * _log_shares(spoken)
    if not may_be_none:
        logs[model.types.index(NONE)] = -np.inf
    shares = np.exp(_log_shares(logs))
    best = int(shares.argmax())
    scores = {name: float(share) for name, share in zip(model.types, shares, strict=True)}
    return Typed(model.types[best], float(shares[best]), scores)


def _log_shares(total: Any) -> Any:  # noqa: ANN401 - arrays
    import numpy as np  # noqa: PLC0415 - as above

    total = total - total.max()
    return total - np.log(np.exp(total).sum())


def language_model() -> str:
    """Return the SHA-256 of the language model whose vectors the classifier knows."""
    return _model().language_model


@cache
def _model() -> _Model:
    import numpy as np  # noqa: PLC0415 - commands that classify nothing do not need it

    data = json.loads(files(__package__).joinpath(WEIGHTS).read_text(encoding="utf-8"))
    types, names = tuple(data["types"]), data["features"]
    raw = base64.b64decode(data["weights"])
    if hashlib.sha256(raw).hexdigest() != data["sha256"]:
        fault = f"{WEIGHTS} does not hold the weights that it names"
        raise ValueError(fault)
    numbers = np.frombuffer(raw, dtype=np.float16).astype(np.float32)
    columns, size = len(types), len(POOLS) * WIDTH
    words, rest = np.split(numbers, [(len(names) + 1) * columns])
    pooled, means = np.split(rest, [(size + 1) * columns])
    weights = words.reshape(len(names) + 1, columns)
    return _Model(
        types=types,
        places={name: at for at, name in enumerate(names)},
        weights=weights[:-1],
        bias=weights[-1],
        language_model=data["language_model"],
        pooled=pooled.reshape(size + 1, columns),
        means=means.reshape(len(POOLS), WIDTH),
        share=data["share"],
    )


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
    evidence: Sequence[Evidence] = (),
) -> Features:
    """Describe what stands between two parties of a sentence.

    Args:
        sentence: The sentence.
        actor: The words of who acts.
        recipient: The words of whom it is done to; None where nobody is named.
        evidence: What the codebook says of the two.
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
    _add_evidence(evidence, features)
    return features


def pool(sentence: Sentence, actor: Span, recipient: Span | None, vectors: Any) -> Any:  # noqa: ANN401 - arrays
    """Average the vectors of the words that `POOLS` names.

    Args:
        sentence: The sentence.
        actor: The words of who acts.
        recipient: The words of whom it is done to; None where nobody is named.
        vectors: Of its words, (words, `WIDTH`) float32.

    Returns:
        (pools, `WIDTH`) float32, or None where the sentence does not hold the actor.
    """
    import numpy as np  # noqa: PLC0415 - commands that classify nothing do not need it

    words = sentence.words
    one, other = _head(words, actor), None if recipient is None else _head(words, recipient)
    if one is None:
        return None
    parties = {at for at, word in enumerate(words) if word.span.overlaps(actor)}
    parties |= {at for at, word in enumerate(words) if recipient is not None and word.span.overlaps(recipient)}
    path, top = _path(words, one, other)
    inner = [at for at in path if at not in parties] or [top]
    first, last = (0, len(words) - 1) if other is None else (min(parties), max(parties))
    between = [at for at in range(first, last + 1) if at not in parties] or inner
    rest = [at for at in range(len(words)) if at not in parties] or inner
    groups = ([top] if top not in parties else inner[:1], inner, between, rest)
    return np.stack([vectors[group].mean(axis=0) for group in groups])


def normal(pools: Any, means: Any) -> Any:  # noqa: ANN401 - arrays
    """Take the means from the pools and bring each to unit length, in one row."""
    import numpy as np  # noqa: PLC0415 - commands that classify nothing do not need it

    apart = pools - means
    lengths = np.linalg.norm(apart, axis=-1, keepdims=True)
    return (apart / np.maximum(lengths, 1e-6)).reshape(*apart.shape[:-2], -1)


def _head(words: Sequence[Word], span: Span) -> int | None:
    """Return the word of a span that hangs on one outside it."""
    inside = {at for at, word in enumerate(words) if word.span.overlaps(span)}
    return next((at for at in sorted(inside) if words[at].head not in inside or words[at].head == at), None)


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


def _add_evidence(evidence: Sequence[Evidence], found: Features) -> None:
    """Add what the codebook says of the two parties: its best event, all of them, and the senses on the path."""
    firsts: set[str] = set()
    for one in evidence:
        group = _GROUPS[one.by]
        kind = one.type or "OTHER"
        state = one.status.value if one.status else "possible"
        _raise(found, f"{group}:{kind}", one.worth)
        if group not in firsts:
            firsts.add(group)
            found[f"{group}1:{kind}"] = one.worth
            found[f"{group}s:{one.kind}/{state}"] = one.worth
            found[f"{group}m:{one.kind}/{one.mode}"] = one.worth
            if one.turned:
                found[f"{group}t:{kind}"] = one.worth
    if "ev" not in firsts:
        found["ev0:"] = 1.0
    chain = [one.type or "OTHER" for one in sorted(evidence, key=lambda one: one.span.start) if one.by != "word"]
    for before, after in pairwise(chain):
        _raise(found, f"ch:{before}>{after}", 0.5)
    if chain:
        found[f"hd:{chain[0]}"] = 0.5


def _raise(found: Features, name: str, value: float) -> None:
    found[name] = max(value, found.get(name, 0.0))


def without_codebook(features: Features) -> Iterator[tuple[str, float]]:
    """Yield the features that do not rest on the codebook, with which training thins out its voice."""
    return ((name, value) for name, value in features.items() if not _is_of_codebook(name))
