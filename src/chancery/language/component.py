"""The language model as a spaCy component: tags, features, lemmas, trees and names on any `Doc`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS
from spacy.language import Language
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc
from spacy.vocab import Vocab

from chancery.language.annotator import Annotator
from chancery.language.lemmas import lemma_of
from chancery.language.windows import Annotation

NAME: Final = "chancery_annotator"
_ATTRIBUTES: Final = (POS, MORPH, LEMMA, HEAD, DEP, ENT_IOB, ENT_TYPE)
_HEAD, _OUTSIDE = _ATTRIBUTES.index(HEAD), _ATTRIBUTES.index(ENT_IOB)
_INSIDE_NAME, _NO_NAME, _BEGINS_NAME = 1, 2, 3
_KNOWN: Final = 100_000  # lemmas that are remembered

Table = NDArray[np.uint64]


class AnnotatorComponent:
    """Sets `pos`, `morph`, `lemma`, `head`, `dep` (Universal Dependencies v2) and `ents`.

    The `Doc` must have sentence boundaries; a sentence is what the model reads at once. Tokens of
    blanks hang on the token before them and take no part.
    """

    def __init__(self, vocab: Vocab, annotator: Annotator) -> None:
        """Number the model's classes in the vocabulary's strings."""
        self.annotator = annotator
        self._vocab = vocab
        labels = annotator.labels
        self._upos = np.array([IDS.get(upos, IDS["X"]) for upos in labels.upos], dtype=np.uint64)
        self._feats = np.array([vocab.morphology.add(feats) for feats in labels.feats], dtype=np.uint64)
        self._rel = np.array([vocab.strings.add(rel) for rel in labels.rel], dtype=np.uint64)
        self._types = {tag[2:]: vocab.strings.add(tag[2:]) for tag in labels.tags if tag != "O"}
        self._blank = vocab.strings.add("dep")
        self._space = IDS["SPACE"]
        self._lemma = lru_cache(_KNOWN)(self._numbered_lemma)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Annotate documents, whose sentences share batches.

        Args:
            stream: Documents with sentence boundaries.
            batch_size: How many documents are taken at a time.
        """
        docs = iter(stream)
        while group := list(islice(docs, batch_size)):
            yield from self._annotate(group)

    def _annotate(self, docs: Sequence[Doc]) -> Iterator[Doc]:
        places = [_sentences(doc) for doc in docs]
        words = [
            [doc[at].text for at in sentence] for doc, found in zip(docs, places, strict=True) for sentence in found
        ]
        annotations = iter(self.annotator.annotate(words))
        forms = iter(words)
        for doc, found in zip(docs, places, strict=True):
            table = self._empty(len(doc), found[0][0] if found else 0)
            for sentence in found:
                self._fill(table, np.array(sentence), next(forms), next(annotations))
            yield doc.from_array(list(_ATTRIBUTES), table)  # type: ignore[arg-type]  # 64-bit, as it needs

    def _empty(self, size: int, opening: int) -> Table:
        """Return a table of blanks: each hangs on the token before it, the opening ones on the first word."""
        row = [self._space, 0, 0, _relative(-1), self._blank, _NO_NAME, 0]
        table = np.tile(np.array(row, dtype=np.uint64), (size, 1))
        table[:opening, _HEAD] = np.arange(opening, 0, -1)
        table[: not opening, _HEAD] = 0  # nothing stands before the first token
        return table

    def _fill(self, table: Table, places: NDArray[Any], words: Sequence[str], found: Annotation) -> None:
        heads = np.array(found.heads) - 1
        heads[heads < 0] = np.flatnonzero(heads < 0)  # the root is its own head
        columns = (
            self._upos[found.upos],
            self._feats[found.feats],
            np.array(list(map(self._lemma, words, found.upos, found.script)), dtype=np.uint64),
            (places[heads] - places).astype(np.int64).view(np.uint64),
            self._rel[found.rel],
        )
        table[places, : len(columns)] = np.stack(columns, axis=1)
        for name in found.names:
            inside = slice(places[name.start], places[name.end - 1] + 1)  # blanks between its words too
            table[inside, _OUTSIDE], table[inside, _OUTSIDE + 1] = _INSIDE_NAME, self._types[name.label]
            table[places[name.start], _OUTSIDE] = _BEGINS_NAME

    def _numbered_lemma(self, word: str, upos: int, script: int) -> int:
        labels = self.annotator.labels
        number: int = self._vocab.strings.add(lemma_of(word, labels.upos[upos], labels.script[script]))
        return number


def _relative(offset: int) -> int:
    """Return an offset as spaCy's arrays hold it."""
    return int(np.int64(offset).view(np.uint64))


def _sentences(doc: Doc) -> list[list[int]]:
    """Return the places of the words of each sentence; blanks are no words."""
    spaces = doc.to_array("IS_SPACE").tolist()
    starts = doc.to_array("SENT_START").tolist()
    found: list[list[int]] = []
    for at, (space, start) in enumerate(zip(spaces, starts, strict=True)):
        if start == 1 or not at:
            found.append([])
        if not space:
            found[-1].append(at)
    return [sentence for sentence in found if sentence]


@Language.factory(
    NAME,
    assigns=["token.pos", "token.morph", "token.lemma", "token.head", "token.dep", "doc.ents", "token.is_sent_start"],
    requires=["token.is_sent_start"],
    default_config={"threads": 1},
)
def make_annotator(nlp: Language, name: str, threads: int) -> AnnotatorComponent:  # noqa: ARG001 - spaCy's signature
    """Make the component for a spaCy pipeline, with the weights that the package carries."""
    return AnnotatorComponent(nlp.vocab, Annotator(threads=threads))
