"""The record itself as JSON, in the published schema."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.views.exports.material import Material
from chancery.views.json_export import stream_json


def write(material: Material) -> Iterator[str]:
    """Yield the chosen part of the record, or all of it, as indented JSON."""
    return stream_json(material.record, material.choice)
