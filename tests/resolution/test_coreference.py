"""Mentions of one report mean somebody, or nobody where two fit alike."""

from __future__ import annotations

from chancery.model.mentions import EntityKind, NamedBy
from chancery.model.text import Span
from chancery.resolution.coreference import Referents, find_referents
from chancery.resolution.scene import set_scene
from resolution.drafts import Draft


def meant(draft: Draft) -> Referents:
    """Resolve the mentions of a draft."""
    return find_referents(set_scene(*draft.done()))


def who(referents: Referents, position: int) -> list[str]:
    """Return the surnames, or the keys of states, that a mention means."""
    names = {local.ref: local.fullest.words[-1] for local in referents.people}
    return [names.get(ref, ref.key) for ref in referents.refs[position]]


def test_coreference_takes_a_surname_for_the_full_name() -> None:
    """A surname alone means the person that the report has named in full."""
    draft = Draft(["Ana Costa came to Quito.", "Costa left at noon."])
    draft.person("Ana Costa")
    alone = draft.person("Costa", 1)
    assert who(meant(draft), alone) == ["Costa"]
    assert len(meant(draft).people) == 1


def test_coreference_leaves_a_surname_of_two_people_open() -> None:
    """Between two people of one surname nobody is chosen."""
    draft = Draft(["Ana Costa and Rui Costa came to Quito.", "Costa left at noon."])
    first, second = draft.person("Ana Costa"), draft.person("Rui Costa")
    alone = draft.person("Costa", 2)
    referents = meant(draft)
    assert referents.refs[alone] not in {referents.refs[first], referents.refs[second]}


def test_coreference_takes_the_first_names_for_the_full_name() -> None:
    """Two names with which only one person's full name begins mean that person."""
    draft = Draft(["Ali Haji Omar and Ali Noor Farah came.", "Ali Haji left.", "Ali Omar stayed."])
    omar, farah = draft.person("Ali Haji Omar"), draft.person("Ali Noor Farah")
    short = draft.person("Ali Haji", 1)
    referents = meant(draft)
    assert referents.refs[short] == referents.refs[omar] != referents.refs[farah]


def test_coreference_follows_a_misprinted_surname() -> None:
    """A surname one letter off means the only person it comes near."""
    draft = Draft(["Marta Valdivieso spoke first.", "Later Valdivesso left."])
    draft.person("Marta Valdivieso")
    slip = draft.person("Valdivesso")
    assert who(meant(draft), slip) == ["Valdivieso"]


def test_coreference_gives_pronouns_the_subject_of_their_gender() -> None:
    """“She” means the woman, though a man was named last."""
    draft = Draft(["Mrs. Costa met Mr. Lima in Quito.", "She thanked him."])
    draft.person("Costa", gender="f")
    draft.person("Lima", gender="m")
    she, him = draft.pronoun("She", gender="f"), draft.pronoun("him", gender="m")
    assert who(meant(draft), she) == ["Costa"]
    assert who(meant(draft), him) == ["Lima"]


def test_coreference_looks_ahead_from_an_opening_phrase() -> None:
    """In "During his visit, X said" the pronoun means X."""
    draft = Draft(["Paulo Reis stayed at home.", "During his visit to Quito, Rui Costa signed nothing."])
    draft.person("Paulo Reis")
    his = draft.pronoun("his visit", gender="m")
    draft.person("Rui Costa")
    assert who(meant(draft), his) == ["Costa"]


def test_coreference_gives_first_persons_to_the_speaker() -> None:
    """“We” in a turn means its speaker, “our” in a quotation whoever is quoted."""
    turn = Draft(["RUI COSTA: We have met our friends."], spoken=True)
    we = turn.pronoun("We")
    assert who(meant(turn), we) == ["Costa"]
    quoted = Draft(["“It is our house,” Ana Costa said."])
    our = quoted.pronoun("our")
    quoted.quote("It is our house,", by=(quoted.person("Ana Costa"),))
    assert who(meant(quoted), our) == ["Costa"]


def test_coreference_finds_the_holder_of_an_office() -> None:
    """“The minister” means the only minister; of two with one title the state decides, else nobody."""
    draft = Draft(
        [
            "Peruvian Foreign Minister Ana Costa met Chilean Foreign Minister Rui Lima.",
            "Peru's minister was late; the minister sat.",
        ]
    )
    draft.person("Ana Costa", office="foreign minister", of="PER")
    draft.person("Rui Lima", office="foreign minister", of="CHL")
    peruvian = draft.title("Peru's minister", "minister", of="PER")
    either = draft.title("the minister", "minister")
    assert who(meant(draft), peruvian) == ["Costa"]
    assert who(meant(draft), either) == []


def test_coreference_lets_the_state_stand_for_an_unnamed_holder() -> None:
    """The Peruvian president, whom nobody names, is Peru."""
    draft = Draft(["The Peruvian president came."])
    title = draft.title("Peruvian president", "president", of="PER")
    referents = meant(draft)
    assert [(ref.kind, ref.key) for ref in referents.refs[title]] == [(EntityKind.STATE, "PER")]


def test_coreference_gives_a_counterpart_the_same_office() -> None:
    """“Her Chilean counterpart, X” is foreign minister of Chile."""
    draft = Draft(["Peruvian Foreign Minister Ana Costa met her Chilean counterpart, Rui Lima."])
    draft.person("Ana Costa", office="foreign minister", of="PER")
    other = draft.person("Rui Lima", of="CHL", flags=("counterpart",))
    assert meant(draft).posts[other] == ("foreign minister", "CHL")


def test_coreference_reads_a_title_beside_a_name() -> None:
    """“The energy minister of Peru, Mr. X” is one person with that office."""
    draft = Draft(["The energy minister of Peru, Mr. Rui Lima, was there."])
    title = draft.title("energy minister of Peru", "energy minister", of="PER")
    draft.person("Rui Lima", gender="m")
    assert who(meant(draft), title) == ["Lima"]


def test_coreference_resolves_both_ministers_to_those_who_met() -> None:
    """“Both ministers” and “they” mean the people of the last meeting."""
    draft = Draft(
        ["Foreign Minister Ana Costa met Foreign Minister Rui Lima.", "They signed, and both ministers left."]
    )
    one = draft.person("Ana Costa", office="foreign minister", of="PER")
    other = draft.person("Rui Lima", office="foreign minister", of="CHL")
    they = draft.pronoun("They")
    both = draft.title("both ministers", "minister")
    draft.event("met", "CONSULT", by=(one, other))
    assert who(meant(draft), they) == ["Costa", "Lima"]
    assert who(meant(draft), both) == ["Costa", "Lima"]


def test_coreference_keeps_a_pronoun_going() -> None:
    """“She” in the next sentence is whom “she” meant, though men without a known gender were named between."""
    draft = Draft(["Anna Holt came in.", "She worked with Drew Xu and Devin Oz.", "She drew a map."])
    draft.person("Anna Holt")
    draft.pronoun("She", gender="f")
    draft.person("Drew Xu")
    draft.person("Devin Oz")
    she = draft.pronoun("She", 1, gender="f")
    assert who(meant(draft), she) == ["Holt"]


def test_coreference_never_makes_an_object_the_subject_of_its_clause() -> None:
    """“X met him” is about somebody before; “himself” is X."""
    draft = Draft(["Peter Hart was late.", "Paul Wood met him.", "Paul Wood blamed himself."])
    draft.person("Peter Hart")
    draft.person("Paul Wood")
    him = draft.pronoun("him", gender="m")
    draft.person("Paul Wood", 1)
    own = draft.pronoun("himself", gender="m")
    found = meant(draft)
    assert (who(found, him), who(found, own)) == (["Hart"], ["Wood"])


def test_coreference_knows_gender_from_titles_and_endings() -> None:
    """A queen, a spokeswoman and Ms Ivanova are women, a king is none."""
    draft = Draft(["Queen Xue met King Zor.", "She left.", "Zhy Ivanova met Zhy Petrov.", "She stayed."])
    line = draft.text
    for name in ("Xue", "Zor"):
        at = line.index(name)
        draft.person(name, whole=Span(line.rindex("Q" if name == "Xue" else "K", 0, at), at + 3))
        if name == "Zor":
            first = draft.pronoun("She", gender="f")
    draft.person("Zhy Ivanova")
    draft.person("Zhy Petrov")
    second = draft.pronoun("She", 1, gender="f")
    found = meant(draft)
    assert (who(found, first), who(found, second)) == (["Xue"], ["Ivanova"])


def test_coreference_tells_the_former_from_the_latter() -> None:
    """Of two people named before, the first and the last; of three nobody."""
    draft = Draft(
        ["Ana Costa met Rui Lima.", "The latter spoke.", "Eva Sol saw Jon Bey and Kim Roe.", "The former left."]
    )
    for name in ("Ana Costa", "Rui Lima"):
        draft.person(name)
    latter = draft.person("The latter", by=NamedBy.PRONOUN)
    for name in ("Eva Sol", "Jon Bey", "Kim Roe"):
        draft.person(name)
    former = draft.person("The former", by=NamedBy.PRONOUN)
    found = meant(draft)
    assert (who(found, latter), who(found, former)) == (["Lima"], [])


def test_coreference_takes_two_joined_people_together() -> None:
    """“They” after “A and B” means both; after “A met B” without a meeting told, or three people, nobody."""
    joined = Draft(["Ana Costa and Rui Lima arrived in Lagos.", "They left at noon."])
    joined.person("Ana Costa")
    joined.person("Rui Lima")
    they = joined.pronoun("They")
    assert who(meant(joined), they) == ["Costa", "Lima"]
    apart = Draft(["Ana Costa wrote that Rui Lima had come.", "They left at noon."])
    apart.person("Ana Costa")
    apart.person("Rui Lima")
    they = apart.pronoun("They")
    assert who(meant(apart), they) == []


def test_coreference_knows_a_guest_addressed_by_a_given_name() -> None:
    """“Carlos, welcome” is the minister who is the only guest; with two guests it is somebody of his own."""
    draft = Draft(["ANA COSTA: I thank Foreign Minister Sousa. Carlos, welcome."], spoken=True)
    draft.person("Sousa", office="foreign minister", of="PRT")
    carlos = draft.person("Carlos")
    assert who(meant(draft), carlos) == ["Sousa"]
    two = Draft(["ANA COSTA: I thank Minister Sousa and Minister Reis. Carlos, welcome."], spoken=True)
    two.person("Sousa", office="foreign minister", of="PRT")
    two.person("Reis", office="defence minister", of="PRT")
    carlos = two.person("Carlos")
    assert who(meant(two), carlos) == ["Carlos"]
    told = Draft(["Foreign Minister Sousa came.", "Carlos, a driver, saw him."])
    told.person("Sousa", office="foreign minister", of="PRT")
    carlos = told.person("Carlos")
    assert who(meant(told), carlos) == ["Carlos"]
