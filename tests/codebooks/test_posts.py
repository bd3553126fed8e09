"""Titles of office: read whole, named alike however worded, and not seen where there is none."""

from __future__ import annotations

import re

import pytest

from chancery.codebooks.names import load
from chancery.codebooks.organisations import organisations
from chancery.codebooks.posts import PostMatch, match_flags, plural_of, posts
from chancery.codebooks.states import states
from chancery.codebooks.titles import canonical_office, match_post

SECTORS = {
    "GOV",
    "LEG",
    "JUD",
    "MIL",
    "OPP",
    "PTY",
    "IGO",
    "SPY",
    "COP",
    "REL",
    "REB",
    "CVL",
    "JRN",
    "EDU",
    "BUS",
    "ELI",
}


def read(text: str) -> PostMatch | None:
    """Match at the first of the words and marks of a text."""
    return match_post(re.findall(r"\w+(?:['.]\w*)*|[^\w\s]", text), 0)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Foreign Minister Anna Berg", "foreign minister"),
        ("Minister of Foreign Affairs", "foreign minister"),
        ("Minister for Foreign Affairs and Trade", "foreign minister"),
        ("External Affairs Minister", "foreign minister"),
        ("Minister of External Affairs", "foreign minister"),
        ("top diplomat", "foreign minister"),
        ("Foreign Secretary", "foreign secretary"),
        ("Secretary of State", "secretary of state"),
        ("premier", "prime minister"),
        ("Taoiseach", "prime minister"),
        ("Chairman of the Cabinet of Ministers", "prime minister"),
        ("Chancellor", "chancellor"),
        ("Defense Minister", "defence minister"),
        ("Minister of National Defence", "defence minister"),
        ("Minister of the Interior", "interior minister"),
        ("Minister of Happiness Omar", "minister of Happiness"),
        ("trade and industry minister", "trade and industry minister"),
        ("Minister of Education , Science and Culture", "education, science and culture minister"),
        ("first deputy prime minister", "first deputy prime minister"),
        ("Deputy Minister of Energy", "deputy energy minister"),
        ("deputy secretary of state", "deputy secretary of state"),
        ("vice foreign minister", "vice foreign minister"),
        ("Vice President", "vice president"),
        ("ambassador to Norway", "ambassador to Norway"),
        ("Ambassador to the Russian Federation Lars Holm", "ambassador to Russia"),
        ("Ambassador to the United States", "ambassador to the United States"),
        ("Ambassador of Chile to Peru", "ambassador to Peru"),
        ("Permanent Representative to the United Nations", "permanent representative to the United Nations"),
        ("special envoy for Sudan", "special envoy for Sudan"),
        ("mayor of Lima", "mayor of Lima"),
        ("mayor of New York Eric Stone", "mayor of New York"),
        ("governor of the Osh Region", "governor of Osh Region"),
        ("Speaker of the State Duma", "speaker of the lower chamber of parliament"),
        ("chairwoman of the Federation Council", "speaker of the upper chamber of parliament"),
        ("president of the Senate", "speaker of the upper chamber of parliament"),
        ("House Speaker", "speaker of the lower chamber of parliament"),
        ("parliament speaker", "speaker of parliament"),
        ("Foreign Ministry spokeswoman", "spokesperson of the foreign ministry"),
        ("spokesman for the Foreign Ministry", "spokesperson of the foreign ministry"),
        ("Security Council Secretary", "secretary of the Security Council"),
        ("Secretary of the Security Council", "secretary of the Security Council"),
        ("deputy chairman of the Security Council", "deputy chairperson of the Security Council"),
        ("head of the National Tourism Agency Omar", "head of the National Tourism Agency"),
        ("Head of the Federal Agency for Fisheries Igor", "head of the Federal Agency for Fisheries"),
        ("central bank governor", "governor of the central bank"),
        ("chief of the General Staff of the Armed Forces", "chief of the general staff"),
        ("adviser to the president", "adviser to the president"),
        ("leader of the opposition", "opposition leader"),
        ("Member of Parliament", "member of parliament"),
        ("lawmaker", "member of parliament"),
        ("Crown Prince", "crown prince"),
        ("UN Secretary - General", "secretary-general"),
        ("Federal Minister of Finance", "finance minister"),
        ("Minister of Economy and Sustainable Growth Anna", "economy and sustainable growth minister"),
        ("Secretary of State for Northern Ireland", "secretary of state for Northern Ireland"),
        ("President of the Constitutional Court", "president of the Constitutional Court"),
        ("Justice of the Supreme Court", "judge of the Supreme Court"),
    ],
)
def test_match_post_names_the_office(text: str, office: str) -> None:
    """However a title is worded, the office has one name."""
    found = read(text)
    assert found is not None
    assert found.office == office


@pytest.mark.parametrize(
    ("text", "office", "flags"),
    [
        ("newly appointed Foreign Minister", "foreign minister", ("new",)),
        ("acting mayor of Bishkek", "mayor of Bishkek", ("acting",)),
        ("interim prime minister", "prime minister", ("acting",)),
        ("caretaker prime minister", "prime minister", ("acting",)),
        ("former president", "president", ("former",)),
        ("ex - president", "president", ("former",)),
        ("ex-president", "president", ("former",)),
        ("outgoing President", "president", ("outgoing",)),
        ("President-elect", "president", ("designate",)),
        ("prime minister - designate", "prime minister", ("designate",)),
        ("incoming foreign minister", "foreign minister", ("designate",)),
        ("then-President", "president", ("then",)),
        ("new acting foreign minister", "foreign minister", ("new", "acting")),
    ],
)
def test_match_post_reads_flags(text: str, office: str, flags: tuple[str, ...]) -> None:
    """What a title says of when it is held becomes a flag and leaves the office alone."""
    found = read(text)
    assert found is not None
    assert (found.office, found.flags) == (office, flags)


@pytest.mark.parametrize(
    ("text", "of", "to"),
    [
        ("Minister of Foreign Affairs of the Kyrgyz Republic", "KGZ", None),
        ("President of the Republic of Kazakhstan", "KAZ", None),
        ("Secretary-General of the United Nations", "UN", None),
        ("UN Secretary-General", "UN", None),
        ("President of the European Commission", "EC", None),
        ("Ambassador of Chile to Peru", "CHL", "PER"),
        ("ambassador to Russia", None, "RUS"),
        ("mayor of Bishkek", "KGZ", None),
        ("Speaker of the State Duma", "RUS", None),
        ("head of the Kyrgyz delegation", "KGZ", None),
        ("foreign minister", None, None),
    ],
)
def test_match_post_tells_whose_and_where(text: str, of: str | None, to: str | None) -> None:
    """The owner of an office and the state a diplomat is sent to are kept apart."""
    found = read(text)
    assert found is not None
    assert (found.of, found.to) == (of, to)


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("foreign minister", "GOV"),
        ("speaker of parliament", "LEG"),
        ("senator", "LEG"),
        ("chief justice", "JUD"),
        ("army chief", "MIL"),
        ("opposition leader", "OPP"),
        ("party leader", "PTY"),
        ("Secretary-General of the United Nations", "IGO"),
        ("President of the European Commission", "IGO"),
        ("CIA director", "SPY"),
    ],
)
def test_match_post_tells_the_sector(text: str, sector: str) -> None:
    """The sector follows the branch, or the organisation that the office belongs to."""
    found = read(text)
    assert found is not None
    assert found.post.sector == sector


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Foreign Minister Anna Berg", ["Anna", "Berg"]),
        ("Minister of Foreign Affairs, Regional Cooperation, and Overseas Citizens, Anna Berg", [",", "Anna", "Berg"]),
        ("Assistant Secretary of State for South and East Asian Affairs Anna Berg", ["Anna", "Berg"]),
        ("Special Representative for Cyprus Negotiations Anna Berg", ["Anna", "Berg"]),
        ("secretary of state for Norway's support", ["for", "Norway's", "support"]),
        ("prime minister and foreign minister", ["and", "foreign", "minister"]),
        ("Minister of Defence and President Diaz", ["and", "President", "Diaz"]),
        ("Minister of Defence and Anna Berg", ["and", "Anna", "Berg"]),
        (
            "Senior Director for Norway and Central Asia Anna Berg, Deputy Assistant Secretary of Defense for Peru",
            ["Anna", "Berg", ",", "Deputy", "Assistant", "Secretary", "of", "Defense", "for", "Peru"],
        ),
        (
            "Director of the Bureau for Seas Anna Berg, and the Harbour Finance Corporation",
            ["Anna", "Berg", ",", "and", "the", "Harbour", "Finance", "Corporation"],
        ),
        (
            "Director of the Centre for Salt and Trade Xyz Abc, and the Harbour Corporation",
            ["Xyz", "Abc", ",", "and", "the", "Harbour", "Corporation"],
        ),
        ("Deputy Assistant Secretary for Norway, Peru, and Central Asia Anna Berg", ["Anna", "Berg"]),
        ("deputy chief of staff for policy said", ["said"]),
        ("deputy director for policy and planning Anna Berg", ["Anna", "Berg"]),
        ("foreign minister for policy", ["for", "policy"]),
        ("mayor of Xyz Abc Defg", ["Abc", "Defg"]),
        ("mayor of Xyz Abc Defg of the Harbour Party", ["Abc", "Defg", "of", "the", "Harbour", "Party"]),
        ("mayor of Xyz, Abc Defg", [",", "Abc", "Defg"]),
    ],
)
def test_match_post_ends_before_the_name(text: str, left: list[str]) -> None:
    """A title takes no word of the person's name and nothing of the sentence around it."""
    words = re.findall(r"[\w']+|[^\w\s]", text)
    found = match_post(words, 0)
    assert found is not None
    assert words[found.end :] == left


def test_match_post_reads_endless_lists() -> None:
    """A list of hundreds of titles is no deeper than one."""
    words = ["Director", "for", "Peru", "Anna", "Berg", ","] * 500
    found = match_post(words, 0)
    assert found is not None
    assert found.office == "director for Peru"


@pytest.mark.parametrize(
    "text",
    [
        "general elections",
        "official visit",
        "General Assembly",
        "president's office",
        "pm on",
        "head of",
        "the",
        "former Russian",
    ],
)
def test_match_post_finds_none(text: str) -> None:
    """Words that are titles elsewhere are none here."""
    assert match_post(text.replace("'s", " 's").split(), 0) is None


@pytest.mark.parametrize(
    "text", ["Presidents Diaz and Sousa", "foreign ministers", "secretaries of state", "spokesmen"]
)
def test_match_post_sees_plurals(text: str) -> None:
    """A plural names the office and says that several hold it."""
    found = read(text)
    assert found is not None
    assert found.plural


def test_match_flags_stand_before_a_state() -> None:
    """Flags can be read alone, for a state may stand between them and the title."""
    assert match_flags(["newly", "appointed", "Kyrgyz"], 0) == (("new",), 2)


def test_match_post_keeps_the_wording() -> None:
    """The text's own words for an office are kept beside the codebook's."""
    found = read("Defense Minister of Ukraine")
    assert found is not None
    assert (found.wording, found.office) == ("defense minister of ukraine", "defence minister")


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Minister of Foreign Affairs", "foreign minister"),
        ("Foreign Minister Anna Berg", None),
        ("", None),
        ("table", None),
    ],
)
def test_canonical_office_takes_titles_only(text: str, office: str | None) -> None:
    """A text that is more or other than a title has no office."""
    assert canonical_office(text) == office


@pytest.mark.parametrize("office", sorted(set(posts()) - set(load("posts")["weak"]["words"])))
def test_posts_name_themselves(office: str) -> None:
    """Every office of the codebook is read as itself."""
    found = match_post([*office.split(), "Anna"], 0)
    assert found is not None
    assert found.office.casefold() == office.casefold()


@pytest.mark.parametrize("office", sorted(load("posts")["weak"]["words"]))
def test_posts_that_are_weak_need_a_name(office: str) -> None:
    """A title that is also a plain word counts with a capital and a name after it only."""
    assert match_post([office, "said"], 0) is None
    assert match_post([office.capitalize(), "Anna"], 0) is not None


def test_posts_have_known_sectors() -> None:
    """The sector of every post is one of PLOVER's."""
    assert {post.sector for post in posts().values()} <= SECTORS


def test_posts_wordings_are_unique() -> None:
    """No wording stands for two offices."""
    entries = load("posts")["posts"]
    wordings = [form.casefold() for office, entry in entries.items() for form in (office, *entry.get("forms", ()))]
    assert sorted(wordings) == sorted(set(wordings))


def test_posts_imply_known_owners() -> None:
    """What a title implies is a state or an organisation of the codebooks."""
    assert set(load("posts")["implied"].values()) <= {*states(), *organisations()}


@pytest.mark.parametrize(
    ("title", "plural"),
    [
        ("president", "presidents"),
        ("secretary of state", "secretaries of state"),
        ("chairman", "chairmen"),
        ("judge", "judges"),
    ],
)
def test_plural_of_changes_the_noun(title: str, plural: str) -> None:
    """The noun of a title takes the plural, not its last word."""
    assert plural_of(title) == plural
