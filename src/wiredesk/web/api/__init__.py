"""The HTTP API, `/api/v1`: JSON in and out for all that the pages do. Not for: pages (see `routes`)."""

from fastapi import APIRouter

API_ROUTERS: tuple[APIRouter, ...] = ()
"""Every router of the API; each route names what it does by `guard.needs`."""
