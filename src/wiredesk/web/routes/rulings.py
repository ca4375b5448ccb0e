"""Taking a ruling back, from any page. Not for: making one (see `links`, `review`)."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse

from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.undoing import undone
from wiredesk.web.ways import way_back, with_ruling

router = APIRouter()


@router.post("/rulings/{name}/undo", dependencies=[needs("rule")])
def undo_ruling(
    request: Request,
    desk: AtDesk,
    name: Annotated[str, Path(pattern=id_pattern("n"))],
    back: Annotated[str, Form(max_length=500)] = "/",
) -> RedirectResponse:
    """Undo a ruling and lead back to where it was undone."""
    done = undone(desk, person_of(request), name)
    return RedirectResponse(with_ruling(way_back(back), done.rulings[0].id), 303)
