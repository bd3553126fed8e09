"""Every error Chancery raises on purpose, each with a code, the problem and a remedy.

    ChanceryError
    ├── InputError          an input cannot be read (C01x, C06x)
    ├── RecordError         a record cannot be used (C02x)
    ├── UnsupportedFact     a fact without evidence, or with false evidence (C03x)
    ├── GoldError           a gold file cannot be used (C04x)
    ├── QueryError          a question the record cannot answer, or a decision that it cannot take (C05x, C08x)
    ├── ModelError          the language model cannot be used (C07x)
    ├── CoderError          a coder that the user runs gave no answer that can be used (C09x)
    └── ServeError          the record cannot be served so (C10x, C11x)

A code never changes its meaning; `docs/reference/errors.md` is generated from `CODES`.
"""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, str]] = {
    "C010": "The path does not exist.",
    "C011": "The file is empty, or holds no text.",
    "C012": "The file is binary, not text.",
    "C013": "The file cannot be opened (permissions, or a fault of the disk).",
    "C014": "The file is larger than the limit.",
    "C015": "Reading took longer than the time limit.",
    "C016": "Reading needed more memory than the limit.",
    "C017": "The reader crashed on this file.",
    "C018": "The page holds no report that could be told apart from its furniture.",
    "C019": "The file's kind is not one that Chancery reads.",
    "C020": "The file is not a Chancery record.",
    "C021": "The record was made by a newer version of Chancery.",
    "C022": "The record cannot be written (permissions, a full disk, a read-only folder).",
    "C023": "The record is in use by another program that is writing to it.",
    "C024": "The record does not exist.",
    "C025": "The record is damaged.",
    "C026": "The database of the record cannot be reached, or does not let the user in.",
    "C027": "The record that was to be filled holds something already.",
    "C030": "A fact has no evidence.",
    "C031": "A quote is not what its document says at that place.",
    "C032": "A date is not an EDTF level 1 string.",
    "C040": "The folder of documents cannot be read.",
    "C041": "The gold file cannot be read.",
    "C042": "The gold file has the wrong shape.",
    "C043": "The export does not follow the published schema.",
    "C050": "Nothing in the record has this name or id.",
    "C051": "The output cannot be written.",
    "C052": "The name or id fits several entries.",
    "C053": "The sentence does not name the party that was asked about.",
    "C060": "The archive is damaged or cut off; what came before the fault was read.",
    "C061": "The archive unpacks to more than the limits allow.",
    "C062": "The file is protected with a password.",
    "C063": "The archive's member has a name that leads out of its folder, or is a link.",
    "C064": "The address could not be fetched.",
    "C065": "The address may not be fetched (robots.txt, or a private address).",
    "C066": "The feed cannot be read.",
    "C067": "The table lacks a named column, or a row has another shape.",
    "C068": "The document is damaged.",
    "C069": "The document holds pictures of pages and no text.",
    "C070": "The language model's weights are not those that its card names.",
    "C071": "The language model's files are missing or cannot be read.",
    "C080": "There is no such decision to undo, or it is undone already.",
    "C081": "The decision contradicts one that holds, or changes nothing.",
    "C082": "The entry has no such field, or the value does not fit it.",
    "C083": "Entries of this kind cannot be decided about so.",
    "C084": "The record has no run of this number.",
    "C085": "The command asks questions, and needs a terminal.",
    "C086": "The decision has no author, or no reason.",
    "C090": "The endpoint of a second coder gave no answer.",
    "C091": "The answer of a second coder's endpoint cannot be read.",
    "C100": "The address to serve on can be reached from other machines, and there are no accounts.",
    "C101": "The address to serve on is taken, or is not this machine's.",
    "C102": "A request came from another site, or under a name that the server does not answer to.",
    "C103": "A request brings more than the server takes.",
    "C104": "There is no such page.",
    "C105": "A request asks for something that cannot be.",
    "C110": "The request needs an account, or a role that allows it.",
    "C111": "The account, its role or its password cannot be so.",
    "C112": "There were too many attempts to log in.",
    "C113": "The file of accounts cannot be used.",
}


class ChanceryError(Exception):
    """An error with a stable code, one line of what is wrong and one of what to do.

    Attributes:
        code: A key of `CODES`.
        message: The input and the problem.
        remedy: What the user can do about it.
    """

    def __init__(self, code: str, message: str, remedy: str) -> None:
        """Join code, message and remedy to one line, and refuse an unknown code."""
        if code not in CODES:
            unknown = f"no error code {code!r}"
            raise KeyError(unknown)
        self.code = code
        self.message = message
        self.remedy = remedy
        super().__init__(f"[{code}] {message} {remedy}".strip())

    def __reduce__(self) -> tuple[type[ChanceryError], tuple[str, str, str]]:
        """Cross process borders whole: workers raise, the parent reports."""
        return type(self), (self.code, self.message, self.remedy)


class InputError(ChanceryError):
    """An input cannot be read; the other inputs go on."""


class RecordError(ChanceryError):
    """A record file cannot be opened or written."""


class UnsupportedFact(ChanceryError):  # noqa: N818 - the name the codebook's first principle gives it
    """A fact that no document supports was about to be stored."""


class GoldError(ChanceryError):
    """A gold file cannot be read or has the wrong shape."""


class QueryError(ChanceryError):
    """A question about something that the record does not hold."""


class ModelError(ChanceryError):
    """The language model's files are missing or altered."""


class CoderError(ChanceryError):
    """A second coder's endpoint gave no answer that can be used; our own reading stands."""


class ServeError(ChanceryError):
    """The record cannot be served so, or a request cannot be answered."""
