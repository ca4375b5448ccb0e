"""Send schemathesis against every operation of the HTTP API, on a desk of its own; print how many failures it found.

    python -m benchmarks.api_fuzz [DESK.db] [--examples N] [--seed N]

Nothing is fetched: names of hosts mean nothing here, and pages are refused instead of read. Each operation on accounts and keys
gets a fresh server, because it may end the very key that asks; all others share one.
"""

import argparse
import datetime
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import schemathesis
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from wiredesk.desk.accounts import add_account
from wiredesk.desk.adding import ToRead, WasRead
from wiredesk.desk.desk import Desk
from wiredesk.desk.sessions import make_key
from wiredesk.errors import PageRejected
from wiredesk.settings import Settings
from wiredesk.store.opening import Store
from wiredesk.web.api.schema import schema_of
from wiredesk.web.app import create_app
from wiredesk.web.pace import Pace
from wiredesk.web.roles import Role
from wiredesk.web.works import Works

NOW = datetime.datetime(2024, 9, 1, 12, 0, tzinfo=datetime.UTC)
# Operations that may end the key or the account that asks, and let all later ones fail in the same dull way.
_ON_OWN_GROUND = ("/api/v1/people", "/api/v1/keys", "/api/v1/me")
_NAMES = "wiredesk.pages.connecting.resolved"
# What the schema cannot say (a name that is taken, a place that is not known) is refused as 4xx, so that not every body that
# fits the schema is accepted; all other checks of schemathesis run.
_LEFT_OUT = ("positive_data_acceptance",)


@dataclass(slots=True)
class Tally:
    """Count what was tried and what failed."""

    n_operations: int = 0
    n_cases: int = 0
    failures: list[str] = field(default_factory=list)


class _Unhurried(Pace):
    """Let keys, right and wrong, ask as often as they like."""

    def key_wait_s(self, proof: str) -> float:
        """Return no wait."""
        return 0.0

    def wrong_key_wait_s(self, address: str) -> float:
        """Return no wait: a wrong key is to be answered by what it is, not by how often it came."""
        return 0.0


def fuzzed(desk_file: Path, *, n_examples: int, seed: int = 1, is_thorough: bool = True) -> Tally:
    """Fuzz the API over copies of a desk; without `is_thorough` the phase that visits every edge of the schema is left out."""
    with _served(desk_file) as (app, _key):
        paths: dict[str, dict[str, Any]] = schema_of(app)["paths"]
    shared = [(path, method) for path in paths if not path.startswith(_ON_OWN_GROUND) for method in paths[path]]
    alone = [[(path, method) for method in paths[path]] for path in paths if path.startswith(_ON_OWN_GROUND)]
    tally = Tally()
    for group in (shared, *alone):
        with _served(desk_file) as (app, key):
            _run(app, key, group, tally, config=_config(key, n_examples, seed, is_thorough=is_thorough))
    return tally


@contextmanager
def _served(desk_file: Path) -> Iterator[tuple[FastAPI, str]]:
    """Give an app over a copy of a desk with accounts, and the key of an admin."""
    with tempfile.TemporaryDirectory() as folder, mock.patch(_NAMES, return_value=[]):
        shutil.copyfile(desk_file, Path(folder) / "desk.db")
        store = Store.open(str(Path(folder) / "desk.db"))
        desk = Desk(store, Settings(follow_delay_s=0), "Ana", lambda: NOW)
        account = add_account(desk, "Ana", Role.ADMIN, "a long enough word")
        add_account(desk, "Ben", Role.CODER, None)
        words = make_key(desk, account.account_id, "fuzzing", Role.ADMIN).words
        works = Works(desk, lambda: nullcontext(_refusing), is_local=False, hosts=frozenset({"testserver", "localhost"}))
        works.pace = _Unhurried()
        try:
            yield create_app(works), words
        finally:
            works.close()
            store.close()


def _refusing(jobs: Iterator[ToRead]) -> Iterator[WasRead]:
    for job in jobs:
        yield WasRead(job, refused=PageRejected(job.parcel.uri, "no_text", "is not read here", "read it elsewhere"))


def _config(key: str, n_examples: int, seed: int, *, is_thorough: bool) -> SchemathesisConfig:
    told = {
        "seed": seed,
        "headers": {"Authorization": f"Bearer {key}"},
        "generation": {"max-examples": n_examples, "database": "none", "deterministic": True},
        "phases": {"stateful": {"enabled": False}, "coverage": {"enabled": is_thorough}},
        "checks": {name: {"enabled": False} for name in _LEFT_OUT},
        "suppress-health-check": ["all"],
        "cache": {"enabled": False},
    }
    return SchemathesisConfig.from_dict(told)


def _run(app: FastAPI, key: str, group: list[tuple[str, str]], tally: Tally, *, config: SchemathesisConfig) -> None:
    whole = schema_of(app)
    paths = {path: {method: whole["paths"][path][method] for at, method in group if at == path} for path, _ in group}
    schema = schemathesis.openapi.from_dict({**whole, "paths": paths}, config=config)
    schema.app = app
    schema.location = "/api/v1/openapi.json"
    tally.n_operations += len(group)
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            _count(event, tally)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            tally.failures.append(f"the fuzzing itself: {getattr(event, 'info', None) or getattr(event, 'exception', event)}")


def _count(event: events.ScenarioFinished, tally: Tally) -> None:
    tally.n_cases += len(event.recorder.cases)
    for case_id, checks in event.recorder.checks.items():
        for one in checks:
            if one.failure_info is not None:
                case = event.recorder.cases[case_id].value
                told = one.failure_info.failure
                tally.failures.append(f"{event.recorder.label}: {told.title}: {told.message}\n    {case.as_curl_command()}")


def main() -> int:
    """Run and return the exit status."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("desk", nargs="?", type=Path, default=Path("out/demo/wiredesk.db"))
    asked.add_argument("--examples", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    wanted = asked.parse_args()
    tally = fuzzed(wanted.desk, n_examples=wanted.examples, seed=wanted.seed)
    for one in tally.failures:
        print(one)
    print(f"{tally.n_operations} operations, {tally.n_cases} cases, {len(tally.failures)} failures")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
