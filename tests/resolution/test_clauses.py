"""The words around a clause complete who takes part in it."""

from __future__ import annotations

from chancery.model.mentions import EntityKind, NamedBy
from chancery.resolution.clauses import completed
from chancery.resolution.scene import set_scene
from resolution.drafts import Draft


def sides(draft: Draft, position: int) -> tuple[list[str], list[str]]:
    """Return the names of the actors and recipients of an event."""
    scene = set_scene(*draft.done())
    event = completed(scene)[position]
    names = [mention.name for mention in scene.seen.entities]
    return [names[i] for i in event.actors], [names[i] for i in event.recipients]


def test_clauses_share_a_subject() -> None:
    """The second of two joined verbs has the subject of the first, not the object between them."""
    draft = Draft(["Ana Costa thanked Chile for its doctors and asked for a ferry."])
    ana, chile = draft.person("Ana Costa"), draft.state("Chile", "CHL")
    draft.event("thanked", "SUPPORT", by=(ana,), to=(chile,))
    draft.event("asked", "REQUEST", by=(chile,))
    assert sides(draft, 1) == (["Ana Costa"], ["Chile"])


def test_clauses_keep_a_subject_of_their_own() -> None:
    """A verb with its own subject before it keeps that subject."""
    draft = Draft(["Ana Costa thanked Chile, and Peru asked for a ferry."])
    ana, chile, peru = draft.person("Ana Costa"), draft.state("Chile", "CHL"), draft.state("Peru", "PER")
    draft.event("thanked", "SUPPORT", by=(ana,), to=(chile,))
    draft.event("asked", "REQUEST", by=(peru,))
    assert sides(draft, 1)[0] == ["Peru"]


def test_clauses_join_subjects() -> None:
    """Of "the one and the other signed" both sign."""
    draft = Draft(["The Peruvian minister and the Chilean envoy signed a map."])
    draft.title("Peruvian minister", "minister", of="PER")
    envoy = draft.title("Chilean envoy", "envoy", of="CHL")
    draft.event("signed", "SUPPORT", by=(envoy,))
    assert sides(draft, 0)[0] == ["Peruvian minister", "Chilean envoy"]


def test_clauses_do_not_join_an_object_to_a_subject() -> None:
    """Whom the clause before thanks does not act in this one."""
    draft = Draft(["Ana Costa thanked Rui Lima and Paulo Reis left Quito."])
    ana, rui, paulo = draft.person("Ana Costa"), draft.person("Rui Lima"), draft.person("Paulo Reis")
    draft.event("thanked", "SUPPORT", by=(ana,), to=(rui,))
    draft.event("left", "RETREAT", by=(paulo,))
    assert sides(draft, 1)[0] == ["Paulo Reis"]


def test_clauses_bring_the_owner_of_a_counterpart() -> None:
    """A call with "her counterpart" has two sides."""
    draft = Draft(["Ana Costa spoke after a call with her Chilean counterpart, Rui Lima."])
    draft.person("Ana Costa")
    draft.pronoun("her", gender="f")
    rui = draft.person("Chilean counterpart, Rui Lima", of="CHL", flags=("counterpart",))
    draft.event("call", "CONSULT", by=(rui,))
    assert sides(draft, 0)[0] == ["her", "Chilean counterpart, Rui Lima"]


def test_clauses_leave_out_what_is_talked_about() -> None:
    """The subject of the talks takes no part in them."""
    draft = Draft(["Peru met Chile to discuss Kenya."])
    peru, chile, kenya = draft.state("Peru", "PER"), draft.state("Chile", "CHL"), draft.state("Kenya", "KEN")
    draft.event("met", "CONSULT", by=(peru, chile, kenya))
    assert sides(draft, 0)[0] == ["Peru", "Chile"]


def test_clauses_have_the_bearer_of_an_office_speak() -> None:
    """Not the ministry but its spokesman, named beside it, protests."""
    draft = Draft(["Rui Lima, the spokesman of the trade ministry, protested."])
    draft.person("Rui Lima")
    ministry = draft.organisation("trade ministry")
    draft.event("protested", "ACCUSE", by=(ministry,))
    assert sides(draft, 0)[0] == ["Rui Lima"]


def test_clauses_give_to_the_object_behind_the_verb() -> None:
    """The name right behind the verb receives, the subject of a dependent clause does not."""
    draft = Draft(["Peru promised Chile on Monday a ferry.", "Peru assured Kenya would have one."])
    peru = draft.state("Peru", "PER")
    draft.state("Chile", "CHL")
    again = draft.state("Peru", "PER", 1)
    draft.state("Kenya", "KEN")
    draft.event("promised", "AGREE", by=(peru,))
    draft.event("assured", "AGREE", by=(again,))
    assert sides(draft, 0)[1] == ["Chile"]
    assert sides(draft, 1)[1] == []


def test_clauses_give_to_the_state_that_is_reached() -> None:
    """A promise that something will reach one state is made to it; two such states leave it open."""
    one = Draft(["Rui Lima promised that the grain would reach Kenya soon."])
    rui = one.person("Rui Lima")
    one.state("Kenya", "KEN")
    one.event("promised", "AGREE", by=(rui,))
    assert sides(one, 0)[1] == ["Kenya"]
    two = Draft(["Rui Lima promised that grain would go to Kenya and cement to Peru."])
    rui = two.person("Rui Lima")
    two.state("Kenya", "KEN")
    two.state("Peru", "PER")
    two.event("promised", "AGREE", by=(rui,))
    assert sides(two, 0)[1] == []


def test_clauses_place_a_vote_in_the_state_of_its_sentence() -> None:
    """A vote is that of the state in its own sentence, and its annulment that of the vote before."""
    draft = Draft(["Peru was silent.", "The vote threw Chile into turmoil.", "The result was annulled."])
    peru = draft.state("Peru", "PER")
    draft.state("Chile", "CHL")
    draft.event("vote", "ELECT", by=(peru,))
    draft.event("annulled", "ELECT", by=(peru,))
    assert sides(draft, 0)[0] == ["Chile"]
    assert sides(draft, 1)[0] == ["Chile"]


def test_clauses_never_join_an_adjective() -> None:
    """An adjective before "and" is part of a phrase, not a subject."""
    draft = Draft(["The Peruvian and Chile spoke."])
    draft.state("Peruvian", "PER", by=NamedBy.ADJECTIVE)
    chile = draft.state("Chile", "CHL")
    draft.event("spoke", "SUPPORT", by=(chile,))
    assert sides(draft, 0)[0] == ["Chile"]
    assert set_scene(*draft.done()).seen.entities[0].kind is EntityKind.STATE
