"""What sentences show of posts, and who held which post when because of it."""

from __future__ import annotations

from chancery.model.mentions import OfficeMention
from chancery.model.offices import Occupancy
from chancery.resolution.conclude import conclude
from resolution.drafts import Draft


def held(*drafts: Draft) -> dict[tuple[str, str], Occupancy]:
    """Conclude from drafts; occupancies by holder and office, the last of several."""
    return {(o.holder, o.post.office): o for o in conclude(draft.done() for draft in drafts).occupancies}


def titled(name: str = "Ana Costa", published: str = "2023-03-20") -> Draft:
    """Write a report that calls somebody the president of Peru."""
    draft = Draft([f"Peruvian President {name} opened a bridge."], published)
    draft.office(draft.person(name, office="president", of="PER"))
    return draft


def test_a_change_without_its_post_is_about_the_only_post_of_the_person() -> None:
    """Taking office is about the presidency that another report names."""
    draft = Draft(["Ana Costa, who took office on 1 March 2023, went home."], "2023-03-10")
    ana = draft.person("Ana Costa")
    time = draft.day("1 March 2023", 2023, 3, 1)
    draft.event("took office", "OFFICE", mode="assume", by=(ana,), time=time)
    assert str(held(titled(), draft)["ana-costa", "president"].start) == "2023-03-01"


def test_a_change_without_its_post_stays_unclear_between_two() -> None:
    """Whoever is shown in two posts may have left either."""
    other = Draft(["Peruvian Prime Minister Ana Costa spoke."], "2022-03-20")
    other.office(other.person("Ana Costa", office="prime minister", of="PER"))
    draft = Draft(["Ana Costa resigned on 1 May 2023."], "2023-05-10")
    ana = draft.person("Ana Costa")
    draft.event("resigned", "OFFICE", mode="leave", by=(ana,), time=draft.day("1 May 2023", 2023, 5, 1))
    assert all(o.end is None for o in held(titled(), other, draft).values())


def test_the_post_is_the_one_that_the_sentence_names() -> None:
    """Leaving "the post" ends the holding of the post that another is appointed to."""
    draft = Draft(
        ["Ana Costa was appointed foreign minister in May 2023, after Rui Lima had left the post."], "2023-06-01"
    )
    ana = draft.person("Ana Costa", of="PER")
    rui = draft.person("Rui Lima")
    time = draft.day("May 2023", 2023, 5)
    draft.event("was appointed", "OFFICE", mode="appoint", by=(ana,), time=time, office="foreign minister")
    draft.event("had left", "OFFICE", mode="leave", by=(rui,), time=time)
    found = held(draft)
    assert str(found["rui-lima", "foreign minister"].end) == "2023-05"
    assert str(found["ana-costa", "foreign minister"].start) == "2023-05"


def test_several_posts_are_taken_up_at_once() -> None:
    """Posts joined by "and" are both taken up; whoever has the powers of a president is acting."""
    draft = Draft(
        ["Ana Costa rose to the twin positions of prime minister and acting president on 2 May 2023.",
         "Rui Lima took over the powers of the president on 3 June 2023."], "2023-06-10",
    )  # fmt: skip
    ana = draft.person("Ana Costa", of="PER")
    rui = draft.person("Rui Lima", of="CHL")
    first, second = draft.day("2 May 2023", 2023, 5, 2), draft.day("3 June 2023", 2023, 6, 3)
    draft.event("rose", "OFFICE", mode="assume", by=(ana,), time=first)
    draft.event("took over", "OFFICE", mode="assume", by=(rui,), time=second)
    found = held(draft)
    assert {post for _, post in found} == {"prime minister", "acting president"}
    assert str(found["rui-lima", "acting president"].start) == "2023-06-03"


def test_a_resignation_beside_an_appointment_takes_no_post_from_it() -> None:
    """The president who resigned was not the acting one who follows."""
    line = "President Ana Costa resigned on 1 May 2023, and Rui Lima became acting president."
    draft = Draft([line], "2023-05-03")
    ana = draft.person("Ana Costa", office="president", of="PER")
    rui = draft.person("Rui Lima", of="PER")
    time = draft.day("1 May 2023", 2023, 5, 1)
    draft.office(ana)
    draft.office(ana, "leaves", time=time)
    draft.event("resigned", "OFFICE", mode="leave", by=(ana,), time=time, office="president")
    draft.event("became", "OFFICE", mode="assume", by=(rui,), time=time, office="president")
    found = held(draft)
    assert str(found["ana-costa", "president"].end) == "2023-05-01"
    assert ("ana-costa", "acting president") not in found
    assert found["rui-lima", "acting president"].status == "acting"


def test_a_predecessor_held_the_post_of_who_follows() -> None:
    """Somebody's predecessor is a former holder of what that one holds, in whatever report."""
    draft = Draft(["Ana Costa's predecessor, Rui Lima, whose term ended on 24 May 2022, was there."], "2023-04-01")
    draft.person("Ana Costa")
    rui = draft.person("Rui Lima", flags=("predecessor",))
    time = draft.day("24 May 2022", 2022, 5, 24)
    sentence = draft.sentence(draft.span("Rui Lima"))
    draft.offices.append(OfficeMention(person=rui, office="", of=None, relation="leaves", sentence=sentence, time=time))
    found = held(titled(), draft)["rui-lima", "president"]
    assert (str(found.end), found.post.of, found.status) == ("2022-05-24", "PER", "former")


def test_an_undated_departure_ends_a_holding_by_the_day_of_the_report() -> None:
    """The end lies between the last day seen in office and the report that tells of the departure."""
    draft = Draft(["Ana Costa resigned.", "Ana Costa was the president of Peru."], "2023-08-02")
    ana = draft.person("Ana Costa", office="president", of="PER")
    draft.event("resigned", "OFFICE", mode="leave", by=(ana,), office="president")
    found = held(titled(), draft)["ana-costa", "president"]
    assert (str(found.end), found.status) == ("2023-03-20/2023-08-02", "former")


def test_a_post_held_years_ago_is_a_holding_of_its_own() -> None:
    """Who comes back after "the office that he held in 2012" holds it twice."""
    draft = Draft(["Rui Lima resumed on 2 May 2023 the office that he held in 2012."], "2023-05-03")
    rui = draft.person("Rui Lima", office="foreign minister", of="PER")
    now, then = draft.day("2 May 2023", 2023, 5, 2), draft.day("2012", 2012, 1)
    draft.office(rui, "assumes", time=now)
    draft.office(rui, "held", time=then)
    spells = [o for o in conclude([draft.done()]).occupancies if o.post.office == "foreign minister"]
    assert {(str(o.start), str(o.end)) for o in spells} == {("None", "2012-01"), ("2023-05-02", "None")}


def test_a_calling_is_no_office() -> None:
    """A professor of no state or organisation holds no position."""
    draft = Draft(["Professor Ana Costa spoke."], "2023-05-03")
    draft.office(draft.person("Ana Costa", office="professor"))
    assert held(draft) == {}
