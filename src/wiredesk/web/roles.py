"""Who may do what, in one table. Not for: who somebody is (see `guard`)."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """Name the roles; each may do all that those before it may."""

    READER = 1
    CODER = 2
    EDITOR = 3
    ADMIN = 4

    @property
    def word(self) -> str:
        """Give the role as it is kept and shown."""
        return self.name.lower()


NEEDS = {
    "see": Role.READER,
    "export": Role.READER,
    "rule": Role.CODER,
    "add": Role.CODER,
    "code": Role.CODER,
    "link": Role.EDITOR,
    "watch": Role.EDITOR,
    "follow": Role.EDITOR,
    "rate": Role.EDITOR,
    "round": Role.EDITOR,
    "adjudicate": Role.EDITOR,
    "log": Role.EDITOR,
    "reread": Role.EDITOR,
    "jobs": Role.EDITOR,
    "remove": Role.ADMIN,
    "people": Role.ADMIN,
    "desk": Role.ADMIN,
}
"""The least role for each thing that can be done; every route names one of these (see `guard.needs`)."""


@dataclass(frozen=True, slots=True)
class Person:
    """Hold who is at work: `account_id` is None in single-user mode; `zone` an IANA time zone, "UTC" when not known."""

    name: str
    role: Role
    account_id: int | None = None
    zone: str = "UTC"

    def may(self, what: str) -> bool:
        """Tell whether this person may do it."""
        return self.role >= NEEDS[what]


def role_of(word: str) -> Role:
    """Return the role of that name.

    :raises KeyError: when there is none.
    """
    return Role[word.strip().upper()]
