"""How credible each value of an incident's record is. Not for: the rules of that (see `credibility`)."""

from collections.abc import Iterator, Mapping, Sequence

from wiredesk.codebook import Attribution
from wiredesk.corroborate.credibility import Assertion, Credibility, credibility, origins_of
from wiredesk.corroborate.dossier_values import SINGLE, Member, Said
from wiredesk.folding import folded
from wiredesk.records import Count


class Grades:
    """Grade the values of one field from all that is said of this field.

    What is said is made ready once where it means the same for every value: a field of many values, such as the victims that a
    hundred reports describe, would else cost the square of them (0.9 s of 1.0 for 95 reports).
    """

    def __init__(self, said: Sequence[Said], members: Mapping[int, Member]) -> None:
        """Take all that is said of a field; `members` are all reports by their ids."""
        self._said = said
        self._members = members
        speaking = {one.telling.story_id for one in said}
        self._n_silent = len({one.story_id for one in members.values()} - speaking)
        self._alike = tuple(_assertions(None, said, members)) if said and said[0].field not in SINGLE else None
        self._origins = origins_of(self._alike) if self._alike is not None else None

    def grade(self, value: Said) -> Credibility:
        """Grade one value."""
        if self._alike is not None:
            return credibility(value.key, self._alike, n_silent=self._n_silent, origins=self._origins)
        assertions = tuple(_assertions(value, self._said, self._members))
        return credibility(value.key, assertions, is_exclusive=value.field in SINGLE, n_silent=self._n_silent)


def _assertions(value: Said | None, said: Sequence[Said], members: Mapping[int, Member]) -> Iterator[Assertion]:
    for one in said:
        own = one.key if value is None else _held_against(value, one)
        if own is None:
            continue
        telling, member = one.telling, members[one.telling.report_id]
        yield Assertion(
            value=own,
            report_id=telling.report_id,
            story_id=telling.story_id,
            wire=member.wire,
            outlet=telling.outlet,
            reliability=member.reliability,
            attribution=telling.attribution,
            is_denial=telling.attribution is Attribution.DENIED,
            by=tuple(folded(name) for name in telling.by),
            day=telling.published.latest if telling.published else None,
        )


def _held_against(value: Said, other: Said) -> str | None:
    """Return the value that `other` stands for beside `value`: the same where it says as much or more; None where it says less.

    A report that says "3 May" also says "in May"; one that says "in May" neither says nor denies the third.
    """
    if other.key == value.key:
        return value.key
    ours, theirs = _bounds(value), _bounds(other)
    if ours is None or theirs is None:
        return other.key
    if theirs[0] >= ours[0] and theirs[1] <= ours[1]:
        return value.key
    return None if theirs[0] <= ours[1] and ours[0] <= theirs[1] else other.key


def _bounds(said: Said) -> tuple[float, float] | None:
    if said.interval is not None:
        return said.interval.earliest.toordinal(), said.interval.latest.toordinal()
    return _count_bounds(said.count) if said.field in SINGLE and said.count is not None else None


def _count_bounds(count: Count) -> tuple[float, float]:
    low = 0 if count.at_least is None else count.at_least
    return low, float("inf") if count.at_most is None else count.at_most
