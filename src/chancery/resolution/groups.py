"""Finds several who are meant together: "they", "the two", "the three countries", "the latter".

Those who did something together last come first: in a meeting some sentences back, in any act right before.

Source: own rules; codebook, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from chancery.model.mentions import EntityKind, EventMention
from chancery.resolution.people import Local
from chancery.resolution.scene import Ref, Scene
from chancery.resolution.sides import main_group

_AND: Final = re.compile(r"[^.;:\u201c\u201d\"]{0,80}?\band\s+(?:[^.;:,\u201c\u201d\"]{0,60}\s)?")
_OPENS: Final = re.compile(r"(?:After|Before|During|Following|Ahead of|At|In) (?:[\w-]+ ){0,6}")
_SUBJECT: Final = re.compile(r",\s+(?:the\s+)?$")
_BOTH: Final = re.compile(r",?\s+and\s+(?:the\s+|his\s+|her\s+)?")
_NEXT: Final = 6  # mentions behind "their" that are looked at
_MEETING_REACH: Final = 5  # a readout tells sentence after sentence what "they" did
_FAR: Final = 12  # sentences back to which "the three countries" may reach
_PAIR: Final = 2
_NEAR: Final = 24  # characters from a party to the name of a gathering that it gives its name to


class Groups:
    """Those of a report who act together."""

    def __init__(
        self,
        scene: Scene,
        sentence: Sequence[int],
        events: Sequence[EventMention],
        named: Mapping[int, Local],
        ref: Callable[[int], tuple[Ref, ...]],
    ) -> None:
        """Look at a report.

        Args:
            scene: The report.
            sentence: Number of the sentence of each mention.
            events: Its events, in the order of the text.
            named: The person that a mention names, by its position.
            ref: Finds whom a mention means.
        """
        self._scene = scene
        self._entities = scene.seen.entities
        self._sentence = sentence
        self._named = named
        self._ref = ref
        self._events: dict[int, list[EventMention]] = {}
        for event in events:
            self._events.setdefault(scene.sentence_at(event.span.start), []).append(event)
        self._people: dict[int, list[int]] = {}
        for i in sorted(named):
            self._people.setdefault(sentence[i], []).append(i)
        self._main: dict[int, tuple[Ref, ...]] = {}

    def last(self, i: int) -> tuple[Ref, ...]:
        """Return those who act together in the last event before a mention: a meeting, or any act right before."""
        for event in self._before(i, _MEETING_REACH):
            if event.mode == "multilateral" and self._is_attribute(event):
                continue  # "on the margins of the Peru-Chile summit": who met is told elsewhere
            beside = self._sentence[i] - self._scene.sentence_at(event.span.start) <= 1
            if event.type == "CONSULT" or beside:
                who = self._acting(event, i)
                if len(who) >= _PAIR:
                    return who
        return ()

    def _is_attribute(self, event: EventMention) -> bool:
        """Tell whether the parties of a gathering stand right before its name."""
        last = max((self._entities[j].span.end for j in event.actors), default=-1)
        return 0 <= event.span.start - last <= _NEAR and "," not in self._scene.report.text[last : event.span.start]

    def ahead(self, i: int) -> tuple[Ref, ...]:
        """Return the two whom an opening phrase waits for: "After their talks in Rome, the Omani and Yemeni envoys"."""
        text, entities = self._scene.report.text, self._entities
        start = self._scene.seen.sentences[self._sentence[i]].start if self._sentence[i] >= 0 else 0
        if entities[i].name.lower() != "their" or _OPENS.fullmatch(text, start, entities[i].span.start) is None:
            return ()
        behind = [j for j in range(i + 1, min(i + _NEXT, len(entities))) if self._sentence[j] == self._sentence[i]]
        for one, other in pairwise(behind):
            opened = text[entities[i].span.end : entities[one].whole.start]
            between = text[entities[one].whole.end : entities[other].whole.start]
            if _SUBJECT.search(opened) and _BOTH.fullmatch(between):
                return tuple(dict.fromkeys(ref for j in (one, other) for ref in self._ref(j)))
        return ()

    def met(self, i: int, many: int) -> tuple[Ref, ...]:
        """Return so many as acted together last, some sentences back.

        Args:
            i: The mention that means them.
            many: How many they are.
        """
        acting = (self._acting(event, i) for event in self._before(i, _FAR))
        return next((who for who in acting if len(who) == many), ())

    def main(self, many: int) -> tuple[Ref, ...]:
        """Return the states that the report is clearly about, if they are so many."""
        if many not in self._main:
            self._main[many] = main_group(self._scene, many)
        return self._main[many]

    def joined(self, i: int) -> tuple[Ref, ...]:
        """Return two people whom "and" joins, in this sentence or the one before, if they are the only ones there."""
        two = self.two_before(i)
        if not two:
            return ()
        last = next(j for j in reversed(range(i)) if self._entities[j].kind is EntityKind.PERSON and j in self._named)
        first = next(j for j in reversed(range(last)) if j in self._named)
        between = self._scene.report.text[self._entities[first].whole.end : self._entities[last].whole.start]
        return two if _AND.fullmatch(between) else ()

    def two_before(self, i: int) -> tuple[Ref, ...]:
        """Return the only two people named before a mention in its sentence, else in the one before; in their order."""
        here, start = self._sentence[i], self._entities[i].span.start
        for back in (0, 1):
            named = [j for j in self._people.get(here - back, ()) if self._entities[j].span.end <= start]
            who = tuple(dict.fromkeys(self._named[j].ref for j in named))
            if who:
                return who if len(who) == _PAIR else ()
        return ()

    def _before(self, i: int, reach: int) -> Iterator[EventMention]:
        """Yield the events that end before a mention, the last first, so many sentences back."""
        start = self._entities[i].span.start
        for back in range(reach):
            here = self._events.get(self._sentence[i] - back, ())
            yield from (event for event in reversed(here) if event.span.end <= start)

    def _acting(self, event: EventMention, i: int) -> tuple[Ref, ...]:
        return tuple(dict.fromkeys(ref for j in event.actors if j != i for ref in self._ref(j)))
