"""What was refused, each source once with its newest reason, until it is taken in after all. Not for: refusing (see `errors`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, or_, select

from wiredesk.store.tables import rejected


@dataclass(frozen=True, slots=True)
class Rejection:
    """Hold one refusal: the source as it may be shown, its address where known, a short code, what is wrong, what to do.

    `at` is when it was last refused, ISO 8601 in UTC.
    """

    uri: str
    url: str | None
    sha256: str | None
    reason: str
    what: str
    advice: str
    at: str


def reject(on: Connection, rejections: Sequence[Rejection]) -> None:
    """Keep refusals; the newest of a source takes the place of the earlier one."""
    for one in rejections:
        on.execute(delete(rejected).where(rejected.c.uri == one.uri))
        values = {name: getattr(one, name) for name in Rejection.__dataclass_fields__}
        on.execute(insert(rejected).values(values))


def take_back(on: Connection, uris: Sequence[str]) -> None:
    """Drop the refusals of sources that were taken in after all."""
    on.execute(delete(rejected).where(rejected.c.uri.in_(uris)))


def forget(on: Connection, *, below: str, before: str) -> None:
    """Drop the refusals of a source and of what it carries that are older than `before` (ISO 8601)."""
    carried = (rejected.c.uri.startswith(f"{below.rstrip('/')}{sign}", autoescape=True) for sign in "#/")
    on.execute(delete(rejected).where(or_(rejected.c.uri == below, *carried), rejected.c.at < before))


def rejections(on: Connection, *, reason: str | None = None) -> Iterator[Rejection]:
    """Yield the refusals, the oldest first; with `reason` only those with this code."""
    columns = [rejected.c[name] for name in Rejection.__dataclass_fields__]
    wanted = select(*columns).order_by(rejected.c.id)
    if reason is not None:
        wanted = wanted.where(rejected.c.reason == reason)
    for row in on.execute(wanted):
        yield Rejection(*row)


def newest_rejections(
    on: Connection, *, reason: str | None = None, before: int | None = None, most: int
) -> list[tuple[int, Rejection]]:
    """Return the newest refusals with their row ids, the newest first; those before row `before`, of one reason where given."""
    columns = [rejected.c[name] for name in Rejection.__dataclass_fields__]
    wanted = select(rejected.c.id, *columns).order_by(rejected.c.id.desc()).limit(most)
    if reason is not None:
        wanted = wanted.where(rejected.c.reason == reason)
    if before is not None:
        wanted = wanted.where(rejected.c.id < before)
    return [(int(row[0]), Rejection(*row[1:])) for row in on.execute(wanted)]


def reasons(on: Connection) -> dict[str, int]:
    """Return how many sources were refused for each reason, the most frequent first."""
    rows = on.execute(select(rejected.c.reason, func.count()).group_by(rejected.c.reason).order_by(func.count().desc()))
    return {row[0]: row[1] for row in rows}
