"""Whether the server answers, for whoever watches over it. Not for: how the desk is (see `settings`)."""

from fastapi import APIRouter

from wiredesk import __version__
from wiredesk.web.guard import nobody

router = APIRouter()


@router.get("/health", dependencies=[nobody()])
async def health() -> dict[str, str]:
    """Say that the server answers, and its version."""
    return {"status": "ok", "version": __version__}
