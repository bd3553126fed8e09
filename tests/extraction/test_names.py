"""People, states, organisations and places in English news."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.extraction.names import find_entities
from chancery.extraction.sentence import Sentence, sentences_of
from chancery.language.pipeline import annotate
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Block, BlockKind, Report, Span
from pace import assert_grows_in_line


def sentences(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> tuple[Sentence, ...]:
    """Return the sentences of a report of one block."""
    report = Report(id="t", path="t.txt", text=text, blocks=(Block(kind=kind, span=Span(0, len(text))),))
    return sentences_of(annotate(report), report)


def find(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> tuple[EntityMention, ...]:
    """Find the mentions of a text."""
    return find_entities(sentences(text, kind), ())


# written for this test: a text, and the names of the people in it
PEOPLE = [
    ("Latvian Foreign Minister Ilze Kalnina met Mr. Tamm.", ["Ilze Kalnina", "Tamm"]),
    ("Arman Seitov, Foreign Minister of Kazakhstan, spoke.", ["Arman Seitov"]),
    ("Secretary Anna B. Holt thanked K. P. Rao.", ["Anna B. Holt", "K. P. Rao"]),
    ("Li Weimin hosted Kim Sang-ho and Hassan bin Rashid.", ["Li Weimin", "Kim Sang-ho", "Hassan bin Rashid"]),
    ("Chancellor Greta von der Aue met Ibrahim al-Tikriti.", ["Greta von der Aue", "Ibrahim al-Tikriti"]),
    ("“It is late,” said Mira Toktogul, a historian in Naryn.", ["Mira Toktogul"]),
    ("The analyst Avner Dolev's paper is out.", ["Avner Dolev"]),
    ("President Adil Tokoldov came. Tokldov left early.", ["Adil Tokoldov", "Tokldov"]),
    ("Open Society is a foundation.", []),
    ("M. Idriss Barka met Mme Odile Vernet.", ["Idriss Barka", "Odile Vernet"]),
    ("U Kyaw Zaw and Daw Mya Thin flew home.", ["Kyaw Zaw", "Mya Thin"]),
    ("Datuk Seri Halim Rosli thanked Shri Arjun Mehta.", ["Halim Rosli", "Arjun Mehta"]),
    ("Ambassador Julie Bishop met Angus King.", ["Julie Bishop", "Angus King"]),
    ("Angus King arrived. King said he was glad.", ["Angus King", "King"]),
    ("Jordan's King Hamza met Don Hartwell.", ["Hamza", "Don Hartwell"]),
    ("The Thai King spoke after Angus King.", ["Angus King"]),
    ("Energy Minister Sultan Al Kindi met Pan Weiming.", ["Sultan Al Kindi", "Pan Weiming"]),
    ("However, Monday was calm in the Thomas Reed Room.", []),
]


@pytest.mark.parametrize(("text", "names"), PEOPLE)
def test_names_find_people(text: str, names: list[str]) -> None:
    """Names of many traditions are whole, without titles and without "'s"."""
    found = [m.name for m in find(text) if m.kind is EntityKind.PERSON and m.by is NamedBy.NAME]
    assert found == names


# written for this test: a text, and name, kind and key of the mentions that are no people
OTHERS = [
    ("Moscow and Riga will keep talking.", [("Moscow", "state", "RUS"), ("Riga", "state", "LVA")]),
    ("They met in Riga.", [("Riga", "place", None)]),
    ("The Kyrgyz side agreed.", [("Kyrgyz side", "state", "KGZ")]),
    ("Both sides left.", [("Both sides", "state", None)]),
    ("The new government waits for parliament.", [("government", "state", None), ("parliament", "state", None)]),
    ("The two countries trade.", [("two countries", "state", None)]),
    ("The European officials left.", []),
    ("The former Soviet republic voted.", []),
    ("They stayed near Talas.", [("Talas", "place", None)]),
    ("The authorities in Lima agreed.", [("authorities in Lima", "state", "PER")]),
    ("Iceland opened an embassy in Maputo.", [("Iceland", "state", "ISL"), ("Maputo", "place", None)]),
    ("The U.S.-Armenia talks closed.", [("U.S.", "state", "USA"), ("Armenia", "state", "ARM")]),
]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Togo thanked the United Nations' World Food Program.", ["United Nations", "World Food Program"]),
        (
            "Togo thanked the African Union's Peace and Security Council.",
            ["African Union", "Peace and Security Council"],
        ),
        ("The Kalmar Seamen's Union thanked Togo.", ["Kalmar Seamen's Union"]),
        ("The Workers' Party of Lumen thanked Togo.", ["Workers' Party of Lumen"]),
    ],
)
def test_a_known_body_owns_what_follows(text: str, bodies: list[str]) -> None:
    """A genitive is part of a name where no known body ends before it."""
    assert [m.name for m in find(text) if m.kind is EntityKind.ORGANISATION] == bodies


@pytest.mark.parametrize(("text", "mentions"), OTHERS)
def test_names_find_states_and_places(text: str, mentions: list[tuple[str, str, str | None]]) -> None:
    """A capital is a government or a place by its surroundings; sides and bodies have no key of their own."""
    found = [(m.name, m.kind.value, m.key) for m in find(text) if m.kind is not EntityKind.PERSON]
    assert found == mentions


def test_names_share_out_coordinated_counterparts() -> None:
    """Each of several counterparts has the state named in the same place of the list."""
    found = find("She met her Greek, Maltese and Irish counterparts, Nikos Vlas, Joe Borg and Sean Daly.")
    named = [(m.name, m.of) for m in found if m.by is NamedBy.NAME]
    assert named == [("Nikos Vlas", "GRC"), ("Joe Borg", "MLT"), ("Sean Daly", "IRL")]


def test_names_read_bodies_and_their_abbreviations_as_one() -> None:
    """An abbreviation in brackets has the key of what it abbreviates, there and later."""
    found = find("The Movement for Rural Renewal (DRAK) protested. Later DRAK stopped.")
    bodies = [(m.name, m.key) for m in found if m.kind is EntityKind.ORGANISATION]
    assert [name for name, _ in bodies] == ["Movement for Rural Renewal", "DRAK", "DRAK"]
    assert len({key for _, key in bodies}) == 1


def test_names_read_lines_in_capitals() -> None:
    """The head of a transcript in capitals names people by their titles."""
    found = find("SECRETARY OF STATE ANNA HOLT AND FOREIGN MINISTER IVO KRALL BEFORE THEIR MEETING")
    assert [m.name for m in found if m.by is NamedBy.NAME] == ["ANNA HOLT", "IVO KRALL"]


def test_names_tell_gender_by_honorific() -> None:
    """An honorific tells the gender of who bears it."""
    assert [m.gender for m in find("Mrs. Ode thanked Mr. Pillai.")] == ["f", "m"]


WORDS = st.sampled_from(
    "the The Russian Moscow Foreign Minister minister Anna Holt Mr. , . and of ( ) ' s ABC Party People's both sides "
    "former counterparts in al - Kim Jong un von der Leyen President J. U.S.-China".split()
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
@settings(max_examples=150)
def test_names_are_ordered_pieces_of_their_sentence(text: str) -> None:
    """Mentions of any text come in order, apart, inside one sentence, and say what stands there."""
    split = sentences(text)
    found = find_entities(split, ())
    assert all(one.whole.end <= other.span.start for one, other in pairwise(found))
    for mention in found:
        assert mention.whole.contains(mention.span)
        assert any(s.span.contains(mention.whole) for s in split)
        plain = next(s for s in split if s.span.contains(mention.whole))
        start = plain.span.start
        assert mention.name == plain.text[mention.span.start - start : mention.span.end - start]


@pytest.mark.parametrize("word", ["ABCDE", "Qwertz", "Party", "Kyrgyz", "President", "and Holt of"])
def test_names_take_time_in_line_with_length(word: str) -> None:
    """Ten times the line costs about ten times the time."""
    lines = {size: sentences(f"{word} " * (size // (len(word) + 1))) for size in (2_000, 20_000)}
    assert_grows_in_line(lambda size: find_entities(lines[size], ()), 2_000)


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("Frelimo thanked voters.", "Frelimo", None),
        ("Fighters of the Allied Democratic Forces left.", "Allied Democratic Forces", None),
        (
            "Iran praised the Islamic Revolutionary Guard Corps of Iran.",
            "Islamic Revolutionary Guard Corps of Iran",
            "IRGC",
        ),
        ("Critics of the World Bank of Tomorrow left.", "World Bank of Tomorrow", None),
    ],
)
def test_names_read_parties_and_armed_groups_as_bodies(text: str, name: str, key: str | None) -> None:
    """A party is no person; a known body is itself with its state behind it, and not with another name."""
    bodies = [(m.name, m.key) for m in find(text) if m.kind is EntityKind.ORGANISATION]
    assert bodies == [(name, key)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ana Costa met Rui Lima. The two signed a paper.", ["The two"]),
        ("Ana Costa met Rui Lima; the latter left.", ["the latter"]),
        ("Ana Costa met Rui Lima. The former also spoke.", ["The former"]),
        ("The two prime ministers met.", []),
        ("The former president of Peru met the two delegations.", []),
        ("The two countries and the former rivals met.", []),
    ],
)
def test_names_read_the_two_and_the_latter_alone_as_people(text: str, meant: list[str]) -> None:
    """Before a noun they only describe it."""
    found = [m.name for m in find(text) if m.by is NamedBy.PRONOUN and m.kind is EntityKind.PERSON]
    assert found == meant
