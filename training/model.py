"""One small encoder and its heads: every annotation in one forward pass."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import torch
from data import IGNORE, STYLES, Batch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from chancery.language.subwords import SHAPES

LAYERS, WIDTH, ATTENTION_HEADS, INNER = 6, 384, 12, 1536  # of the published encoder
SCALE = (WIDTH // ATTENTION_HEADS) ** -0.5
FORBIDDEN = -1e4
"""Score of an arc that cannot be; finite, so that 8-bit ranges and softmax stay sane."""
BANK = "gum"
"""The treebank in whose manner the shipped model draws trees."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of classes, layers of the encoder, and widths of the heads."""

    upos: int
    feats: int
    script: int
    rel: int
    tags: int
    layers: int = LAYERS
    arc: int = 256
    label: int = 96
    hidden: int = 256
    dropout: float = 0.25

    @classmethod
    def of(cls, labels: dict[str, list[str]], layers: int = LAYERS) -> Self:
        """Count the classes of `labels.json`."""
        return cls(**{key: len(values) for key, values in labels.items()}, layers=layers)


class Dropout(nn.Module):
    """Hides a share of the numbers in training, as `torch.nn.Dropout` does, to 1/256 of a share.

    On a processor, drawing one byte a number is five times as quick as torch's own draw, which took a tenth of a step.
    """

    def __init__(self, share: float) -> None:
        """Keep the share as a byte."""
        super().__init__()
        self.least = round(256 * share)

    def forward(self, x: Tensor) -> Tensor:
        """Return `x` with some of it hidden and the rest larger."""
        if not self.training:
            return x
        draws = torch.empty((x.numel() + 7) // 8, dtype=torch.int64, device=x.device).random_(-(2**63), None)
        kept = draws.view(torch.uint8)[: x.numel()].view(x.shape) >= self.least
        return x * kept.to(x.dtype).mul_(256 / (256 - self.least))


class Attention(nn.Module):
    """Multi-head self-attention as in BERT.

    Written out: on a processor the fused kernel's backward pass took half as long again.
    """

    def __init__(self) -> None:
        """Make the four projections."""
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Mix positions; `mask` is added to the scores, (batch, 1, 1, positions)."""

        def split(y: Tensor) -> Tensor:
            return y.unflatten(-1, (ATTENTION_HEADS, WIDTH // ATTENTION_HEADS)).transpose(1, 2)

        if torch.is_autocast_enabled(x.device.type):
            x = x.to(torch.get_autocast_dtype(x.device.type))  # once, not for each projection
        scores = split(self.query(x) * SCALE) @ split(self.key(x)).transpose(-1, -2) + mask
        mixed = scores.softmax(-1) @ split(self.value(x))
        return self.out(mixed.transpose(1, 2).flatten(2))


class Layer(nn.Module):
    """One encoder layer as in BERT: normalisation follows each addition."""

    def __init__(self) -> None:
        """Make the sublayers."""
        super().__init__()
        self.attention = Attention()
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next layer's states, (batch, positions, WIDTH)."""
        x = self.norm1(x + self.dropout(self.attention(x, mask)))
        return self.norm2(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class MiniLM(nn.Module):
    """The pretrained encoder, told in addition how each word is capitalised.

    MiniLM reads lower-case text. BERT's segment embedding, which one-sentence input
    leaves idle, is widened to carry the letter shape of the subword's word.
    """

    def __init__(self, layers: int) -> None:
        """Make the tables and layers, untrained."""
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(len(SHAPES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> list[Tensor]:
        """Return the states after the embedding and after each layer."""
        order = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.positions(order) + self.shapes(shapes)))
        added = ((1.0 - mask.to(x.dtype)) * FORBIDDEN)[:, None, None, :]
        states = [x]
        for layer in self.layers:
            states.append(layer(states[-1], added))
        return states

    def load_pretrained(self, path: Path) -> None:
        """Copy the published weights; every shape starts as BERT's first segment.

        Layers beyond the published ones start as nothing but a normalisation.
        """
        published = load_file(path)
        stem = "embeddings."
        state = {
            "words.weight": published[stem + "word_embeddings.weight"],
            "positions.weight": published[stem + "position_embeddings.weight"],
            "shapes.weight": published[stem + "token_type_embeddings.weight"][:1].repeat(len(SHAPES), 1),
            "norm.weight": published[stem + "LayerNorm.weight"],
            "norm.bias": published[stem + "LayerNorm.bias"],
        }
        names = {
            "attention.query": "attention.self.query",
            "attention.key": "attention.self.key",
            "attention.value": "attention.self.value",
            "attention.out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "widen": "intermediate.dense",
            "narrow": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for layer in range(LAYERS):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    state[f"layers.{layer}.{ours}.{part}"] = published[f"encoder.layer.{layer}.{theirs}.{part}"]
        for layer in self.layers[LAYERS:]:
            for output in (layer.attention.out, layer.narrow):
                nn.init.zeros_(output.weight)
                nn.init.zeros_(output.bias)
        self.load_state_dict(self.state_dict() | state)


class Mix(nn.Module):
    """A learnt weighted mean of the encoder's layers, one for each family of heads."""

    def __init__(self, layers: int) -> None:
        """Start from the last layer."""
        super().__init__()
        start = torch.zeros(layers + 1)
        start[-1] = 1.0  # the last layer is what pretraining polished
        self.weights = nn.Parameter(start)

    def forward(self, states: list[Tensor]) -> Tensor:
        """Return the mean, (batch, positions, WIDTH)."""
        weights = self.weights.softmax(0)
        return sum((weight * state for weight, state in zip(weights, states, strict=True)), start=torch.zeros(()))


class Biaffine(nn.Module):
    """Scores for every (dependent, head) pair, `classes` of them."""

    def __init__(self, width: int, classes: int) -> None:
        """Make one matrix a class, nearly zero."""
        super().__init__()
        self.weight = nn.Parameter(torch.empty(classes, width + 1, width + 1))
        nn.init.normal_(self.weight, std=0.01)

    def forward(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Return (batch, classes, dependents, heads)."""
        one = torch.ones_like(dependent[..., :1])
        left = torch.cat([dependent, one], -1).unsqueeze(1) @ self.weight
        return left @ torch.cat([head, one], -1).unsqueeze(1).transpose(-1, -2)

    def paired(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Score each dependent with one head only; (words, classes)."""
        one = torch.ones_like(dependent[..., :1])
        left, right = torch.cat([dependent, one], -1), torch.cat([head, one], -1)
        return torch.einsum("wi,cij,wj->wc", left, self.weight, right)


def perceptron(width: int, dropout: float) -> nn.Sequential:
    """Return one hidden layer over a word's first and last subword."""
    return nn.Sequential(nn.Linear(2 * WIDTH, width), nn.GELU(), Dropout(dropout))


class Names(nn.Module):
    """Scores of name tags, in the manner of one corpus or of none.

    Corpora disagree on whether "the" belongs to a name or a restaurant is a place. Told
    which corpus a sentence is from, the head learns the manners apart; the shipped model
    keeps one of them.
    """

    def __init__(self, sizes: Sizes) -> None:
        """Make one hidden layer; every manner starts the same."""
        super().__init__()
        self.hidden = nn.Linear(2 * WIDTH, sizes.hidden)
        self.manner = nn.Embedding(len(STYLES), sizes.hidden)
        nn.init.zeros_(self.manner.weight)
        self.tags = nn.Linear(sizes.hidden, sizes.tags)
        self.dropout = Dropout(sizes.dropout)

    def forward(self, words: Tensor, style: Tensor) -> Tensor:
        """Return the scores of each word's tags; `style` is one for each word, or for each sentence."""
        hidden = self.hidden(words) + self.manner(style)
        return self.tags(self.dropout(functional.gelu(hidden)))


class Annotator(nn.Module):
    """Encoder plus heads for tags, features, lemmas, arcs, labels and names."""

    def __init__(self, sizes: Sizes) -> None:
        """Make the encoder and the heads."""
        super().__init__()
        self.encoder = MiniLM(sizes.layers)
        self.mix_tags, self.mix_arcs, self.mix_names = (Mix(sizes.layers) for _ in range(3))
        self.dropout = Dropout(sizes.dropout)
        self.tags = perceptron(sizes.hidden, sizes.dropout)
        self.upos = nn.Linear(sizes.hidden, sizes.upos)
        self.feats = nn.Linear(sizes.hidden, sizes.feats)
        self.script = nn.Linear(sizes.hidden, sizes.script)
        self.arc_dependent, self.arc_head = (perceptron(sizes.arc, sizes.dropout) for _ in range(2))
        self.rel_dependent, self.rel_head = (perceptron(sizes.label, sizes.dropout) for _ in range(2))
        self.bank = nn.Embedding(len(STYLES), 2 * WIDTH)
        nn.init.zeros_(self.bank.weight)
        self.arc, self.rel = Biaffine(sizes.arc, 1), Biaffine(sizes.label, sizes.rel)
        self.names = Names(sizes)

    def words_of(self, states: Tensor, batch: Batch) -> Tensor:
        """Pool subwords: each word is its first and its last, (sentences, words, 2 WIDTH) or (words, 2 WIDTH)."""
        if "flat" in batch:
            flat = states.flatten(0, 1)
            ends = [flat.index_select(0, place) for place in batch["flat"]]
        else:
            ends = [states.gather(1, batch[key].unsqueeze(-1).expand(-1, -1, WIDTH)) for key in ("first", "last")]
        return self.dropout(torch.cat(ends, -1))

    def score_words(self, states: list[Tensor], batch: Batch) -> dict[str, Tensor]:
        """Return what is said of each word for itself, and how it speaks as a dependent and as a head.

        With `flat`, the places of first and last subwords in all sentences of the batch, (2, words), words stand in
        one row without padding. `style` and `bank` are those of their sentences, of a shape that goes with the words.
        """
        tagged = self.tags(self.words_of(self.mix_tags(states), batch))
        parsed = self.words_of(self.mix_arcs(states), batch) + self.bank(batch["bank"])
        return {
            "upos": self.upos(tagged),
            "feats": self.feats(tagged),
            "script": self.script(tagged),
            "names": self.names(self.words_of(self.mix_names(states), batch), batch["style"]),
            "arc_dependent": self.arc_dependent(parsed),
            "arc_head": self.arc_head(parsed),
            "rel_dependent": self.rel_dependent(parsed),
            "rel_head": self.rel_head(parsed),
        }

    def score_arcs(self, dependent: Tensor, head: Tensor, words: Tensor) -> Tensor:
        """Return (sentences, dependents, heads); no word hangs on itself or on padding."""
        arc = self.arc(dependent, head).squeeze(1)
        no_head = (1.0 - words.to(arc.dtype)).unsqueeze(1) + torch.eye(arc.shape[1], device=arc.device)
        return arc + FORBIDDEN * no_head

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """Return the scores of every head, (sentences, words, classes)."""
        states = self.encoder(batch["ids"], batch["shapes"], batch["mask"])
        out = self.score_words(states, batch | {key: batch[key].unsqueeze(1) for key in ("style", "bank")})
        return out | {"arc": self.score_arcs(out["arc_dependent"], out["arc_head"], batch["words"])}

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """Return the mean loss of each head over the words that its layer covers.

        Words stand in one row without padding, which would cost more than they do; only arcs need sentences.
        """
        real = batch["words"].bool()
        states = self.encoder(batch["ids"], batch["shapes"], batch["mask"])
        row = torch.arange(len(real), device=real.device).unsqueeze(1) * batch["ids"].shape[1]
        told = {key: batch[key].unsqueeze(1).expand_as(real)[real] for key in ("style", "bank")}
        told["flat"] = torch.stack([(batch[key] + row)[real] for key in ("first", "last")])
        out = self.score_words(states, told)
        place = real.flatten().nonzero().squeeze(1)

        def in_sentences(x: Tensor) -> Tensor:
            empty = x.new_zeros(real.numel(), x.shape[-1])
            return empty.index_copy(0, place, x).unflatten(0, real.shape)

        arc = self.score_arcs(in_sentences(out["arc_dependent"]), in_sentences(out["arc_head"]), batch["words"])
        starts = real.sum(1).cumsum(0) - real.sum(1)
        heads = (batch["head"].clamp(min=0) + starts.unsqueeze(1))[real]
        rel = self.rel.paired(out["rel_dependent"], out["rel_head"].index_select(0, heads))
        scores = {key: out[key] for key in ("upos", "feats", "script")} | {"head": arc[real], "rel": rel}
        found = {key: _cross_entropy(value, batch[key][real]) for key, value in scores.items()}
        return found | {"names": _masked_loss(out["names"], batch["names"][real])}


def _cross_entropy(scores: Tensor, targets: Tensor) -> Tensor:
    total = functional.cross_entropy(scores.float(), targets, ignore_index=IGNORE, reduction="sum")
    return total / (targets != IGNORE).sum().clamp(min=1)


def _masked_loss(scores: Tensor, masks: Tensor) -> Tensor:
    """Minus the log of the summed probability of the tags that each word may have."""
    bits = torch.arange(scores.shape[-1], device=scores.device)
    allowed = (masks.unsqueeze(-1) >> bits) & 1
    logs = scores.float().log_softmax(-1).masked_fill(allowed == 0, float("-inf")).logsumexp(-1)
    told = allowed.sum(-1) < scores.shape[-1]  # a word that may be anything teaches nothing
    return -(logs * told).sum() / told.sum().clamp(min=1)


class Inference(nn.Module):
    """The annotator as it is shipped: four arrays in, decisions and scores out.

    Padding needs no array of its own: subword 0 is `[PAD]`, and only word 0 starts at
    subword 0. The best label is found for every possible arc, so that the tree decoder
    may choose any.
    """

    def __init__(self, model: Annotator, root: int, style: str = "ewt", bank: str = BANK) -> None:
        """Wrap a trained model; `root` is the label of the root, `style` whose names it finds, `bank` whose trees."""
        super().__init__()
        self.model = model
        self.style, self.bank = STYLES.index(style), STYLES.index(bank)
        forbidden = torch.zeros(model.rel.weight.shape[0], 2)
        forbidden[root, 1] = FORBIDDEN
        forbidden[:root, 0] = forbidden[root + 1 :, 0] = FORBIDDEN
        self.forbidden: Tensor
        self.register_buffer("forbidden", forbidden, persistent=False)

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """Return upos, feats, script (best classes), arc, rel (best), names (scores)."""
        order = torch.arange(first.shape[1], device=first.device)
        words = ((first > 0) | (order == 0)).long()
        batch = {"ids": ids, "shapes": shapes, "first": first, "last": last, "words": words, "mask": (ids != 0).long()}
        batch["style"] = torch.full_like(first[:, 0], self.style)
        batch["bank"] = torch.full_like(first[:, 0], self.bank)
        out = self.model(batch)
        labels = self.model.rel(out["rel_dependent"], out["rel_head"])
        labels = labels + self.forbidden[:, (order > 0).long()][:, None, :]
        best = [out[key].argmax(-1).to(torch.int32) for key in ("upos", "feats", "script")]
        return *best, out["arc"], labels.argmax(1).to(torch.int32), out["names"]


INPUTS = ("ids", "shapes", "first", "last")
OUTPUTS = ("upos", "feats", "script", "arc", "rel", "names")
