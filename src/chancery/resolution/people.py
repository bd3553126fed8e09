"""The people that one report names, each under all the names and titles it gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from chancery.codebooks.names import given_names, unaccented
from chancery.codebooks.titles import canonical_office, match_post
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Span
from chancery.resolution.names import Judgement, PersonName, compare_given, compare_names, is_slip, read_name
from chancery.resolution.scene import Ref, Scene

_GONE: Final = frozenset({"former", "predecessor"})
_TO_COME: Final = frozenset({"designate", "incoming", "successor"})
_SHORTENED: Final = frozenset({"secretary", "deputy secretary", "under secretary", "assistant secretary"})
_WORD: Final = 20  # characters before a name in which the word before it stands
_GENDERED: Final = {
    "f": frozenset(
        "spokeswoman chairwoman congresswoman businesswoman policewoman stateswoman queen princess duchess baroness "
        "empress sheikha actress wife widow mother daughter sister girlfriend niece aunt grandmother".split()
    ),
    "m": frozenset(
        "spokesman congressman businessman statesman king prince duke baron emperor sheikh sheik emir sultan husband "
        "widower father son brother boyfriend nephew uncle grandfather".split()
    ),
}
_KIN: Final = (
    "sister brother son daughter wife husband mother father widow widower niece nephew cousin uncle aunt grandson "
    "granddaughter grandfather grandmother half-brother half-sister stepson stepdaughter brother-in-law sister-in-law "
    "son-in-law daughter-in-law"
).replace(" ", "|")
_RELATED: Final = re.compile(
    rf",\s+(?:(?:the|an?|his|her)\s+)?(?:[\w-]+\s+){{0,3}}?"
    rf"(?:[\w-]+['\u2019]s?\s+(?:[\w-]+\s+){{0,2}}?(?:{_KIN})\b|(?:{_KIN})\s+of\b)"
)
"""What says behind a name whose relative somebody is: "Ana Lima, the president's sister", "a son of the president"."""
_RELATED_TO: Final = re.compile(rf"(?:\b(?:his|her)|['\u2019]s?)\s+(?:[\w-]+\s+){{0,2}}?(?:{_KIN}),?\s+$")
"""The same before a name: "the president's sister, Ana Lima", "his elder son Rui Lima"."""
_BEFORE: Final = 60  # characters
_ARTICLE: Final = re.compile(r"^(?:al|el|ar|as|ash|ad|an|at|az)-")
_SHORT: Final = 3  # letters of a name that may be another's
_SECONDS: Final = ("vice ", "vice-", "deputy ")  # "the president" is not the vice president
_HEADS: Final = frozenset({"leader", "head of state", "head of government"})


@dataclass(slots=True)
class Local:
    """A person of one report.

    Attributes:
        ref: What other stages know the person by.
        names: The name of each mention, taken apart.
        mentions: Positions in `Observations.entities`.
        posts: Office and owner of each title, with the flags beside it.
        genders: What honorifics tell.
        around: States that the report names.
        home: State that the person acts for by where and whom the report says that the person met.
        related: Whether the report calls the person somebody's relative, who may be who goes by the surname alone.
    """

    ref: Ref
    around: frozenset[str] = frozenset()
    names: list[PersonName] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    posts: list[tuple[str, str | None, tuple[str, ...]]] = field(default_factory=list)
    genders: set[str] = field(default_factory=set)
    home: str | None = None
    related: bool = False

    @property
    def fullest(self) -> PersonName:
        """The name with most words."""
        return max(self.names, key=lambda name: (len(name.written.split()), sum(map(len, name.words))))

    @property
    def gender(self) -> str | None:
        """What honorifics agree on, "m" or "f"; else what the given name tells."""
        if len(self.genders) == 1:
            return next(iter(self.genders))
        return self.fullest.gender if not self.genders else None

    def only_awaits(self, office: str) -> bool:
        """Tell whether the person is yet to take up such an office: a president-elect."""
        mine = [flags for held, _, flags in self.posts if fits_office(office, held)]
        return bool(mine) and all(_TO_COME.intersection(flags) for flags in mine)

    def holds(self, office: str, of: str | None) -> bool:
        """Tell whether a title of the person is such an office, and of such a state where one is asked for."""
        return any(
            fits_office(office, mine) and (of is None or of == mine_of)
            for mine, mine_of, flags in self.posts
            if not _GONE.intersection(flags)
        )


def fits_office(said: str, held: str) -> bool:
    """Tell whether "the minister" can mean a foreign minister: what is said may be less exact.

    Example:
        >>> fits_office("minister", "foreign minister"), fits_office("minister", "prime minister")
        (True, False)
        >>> fits_office("secretary", "secretary of state"), fits_office("president", "president of the senate")
        (True, False)
    """
    said, held = said.removeprefix("acting "), held.removeprefix("acting ")
    if said == held:
        return True
    if said in _HEADS or held in _HEADS:
        return {said, held} <= {"president", "prime minister", "chancellor", "king", "emir", "supreme leader", *_HEADS}
    if said in _SHORTENED and held.startswith((f"{said} of ", f"{said} for ")):
        return True
    if held.startswith(_SECONDS) and not said.startswith(_SECONDS):
        return False
    return held != "prime minister" and held.endswith(f" {said}")


def find_people(scene: Scene) -> tuple[Local, ...]:
    """Group the named people of a report; a surname alone joins the only full name that it fits.

    Transcript labels count as names: "Sergey Lavrov", "SECRETARY BLINKEN".
    """
    entities = scene.seen.entities
    named = [
        (i, read_name(mention.name))
        for i, mention in enumerate(entities)
        if mention.kind is EntityKind.PERSON and mention.by is NamedBy.NAME
    ]
    found: list[Local] = []
    full = [pair for pair in named if pair[1].given]
    for i, name in sorted(full, key=lambda pair: (-len(pair[1].given), not pair[1].is_full, pair[0])):
        _add(found, scene, name, entities[i], i)
    _mark_relatives(found, scene)
    for i, name in sorted(set(named) - set(full)):
        _add(found, scene, name, entities[i], i)
    for label in sorted({block.speaker for block in scene.report.blocks if block.speaker}):
        _add_label(found, scene, label)
    _name_addressed(found, scene)
    for local in found:
        local.mentions.sort()
    return tuple(found)


def _mark_relatives(found: Sequence[Local], scene: Scene) -> None:
    """Note who is called the relative of somebody whom the report gives that surname alone, with an office.

    "Ana Lima, the president's sister" is neither "President Lima" nor the "Lima" who met a guest.
    """
    entities, text = scene.seen.entities, scene.report.text
    titled = {
        read_name(one.name).surname
        for one in entities
        if one.kind is EntityKind.PERSON and one.by is NamedBy.NAME and one.office and len(one.name.split()) == 1
    }
    for local in found:
        spans = [entities[i].whole for i in local.mentions]
        told = any(
            _RELATED.match(text, span.end) or _RELATED_TO.search(text, max(0, span.start - _BEFORE), span.start)
            for span in spans
        )
        local.related = told and not local.posts and any(name.surname in titled for name in local.names)


def _name_addressed(found: list[Local], scene: Scene) -> None:
    """Take a given name by which a speaker addresses someone for that of the only guest without one: "Ana, welcome"."""
    guests = [one for one in found if one.posts and not any(name.given for name in one.names)]
    for local in list(found):
        name = local.fullest
        if local.posts or len(name.words) != 1 or name.words[0] not in given_names():
            continue
        spans = [scene.seen.entities[i].span for i in local.mentions]
        if not spans or not all(_is_address(scene, span) for span in spans):
            continue
        speakers = {block.speaker for span in spans if (block := scene.block_at(span.start)) is not None}
        fits = [one for one in guests if one is not local and not _speaks(one, speakers)]
        if len(fits) == 1:
            (guest,) = fits
            guest.names.append(read_name(f"{name.words[0]} {guest.fullest.written}"))
            guest.mentions.extend(local.mentions)
            found.remove(local)


def _is_address(scene: Scene, span: Span) -> bool:
    """Tell whether a name in a turn of a transcript is set off by commas: "Thank you, Ana.", "Ana, welcome."."""
    block = scene.block_at(span.start)
    if block is None or block.speaker is None:
        return False
    before, after = scene.report.text[: span.start].rstrip()[-1:], scene.report.text[span.end : span.end + 1]
    opens = not before or before in ".,!?:\u2014"
    return opens and (after in {",", "!"} or (before == "," and after in {".", "?"}))


def _speaks(local: Local, labels: AbstractSet[str | None]) -> bool:
    names = [read_label(label)[0] for label in labels if label]
    return any(name is not None and name.surname == mine.surname for name in names for mine in local.names)


def _add(found: list[Local], scene: Scene, name: PersonName, mention: EntityMention, position: int) -> None:
    local = _match(found, name, mention) or _new(found, scene)
    local.names.append(name)
    local.mentions.append(position)
    if mention.office:
        local.posts.append((mention.office, mention.of, mention.flags))
        second = _second_office(scene.report.text, mention)
        local.posts += [(second, mention.of, mention.flags)] if second not in {None, mention.office} else []
    gender = mention.gender or _gender_told(scene.report.text, mention)
    if gender:
        local.genders.add(gender)


def _second_office(text: str, mention: EntityMention) -> str | None:
    """Return the office that a double title names first: "Deputy Prime Minister and Foreign Minister X"."""
    first, joined, _ = text[mention.whole.start : mention.span.start].partition(" and ")
    if not joined:
        first, joined, _ = text[mention.whole.start : mention.whole.end].partition(" and ")
    return canonical_office(first) if joined else None


def _gender_told(text: str, mention: EntityMention) -> str | None:
    """Return the gender that a title or the word before a name tells: "Queen X", "spokeswoman X", "his wife X"."""
    title = text[mention.whole.start : mention.span.start].lower()
    before = text[max(0, mention.whole.start - _WORD) : mention.whole.start].lower().split()
    words = {*re.findall(r"[a-z]+", title), *before[-1:]}
    told = {gender for gender, nouns in _GENDERED.items() if nouns & words}
    return told.pop() if len(told) == 1 else None


def _new(found: list[Local], scene: Scene) -> Local:
    local = Local(Ref(EntityKind.PERSON, f"{scene.report.id}:{len(found)}"), states_named(scene))
    found.append(local)
    return local


def states_named(scene: Scene) -> frozenset[str]:
    """Return the states that a report names."""
    return frozenset(m.key for m in scene.seen.entities if m.kind is EntityKind.STATE and m.key is not None)


def _match(found: Sequence[Local], name: PersonName, mention: EntityMention | None) -> Local | None:
    """Return the only person whose name fits; of several, the one whose title fits too."""
    fits = [local for local in found if _fits(local, name, mention)]
    if len(fits) > 1 and mention is not None and mention.office:
        fits = [local for local in fits if local.holds(mention.office, mention.of)] or fits
    if len(fits) > 1 and not name.given:
        # a name without title or second mention is perhaps a misreading; the person with both is meant
        alone = [local for local in fits if not any(given.given for given in local.names)]
        known = [local for local in fits if local.posts and len(local.mentions) > 1]
        fits = known if len(known) == 1 else alone or fits
    return fits[0] if len(fits) == 1 else None


def _fits(local: Local, name: PersonName, mention: EntityMention | None) -> bool:
    gender = mention.gender if mention else None
    if gender and local.gender and gender != local.gender:
        return False
    full = local.fullest
    if local.related and not name.given:
        return False
    if name.given:
        if any(compare_names(name, other) is Judgement.SAME for other in local.names if other.given):
            return True
        return _begins(name, full) or any(
            is_slip(name.surname, other.surname) and compare_given(name, full) is Judgement.SAME
            for other in local.names
        )
    surnames = {other.surname for other in local.names}
    if name.surname in surnames or any(is_slip(name.surname, surname) for surname in surnames):
        return True
    said = name.words[-1].casefold()
    if any(said in _last_words(other) for other in local.names if other.given):
        return True
    titled = mention is not None and mention.office is not None and local.holds(mention.office, mention.of)
    return name.surname in full.given and (titled or len(name.words[0]) > 3)  # noqa: PLR2004 - "Ban", "Lu" are surnames


def _last_words(full: PersonName) -> frozenset[str]:
    """Return how the last word of a full name may stand alone: "Mannai" of "al-Mannai", "Long" of "Tran Van Long"."""
    last = full.words[-1].casefold()
    bare = _ARTICLE.sub("", last)
    return frozenset(word for word in (last, bare) if len(word) > _SHORT)


def _begins(name: PersonName, full: PersonName) -> bool:
    """Tell whether two names or more are how a longer name begins: "Hassan Sheikh" beside "Hassan Sheikh Mohamud"."""
    said, whole = ([unaccented(word).casefold() for word in one.words] for one in (name, full))
    return 1 < len(said) < len(whole) and whole[: len(said)] == said


def _add_label(found: list[Local], scene: Scene, label: str) -> None:
    name, post = read_label(label)
    if name is None:
        return
    local = _match(found, name, None)
    if local is None:
        if not name.is_full and post is None:
            return
        local = _new(found, scene)
    local.names.append(name)
    if post is not None and not any(fits_office(post[0], mine) for mine, _, _ in local.posts):
        local.posts.append((post[0], post[1], ()))


def read_label(label: str) -> tuple[PersonName | None, tuple[str, str | None] | None]:
    """Read the label of a transcript's speaker.

    Returns:
        The name, None where the label names nobody ("Question"); office and owner, None without a title.
    """
    words = label.replace(",", " ,").rstrip(":").split()
    if label.isupper():
        words = [word.title() if len(word) > 1 else word for word in words]
    post = match_post(words, 0) if words else None
    rest = [word for word in words[post.end if post else 0 :] if word != ","]
    if not rest or rest[0].casefold() in {"question", "q", "a", "answer", "journalist", "reporter", "moderator"}:
        return None, None
    if not all(word[:1].isupper() or len(word) <= 3 for word in rest) or len(rest) > 5:  # noqa: PLR2004 - "de", "al-"
        return None, None
    return read_name(" ".join(rest)), (post.office, post.of) if post else None


def is_gone(flags: Sequence[str]) -> bool:
    """Tell whether flags say that the office is no longer held."""
    return bool(_GONE.intersection(flags))


def is_to_come(flags: Sequence[str]) -> bool:
    """Tell whether flags say that the office is not held yet."""
    return bool(_TO_COME.intersection(flags))
