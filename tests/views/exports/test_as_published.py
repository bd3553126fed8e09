"""Tables shaped like other data sets, read with pandas as their users' scripts read those."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd
import pytest

from chancery.record.store import Record
from chancery.views.exports.formats import FORMATS
from chancery.views.exports.material import Material

# GDELT publishes its files without a header; the names are those of its Event Codebook 2.0 (2015): 61 columns, three
# more (ADM2Code) than the daily files of GDELT 1.0.
_ACTOR: Final = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
)
_GEO: Final = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
GDELT: Final = [
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{side}{name}" for side in "12" for name in _ACTOR.split()),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{side}Geo_{name}" for side in ("Actor1", "Actor2", "Action") for name in _GEO.split()),
    "DATEADDED", "SOURCEURL",
]  # fmt: skip
MENTIONS: Final = [
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
]  # fmt: skip
# Header lines as the data sets publish them.
ICEWS: Final = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
).split("|")
POLECAT: Final = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")


def written(record: Record, name: str, folder: Path) -> Path:
    """Write a format and return where it lies."""
    target = folder / name
    with record.snapshot():
        if FORMATS[name].is_folder:
            target.mkdir()
            FORMATS[name].fill(Material(record), target)
        else:
            target.write_text("".join(FORMATS[name].lines(Material(record))), encoding="utf-8", newline="")
    return target


def test_gdelt_events_read_by_name_and_count_as_gdelts(sample: Record, tmp_path: Path) -> None:
    """Names are given by position; dates, codes and scores are what a script expects of them."""
    file = written(sample, "gdelt", tmp_path) / "events.export.CSV"
    codes = dict.fromkeys(("EventCode", "EventBaseCode", "EventRootCode"), str)
    events = pd.read_csv(file, sep="\t", header=None, names=GDELT, index_col=False, dtype=codes)
    assert len(GDELT) == len(file.read_text(encoding="utf-8").splitlines()[0].split("\t")) == 61
    assert events["GLOBALEVENTID"].is_unique
    days = pd.to_datetime(events["SQLDATE"].astype(str), format="%Y%m%d")
    assert (days.dt.year == events["Year"]).all()
    assert (events["SQLDATE"] // 100 == events["MonthYear"]).all()
    assert events["FractionDate"].between(events["Year"], events["Year"] + 1).all()
    assert events["QuadClass"].isin([1, 2, 3, 4]).all()
    assert events["GoldsteinScale"].between(-10, 10).all()
    assert all(code.startswith(root) for code, root in zip(events["EventCode"], events["EventRootCode"], strict=True))
    assert events["EventRootCode"].str.fullmatch(r"\d\d").all()
    assert pd.to_datetime(events["DATEADDED"].astype(str), format="%Y%m%d%H%M%S").notna().all()
    assert events.loc[events["EventCode"] == "042", "Actor1CountryCode"].notna().any()
    assert events["SOURCEURL"].dropna().str.startswith("http").all()


def test_gdelt_mentions_join_their_events(sample: Record, tmp_path: Path) -> None:
    """Sixteen columns, joined by the id of the event."""
    folder = written(sample, "gdelt", tmp_path)
    mentions = pd.read_csv(folder / "events.mentions.CSV", sep="\t", header=None, names=MENTIONS, index_col=False)
    events = pd.read_csv(folder / "events.export.CSV", sep="\t", header=None, names=GDELT, index_col=False)
    joined = mentions.merge(events, on="GLOBALEVENTID", validate="many_to_one")
    assert len(joined) == len(mentions) == events["NumMentions"].sum()
    assert (joined["EventTimeDate"] // 10**6 == joined["SQLDATE"]).all()


@pytest.mark.parametrize(("name", "columns"), [("icews", ICEWS), ("polecat", POLECAT)])
def test_headers_are_the_published_ones(sample: Record, tmp_path: Path, name: str, columns: list[str]) -> None:
    """Names and order are those of the data set, ours behind them; each row has them all."""
    table = pd.read_csv(written(sample, name, tmp_path), sep="\t")
    assert list(table.columns[: len(columns)]) == columns
    assert table["Event ID"].notna().all()


def test_icews_counts_as_its_users_count(sample: Record, tmp_path: Path) -> None:
    """Conflict and cooperation by month and pair of countries."""
    table = pd.read_csv(
        written(sample, "icews", tmp_path), sep="\t", parse_dates=["Event Date"], dtype={"CAMEO Code": str}
    )
    assert table["Event Date"].dt.year.min() > 1900
    assert table["CAMEO Code"].str.fullmatch(r"\d{2,4}").all()
    months = table.groupby([table["Event Date"].dt.to_period("M"), "Source Country", "Target Country"])["Intensity"]
    assert months.mean().between(-10, 10).all()


def test_polecat_counts_as_its_users_count(sample: Record, tmp_path: Path) -> None:
    """The word "None" is read as missing; types, quads and intensities are told as there."""
    table = pd.read_csv(written(sample, "polecat", tmp_path), sep="\t", na_values="None", parse_dates=["Event Date"])
    assert str(table["Event Date"].dtype).startswith("datetime64")
    assert table["Intensity"].between(-10, 10).all()
    quads = {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}
    assert set(table["Quad Code"]) <= quads
    negative = table.loc[table["Quad Code"].str.endswith("CONFLICT"), "Intensity"]
    assert (negative <= 0).all()
    assert (negative < 0).any()
