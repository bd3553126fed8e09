"""Releases of ministries, read all the way: whose words they are, whom they name, and where what they tell was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from chancery.codebooks.leaders import carried
from chancery.model.dates import Edtf
from chancery.model.events import Event, Participant
from chancery.model.quotations import Quotation
from chancery.pipeline import code_report
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude

TURKEY = "Ministry of Foreign Affairs of Turkey"
MALTA = "Ministry of Foreign Affairs of Malta"  # in no list of outlets


def coded(text: str, outlet: str | None = None) -> tuple[Event, ...]:
    """Read a text whose lines are paragraphs, published by an outlet."""
    return _concluded(text, outlet)[0]


def _concluded(text: str, outlet: str | None) -> tuple[tuple[Event, ...], tuple[Quotation, ...]]:
    report = parse_report(text.replace("\n", "\n\n").encode(), path="text.txt")
    report = replace(report, outlet=outlet or report.outlet, published=Edtf.parse("2023-05-17"))
    drawn = conclude([(report, code_report(report))], carried())
    return drawn.events, drawn.quotations


def who(side: Iterable[Participant]) -> set[str | None]:
    """Return the state or body that each participant acts for; of nobody's the name."""
    return {one.state or one.entity for one in side}


def check(text: str, kind: str, actors: str, recipients: str, outlet: str | None = None) -> None:
    """Ask for an event of a type with these parties and no others."""
    events = coded(text, outlet)
    told = [(who(event.actors), who(event.recipients)) for event in events if event.type == kind]
    assert (set(actors.split()), set(recipients.split())) in told, [(e.type, e.actors, e.recipients) for e in events]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("We call on Chad to open the border.", "REQUEST", "TUR", "TCD"),
        ("We thank the Government of Peru for its help.", "SUPPORT", "TUR", "PER"),
        ("The Ministry summoned the Ambassador of Sweden.", "ACCUSE", "TUR", "SWE"),
        ("Deputy Minister Ali Demir met with Peruvian Deputy Minister Ana Roca.", "CONSULT", "TUR PER", ""),
        ("Under Secretary Ali Demir is visiting Brussels, Belgium.", "CONSULT", "TUR", "BEL"),
        # whoever meets one of its own may come from elsewhere
        ("Deputy Minister Ali Demir met with Special Envoy Ana Roca.", "CONSULT", "TUR ana-roca", ""),
    ],
)
def test_a_release_without_a_signature_speaks_for_its_ministry(
    text: str, kind: str, actors: str, recipients: str
) -> None:
    """“We”, “the Ministry” and its own officials are those of the state whose ministry publishes it."""
    check(text, kind, actors, recipients, TURKEY)


def test_a_ministry_is_known_by_its_name() -> None:
    """A ministry that no list has tells its state by its name; a newspaper speaks for nobody."""
    check("We call on Chad to open the border.", "REQUEST", "MLT", "TCD", MALTA)
    assert not any(who(event.actors) for event in coded("We call on Chad to open the border.", "Reuters"))


def test_somebody_whom_the_state_calls_on_is_not_its_own() -> None:
    """An envoy whom “we” ask for something is another's."""
    events = coded("We urge Special Envoy Ana Roca to resume the talks.", TURKEY)
    assert [who(event.recipients) for event in events if event.type == "REQUEST"] == [{"ana-roca"}]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The following is a joint statement by Chile, Peru and Cuba.\nWe condemn the raid by Niger.", "CHL PER CUB"),
        ("Joint Statement on Niger\nEnvoys of Kenya and Ghana met in Accra.\nWe condemn the raid by Niger.", "KEN GHA"),
        (
            "We, the Foreign Ministers of Kenya and Ghana, met in Accra.\nWe condemn the coup by Niger's army.",
            "KEN GHA",
        ),
    ],
)
def test_a_joint_statement_is_that_of_all_who_make_it(text: str, actors: str) -> None:
    """“We” are the states that its opening lists, else those who it says met, whoever publishes it."""
    events = coded(text, TURKEY)
    assert set(actors.split()) in [who(event.actors) for event in events if event.type == "ACCUSE"]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        # one person of two offices
        ("Foreign Minister Ana Roca of Peru met Singapore Deputy Prime Minister and Trade Minister Tan Wei.",
         "CONSULT", "PER SGP", ""),
        ("Fijian Prime Minister and Trade Minister Sitiveni Vula met Ana Roca, Deputy Premier and Minister of Peru.",
         "CONSULT", "FJI PER", ""),
        # and two people
        ("Greek Prime Minister and Peruvian Foreign Minister Roca met in Rome.", "CONSULT", "GRC PER", ""),
        # an abbreviation between a state and a title
        ("Kenya's minister met with Republic of Korea (ROK) Vice Minister Kim Ki-woong.", "CONSULT", "KEN KOR", ""),
        ("Chadian Minister Ali Moussa met United Arab Emirates (UAE) Minister Noura Saif.", "CONSULT", "TCD ARE", ""),
        # a prince is a minister too
        ("Kenya's minister met with Saudi Foreign Minister Prince Faisal bin Farhan.", "CONSULT", "KEN SAU", ""),
        # of whoever is joined to him behind "met"
        ("Foreign Minister Roca of Peru met Ukrainian Foreign Minister Koval and Secretary Lysenko.",
         "CONSULT", "PER UKR", ""),
        # a phrase before the subject
        ("At the invitation of Minister Tanaka, Ali Said, Minister of Foreign Affairs of Oman, will visit Japan.",
         "CONSULT", "OMN", "JPN"),
        ("In a call with his Greek counterpart Nikos Lekkas, Ali Said, the foreign minister of Oman, thanked Greece.",
         "SUPPORT", "OMN", "GRC"),
        # whose support it is
        ("Foreign Minister Roca of Peru underscored Peru\u2019s support for the aspirations of Ukraine and Moldova.",
         "SUPPORT", "PER", "UKR MDA"),
        ("Foreign Minister Roca of Peru reiterated Peru's appreciation for the efforts of Oman.",
         "SUPPORT", "PER", "OMN"),
        ("Norway reaffirmed its commitment to the defence of Finland and Latvia.", "SUPPORT", "NOR", "FIN LVA"),
        ("Japan's minister reaffirmed the commitment of Japan to the alliance.", "AGREE", "JPN", ""),
        ("Chile remains committed to the independence and sovereignty of Georgia.", "AGREE", "CHL", "GEO"),
        ("Foreign Minister Roca of Peru committed to holding Belarus accountable for its war.", "AGREE", "PER", "BLR"),
        # rebels do not act for their state
        ("The agreement was signed by Ethiopia and the TPLF.", "SUPPORT", "ETH", ""),
        ("Kenya condemned the attack by gunmen on a mosque in Burkina Faso.", "ACCUSE", "KEN", "BFA"),
        # designations are sanctions
        ("Canada designated the Wagner Group on Monday.", "SANCTION", "CAN", "RUS"),
        ("Kenya is designating Boris Ivanov for his role in the smuggling.", "SANCTION", "KEN", "boris-ivanov"),
        # aid that is planned for a thing
        ("Canada plans aid of 30 million dollars for a railway in Zambia.", "AID", "CAN", "ZMB"),
        ("Japan and Cambodia exchanged notes on aid for a hospital.", "SUPPORT", "JPN KHM", ""),
        ("Kenya's minister received a courtesy call from Peru's ambassador.", "CONSULT", "KEN PER", ""),
        ("The deputy minister of Oman is on travel to Norway.", "CONSULT", "OMN", "NOR"),
        # the verb a readout opens with
        ("Kenya remains committed to peace with Eritrea, and calls on Eritrea to talk.", "REQUEST", "KEN", "ERI"),
    ],
)  # fmt: skip
def test_parties_of_readouts(text: str, kind: str, actors: str, recipients: str) -> None:
    """Who acts toward whom, in the phrases of readouts and statements."""
    check(text, kind, actors, recipients)


def test_a_government_acts_beside_rebels_of_its_state() -> None:
    """A state is left out beside its minister, not beside those who fight it."""
    (event,) = coded("Ethiopia and the TPLF signed the agreement on 3 May 2023.")
    assert {one.entity for one in event.actors} == {"ETH", "TPLF"}


def test_a_group_is_taken_up_by_its_office() -> None:
    """“The Ministers” and “the participants” are those who met."""
    met = "The Foreign Ministers of Chile, Peru and Cuba met in Lima on 3 May 2023.\n"
    check(met + "The Ministers condemned the missile launches by North Korea.", "ACCUSE", "CHL PER CUB", "PRK")
    check(met + "The participants condemned the missile launches by North Korea.", "ACCUSE", "CHL PER CUB", "PRK")


def test_a_tour_is_one_visit_to_each_host() -> None:
    """A journey to several states gives a visit for each; that of a delegation as a whole is one."""
    tour = coded("Peru's foreign minister will travel to Ghana on 3 May, Togo and Mali.")
    assert sorted(str(*who(event.recipients)) for event in tour if event.mode == "visit") == ["GHA", "MLI", "TGO"]
    (journey,) = coded("Peru's foreign minister will lead a delegation to Ghana and Togo.")
    assert who(journey.recipients) == {"GHA", "TGO"}


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("The ministers of Peru and Chile met in Lima to discuss the crisis in Haiti.", "CONSULT", "Lima"),
        ("Peru's minister discussed the war in Sudan with Chile's minister.", "CONSULT", None),
        ("Peru condemned the killings in Nicaragua.", "ACCUSE", None),
        ("Peru condemned the killings by Nicaragua at a summit in Quito.", "ACCUSE", "Quito"),
        ("Kenya asked Uganda to repair the road from Busia that the floods destroyed.", "REQUEST", None),
        ("Norway and Finland signed an agreement on fishing in the Baltic.", "SUPPORT", None),
        ("Norway and Finland signed an agreement in Oslo.", "SUPPORT", "Oslo"),
        ("The minister returned to Lusaka after Zambia signed a pact with Malawi.", "SUPPORT", None),
        ("Ethiopia's minister met a delegation from Kenya, led by Ali Noor, in Addis Ababa.", "CONSULT", "Addis Ababa"),
    ],
)
def test_where_a_matter_lies_is_not_where_it_is_talked_of(text: str, kind: str, where: str | None) -> None:
    """The place of words and of talks is where they are said; of what they are about nothing follows."""
    assert where in [event.where for event in coded(text) if event.type == kind]


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile stand together, demonstrating the importance of dialogue.",
        "The ministers of Peru and Chile promised close cooperation to fight climate change.",
        "Such a step by Serbia is not in line with the promise to Kosovo.",
        "Norway provides the relief that the people of Chad urgently need.",
        "Together Peru and Chile can deliver food to Haiti.",
        "Minister Roca of Peru attends meetings and briefings in Lima.",
        "Any invasion of Chad would be met with swift consequences, Kenya said.",
        "The crimes committed by Eritrea are known to Kenya.",
        "The help brings Norway's total assistance to Moldova to 900 million dollars.",
    ],
)
def test_phrases_that_are_no_acts(text: str) -> None:
    """What only shows, can be, is needed or adds up is nothing that somebody did."""
    told = {(event.type, event.mode) for event in coded(text)}
    assert not told & {("PROTEST", "demo"), ("THREATEN", "violence"), ("CONSULT", "phone"), ("REQUEST", None)}
    assert "total" not in text or not any(kind == "AID" for kind, _ in told)
    assert " can " not in text or not told
    assert not told & {("CONSULT", None), ("AGREE", None)}


def test_what_somebody_will_join_in_is_to_come() -> None:
    """“Will join Chile in hosting a meeting” plans it."""
    events = coded("Foreign Minister Roca of Peru will join Chile in hosting a meeting of African ministers in Lima.")
    assert {event.status.value for event in events if event.type == "CONSULT"} == {"planned"}


def test_an_attack_is_told_once() -> None:
    """“The attack by X that hit Y” is one attack, of X on Y."""
    events = coded("Norway condemned the attack by the Houthis that struck an airport in Abha, Saudi Arabia.")
    assert [(who(e.actors), who(e.recipients)) for e in events if e.type == "ASSAULT"] == [({"YEM"}, {"SAU"})]


def test_the_reason_of_praise_is_that_of_whoever_is_praised() -> None:
    """“Congratulated X on his election” tells of the election of X."""
    events = coded("President Ruto of Kenya congratulated President Lula of Brazil on his election.")
    assert [who(event.actors) for event in events if event.type == "ELECT"] == [{"BRA"}]


def test_words_are_not_told_on_a_day_to_come() -> None:
    """“We call for progress before the March session” is said today."""
    (event,) = coded("We call on Chad to act before 3 June 2023.", TURKEY)
    assert event.status.value == "ongoing"


def test_a_heading_s_minister_is_the_only_one_of_the_report() -> None:
    """“X, minister says” in a heading means the one minister whom the report names; of two nobody."""
    text = (
        "Ferry back in June, minister says\nTALLINN, 3 May 2023\n"
        "The ferry will return in June. \u201cWe have the ship,\u201d Transport Minister Kalle Laur told reporters."
    )
    told = _concluded(text, None)[1]
    assert {quotation.speaker for quotation in told} == {"kalle-laur"}
    both = _concluded(text + "\nFinance Minister Mart Kask said that Estonia had paid.", None)[1]
    assert any(quotation.speaker is None for quotation in both)
