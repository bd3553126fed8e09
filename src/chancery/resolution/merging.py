"""Joins the happenings of different reports that are one, the surest first, and asks about the rest.

1. Candidates are found by type, sides and time (`blocking`) and weighed (`scoring`).
2. What people ruled to be one is joined, what they ruled apart is kept apart, with all that is joined to either.
3. Pairs above the threshold are joined in the order of their scores, unless anything in the two groups
   contradicts. A vague account that fits several happenings which are apart in time joins none.
4. Pairs in the band below are questions.

Nothing depends on the order in which reports come.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from chancery.model.rulings import NO_RULINGS, Rulings
from chancery.resolution.accounts import Told
from chancery.resolution.blocking import candidates
from chancery.resolution.happenings import Happening
from chancery.resolution.profiles import Profile, Quoted, Usual, profile
from chancery.resolution.ruled import carry_out
from chancery.resolution.scoring import ASK, MERGE, Score, contradiction, parties_differ, score
from chancery.resolution.timing import days_apart
from chancery.resolution.words import Weights, stems

_MONTH: Final = 31  # days
_TALKS: Final = "CONSULT"
_LONG: Final = 60  # characters of a quotation that nobody says twice alike
RULED: Final = "a person decided that these are one"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two happenings that may be one.

    Attributes:
        score: What speaks for it.
    """

    one: Happening
    other: Happening
    score: Score


@dataclass(frozen=True, slots=True)
class _Link:
    one: int
    other: int
    score: Score


@dataclass(slots=True)
class Groups:
    """Groups of profiles that grow together: a forest with what each tree must stay apart from."""

    profiles: Sequence[Profile]
    members: list[list[int]] = field(init=False)
    home: list[int] = field(init=False)
    apart: defaultdict[int, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with every profile by itself."""
        self.members = [[at] for at in range(len(self.profiles))]
        self.home = list(range(len(self.profiles)))
        self.apart = defaultdict(set)

    def keep_apart(self, one: int, other: int) -> None:
        """Never join two groups from now on."""
        a, b = self.home[one], self.home[other]
        if a != b:
            self.apart[a].add(b)
            self.apart[b].add(a)

    def are_apart(self, one: int, other: int) -> bool:
        """Tell whether two groups must not be joined."""
        return self.home[other] in self.apart.get(self.home[one], ())

    def join(self, one: int, other: int) -> bool:
        """Join two groups; False where they are one already or must stay apart."""
        a, b = self.home[one], self.home[other]
        if a == b or self.are_apart(one, other):
            return False
        if len(self.members[a]) < len(self.members[b]):
            a, b = b, a
        for at in self.members[b]:
            self.home[at] = a
        self.members[a] += self.members[b]
        self.members[b] = []
        for enemy in self.apart.pop(b, ()):
            self.apart[enemy].discard(b)
            self.apart[enemy].add(a)
            self.apart[a].add(enemy)
        return True

    def contradict(self, one: int, other: int) -> bool:
        """Tell whether anything in one group contradicts anything in the other."""
        mine, yours = self.members[self.home[one]], self.members[self.home[other]]
        pairs = ((self.profiles[a], self.profiles[b]) for a in mine for b in yours)
        return any(contradiction(a, b) or parties_differ(a.happening, b.happening) for a, b in pairs)


def merge(
    happenings: Iterable[Happening], *, wholes: Wholes, quoted: Quoted, rulings: Rulings = NO_RULINGS
) -> tuple[list[Happening], list[Doubt]]:
    """Join the happenings of different reports.

    Args:
        happenings: Those of each report, of one type.
        wholes: What the reports tell of as wholes.
        quoted: Where reports give words that other reports give too.
        rulings: What people decided.

    Returns:
        The joined happenings, and pairs of them that may be one.
    """
    profiles = sorted((profile(one, quoted) for one in happenings), key=lambda p: p.order)
    weights = Weights(p.words | p.predicates for p in profiles)
    links = _weigh(profiles, weights, wholes)
    groups = Groups(profiles)
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for one, other in carry_out(rulings, groups):
        reasons[one].append(RULED)
        reasons[other].append(RULED)
    torn, either = _torn(profiles, links), _either(profiles, links)
    for link in links:
        if link.score.value < MERGE:
            break
        ends = (link.one, link.other)
        if (torn.isdisjoint(ends) or link.score.dated) and either.isdisjoint(ends):
            _join(groups, link, reasons)
    return _gather(groups, links, reasons)


def _weigh(profiles: Sequence[Profile], weights: Weights, wholes: Wholes) -> list[_Link]:
    """Return the pairs that reach the band of questions, the likeliest first."""
    found = candidates(profiles, weights)
    number = len(profiles)
    months = _months_of(profiles)
    rivals: Counter[int] = Counter()
    weighed: list[_Link] = []
    for pair in found:
        a, b = divmod(pair, number)
        often = max(months[profiles[a].usual], months[profiles[b].usual])
        value = score(profiles[a], profiles[b], weights, wholes, months=often)
        if value is not None:
            rivals[a] += 1
            rivals[b] += 1
            if value.value >= ASK:
                weighed.append(_Link(a, b, value))
    links = [
        k
        if profiles[k.one].lasts and profiles[k.other].lasts
        else _Link(k.one, k.other, k.score.among(min(rivals[k.one], rivals[k.other])))
        for k in weighed
    ]
    links = [link for link in links if link.score.value >= ASK]
    links.sort(key=lambda link: (-link.score.value, link.one, link.other))
    return links


def _months_of(profiles: Iterable[Profile]) -> Counter[Usual]:
    """Count in how many months each kind of act of each side is told."""
    dated = {(one.usual, one.days[0] // _MONTH) for one in profiles if one.days is not None and one.width <= 2 * _MONTH}
    return Counter(usual for usual, _ in dated)


def _join(groups: Groups, link: _Link, reasons: defaultdict[int, list[str]]) -> None:
    free = groups.home[link.one] != groups.home[link.other] and not groups.contradict(link.one, link.other)
    if free and groups.join(link.one, link.other):
        reasons[link.one].append("one happening: " + "; ".join(link.score.because[:4]))


def _torn(profiles: Sequence[Profile], links: Iterable[_Link]) -> set[int]:
    """Return the vague happenings that fit several others about equally well which are apart, or talks of people.

    Two reports of undated talks may be of two days, so that remarks fit neither.
    """
    fits: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for link in links:
        if link.score.value >= MERGE and not link.score.dated:
            for at, other in ((link.one, link.other), (link.other, link.one)):
                if profiles[at].width >= profiles[other].width:
                    fits[at].append((link.score.value, other))
    torn = set[int]()
    for at, found in fits.items():
        best = max(value for value, _ in found)
        near = [profiles[other] for value, other in found if value >= best - 1]
        again = len(near) > 1 and near[0].happening.type == "CONSULT"
        if again or any(days_apart(near[0], other) > 0 for other in near[1:]):
            torn.add(at)
    return torn


def _either(profiles: Sequence[Profile], links: Iterable[_Link]) -> set[int]:
    """Return the talks of states that may be those of either of two pairs of people: "the two countries held talks".

    Presidents and ministers of the same two states may meet on one day.
    """
    fits: defaultdict[int, list[tuple[float, frozenset[str]]]] = defaultdict(list)
    for link in links:
        if link.score.value >= MERGE:
            for at, other in ((link.one, link.other), (link.other, link.one)):
                people = _people(profiles[other])
                if people and profiles[at].happening.type == _TALKS and not _people(profiles[at]):
                    fits[at].append((link.score.value, people))
    found = set[int]()
    for at, told in fits.items():
        best = max(value for value, _ in told)
        near = [people for value, people in told if value >= best - 1]
        if any(near[0].isdisjoint(people) for people in near[1:]):
            found.add(at)
    return found


def _people(one: Profile) -> frozenset[str]:
    return frozenset(who.entity for who in one.happening.actors if who.entity and who.entity != who.state)


def _gather(
    groups: Groups, links: Iterable[_Link], reasons: defaultdict[int, list[str]]
) -> tuple[list[Happening], list[Doubt]]:
    joined: dict[int, Happening] = {}
    for home, members in enumerate(groups.members):
        if members:
            told = sorted((t for at in members for t in groups.profiles[at].happening.told), key=_place)
            inside = [why for at in sorted(members) for why in groups.profiles[at].happening.because]
            across = [why for at in sorted(members) for why in reasons[at]]
            joined[home] = Happening(told, because=[*inside, *across])
    doubts: dict[tuple[int, int], Score] = {}
    for link in links:
        a, b = sorted((groups.home[link.one], groups.home[link.other]))
        if a != b and (a, b) not in doubts and not groups.are_apart(a, b) and not groups.contradict(a, b):
            doubts[a, b] = link.score
    return list(joined.values()), [Doubt(joined[a], joined[b], found) for (a, b), found in doubts.items()]


def _place(told: Told) -> tuple[str, int, int, str]:
    return told.place_in_text


# ---- reports --------------------------------------------------------------------------------


class Wholes:
    """What reports tell of as wholes, compared only when asked for."""

    def __init__(
        self,
        accounts: Mapping[str, Sequence[Told]],
        weights: Weights,
        texts: Mapping[str, str] | None = None,
        quoted: Quoted | None = None,
    ) -> None:
        """Take the accounts of each report.

        Args:
            accounts: By report.
            weights: How telling words are.
            texts: The text of each report; without it its accounts stand for it.
            quoted: Where reports give words that other reports give too.
        """
        self._accounts = accounts
        self._weights = weights
        self._texts = texts or {}
        self._words: dict[str, frozenset[str]] = {}
        self._meetings: defaultdict[str, set[str]] = defaultdict(set)
        self._quoted = {
            report: frozenset(name for start, end, name in spans if end - start >= _LONG)
            for report, spans in (quoted or {}).items()
        }

    def likeness(self, one: str, other: str, but: frozenset[str]) -> float:
        """Return how alike the sentences are that tell of events, without some words, 0 to 1."""
        return self._weights.likeness(self._of(one) - but, self._of(other) - but)

    def whole_likeness(self, one: str, other: str, but: frozenset[str]) -> float:
        """Return how alike two whole texts are, without some words, 0 to 1."""
        return self._weights.likeness(self.words_of(one) - but, self.words_of(other) - but)

    def words_of(self, report: str) -> frozenset[str]:
        """Return the stems of a whole text; of its accounts where the text is not at hand."""
        return stems(self._texts[report]) if report in self._texts else self._of(report)

    def are_of_one_meeting(self, one: str, other: str) -> bool:
        """Tell whether two reports tell of one meeting of people as their news."""
        return other in self._meetings.get(one, ())

    def give_the_same_words(self, one: str, other: str) -> bool:
        """Tell whether two reports quote the same long words of somebody."""
        return not self._quoted.get(one, frozenset()).isdisjoint(self._quoted.get(other, ()))

    def note_meetings(self, joined: Iterable[Happening]) -> None:
        """Note which reports tell of one meeting as their news: other acts of both are of one occasion.

        Args:
            joined: Meetings, joined across reports.
        """
        for happening in joined:
            news = sorted({told.report for told in happening.told if _is_news(told)})
            for one in news:
                self._meetings[one].update(other for other in news if other != one)

    def _of(self, report: str) -> frozenset[str]:
        if report not in self._words:
            sentences = {told.evidence.quote for told in self._accounts.get(report, ())}
            self._words[report] = frozenset[str]().union(*map(stems, sentences))
        return self._words[report]


def _is_news(told: Told) -> bool:
    """Tell whether a report tells of a meeting of two people as of its own day."""
    people = [one for one in told.actors if one.entity and one.entity != one.state]
    return len(people) > 1 and told.mode != "visit" and told.when is not None and told.when == told.published
