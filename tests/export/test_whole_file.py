"""Files are written whole or not at all."""

import gzip
import os
from pathlib import Path

import pytest

from wiredesk.export.whole_file import whole_file


def test_a_file_takes_its_name_when_it_is_done(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.txt") as file:
        file.write(b"done")
        assert not (tmp_path / "a.txt").exists()
    assert os.listdir(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"done"


@pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError])
def test_an_interrupted_file_leaves_the_old_one(tmp_path: Path, failure: type[BaseException]) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")

    def interrupted() -> None:
        with whole_file(tmp_path / "a.txt") as file:
            file.write(b"half")
            raise failure

    with pytest.raises(failure):
        interrupted()
    assert os.listdir(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_a_name_in_gz_is_packed(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.gz") as file:
        file.write(b"packed")
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()) == b"packed"


def test_a_link_and_the_mode_stay(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "real").chmod(0o640)
    (tmp_path / "link").symlink_to("real")
    with whole_file(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o640


def test_what_is_no_regular_file_is_written_as_it_goes() -> None:
    with whole_file(Path("/dev/null")) as file:
        file.write(b"gone")
    assert not Path("/dev/null").is_file()


def test_a_failure_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    wanted = tmp_path / "absent" / "page.html"
    with pytest.raises(FileNotFoundError) as caught, whole_file(wanted):
        pass
    assert caught.value.filename == str(wanted)


@pytest.mark.parametrize(("is_private", "mode"), [(True, 0o600), (False, 0o644)])
def test_nobody_else_reads_a_file_before_it_is_whole(tmp_path: Path, is_private: bool, mode: int) -> None:
    before = os.umask(0o022)
    try:
        with whole_file(tmp_path / "out", is_private=is_private) as file:
            file.write(b"words")
            (part,) = tmp_path.iterdir()
            assert part.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)
    assert (tmp_path / "out").stat().st_mode & 0o777 == mode
