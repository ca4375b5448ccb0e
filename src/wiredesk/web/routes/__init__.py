"""The pages: each module parses, calls the desk, renders. Not for: JSON (see `api`)."""

from fastapi import APIRouter

from wiredesk.web.routes import (
    add,
    downloads,
    entity,
    events,
    health,
    incident,
    jobs,
    keys,
    links,
    log,
    login,
    people,
    report,
    report_acts,
    report_original,
    review,
    rulings,
    search,
    settings,
    today,
)

PAGE_ROUTERS: tuple[APIRouter, ...] = (
    today.router,
    events.router,
    downloads.router,
    search.router,
    add.router,
    jobs.router,
    report.router,
    report_original.router,
    report_acts.router,
    incident.router,
    entity.router,
    links.router,
    review.router,
    rulings.router,
    login.router,
    settings.router,
    people.router,
    keys.router,
    log.router,
    health.router,
)
"""Every router of pages; each route names what it does by `guard.needs`."""
