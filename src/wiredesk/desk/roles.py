"""The roles that people have at a desk. Not for: what each may do in the browser (see `web.roles`)."""

from enum import IntEnum

from wiredesk.errors import SettingError


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


def role_of(word: str) -> Role:
    """Return the role of that name.

    :raises SettingError: when there is none.
    """
    found = Role.__members__.get(word.strip().upper())
    if found is None:
        raise SettingError(f"role {word[:30]!r}: give one of {', '.join(role.word for role in Role)}")
    return found
