"""Files that are written whole or not at all. Not for: what stands in them."""

import gzip
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter
from pathlib import Path
from typing import IO

_PRIVATE = 0o600


@contextmanager
def whole_file(path: Path, *, is_private: bool = False) -> Iterator[IO[bytes]]:
    """Give a binary file that takes its name only when the block ends well; a name that ends in `.gz` is packed.

    An interrupted block leaves the old file, or none. A link keeps pointing where it did. What is no regular file
    (a pipe, `/dev/stdout`) is written as it goes, since nothing can take its place. A file that is there keeps its mode; a
    new one that `is_private` none but its user may read. Nobody else may read it before it is whole.

    :raises OSError: when it cannot be written.
    """
    is_packed = path.suffix == ".gz"
    target = Path(os.path.realpath(path))
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        with target.open("wb") as file, _packed(file, is_packed) as out:
            yield out
        return
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else _PRIVATE if is_private else 0o666 & ~_umask()
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.part")
    try:
        with _opened(part, path) as file:
            with _packed(file, is_packed) as out:
                yield out
            os.fchmod(file.fileno(), mode)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _opened(part: Path, path: Path) -> BufferedWriter:
    try:
        return open(part, "xb", opener=lambda name, flags: os.open(name, flags, _PRIVATE))
    except OSError as error:  # which would name a file that the user never did
        raise OSError(error.errno, error.strerror, str(path)) from error


@contextmanager
def _packed(file: IO[bytes], is_packed: bool) -> Iterator[IO[bytes]]:
    if not is_packed:
        yield file
        return
    with gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as out:
        yield out  # type: ignore[misc]


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
