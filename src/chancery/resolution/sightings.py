"""What single sentences show of posts: who is in one, enters it or leaves it.

A title shows its holder on the day of the report. A change that does not name its post ("took office
in June", "gave up that post") is about the post that its sentence names, else about the only one that
its report, or all reports together, know of the person.

Source: codebook, sections 1 and 4.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chancery.codebooks.posts import posts
from chancery.codebooks.titles import match_post
from chancery.model.dates import Edtf
from chancery.model.events import EventStatus
from chancery.model.evidence import Evidence
from chancery.model.mentions import EntityKind, EntityMention, EventMention, OfficeMention
from chancery.model.text import Span
from chancery.resolution.coreference import Referents
from chancery.resolution.entities import Cast
from chancery.resolution.people import fits_office, is_gone, is_to_come
from chancery.resolution.scene import Ref, Scene

_INTO: Final = re.compile(
    r"\b(?:as|became|become|becomes|appointed|named|elected|nominated|"
    r"(?P<of>(?:posts?|offices?|positions?|jobs?|(?P<lent>powers|duties|functions)) of))\s+"
    r"(?:the\s+|an?\s+|its\s+)?"
)
_OUT_OF: Final = re.compile(
    r"\b(?:as|(?P<of>(?:posts?|offices?|positions?|jobs?) of))\s+(?P<lent>)(?:the\s+|an?\s+|its\s+)?"
)
_THE_POST: Final = re.compile(r"\b(?:the|that|this|his|her|same)\s+(?:office|post|position|job|seat)\b")
_RELATIONS: Final = {"assume": "assumes", "appoint": "assumes", "leave": "leaves", "oust": "leaves"}
_POST_WORDS: Final = 12
_AGAIN: Final = (
    "resum",
    "return",
    "reinstat",
    "restored as",
    "restored to",
    "came back",
    "once again",
    "second time",
    "third time",
    "re-elected",
    "reappointed",
    "back in",
)
_HEADS: Final = frozenset({"leader", "head of state", "head of government"})
Post = tuple[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One sentence that shows a person in, entering or leaving a post.

    Attributes:
        office: In the codebook's words; empty until `fill_posts` where the sentence names none.
        relation: "holds", "assumes", "leaves", "held", "claims", "recognised", or "elected" where a vote only shows
            which post it is for.
        when: The day of the title, or of the change; None if unknown.
        evidence: The sentence.
        told: When the report was published.
        again: Whether the sentence says that the person comes back to the post.
        follower: Who held the post next, where the person is called that one's predecessor.
    """

    person: str
    office: str
    of: str | None
    relation: str
    when: Edtf | None
    evidence: Evidence
    told: Edtf | None = None
    designate: bool = False
    again: bool = False
    follower: str = ""


def find_sightings(scene: Scene, told: Referents, cast: Cast) -> list[Sighting]:
    """Return what one report shows of posts and their holders."""
    found: list[Sighting] = []
    changes = _by_sentence(scene)
    owners = _owners(told)
    for mention in scene.seen.offices:
        found.extend(_sighting(scene, told, cast, mention, changes.get(mention.sentence, ()), owners=owners))
    for i, (office, of) in told.posts.items():
        span = scene.seen.sentences[scene.sentence_at(scene.seen.entities[i].span.start)]
        found.append(
            Sighting(
                person=cast.ids[told.refs[i][0]], office=office, of=of, relation="holds",
                when=scene.dating.published, evidence=scene.evidence(span), told=scene.dating.published,
            )
        )  # fmt: skip
    for i, other in told.predecessors.items():
        span = scene.seen.sentences[scene.sentence_at(scene.seen.entities[i].span.start)]
        found.extend(
            Sighting(
                person=cast.ids[ref], office="", of=None, relation="held", when=scene.dating.published,
                evidence=scene.evidence(span), told=scene.dating.published, follower=cast.ids[other],
            )
            for ref in told.refs[i] if other in cast.ids and ref in cast.ids
        )  # fmt: skip
    found.extend(_changes(scene, told, cast, changes))
    return found


def _by_sentence(scene: Scene) -> Mapping[Span, Sequence[EventMention]]:
    """Return the changes of office that each sentence tells."""
    found: dict[Span, list[EventMention]] = {}
    for event in scene.seen.events:
        if event.type == "OFFICE":
            found.setdefault(event.sentence, []).append(event)
    return found


def _sighting(
    scene: Scene,
    told: Referents,
    cast: Cast,
    mention: OfficeMention,
    changes: Sequence[EventMention],
    *,
    owners: Mapping[tuple[Ref, str], Collection[str]],
) -> Iterator[Sighting]:
    """Return what a title, a change or a tenure shows of each person that its mention means."""
    named = scene.seen.entities[mention.person]
    when = scene.when(mention.time)
    change = mention.relation in {"assumes", "leaves"}
    event = _event_of(mention, changes) if change else None
    acting = "acting" in named.flags and not change and not mention.office.startswith("acting")
    relation = "held" if is_gone(named.flags) and mention.relation == "holds" else mention.relation
    plain = [(f"acting {mention.office}" if acting else mention.office, mention.of)]
    for ref in told.refs[mention.person]:
        for office, of in (_told_posts(scene, mention.sentence, relation, event, changes) if change else []) or plain:
            if ref.kind is EntityKind.PERSON:
                yield Sighting(
                    person=cast.ids[ref],
                    office=office,
                    of=of or mention.of or _settled(owners.get((ref, office), ())),
                    relation=relation,
                    when=_day(when, relation) if change or when is not None else scene.dating.published,
                    evidence=scene.evidence(mention.sentence),
                    told=scene.dating.published,
                    designate=is_to_come(named.flags),
                    again=change and _is_again(scene, mention.sentence),
                )


def _owners(told: Referents) -> Mapping[tuple[Ref, str], Collection[str]]:
    """Return the states that a report's words give to each title of each of its people."""
    found: dict[tuple[Ref, str], set[str]] = {}
    for local in told.people:
        for office, of, _ in local.posts:
            if of is not None:
                found.setdefault((local.ref, office), set()).add(of)
    return found


def _settled(owners: Collection[str]) -> str | None:
    """Return the state that a report's other words give to somebody's title, where they give one."""
    return next(iter(owners)) if len(owners) == 1 else None


def _day(when: Edtf | None, relation: str) -> Edtf | None:
    """Return the first day of an open interval for a beginning: "since 2017" begins in 2017."""
    if when is None or relation != "assumes" or not str(when).endswith("/.."):
        return when
    return Edtf.parse(str(when).removesuffix("/.."))


def _is_again(scene: Scene, sentence: Span) -> bool:
    words = sentence.of(scene.report.text).lower()
    return any(word in words for word in _AGAIN)


def _changes(
    scene: Scene, told: Referents, cast: Cast, changes: Mapping[Span, Sequence[EventMention]]
) -> Iterator[Sighting]:
    """Yield changes whose post extraction did not name, and votes that name the post."""
    done = {(m.person, m.relation, m.sentence) for m in scene.seen.offices}
    for event in scene.seen.events:
        relation = "elected" if event.type == "ELECT" else _RELATIONS.get(event.mode or "") or ""
        if event.type not in {"ELECT", "OFFICE"} or event.status is not EventStatus.OCCURRED or not relation:
            continue
        if event.type == "ELECT" and not event.office:
            continue
        beside = changes.get(event.sentence, ())
        for i in event.actors:
            people = [ref for ref in told.refs[i] if ref.kind is EntityKind.PERSON]
            if len(people) != 1 or (i, relation, event.sentence) in done:
                continue
            told_here = _told_posts(scene, event.sentence, relation, event, beside) if event.type == "OFFICE" else []
            named = told_here or ([(event.office, None)] if event.office else [])
            for office, of in named or [_post_of_sentence(scene, event, beside)]:
                yield Sighting(
                    person=cast.ids[people[0]], office=office, of=of, relation=relation,
                    when=scene.when(event.time), evidence=scene.evidence(event.sentence),
                    told=scene.dating.published, again=_is_again(scene, event.sentence),
                )  # fmt: skip


def _event_of(mention: OfficeMention, changes: Sequence[EventMention]) -> EventMention | None:
    """Return the event that a change of office was read from."""
    mine = (
        event for event in changes
        if mention.person in event.actors and _RELATIONS.get(event.mode or "") == mention.relation
    )  # fmt: skip
    return next(mine, None)


def _told_posts(
    scene: Scene, sentence: Span, relation: str, event: EventMention | None, changes: Sequence[EventMention]
) -> list[Post]:
    """Return the posts that a clause of change names: "was sworn in as president of Moldova".

    The clause goes from its verb to the next change in the sentence. Several posts count where "and" joins
    them ("the positions of X and Y"); else several say nothing.
    """
    text = scene.report.text
    begin, end = sentence.start, sentence.end
    if event is not None:
        begin = event.span.start
        same = (event.mode, event.actors)  # "prime minister and acting president" is one clause
        later = [e.span.start for e in changes if begin < e.span.start < end and (e.mode, e.actors) != same]
        end = min(later, default=end)
    found: list[list[Post]] = []
    for link in (_INTO if relation == "assumes" else _OUT_OF).finditer(text, begin, end):
        words = text[link.end() : end].replace(",", " ,").replace(".", " .").split()[: 2 * _POST_WORDS]
        if read := _posts_in(words, several=bool(link["of"]), lent=bool(link["lent"])):
            found.append(read)
    distinct = [list(one) for one in dict.fromkeys(map(tuple, found))]
    return distinct[0] if len(distinct) == 1 else []


def _posts_in(words: Sequence[str], *, several: bool, lent: bool) -> list[Post]:
    """Read one post, or after "positions of" all that "and" joins; whoever has the powers of a post is acting."""
    found: list[Post] = []
    at = 0
    while at < len(words) and at < _POST_WORDS and (post := match_post(words, at)):
        acting = "acting " if ("acting" in post.flags or lent) and not post.office.startswith("acting ") else ""
        found.append((f"{acting}{post.office}", post.of))
        if not several or words[post.end : post.end + 1] != ["and"]:
            break
        at = post.end + 1
    return found


def _post_of_sentence(scene: Scene, event: EventMention, changes: Sequence[EventMention]) -> Post:
    """Return the only post that a sentence names where a change says "the post"; ("", None) if none."""
    tail = scene.report.text[event.span.start : event.sentence.end]
    if _THE_POST.search(tail) is None:
        return "", None
    others = [post for one in changes if one is not event for post in _named_by(scene, one, changes)]
    found = list(dict.fromkeys(others or [_post(scene.seen.entities[i]) for i in event.actors]))
    return found[0] if len(found) == 1 and found[0][0] else ("", None)


def _named_by(scene: Scene, event: EventMention, changes: Sequence[EventMention]) -> list[Post]:
    relation = _RELATIONS.get(event.mode or "", "")
    told = _told_posts(scene, event.sentence, relation, event, changes)
    return told or ([(event.office, None)] if event.office else [])


def _post(mention: EntityMention) -> Post:
    return (mention.office or "", mention.of)


# ---- posts that are not named ---------------------------------------------------------------------


def fill_posts(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Give each change told without its post the only post of the person that it can be about.

    Args:
        sightings: What all reports show.

    Returns:
        The sightings with a post each, but for changes that stay unclear and votes, which are left out.
    """
    told = list(sightings)
    by_person: dict[str, list[Sighting]] = {}
    for one in told:
        if one.office:
            by_person.setdefault(one.person, []).append(one)
    for at, one in enumerate(told):
        if one.follower and (post := _only_post(by_person.get(one.follower, []), one)):
            told[at] = replace(one, office=post[0], of=post[1])
            by_person.setdefault(one.person, []).append(told[at])
    filled = (one if one.office else _filled(one, by_person.get(one.person, [])) for one in told)
    return [one for one in filled if one is not None and one.relation != "elected"]


def _filled(sighting: Sighting, known: Sequence[Sighting]) -> Sighting | None:
    """Return a sighting with its post, from its own report if that shows one, else from all; None if unclear."""
    here = [one for one in known if one.evidence.report == sighting.evidence.report]
    for group in (here, known):
        found = _only_post(group, sighting)
        if found is not None:
            return replace(sighting, office=found[0], of=sighting.of or found[1])
    return None


def _only_post(known: Sequence[Sighting], sighting: Sighting) -> Post | None:
    """Return the only post that sightings show; "head of state" is the presidency, a title without a state any."""
    fitting = [one for one in known if _can_be(one, sighting)]
    named = {one.office for one in fitting}
    named = {office for office in named if office.removeprefix("acting ") == office or office[7:] not in named}
    exact = {office for office in named if office not in _HEADS} or named
    exact = {one for one in exact if not any(one != more and fits_office(one, more) for more in exact)}
    owners = {one.of for one in fitting if one.of is not None}
    if len(exact) != 1 or len(owners) > 1 or any(posts()[o].level == "citizen" for o in exact if o in posts()):
        return None
    return next(iter(exact)), next(iter(owners), None)


def _can_be(one: Sighting, change: Sighting) -> bool:
    """Tell whether the post that one sighting shows can be the one of a change told elsewhere.

    A post that is entered after somebody left one, or left before one was entered, is another.
    """
    if one.when is None or change.when is None or not one.when.has_year or not change.when.has_year:
        return True
    if change.relation == "leaves":
        return not (one.relation == "assumes" and change.when.before(one.when))
    return not (one.relation in {"leaves", "held"} and one.when.before(change.when))
