"""Exported records: what is read, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from chancery.errors import ChanceryError
from chancery.evaluation.exported import read_exported


def test_export_may_be_empty() -> None:
    """A record without sections is a record of nothing."""
    record = read_exported({})
    assert not record.documents
    assert not list(record.founded())


def test_export_document_without_path_is_known_by_its_id() -> None:
    """The id stands in for a path that is not there."""
    record = read_exported({"documents": [{"id": "x/7f.txt"}, {"id": "1", "path": "in/b.txt"}]})
    assert [document.name for document in record.documents] == ["7f.txt", "b.txt"]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ([], "the whole is not a mapping"),
        ({"events": {}}, "events is not a list"),
        ({"events": [{}]}, r"events\[0\]: 'type' is missing"),
        ({"entities": [{"name": "x"}]}, r"entities\[0\]: 'id' is missing"),
        ({"pledges": [{"evidence": [{"quote": "x"}]}]}, r"pledges\[0\].evidence\[0\]: 'document' is missing"),
    ],
)
def test_export_of_the_wrong_shape_is_refused(record: Any, message: str) -> None:  # noqa: ANN401 - wrong on purpose
    """A record that the published schema would not allow is told with the place of the fault."""
    with pytest.raises(ChanceryError, match=rf"\[C043\] The record: {message}"):
        read_exported(record)
