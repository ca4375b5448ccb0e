"""Who may do what, in one table. Not for: who somebody is (see `guard`)."""

from dataclasses import dataclass

from wiredesk.desk.roles import Role, role_of

__all__ = ["NEEDS", "Person", "Role", "role_of"]

NEEDS = {
    "see": Role.READER,
    "own": Role.READER,
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
    "remove": Role.ADMIN,
    "jobs": Role.EDITOR,
    "people": Role.ADMIN,
    "desk": Role.ADMIN,
}
"""The least role for each thing that can be done; every route names one of these (see `guard.needs`).

"own" is what people do with their own account: password, time zone, sessions, keys.
"""


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
