"""Reference tables as files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import ChanceryError, InputError
from chancery.model.reference import KnownState, Membership, ReferenceKind, ReferenceTable
from chancery.model.text import Skipped
from chancery.reading.references import read_reference

HEAD = "country,position,person,wikidata_id,start,end\n"


def read(
    folder: Path, text: str, kind: ReferenceKind = ReferenceKind.OFFICEHOLDERS
) -> tuple[ReferenceTable, tuple[Skipped, ...]]:
    """Read a text as a table."""
    file = folder / "table.csv"
    file.write_text(text, encoding="utf-8")
    return read_reference(file, kind)


@pytest.mark.parametrize(
    ("country", "position", "code", "office"),
    [
        ("estonia", "Minister of Foreign Affairs", "EST", "foreign minister"),
        ("united-kingdom", "Prime Minister", "GBR", "prime minister"),
        ("us", "Secretary of State", "USA", "secretary of state"),
        ("bosnia-herzegovina", "President", "BIH", "president"),
        ("EST", "keeper of the seal", "EST", "keeper of the seal"),
        ("atlantis", "President", None, "president"),
    ],
)
def test_officeholders_keep_state_and_office(
    tmp_path: Path, country: str, position: str, code: str | None, office: str
) -> None:
    """States and offices are read into the codebook's words; an unknown state stays unknown."""
    table, skips = read(tmp_path, f"{HEAD}{country},{position},Vera Orlova,Q12,2014-05,2016\n")
    (row,) = table.tenures
    assert (row.of, row.office, row.person, row.wikidata) == (code, office, "Vera Orlova", "Q12")
    assert (str(row.start), str(row.end)) == ("2014-05", "2016")
    assert skips == ()


def test_empty_end_is_not_known(tmp_path: Path) -> None:
    """An empty end does not say that the office is still held."""
    table, _ = read(tmp_path, f"{HEAD}estonia,President,Karl Dahl,,2012-06-30,\n")
    assert table.tenures[0].end is None
    assert table.tenures[0].wikidata is None


@pytest.mark.parametrize(
    "row",
    [
        "estonia,President,,Q1,2012,2016",
        "estonia,President,Karl Dahl,Q1,soon,2016",
        "estonia,President,Karl Dahl,Q1,2016,2012",
        f"estonia,President,{'x' * 20_000},Q1,2012,2016",
    ],
)
def test_bad_rows_are_left_out_and_named(tmp_path: Path, row: str) -> None:
    """A row that cannot be read costs itself only."""
    table, skips = read(tmp_path, f"{HEAD}{row}\nlatvia,President,Otto Falk,Q2,2011,2015\n")
    assert [one.person for one in table.tenures] == ["Otto Falk"]
    assert [(skip.path, skip.code) for skip in skips] == [("table.csv:2", "C067")]


def test_states_and_memberships_are_read(tmp_path: Path) -> None:
    """The other two kinds of table."""
    text = "ISO3166-1-Alpha-3,CLDR display name,wikidata_id\nEST,Estonia,https://example.org/wiki/Q191\nXYZ,Nowhere,\n"
    table, skips = read(tmp_path, text, ReferenceKind.STATES)
    assert table.states == (KnownState(code="EST", name="Estonia", wikidata="Q191"),)
    assert len(skips) == 1
    text = "ISO_3166_3,org_id,org_name,org_member\nEST,NATO,North Atlantic Treaty Organization,member\n"
    table, _ = read(tmp_path, text, ReferenceKind.ORGANISATIONS)
    (member,) = table.memberships
    assert member == Membership(
        state="EST", organisation="NATO", name="North Atlantic Treaty Organization", role="member"
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"country,position\nx,y\n", "C067"), (b"", "C067"), (b"\xff\xfe\x00", "C012")],
    ids=["a column is missing", "empty", "no text"],
)
def test_useless_files_are_refused(tmp_path: Path, data: bytes, code: str) -> None:
    """The file's own faults have their codes."""
    file = tmp_path / "table.csv"
    file.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_reference(file, ReferenceKind.OFFICEHOLDERS)
    assert caught.value.code == code


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A path that leads nowhere is named."""
    with pytest.raises(InputError, match=r"\[C010\]"):
        read_reference(tmp_path / "none.csv", ReferenceKind.STATES)


@given(st.text(max_size=200), st.sampled_from(ReferenceKind))
def test_wild_tables_never_crash(tmp_path_factory: pytest.TempPathFactory, text: str, kind: ReferenceKind) -> None:
    """Whatever stands in the file, there is a table or an error with a code."""
    file = tmp_path_factory.mktemp("wild") / "table.csv"
    file.write_bytes((HEAD + text).encode("utf-8", errors="replace"))
    try:
        read_reference(file, kind)
    except ChanceryError as error:
        assert error.code  # noqa: PT017 - either outcome is right
