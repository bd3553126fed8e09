"""Finds whom "he", "him", "his", "she" and "her" mean in one report.

Of the people before a pronoun in its sentence, else in the sentence before, the first that is no
possessor is chosen, which is mostly the subject; a pronoun that was just found carries on. "Himself" is
the last person before it, and an object is never the subject of its own clause.

Source: own rules, measured by `bench/words.py coreference`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import Final

from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.resolution.meaning import is_plural
from chancery.resolution.people import Local
from chancery.resolution.scene import Ref, Scene

_FIRST: Final = 12  # pronouns of a sentence that are looked at
_NEAR: Final = 3  # places, the pronoun's own sentence among them, in which a woman is looked for first
REACH: Final = 6
"""Sentences that a pronoun looks back."""
_OPENERS: Final = frozenset(
    "during in on at after before while when upon following since as for by speaking having despite with amid".split()
)
_REFLEXIVE: Final = frozenset({"himself", "herself"})
_SUBJECTS: Final = frozenset({"he", "she"})
_OWN_ACT: Final = re.compile(
    r"(?!During )(?:[A-Z][a-z]+ing\b|Asked\b|Pressed\b|In (?:a|an|his|her) [\w -]{1,40} (?:to|with)\b)[^.;:]{1,160}, "
)
_OWNERS: Final = frozenset({"his", "her"})
_BEFORE: Final = 40  # characters in which the verb that a name is the object of stands
_PRAISING: Final = re.compile(
    r"\b(?:congratulat|thank|commend|prais|laud|applaud|salut|criticis|criticiz|condemn|blam|rebuk)\w*\s+"
    r"(?:(?:the|his|her|its|former|new|newly|President|Prime|Minister|Mr|Mrs|Ms|Dr|[A-Z][\w-]+)\.?\s+)*$"
)
_REASON: Final = re.compile(
    r"(?:\s+of\s+(?:the\s+)?[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*){0,4})?(?:,[^,.;]{0,60},)?"
    r"\s+(?:on|upon|for|over)\s+(?:both\s+|all\s+)?"
)
_OBJECTS: Final = frozenset({"him", "her"})
_BOUNDARY: Final = re.compile(
    r"[,;:\u201c\u201d\"()]|\b(?:that|who|whose|which|when|while|after|before|as|because|since|until|and|but|if|where|said|"
    r"says|whether|how|why|to)\b"
)


class Antecedents:
    """The people of a report that its pronouns can mean."""

    def __init__(
        self,
        scene: Scene,
        people: Sequence[Local],
        sentence: Sequence[int],
        found: Mapping[int, tuple[Ref, ...]],
        ref: Callable[[int], tuple[Ref, ...]],
    ) -> None:
        """Look at a report.

        Args:
            scene: The report.
            people: Its people.
            sentence: Number of the sentence of each mention.
            found: Whom mentions mean, as far as that is known already.
            ref: Finds whom a mention means.
        """
        self._scene = scene
        self._entities = scene.seen.entities
        self._people = people
        self._by_mention = {i: local for local in people for i in local.mentions}
        self._sentence = sentence
        self._found = found
        self._ref = ref

    def find(self, i: int, mention: EntityMention, *, spoken: Collection[Ref]) -> tuple[Ref, ...]:
        """Return the person that a pronoun means, or nobody.

        Args:
            i: Position of the pronoun.
            mention: The pronoun.
            spoken: Who speaks the words around it, and so is not "he".
        """
        here = self._sentence[i]
        word = mention.name.lower()
        if word in _OWNERS and (praised := self._praised(i, mention)) is not None:
            return self._ref(praised)
        main = word in _SUBJECTS and self._scene.report.text.endswith(", ", 0, mention.span.start)
        if not main and (ahead := self._ahead(i, mention)) is not None and ahead not in spoken:
            return (ahead,)
        inside = self._clause_before(i)
        if word in _REFLEXIVE or (word == "him" and len(inside) > 1):
            fits = [j for j in inside if self._may_be(j, mention.gender)]
            if fits and (word in _REFLEXIVE or fits[-1] == inside[-1]):
                return self._ref(fits[-1])  # the object of a clause is not its subject, "himself" is
        if word in _OBJECTS and len(inside) == 1 and self._is_same_clause(inside[0], i):
            inside = []
        if word in _SUBJECTS and self._opens_without(i):
            inside = []
        inside = inside or self._taken_up(here, i, mention.gender)
        before = [self._people_in(here - back, mention.gender) for back in range(1, REACH + 1)]
        places = [[j for j in place if self._fits(j, mention.gender, spoken)] for place in (inside, *before)]
        chosen = next(filter(None, places), [])
        if mention.gender == "f" and not any(self._gender(j) == "f" for j in chosen):
            # "she" is rather a woman named a sentence earlier than somebody whose name does not tell
            near = ([j for j in place if self._gender(j) == "f"] for place in places[:_NEAR])
            chosen = next(filter(None, near), chosen)
        surely = [j for j in chosen if mention.gender == "f" and self._gender(j) == "f"] or chosen
        subject = next((j for j in surely if not self._is_possessor(j)), surely[0] if surely else None)
        return self._ref(subject) if subject is not None else ()

    def _praised(self, i: int, mention: EntityMention) -> int | None:
        """Return whom an act is directed to whose reason is his own: "congratulated X on his election"."""
        before = [j for j in self.named_in(self._sentence[i]) if j < i][-1:]
        for j in before:
            between = self._scene.report.text[self._entities[j].whole.end : mention.span.start]
            ahead = self._scene.report.text[
                max(0, self._entities[j].whole.start - _BEFORE) : self._entities[j].whole.start
            ]
            if _REASON.fullmatch(between) and _PRAISING.search(ahead) and self._may_be(j, mention.gender):
                return j
        return None

    def holder_before(self, i: int, *, reach: int) -> int | None:
        """Return the only holder of an office without a name before "he" or "his", where nobody is named.

        Args:
            i: Position of the pronoun.
            reach: How many sentences back.
        """
        for back in range(reach + 1):
            place = self._titled.get(self._sentence[i] - back, ())
            held = [j for j in place if j < i and self._entities[j].of and not self._entities[j].sector]
            named = any(j < i for j in self.named_in(self._sentence[i] - back))
            if held and not named:
                alone = len({self._entities[j].of for j in held}) == 1 and not is_plural(self._entities[held[0]])
                return held[0] if alone else None
            if named:
                return None
        return None

    def described_before(self, i: int) -> int | None:
        """Return whom an object takes up who has no name: "telephoned his Omani counterpart to thank him".

        Args:
            i: Position of "him" or "her".

        Returns:
            The last description of one person before it in its sentence, if a name or a title stands before that and
            nobody is named after it; None for an owner ("her victory").
        """
        text, end = self._scene.report.text, self._entities[i].span.end
        if self._entities[i].name.lower() == "her" and text[end : end + 2].strip().isalpha():
            return None
        people = [
            j for j in range(max(0, i - _FIRST), i)
            if self._sentence[j] == self._sentence[i]
            and self._entities[j].kind is EntityKind.PERSON
            and self._entities[j].by is not NamedBy.PRONOUN
        ]  # fmt: skip
        if not people or self._entities[people[-1]].by is not NamedBy.DESCRIPTION:
            return None
        if len(people) < 2 and not self._is_faced_by_a_body(people[-1]):  # noqa: PLR2004 - and who acts
            return None
        last = self._entities[people[-1]]
        alone = last.sector is None and not is_plural(last) and last.of is not None
        return people[-1] if alone and self._scene.report.text[last.whole.end : last.whole.end + 1] != "'" else None

    def _is_faced_by_a_body(self, i: int) -> bool:
        """Tell whether a state or a body stands before somebody in a sentence: "Lima summoned the envoy"."""
        one = self._entities[i - 1] if i else self._entities[i]
        bodies = {EntityKind.STATE, EntityKind.ORGANISATION}
        return one.kind in bodies and self._sentence[i - 1] == self._sentence[i] and one.by is not NamedBy.ADJECTIVE

    def _fits(self, j: int, gender: str | None, spoken: Collection[Ref]) -> bool:
        return self._may_be(j, gender) and self._ref(j)[0] not in spoken

    def _taken_up(self, sentence: int, before: int, gender: str | None) -> list[int]:
        """Return the pronouns of one gender in a sentence, before a mention, whose person is found already."""
        return [
            j for j in self._pronouns.get(sentence, [])[:_FIRST]
            if j < before and self._entities[j].gender == gender
            and len(refs := self._found.get(j, ())) == 1 and refs[0].kind is EntityKind.PERSON
        ]  # fmt: skip

    @cached_property
    def _pronouns(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for j, mention in enumerate(self._entities):
            if mention.by is NamedBy.PRONOUN and mention.gender:
                found.setdefault(self._sentence[j], []).append(j)
        return found

    def _is_same_clause(self, subject: int, i: int) -> bool:
        """Tell whether a pronoun is an object in the clause of the person before it: "X met him", "X thanked her."."""
        text, end = self._scene.report.text, self._entities[i].span.end
        between = text[self._entities[subject].span.end : self._entities[i].span.start]
        possessive = self._entities[i].name.lower() == "her" and text[end : end + 2].strip().isalpha()
        return not possessive and between[:1] not in {"'", "\u2019"} and _BOUNDARY.search(between) is None

    def _opens_without(self, i: int) -> bool:
        """Tell whether a phrase of the pronoun's own act stands before it: "Talking to X, he", "In a note to X, he"."""
        span = self._scene.seen.sentences[self._sentence[i]] if self._sentence[i] >= 0 else self._entities[i].span
        opening = self._scene.report.text[span.start : self._entities[i].span.start]
        return _OWN_ACT.fullmatch(opening) is not None

    def _clause_before(self, i: int) -> list[int]:
        """Return the people named before a mention in its sentence, after the last semicolon if any are."""
        named = [j for j in self.named_in(self._sentence[i]) if j < i]
        cut = self._scene.report.text.rfind(";", 0, self._entities[i].span.start)
        return [j for j in named if self._entities[j].span.start > cut] or named

    def _people_in(self, sentence: int, gender: str | None) -> list[int]:
        """Return the people of a sentence, named or meant by their office or a pronoun."""
        titled = [
            j for j in self._titled.get(sentence, ())
            if len(refs := self._ref(j)) == 1 and refs[0].kind is EntityKind.PERSON
        ]  # fmt: skip
        return sorted([*self.named_in(sentence), *titled, *self._taken_up(sentence, len(self._entities), gender)])

    @cached_property
    def _titled(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for j, mention in enumerate(self._entities):
            if mention.kind is EntityKind.PERSON and mention.by is NamedBy.DESCRIPTION and mention.office:
                found.setdefault(self._sentence[j], []).append(j)
        return found

    @cached_property
    def by_ref(self) -> dict[Ref, Local]:
        """The people by what other stages know them by."""
        return {local.ref: local for local in self._people}

    def named_in(self, sentence: int) -> list[int]:
        """Return the mentions in a sentence that name a person."""
        return self._by_sentence.get(sentence, [])

    @cached_property
    def _by_sentence(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for i in sorted(self._by_mention):
            found.setdefault(self._sentence[i], []).append(i)
        return found

    def _may_be(self, i: int, gender: str | None) -> bool:
        own = self._gender(i)
        return gender is None or own is None or own == gender

    def _gender(self, i: int) -> str | None:
        local = self._by_mention.get(i) or self.by_ref.get(self._ref(i)[0])
        return local.gender if local else None

    def _is_possessor(self, i: int) -> bool:
        end = self._entities[i].span.end
        after = self._scene.report.text[end : end + 2]
        before = self._scene.report.text[max(0, self._entities[i].whole.start - 5) : self._entities[i].whole.start]
        pronoun = self._entities[i].by is NamedBy.PRONOUN and self._entities[i].name.lower() in {"his", "her"}
        return pronoun or after[:1] in {"'", "\u2019"} or before.endswith((" of ", " with ", "with "))

    def _ahead(self, i: int, mention: EntityMention) -> Ref | None:
        """Return the person who follows an opening phrase: "During his visit, X said"."""
        span = self._scene.seen.sentences[self._sentence[i]] if self._sentence[i] >= 0 else mention.span
        opening = span.of(self._scene.report.text)[: mention.span.start - span.start]
        words = opening.replace("\u2014", " ").split()
        first = next((w for w in words if w[:1].isupper() and not w.strip(",").isupper()), "")
        opens = first.lower() in _OPENERS or first.lower().endswith("ing")
        if not opens or any(j < i for j in self.named_in(self._sentence[i])):
            return None
        rest = self._scene.report.text[mention.span.end : span.end]
        comma = rest.find(",")
        later = [j for j in self.named_in(self._sentence[i]) if j > i and self._may_be(j, mention.gender)]
        after = [j for j in later if self._entities[j].span.start > mention.span.end + comma] if comma >= 0 else []
        main = [j for j in after if "counterpart" not in self._entities[j].flags]
        return self._ref(main[0])[0] if main else None
