"""Folders are walked in one order, however deep they lie, and never in a circle."""

import os
from pathlib import Path

import pytest

from wiredesk.errors import Rejected
from wiredesk.pages.folders import files_in
from wiredesk.pages.passing import Passing


def walked(folder: Path) -> list[str]:
    found = files_in(str(folder), passing=Passing())
    return [one if isinstance(one, Rejected) else os.path.relpath(one, folder) for one in found]  # type: ignore[misc]


def test_files_come_by_name_with_those_of_folders_in_between(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", "b/deep/0.txt", ".hidden/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert walked(tmp_path) == ["a.txt", "b/1.txt", "b/2.txt", "b/deep/0.txt", "c.txt"]


def test_a_link_back_up_is_not_followed_and_one_aside_is(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/1.txt").touch()
    (tmp_path / "a/b/up").symlink_to(tmp_path / "a")
    (tmp_path / "aside").symlink_to(tmp_path / "a/b")
    assert walked(tmp_path) == ["a/b/1.txt", "aside/1.txt"]


def test_folders_a_thousand_deep_end_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(1_200):
        os.mkdir("a")
        os.chdir("a")
    Path("1.txt").touch()
    os.chdir(tmp_path)
    found = list(files_in(".", passing=Passing()))
    os.unlink("a/" * 1_200 + "1.txt")
    os.removedirs("a/" * 1_200)  # who tidies up after tests goes no thousand folders deep
    assert found == ["./" + "a/" * 1_200 + "1.txt"]
