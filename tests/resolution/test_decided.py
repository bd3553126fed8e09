"""What people decided about who is who comes first, and "not the same" holds whatever else is found."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.model.rulings import Pin, Rulings
from chancery.resolution.decided import find_decided
from chancery.resolution.identity import Identities, join_people
from chancery.resolution.people import Local
from resolution.test_identity import groups, local

# Spellings that join one another on their own, directly or by way of others.
NAMES = ("Sooronbai Jeenbekov", "Sooronbay Zheenbekov", "S. Jeenbekov", "Jeenbekov", "Marta Valdivieso",
         "Marta Valdivesso", "M. Valdivieso", "Valdivieso")  # fmt: skip


def pin(report: int, people: Sequence[Local]) -> Pin:
    """Point at the person of a report."""
    return Pin(chr(97 + report), 0, 1, f"person {' '.join(people[report].fullest.words)}")


def rule(
    people: Sequence[Local], same: Sequence[tuple[int, int]] = (), apart: Sequence[tuple[int, int]] = ()
) -> Rulings:
    """Decide about people by the numbers of their reports."""
    return Rulings(
        same=tuple((pin(a, people), pin(b, people)) for a, b in same),
        apart=tuple((pin(a, people), pin(b, people)) for a, b in apart),
    )


def join(people: Sequence[Local], rulings: Rulings) -> Identities:
    """Join people as decided."""
    return join_people(people, decided=find_decided(people, rulings))


def test_same_joins_what_nothing_else_would() -> None:
    """Two names that have nothing in common are one because somebody says so, and the reason says that."""
    people = [local("a", "Hasan Tor"), local("b", "Mehmet Kaya")]
    found = join(people, rule(people, same=[(0, 1)]))
    assert groups(found) == [{"a", "b"}]
    assert found.clusters[0].because == ("somebody decided that they are one",)


def test_apart_parts_what_would_be_joined_and_asks_no_more() -> None:
    """Two bearers of one name stay two, and nobody is asked again."""
    people = [local("a", "Hasan Tor"), local("b", "Hasan Tor")]
    found = join(people, rule(people, apart=[(0, 1)]))
    assert sorted(map(sorted, groups(found))) == [["a"], ["b"]]
    assert found.questions == []


def test_apart_binds_whoever_is_one_with_either() -> None:
    """If A is not B, and C is A by its spelling and office, C is not B, whom it would join as well."""
    people = [local(name, "Hasan Tor", office="foreign minister", of="TUR") for name in "abc"]
    found = join(people, rule(people, same=[(0, 2)], apart=[(0, 1)]))
    assert sorted(map(sorted, groups(found))) == [["a", "c"], ["b"]]


PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=4)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(NAMES), min_size=8, max_size=8), PAIRS, PAIRS, st.sampled_from(["president", None]))
def test_apart_is_never_broken_and_same_only_by_it(
    names: list[str], same: list[tuple[int, int]], apart: list[tuple[int, int]], office: str | None
) -> None:
    """Whatever spellings join, pairs kept apart are in two groups; pairs that are one in one, if none are apart."""
    people = [local(chr(97 + at), name, office=office, of="KGZ" if office else None) for at, name in enumerate(names)]
    found = groups(join(people, rule(people, same, apart)))
    home = {report: at for at, group in enumerate(found) for report in group}
    assert len(home) == len(people)
    for a, b in apart:
        assert home[chr(97 + a)] != home[chr(97 + b)]
    if not apart:
        for a, b in same:
            assert home[chr(97 + a)] == home[chr(97 + b)]


def test_a_name_that_two_share_joins_nobody() -> None:
    """A ruling on a name that fits two people of its report keeps both apart and joins neither."""
    twin = local("a", "Hasan Tor")
    other = Local(type(twin.ref)(twin.ref.kind, "a:1"), names=list(twin.names))
    people = [twin, other, local("b", "Mehmet Kaya")]
    decided = find_decided(people, Rulings(same=((pin(0, people), Pin("b", 0, 1, "person Mehmet Kaya")),)))
    assert decided.same == ()
    decided = find_decided(people, Rulings(apart=((pin(0, people), Pin("b", 0, 1, "person mehmet kaya")),)))
    assert set(decided.apart) == {person.ref for person in people}
