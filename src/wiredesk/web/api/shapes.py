"""What all answers of the API have in common: pages of a list, errors. Not for: any one resource."""

import datetime
import re
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, get_args

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from wiredesk.web.refusals import Refusal

T = TypeVar("T")

REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refusal, "description": "A value cannot be used."},
    401: {"model": Refusal, "description": "Nobody is logged in, or the key is unknown."},
    403: {"model": Refusal, "description": "The role does not allow it, or the request came from another site."},
    404: {"model": Refusal, "description": "It is not on this desk."},
    409: {"model": Refusal, "description": "It cannot be ruled so as things stand."},
    408: {"model": Refusal, "description": "The request came too slowly."},
    413: {"model": Refusal, "description": "The body is too large."},
    415: {"model": Refusal, "description": "A body of that media type is not taken here."},
    422: {"model": Refusal, "description": "The request is not as the schema says, or a source was rejected."},
    429: {"model": Refusal, "description": "Too many requests; Retry-After says when to come again."},
    503: {"model": Refusal, "description": "The store is held for now; the same request may succeed later."},
    507: {"model": Refusal, "description": "The store has no space left."},
}
"""What every route of the API may answer besides; `app` gives them to all routers."""

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=200, pattern=r"^[\w.:-]+$", description="The `next` of an earlier page.")]

Stretch = tuple[int, int]
"""Start and end, in Unicode code points of the article text of a report, end-exclusive."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})")


def _day(value: Any) -> Any:
    """Refuse what pydantic would take besides: seconds since 1970, moments."""
    if (isinstance(value, str) and not _DAY.fullmatch(value)) or isinstance(value, int | float):
        raise ValueError("write a day as 2024-05-09")
    return value


def _moment(value: Any) -> Any:
    """Refuse what RFC 3339 does not write, and what says no offset from UTC."""
    if (isinstance(value, str) and not _MOMENT.fullmatch(value)) or isinstance(value, int | float):
        raise ValueError("write a moment with its offset, as 2024-05-09T20:35:00Z")
    return value


Day = Annotated[datetime.date, BeforeValidator(_day)]
Moment = Annotated[datetime.datetime, BeforeValidator(_moment)]


@cache
def _numbers(shape: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of a shape that hold numbers, or nothing."""
    found = []
    for name, one in shape.model_fields.items():
        kinds = {one.annotation, *get_args(one.annotation)}
        if kinds & {int, float} and kinds <= {int, float, type(None), int | None, float | None}:
            found.append(one.alias or name)
    return tuple(found)


class Shape(BaseModel):
    """Be the root of what is sent: nothing beyond the schema, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _numbers_are_numbers(cls, said: Any) -> Any:
        """Refuse `true` and `"5"` for a number, which pydantic would take."""
        if isinstance(said, dict):
            wrong = next((name for name in _numbers(cls) if isinstance(said.get(name), bool | str)), None)
            if wrong is not None:
                raise ValueError(f"{wrong} is a number")
        return said


class Listing(Shape, Generic[T]):
    """Hold a page of a list; `next` is where the next one begins, null at the end."""

    items: list[T]
    next: str | None = None
