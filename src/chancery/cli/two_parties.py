"""What `chancery code` prints where both parties are known: the type, who decided it, and what speaks for it."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from chancery.coding import Asked, TypedPair
    from chancery.extraction.between import Evidence

_LABEL: Final = 12  # columns
_RANKED: Final = 3  # other types that are shown
_SHOWN: Final = 3  # pieces of evidence that are shown
_LEAST: Final = 0.005  # of a share that is shown


def print_pair(sentence: str, actor: str, recipient: str | None, *, as_json: bool) -> None:
    """Print what one party of a sentence did to another."""
    from chancery.cli.output import write_json, write_text  # noqa: PLC0415 - imported on use
    from chancery.coding import type_pair  # noqa: PLC0415

    found = type_pair(sentence, actor, recipient)
    if as_json:
        write_json(_as_json(found))
    else:
        write_text(_as_text(found))


def write_pairs(asked: Iterable[tuple[int, Asked]], skipped: list[str]) -> Iterator[bool]:
    """Write a JSON line for each sentence whose parties are given; yield whether it could be.

    Args:
        asked: Sentences with the numbers of their lines.
        skipped: Takes the code of each line whose parties the sentence does not name.
    """
    from chancery.cli.output import one_line, write_text  # noqa: PLC0415 - imported on use
    from chancery.coding import absent, type_pairs  # noqa: PLC0415

    waiting: deque[tuple[int, Asked]] = deque()

    def told() -> Iterator[Asked]:
        for number, one in asked:
            waiting.append((number, one))
            yield one

    for found in type_pairs(told()):
        number, one = waiting.popleft()
        if found is None:
            error = absent(one)
            skipped.append(error.code)
            click.echo(f"chancery: line {number}: {one_line(str(error))}", err=True)
        else:
            write_text(json.dumps(_row(one, found), ensure_ascii=False) + "\n")
        yield found is not None


def _row(asked: Asked, found: TypedPair) -> dict[str, Any]:
    """Return a line of the file: PLOVER's names of fields, and beside them how sure it is and why."""
    from chancery import __version__  # noqa: PLC0415 - imported on use

    return {
        "id": asked.text.id,
        "actor": asked.actor,
        "recipient": asked.recipient,
        "event": [found.type],
        **_levels(found.type),
        "score": round(found.score, 4),
        "by": found.decided_by,
        "codebook": found.codebook,
        "classifier": found.classifier,
        "scores": _ranked(found),
        "event_text": [one.span.of(found.looked.text) for one in found.looked.evidence[:1]],
        "text": found.looked.text,
        "coder": f"chancery {__version__}",
    }


def _as_json(found: TypedPair) -> dict[str, Any]:
    return {
        "type": found.type,
        **_levels(found.type),
        "score": round(found.score, 4),
        "by": found.decided_by,
        "codebook": found.codebook,
        "classifier": found.classifier,
        "scores": _ranked(found),
        "evidence": [_evidence(found, one) for one in found.looked.evidence],
    }


def _evidence(found: TypedPair, one: Evidence) -> dict[str, Any]:
    return {
        "words": one.span.of(found.looked.text),
        "start": one.span.start,
        "end": one.span.end,
        "type": one.type,
        "codebook": one.kind,
        "mode": one.mode,
        "status": one.status.value if one.status else None,
        "because": one.because,
        "by": one.by,
        "worth": round(one.worth, 3),
    }


def _ranked(found: TypedPair) -> dict[str, float]:
    ranked = sorted(found.scores.items(), key=lambda pair: -pair[1])
    return {kind: round(share, 4) for kind, share in ranked}


def _levels(kind: str) -> dict[str, Any]:
    """Return PLOVER's coarser levels: one of four classes, and cooperation or conflict."""
    from chancery.codebooks.plover import event_types  # noqa: PLC0415 - imported on use
    from chancery.views.plover import QUADS  # noqa: PLC0415

    quad = event_types()[kind].quad if kind in event_types() else None
    return {"quad_code": QUADS.get(quad or ""), "quad": quad, "side": quad.split()[-1] if quad else None}


def _as_text(found: TypedPair) -> str:
    lines = [f"{found.type} {found.score:.2f}, by {found.decided_by}"]
    quad = _levels(found.type)["quad"]
    if quad:
        lines.append(_line("class", quad))
    lines.append(_line("codebook", found.codebook or "silent"))
    lines += [_line("", _said(found, one)) for one in found.looked.evidence[:_SHOWN]]
    lines.append(_line("classifier", f"{found.classifier}, without the codebook"))
    others = list(_ranked(found).items())[1 : _RANKED + 1]
    likely = ", ".join(f"{kind} {share:.2f}" for kind, share in others if share >= _LEAST)
    if likely:
        lines.append(_line("else", likely))
    return "".join(f"{line}\n" for line in lines)


def _said(found: TypedPair, one: Evidence) -> str:
    """Tell of one predicate: its words, what the codebook takes it for, and how far that holds."""
    kind = f"{one.kind}/{one.mode}" if one.mode else one.kind
    status = one.status.value if one.status else "no act of its own"
    how = {
        "event": "coded",
        "frame": "fits, and is not coded",
        "words": "of other parties",
        "word": "only the word",
    }[one.by]
    turned = ", the other way round" if one.turned else ""
    return f'"{one.span.of(found.looked.text)}" ({one.because}): {kind}, {status}; {how}{turned}'


def _line(label: str, value: str) -> str:
    """Lay out one line; words of the text in it cannot command the terminal."""
    from chancery.views.labels import plain  # noqa: PLC0415 - imported on use

    return f"  {label:<{_LABEL}}{plain(value)}"
