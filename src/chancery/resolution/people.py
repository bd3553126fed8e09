"""The people that one report names, each under all the names and titles it gives them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from chancery.codebooks.names import given_names, unaccented
from chancery.codebooks.titles import canonical_office, match_post
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Span
from chancery.resolution.names import (
    Judgement,
    PersonName,
    compare_given,
    compare_names,
    is_slip,
    read_name,
    slip_forms,
)
from chancery.resolution.relatives import bare_surnames, is_relative
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
_ARTICLE: Final = re.compile(r"^(?:al|el|ar|as|ash|ad|an|at|az)-")
_PAIR: Final = 2
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
    _forms: dict[PersonName, None] = field(default_factory=dict, repr=False, compare=False)
    _seen: int = field(default=0, repr=False, compare=False)

    @property
    def forms(self) -> Collection[PersonName]:
        """The different names, in the order of the mentions, of which a long report has many more."""
        if self._seen < len(self.names):
            self._forms.update(dict.fromkeys(self.names[self._seen :]))
            self._seen = len(self.names)
        return self._forms.keys()

    @property
    def fullest(self) -> PersonName:
        """The name with most words."""
        return max(self.forms, key=lambda name: (len(name.written.split()), sum(map(len, name.words))))

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
    found = _Found(scene)
    full = [pair for pair in named if pair[1].given]
    for i, name in sorted(full, key=lambda pair: (-len(pair[1].given), not pair[1].is_full, pair[0])):
        _add(found, name, entities[i], i)
    titled = bare_surnames(scene)
    for local in found.people:
        shared = not local.posts and any(name.surname in titled for name in local.forms)
        local.related = shared and is_relative(scene.report.text, (entities[i].whole for i in local.mentions))
    for i, name in sorted(set(named) - set(full)):
        _add(found, name, entities[i], i)
    for label in sorted({block.speaker for block in scene.report.blocks if block.speaker}):
        _add_label(found, label)
    people = found.people
    _name_addressed(people, scene)
    for local in people:
        local.mentions.sort()
    return tuple(people)


class _Found:
    """The people found in a report so far, by the words that a name of the same person would share with theirs.

    Attributes:
        people: In the order in which they were found.
        scene: The report.
    """

    def __init__(self, scene: Scene) -> None:
        """Begin with nobody."""
        self.people: list[Local] = []
        self.scene = scene
        self._states = states_named(scene)
        self._by_words: dict[tuple[str, str], set[int]] = {}

    def new(self) -> Local:
        """Add a person."""
        local = Local(Ref(EntityKind.PERSON, f"{self.scene.report.id}:{len(self.people)}"), self._states)
        self.people.append(local)
        return local

    def name(self, local: Local, name: PersonName) -> None:
        """Give a person a name."""
        local.names.append(name)
        at = int(local.ref.key.rpartition(":")[2])
        for words in _words_of(name):
            self._by_words.setdefault(words, set()).add(at)

    def near(self, name: PersonName) -> list[Local]:
        """Return those whom a name may fit, in the order in which they were found; it fits nobody else."""
        places = {at for words in _words_asked(name) for at in self._by_words.get(words, ())}
        return [self.people[at] for at in sorted(places)]


def _words_of(name: PersonName) -> Iterator[tuple[str, str]]:
    """Yield the words by which a name is found, each with its part in the name."""
    yield from (("surname", form) for form in slip_forms(name.surname))
    yield from (("given", word) for word in name.given)
    yield from (("last", word) for word in _last_words(name))
    if len(name.words) > _PAIR:
        yield ("first", _first_two(name))


def _words_asked(name: PersonName) -> Iterator[tuple[str, str]]:
    """Yield the words of which a name has one at least that fits, as `_fits` compares them."""
    yield from (("surname", form) for form in slip_forms(name.surname))
    if name.given:
        yield ("surname", name.given[0])  # "Wen Jiabao" and "Jiabao Wen"
        yield ("first", _first_two(name))
    else:
        yield ("given", name.surname)
        yield ("last", name.words[-1].casefold())


def _first_two(name: PersonName) -> str:
    return " ".join(unaccented(word).casefold() for word in name.words[:_PAIR])


def _name_addressed(found: list[Local], scene: Scene) -> None:
    """Take a given name by which a speaker addresses someone for that of the only guest without one: "Ana, welcome"."""
    guests = [one for one in found if one.posts and not any(name.given for name in one.forms)]
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
    text, last = scene.report.text, span.start
    while last and text[last - 1].isspace():
        last -= 1
    before, after = text[max(0, last - 1) : last], text[span.end : span.end + 1]
    opens = not before or before in ".,!?:\u2014"
    return opens and (after in {",", "!"} or (before == "," and after in {".", "?"}))


def _speaks(local: Local, labels: AbstractSet[str | None]) -> bool:
    names = [read_label(label)[0] for label in labels if label]
    return any(name is not None and name.surname == mine.surname for name in names for mine in local.forms)


def _add(found: _Found, name: PersonName, mention: EntityMention, position: int) -> None:
    local = _match(found.near(name), name, mention) or found.new()
    found.name(local, name)
    local.mentions.append(position)
    if mention.office:
        local.posts.append((mention.office, mention.of, mention.flags))
        second = _second_office(found.scene.report.text, mention)
        local.posts += [(second, mention.of, mention.flags)] if second not in {None, mention.office} else []
    gender = mention.gender or _gender_told(found.scene.report.text, mention)
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


def states_named(scene: Scene) -> frozenset[str]:
    """Return the states that a report names."""
    return frozenset(m.key for m in scene.seen.entities if m.kind is EntityKind.STATE and m.key is not None)


def _match(near: Sequence[Local], name: PersonName, mention: EntityMention | None) -> Local | None:
    """Return the only person whose name fits; of several, the one whose title fits too."""
    fits = [local for local in near if _fits(local, name, mention)]
    if len(fits) > 1 and mention is not None and mention.office:
        fits = [local for local in fits if local.holds(mention.office, mention.of)] or fits
    if len(fits) > 1 and not name.given:
        # a name without title or second mention is perhaps a misreading; the person with both is meant
        alone = [local for local in fits if not any(given.given for given in local.forms)]
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
        if any(compare_names(name, other) is Judgement.SAME for other in local.forms if other.given):
            return True
        return _begins(name, full) or any(
            is_slip(name.surname, other.surname) and compare_given(name, full) is Judgement.SAME
            for other in local.forms
        )
    surnames = {other.surname for other in local.forms}
    if name.surname in surnames or any(is_slip(name.surname, surname) for surname in surnames):
        return True
    said = name.words[-1].casefold()
    if any(said in _last_words(other) for other in local.forms if other.given):
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


def _add_label(found: _Found, label: str) -> None:
    name, post = read_label(label)
    if name is None:
        return
    local = _match(found.near(name), name, None)
    if local is None:
        if not name.is_full and post is None:
            return
        local = found.new()
    found.name(local, name)
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
