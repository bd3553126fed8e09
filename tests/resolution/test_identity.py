"""People of many reports are joined, kept apart, or asked about."""

from __future__ import annotations

from chancery.model.dates import Edtf
from chancery.model.mentions import EntityKind
from chancery.resolution.identity import Identities, join_people
from chancery.resolution.names import read_name
from chancery.resolution.people import Local
from chancery.resolution.scene import Ref


def local(report: str, *names: str, office: str | None = None, of: str | None = None) -> Local:
    """Make a person of one report."""
    made = Local(Ref(EntityKind.PERSON, f"{report}:0"), frozenset({of} if of else ()))
    made.names.extend(map(read_name, names))
    if office:
        made.posts.append((office, of, ()))
    return made


def groups(found: Identities) -> list[set[str]]:
    """Return the reports of each person."""
    return [{one.ref.key[0] for one in cluster.locals} for cluster in found.clusters]


def test_spellings_are_joined_with_their_reasons() -> None:
    """Transliterations of a full name are one person, and each mention says why."""
    people = [local("a", "Sooronbai Jeenbekov"), local("b", "Sooronbay Zheenbekov"), local("c", "Asylbek Jeenbekov")]
    found = join_people(people)
    assert groups(found) == [{"a", "b"}, {"c"}]
    assert found.clusters[0].reasons == [(), ("spellings of one full name",)]


def test_order_of_reports_does_not_change_who_is_who() -> None:
    """The same people come out whichever report is first."""
    people = [
        local("a", "Marta Valdivieso", office="foreign minister", of="PER"),
        local("b", "Marta Valdivesso", office="foreign minister", of="PER"),
        local("c", "Valdivieso", office="foreign minister", of="PER"),
        local("d", "Marta Valdivieso"),
        local("e", "Marco Valdivieso", office="mayor", of="PER"),
    ]
    forward, back = (sorted(map(sorted, groups(join_people(order)))) for order in (people, people[::-1]))
    assert forward == back == [["a", "b", "c", "d"], ["e"]]


def test_doubt_becomes_a_question() -> None:
    """A misprint without an agreeing office stays apart and is asked about."""
    people = [local("a", "Marta Valdivieso", office="foreign minister", of="PER"), local("b", "Marta Valdivesso")]
    found = join_people(people)
    assert groups(found) == [{"a"}, {"b"}]
    ((one, other, reasons),) = found.questions
    assert {one.locals[0].ref.key, other.locals[0].ref.key} == {"a:0", "b:0"}
    assert reasons[0] == "the surnames are a letter or a spelling apart: Valdivieso, Valdivesso"


def test_two_misprints_of_rivals_join_nobody() -> None:
    """A name a letter from two people's is neither's."""
    office = {"office": "foreign minister", "of": "PER"}
    people = [local("a", "Marta Valdiviesa", **office), local("b", "Marta Valdiviese", **office)]
    people.append(local("c", "Marta Valdivies", **office))
    assert groups(join_people(people)) == [{"a"}, {"b"}, {"c"}]


def test_surname_of_another_time_stays_alone() -> None:
    """The same surname, office and state a decade later is not taken for the same person."""
    people = [
        local("a", "Marta Reyes", office="foreign minister", of="PER"),
        local("b", "Reyes", office="foreign minister", of="PER"),
        local("c", "Reyes", office="foreign minister", of="PER"),
    ]
    days = {"a": Edtf.parse("2001-05-01"), "b": Edtf.parse("2002-05-01"), "c": Edtf.parse("2019-05-01")}
    assert groups(join_people(people, days)) == [{"a", "b"}, {"c"}]


def test_initial_joins_the_only_one_that_fits() -> None:
    """An initial with the state of a full name is that person; between two it is nobody."""
    office = {"office": "foreign minister", "of": "PER"}
    alone = [local("a", "Marta Reyes", **office), local("b", "M. Reyes", **office)]
    assert groups(join_people(alone)) == [{"a", "b"}]
    two = [*alone, local("c", "Maria Reyes", **office)]
    assert groups(join_people(two)) == [{"a"}, {"b"}, {"c"}]


def test_a_former_holder_is_found_by_reports_from_before() -> None:
    """“President Reyes” of 2016 is “former president Marta Reyes” of 2019; one of 2021 is somebody else."""
    days = {"a": Edtf.parse("2019-05-01"), "b": Edtf.parse("2016-05-01"), "c": Edtf.parse("2021-05-01")}
    former = local("a", "Marta Reyes")
    former.posts.append(("president", "PER", ("former",)))
    before, after = (local(report, "Reyes", office="president", of="PER") for report in "bc")
    assert groups(join_people([former, before], days)) == [{"a", "b"}]
    assert groups(join_people([former, after], days)) == [{"a"}, {"c"}]


def test_surnames_that_fit_several_are_not_joined_with_each_other() -> None:
    """Two of one surname have held the office: two reports of the surname alone may mean one each."""
    office = {"office": "foreign minister", "of": "PER"}
    people = [local("a", "Marta Lim", **office), local("b", "Jorge Lim", **office)]
    people += [local(report, "Lim", **office) for report in "cd"]
    assert groups(join_people(people)) == [{"a"}, {"b"}, {"c"}, {"d"}]


def test_offices_that_nobody_holds_at_once_are_a_question() -> None:
    """The same full name in two seats by turns may be two people; one seat after the other is a career."""
    days = {"a": Edtf.parse("2019-05-01"), "b": Edtf.parse("2021-05-01"), "c": Edtf.parse("2020-05-01")}
    people = [
        local("a", "Marta Reyes", office="foreign minister", of="PER"),
        local("b", "Marta Reyes", office="foreign minister", of="PER"),
        local("c", "Marta Reyes", office="mayor of Lima", of="PER"),
    ]
    found = join_people(people, days)
    assert groups(found) == [{"a", "b"}, {"c"}]
    assert any("nobody holds at once" in reason for _, _, reasons in found.questions for reason in reasons)
    assert groups(join_people(people, days | {"c": Edtf.parse("2023-05-01")})) == [{"a", "b", "c"}]


def test_spellings_that_years_part_are_a_question_without_an_office() -> None:
    """Two spellings of one full name, seen ten years apart in offices that do not agree, may be two people's."""
    days = {"a": Edtf.parse("2009-05-01"), "b": Edtf.parse("2019-05-01")}
    one = local("a", "Karim Tishamii", office="mayor of Aqaba", of="JOR")
    other = local("b", "Karim Tishammi", office="mayor of Irbid", of="JOR")
    assert groups(join_people([one, other], days)) == [{"a"}, {"b"}]
    assert groups(join_people([one, other], days | {"b": Edtf.parse("2012-05-01")})) == [{"a", "b"}]
