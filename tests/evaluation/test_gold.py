"""Gold files: what is read, and what is refused and how."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chancery.errors import GoldError
from chancery.evaluation.gold import load_gold, read_gold
from evaluation.made_up import GOLD, made_up_gold


def test_gold_is_read_with_its_defaults() -> None:
    """What a gold item leaves unsaid has its default."""
    gold = read_gold(made_up_gold())
    coup = gold.events[2]
    assert (coup.status, coup.actors, coup.mode, coup.optional) == ("occurred", (), None, True)
    assert gold.events[1].optional is False
    assert gold.pledges[0].label == "a loan"
    assert "oslo" in gold.entities["NOR"].names


def test_gold_file_is_loaded_as_it_was_written(tmp_path: Path) -> None:
    """A written gold file is read back whole."""
    path = tmp_path / "gold.yaml"
    path.write_text(yaml.safe_dump(GOLD, allow_unicode=True), encoding="utf-8")
    assert load_gold(path) == GOLD


def test_gold_dates_may_stand_without_quotes() -> None:
    """Dates that YAML reads as calendar dates or numbers are dates all the same."""
    gold = made_up_gold()
    gold["events"][0] |= yaml.safe_load("when: 2015-05-04")
    gold["events"][1] |= yaml.safe_load("when: 2015")
    assert [event.when for event in read_gold(gold).events[:2]] == ["2015-05-04", "2015"]


@pytest.mark.parametrize("content", [b"a: [", b"\xff\xfe\x00", b"a: \x07"])
def test_gold_file_that_is_no_yaml_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that does not parse is told with its path."""
    path = tmp_path / "gold.yaml"
    path.write_bytes(content)
    with pytest.raises(GoldError, match=r"\[C041\] Gold file .*gold\.yaml cannot be read: ") as refusal:
        load_gold(path)
    assert "\n" not in str(refusal.value)


def test_gold_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    """A missing file is told with its path."""
    with pytest.raises(GoldError, match=r"\[C041\] .*cannot be read: No such file or directory\."):
        load_gold(tmp_path / "gold.yaml")


def test_gold_file_of_the_wrong_shape_is_named(tmp_path: Path) -> None:
    """The message names the file."""
    path = tmp_path / "gold.yaml"
    path.write_text("- a\n- b\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"\[C042\] Gold file .*gold\.yaml: the whole is not a mapping\."):
        load_gold(path)


def change(gold: dict[str, Any], path: str, value: object) -> None:
    """Put a value at a dotted path, or take away what is there if the value is `...`."""
    *parents, last = path.split(".")
    place: Any = gold
    for part in parents:
        place = place[int(part)] if isinstance(place, list) else place[part]
    key: Any = int(last) if isinstance(place, list) else last
    if value is ...:
        del place[key]
    else:
        place[key] = value


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("entities", ..., "'entities' is missing"),
        ("documents", [], "documents is not a mapping"),
        ("entities.berg.kind", ..., "entities.berg: 'kind' is missing"),
        ("entities.berg.names", ..., "entities.berg: 'names' is missing"),
        ("entities.berg.names", "Berg", "entities.berg.names is not a list"),
        ("entities.berg.names.0", 7, "entities.berg: 'names' holds 7, which is not text"),
        ("events", {}, "events is not a list"),
        ("events.1", "no", r"events\[1\] is not a mapping"),
        ("events.1.id", ..., r"events\[1\]: 'id' is missing"),
        ("events.1.when", "soon", r"events\[1\]: 'when' is 'soon', not an EDTF date"),
        ("events.1.when", True, r"events\[1\]: 'when' is True, not a date"),
        ("events.1.optional", "yes", r"events\[1\]: 'optional' is 'yes', neither true nor false"),
        ("events.1.actors", [False], r"events\[1\]: 'actors' holds False, which is not text"),
        ("events.1.evidence", ..., r"events\[1\]: 'evidence' is missing"),
        ("events.1.evidence", {0: "x"}, r"events\[1\].evidence has the key 0, not text"),
        ("quotations.0.content", ..., r"quotations\[0\]: 'content' is missing"),
        ("occupancies.0.at", "2015-21", r"occupancies\[0\]: 'at' is '2015-21', a season"),
        ("pledges.0.amount", "many", r"pledges\[0\]: 'amount' is 'many', not a number"),
        ("pledges.0.status.0.is", ..., r"pledges\[0\].status\[0\]: 'is' is missing"),
        ("same_quotation.0", [{"doc": "a", "content": "b"}], r"same_quotation\[0\] does not hold two"),
    ],
)
def test_gold_of_the_wrong_shape_is_refused_with_the_place(path: str, value: object, message: str) -> None:
    """Each fault is told with the place where it stands."""
    gold = made_up_gold()
    change(gold, path, value)
    with pytest.raises(GoldError, match=rf"\[C042\] The gold: {message}"):
        read_gold(gold)


def test_gold_seasons_are_dates() -> None:
    """A season is EDTF, though no score can place it."""
    gold = made_up_gold()
    gold["events"][0]["when"] = "2015-21"
    assert read_gold(gold).events[0].when == "2015-21"
