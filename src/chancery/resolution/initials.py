"""Finds who speaks under initials in a transcript: "NG:" after one "Nora Gray:"."""

from __future__ import annotations

from collections.abc import Mapping

from chancery.model.text import Report
from chancery.resolution.people import read_label
from chancery.resolution.scene import Ref


def by_initials(report: Report, known: Mapping[str, Ref]) -> dict[str, Ref]:
    """Return the labels that are initials of one person labelled in full, where nobody else there has these.

    Args:
        report: Its blocks have the labels.
        known: Whom the other labels mean.
    """
    owners: dict[str, set[Ref]] = {}
    for label, ref in known.items():
        name, _ = read_label(label)
        if name is not None and name.is_full:
            owners.setdefault("".join(word[0] for word in name.words).upper(), set()).add(ref)
    labels = {block.speaker for block in report.blocks if block.speaker} - known.keys()
    short = {label: label.replace(".", "").replace(" ", "") for label in labels if label.isupper()}
    return {label: next(iter(refs)) for label in short if len(refs := owners.get(short[label], set())) == 1}
