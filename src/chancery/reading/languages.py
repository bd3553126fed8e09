"""Which language a report is written in.

1. A script that one language has tells it; so do the letters that one Cyrillic alphabet has.
2. English is told by its commonest words, without a model.
3. The rest is asked of a model, which must be the surer the shorter the text is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

_SAMPLE: Final = 4000
_MIN_SCRIPT: Final = 6  # letters of a script of one language
_MIN_LETTERS: Final = 16
_SURE_FROM: Final = 60  # letters from which the model's best guess will do
_SURE_SHORT: Final = 0.9  # probability that a shorter text needs
_SURE_LONG: Final = 0.5
_DOMINANT: Final = 0.6  # share of the letters in one script
_PECULIAR: Final = 0.006  # share of an alphabet's own letters; a name or two in them is less
_ENGLISH: Final = frozenset(
    {"the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "with", "as", "has", "by"}
)
_ENGLISH_SHARE: Final = 0.18  # of the words; English news has 0.25 to 0.35, other languages under 0.1
_MIN_WORDS: Final = 8
_MIN_LINE: Final = 4  # words
_SMALL_WORDS: Final = frozenset(
    "the of and to in for on at by with from as is are was were be that this it not or but has have will".split()
)
_OTHER_WORDS: Final = frozenset(
    "do da dos das em no na nos nas pelo pela não com uma um para por que el la los las del al y en un una su con más "
    "le les des du et au aux est dans sur pour avec une qui der die das und den dem des ein eine einer mit für auf im "
    "von zu ist nicht il lo gli di della che per nel alla het een van op voor met niet ve bir için ile bu yang dan di "
    "ke dari untuk dengan och att det som för på med av til og się że nie oraz jest".split()
)  # those that English has not, or that stand in it in names alone
_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.15),  # kana stand among Chinese characters
    ("ko", re.compile(r"[\uac00-\ud7a3]"), 0.3),
    ("zh", re.compile(r"[\u4e00-\u9fff]"), _DOMINANT),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"), _DOMINANT),
    ("he", re.compile(r"[\u0590-\u05ff]"), _DOMINANT),
    ("ka", re.compile(r"[\u10a0-\u10ff]"), _DOMINANT),
    ("hy", re.compile(r"[\u0530-\u058f]"), _DOMINANT),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), _DOMINANT),
)
_ALPHABETS: Final = (  # letters that of these languages one alone has, in the order that they are asked
    ("sr", re.compile("[ђћљњџ]")),
    ("be", re.compile("ў")),
    ("uk", re.compile("[їєґ]")),
    ("tg", re.compile("[ҷӣӯ]")),
    ("kk", re.compile("[әғқұ]")),
    ("ky", re.compile("ң")),
)


def identify(text: str) -> str | None:
    """Tell the language of a text from its beginning.

    Args:
        text: The clean text.

    Returns:
        ISO 639-1 code; None for a text too short to tell.
    """
    sample = text[:_SAMPLE].lower()
    letters = sum(map(str.isalpha, sample))
    if letters >= _MIN_SCRIPT:
        for code, script, share in _SCRIPTS:
            if len(script.findall(sample)) >= share * letters:
                return code
    if letters < _MIN_LETTERS:
        return None
    words = sample.split()
    if len(words) >= _MIN_WORDS and sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"  # no model needed: it takes 0.5 s and 100 MB in each worker
    for code, alphabet in _ALPHABETS:
        if len(alphabet.findall(sample)) >= max(2, _PECULIAR * letters):
            return code
    code, probability = _classify(sample)
    return code if probability >= (_SURE_LONG if letters >= _SURE_FROM else _SURE_SHORT) else None


def _classify(sample: str) -> tuple[str, float]:
    code, probability = _model().classify(sample)
    return str(code), float(probability)


@cache
def _model() -> Any:  # noqa: ANN401 - py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loads a model on first use

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def is_line_of_another(line: str) -> bool:
    """Tell a short line in another language than English, among English ones.

    Two small words, and a quarter of all, must be of another language, and none English.
    """
    words = line.split()
    small = [word for word in words if word.islower()]
    others = [word for word in small if word in _OTHER_WORDS]
    if len(words) < _MIN_LINE or len(set(others)) < 2:  # noqa: PLR2004
        return False
    return 4 * len(others) >= len(words) and _SMALL_WORDS.isdisjoint(small)
