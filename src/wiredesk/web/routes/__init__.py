"""The pages: each module parses, calls the desk, renders. Not for: JSON (see `api`)."""

from fastapi import APIRouter

from wiredesk.web.routes import downloads, today

PAGE_ROUTERS: tuple[APIRouter, ...] = (today.router, downloads.router)
"""Every router of pages; each route names what it does by `guard.needs`."""
