"""Who asks: known to whatever answers a request, without being passed through every page."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What an account may do; each may do what those before it may.

    READER     look at everything
    REVIEWER   add reports and decide about entries
    ADMIN      keep accounts
    """

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def may(self, needed: Role) -> bool:
        """Tell whether this role allows what another does."""
        return _ORDER.index(self) >= _ORDER.index(needed)


_ORDER: Final = tuple(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Whoever asks, where there are accounts.

    Attributes:
        name: Of the account.
        role: As it is now.
        key: Tells apart the sessions and tokens of all accounts; it is no secret.
        form_token: What the forms of this session bring; empty for a program.
    """

    name: str
    role: Role
    key: str
    form_token: str = ""

    @property
    def reviews(self) -> bool:
        """Whether adding and deciding is allowed."""
        return self.role.may(Role.REVIEWER)

    @property
    def keeps_accounts(self) -> bool:
        """Whether keeping accounts is allowed."""
        return self.role.may(Role.ADMIN)


ASKER: Final[ContextVar[Asker | None]] = ContextVar("asker", default=None)
"""Set by the guard of accounts for the request at hand; None where a server has no accounts."""


def current_asker() -> Asker | None:
    """Return who asks, or None where there are no accounts."""
    return ASKER.get()


def signed_as(told: str) -> str:
    """Return the name that a decision is signed with: the account's, where there are accounts.

    Args:
        told: The name that whoever asks gives; it counts only where there are no accounts.
    """
    asker = current_asker()
    return asker.name if asker else told
