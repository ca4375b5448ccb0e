"""The HTTP API, `/api/v1`: JSON in and out for all that the pages do. Not for: pages (see `routes`)."""

from fastapi import APIRouter

from wiredesk.web.api import (
    adding,
    entities,
    export,
    incident,
    incidents,
    jobs,
    keys,
    links,
    log,
    me,
    outlets,
    people,
    reports,
    review,
    rounds,
    rulings,
    schema,
    search,
    watches,
)

API_ROUTERS: tuple[APIRouter, ...] = (
    schema.router,
    adding.router,
    jobs.router,
    search.router,
    export.router,
    watches.router,
    outlets.router,
    reports.router,
    review.router,
    rulings.router,
    rounds.router,
    incidents.router,
    incident.router,
    entities.router,
    links.router,
    me.router,
    people.router,
    keys.router,
    log.router,
)
"""Every router of the API; each route names what it does by `guard.needs`."""
