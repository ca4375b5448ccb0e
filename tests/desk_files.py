"""A desk with the sample reports of `examples/desk`, each read once for all tests."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from wiredesk.desk.desk import Desk
from wiredesk.desk.filing import Captured, Filed, file_reading
from wiredesk.desk.reader import Reader
from wiredesk.pages import parcel_at
from wiredesk.settings import Settings
from wiredesk.store.opening import Store

SAMPLES = sorted((Path(__file__).parents[1] / "examples/desk").glob("*.*"))
NOW = datetime.datetime(2024, 9, 1, 12, 0, tzinfo=datetime.UTC)


def clock() -> datetime.datetime:
    return NOW


@cache
def reader() -> Reader:
    return Reader(Settings(), clock=clock)


@cache
def sample(name: str) -> Captured:
    """Read one sample by the beginning of its file name."""
    path = next(path for path in SAMPLES if path.name.startswith(name))
    parcel = parcel_at(str(path), settings=Settings())
    return Captured(parcel.data, reader().read_parcel(parcel))


def desk_on(store: Store) -> Desk:
    return Desk(store, Settings(), "Ana Coder", clock, reader())


def filed(desk: Desk, *names: str) -> list[Filed]:
    """File the samples that are named, one transaction each."""
    done = []
    for name in names:
        with desk.store.writing() as on:
            done.append(file_reading(desk, on, sample(name)))
    return done


@contextmanager
def filled(store: Store) -> Iterator[Desk]:
    """Give a desk that holds all samples, in the order of their names."""
    desk = desk_on(store)
    filed(desk, *(path.name for path in SAMPLES))
    yield desk
