"""What speaks for or against two entities being one apart from their names. Not for: names (see `entities_names`)."""

from collections.abc import Iterator

from wiredesk.codebook import EntityType
from wiredesk.corroborate.comparison import Reason
from wiredesk.corroborate.entities_profiles import EntityProfile, RoleKnown, companion_type

# Log odds, our choice by eye on ECB+ train. Persons named beside both tell more than bodies, those more than places.
_COMPANION = {EntityType.PERSON: 2.0, EntityType.ORGANIZATION: 1.0, EntityType.PLACE: 0.7, EntityType.OTHER: 0.5}
_MOST_COMPANIONS = 4.0
_SAME_ROLE, _SAME_ROLE_AND_BODY, _SAME_BODY = 1.2, 3.0, 1.5
_OTHER_ROLE, _OTHER_ROLE_NOW = -0.7, -1.5
_OTHER_COUNTRY, _SAME_COUNTRY = -1.5, 0.7
_OTHER_SEX, _OTHER_AGE, _SAME_AGE = -7.0, -6.0, 2.0
_CLOSE_DAYS, _CLOSE = 30, 0.7
_FAR_DAYS, _FAR = 365 * 15, -0.7
_EMPTY_WORDS = frozenset("a an the of for and in on at to former ex late then current acting".split())


def evidence(left: EntityProfile, right: EntityProfile) -> Iterator[Reason]:
    """Yield the reasons for and against two entities of one type that names do not give."""
    yield from _companions(left, right)
    yield from _days(left, right)
    if left.type is not EntityType.PLACE:
        yield from _countries(left, right)
    if left.type is EntityType.PERSON:
        yield from _roles(left, right)
        yield from _sex_and_age(left, right)


def _companions(left: EntityProfile, right: EntityProfile) -> Iterator[Reason]:
    shared = {one for one, _ in left.companions} & {one for one, _ in right.companions}
    if shared:
        weight = min(_MOST_COMPANIONS, sum(_COMPANION[companion_type(one)] for one in shared))
        noun = "name" if len(shared) == 1 else "names"
        yield Reason("companions", f"{len(shared)} {noun} beside both", weight)


def _days(left: EntityProfile, right: EntityProfile) -> Iterator[Reason]:
    if left.first_day is None or right.first_day is None or left.last_day is None or right.last_day is None:
        return
    apart = max(left.first_day, right.first_day) - min(left.last_day, right.last_day)
    if apart <= _CLOSE_DAYS:
        yield Reason("close_days", "told of at the same time", _CLOSE)
    elif apart > _FAR_DAYS:
        yield Reason("far_days", f"told of {apart // 365} years apart", _FAR)


def _countries(left: EntityProfile, right: EntityProfile) -> Iterator[Reason]:
    ours, theirs = {code for code, _ in left.countries}, {code for code, _ in right.countries}
    if ours and theirs:
        shared = sorted(ours & theirs)
        if shared:
            yield Reason("same_country", f"in reports about {shared[0]}", _SAME_COUNTRY)
        else:
            yield Reason("other_country", f"in reports about {sorted(ours)[0]} and about {sorted(theirs)[0]}", _OTHER_COUNTRY)


def _roles(left: EntityProfile, right: EntityProfile) -> Iterator[Reason]:
    found = [reason for one in left.roles for other in right.roles if (reason := _role(one, other))]
    if found:
        yield max(found, key=lambda reason: reason.weight)
    elif left.roles and right.roles:
        note = f"other roles: {left.roles[0].title}; {right.roles[0].title}"
        yield Reason("other_role", note, _OTHER_ROLE_NOW if _are_at_one_time(left.roles, right.roles) else _OTHER_ROLE)


def _are_at_one_time(ours: tuple[RoleKnown, ...], theirs: tuple[RoleKnown, ...]) -> bool:
    return any(
        one.first_day is not None
        and one.last_day is not None
        and other.first_day is not None
        and other.last_day is not None
        and one.first_day - other.last_day <= _CLOSE_DAYS
        and other.first_day - one.last_day <= _CLOSE_DAYS
        for one in ours
        for other in theirs
    )


def _role(one: RoleKnown, other: RoleKnown) -> Reason | None:
    ours, theirs = _title_words(one.title), _title_words(other.title)
    is_same_title = bool(ours & theirs) and len(ours & theirs) * 2 >= min(len(ours), len(theirs))
    is_same_body = bool(one.body) and one.body == other.body
    if is_same_title and is_same_body:
        return Reason("same_role", f"the same role: {one.title}, {one.body}", _SAME_ROLE_AND_BODY)
    if is_same_title:
        return Reason("same_role", f"the same role: {one.title}", _SAME_ROLE)
    return Reason("same_body", f"both of {one.body}", _SAME_BODY) if is_same_body else None


def _title_words(title: str) -> frozenset[str]:
    return frozenset(title.split()) - _EMPTY_WORDS


def _sex_and_age(left: EntityProfile, right: EntityProfile) -> Iterator[Reason]:
    if left.sex and right.sex and left.sex != right.sex:
        yield Reason("other_sex", f"{left.sex} here, {right.sex} there", _OTHER_SEX)
    if left.born and right.born:
        gap = max(left.born[0], right.born[0]) - min(left.born[1], right.born[1])
        if gap > 1:
            yield Reason("other_age", f"the stated ages are at least {gap} years apart", _OTHER_AGE)
        elif gap <= 0:
            yield Reason("same_age", f"the stated ages fit: born about {max(left.born[0], right.born[0])}", _SAME_AGE)
