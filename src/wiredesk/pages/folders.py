"""The files of a folder, in a fixed order, and what their names say of them. Not for: opening them (see `intake`)."""

import os
import re
from collections.abc import Iterator

from wiredesk.errors import Rejected, SourceRejected
from wiredesk.pages.passing import Passing
from wiredesk.pages.reasons import Reason, shown

# What is never a report or a carrier of reports, by the end of its name; other files are looked into.
_NO_PAGE = frozenset(
    "png jpg jpeg gif webp avif bmp tif tiff ico svg heic psd mp3 m4a wav flac ogg oga opus mp4 m4v mov avi mkv webm "
    "css js mjs map json jsonl ndjson csv tsv xlsx xls docx doc pptx ppt odt ods epub woff woff2 ttf otf eot wasm exe dll "
    "so dylib py pyc rs c h cpp java class sh bat toml yaml yml ini cfg conf lock log db sqlite sqlite3 parquet cdx cdxj idx "
    "7z rar tar tgz bz2 xz zst iso dmg pkg deb rpm torrent part crdownload tmp bak md5 sha1 sha256 asc sig pem".split()
)
_SAVED_FILES = re.compile(r"(.+?)(?:_files|[-_ ]Dateien|\.files)$")


def suffix_of(name: str) -> str:
    """Return the end of a name in small letters without its dot, empty when it has none."""
    stem, dot, suffix = name.rpartition(".")
    return suffix.lower() if stem and dot and len(suffix) <= 10 else ""


def is_no_page(name: str) -> bool:
    """Tell by a file's name that it is neither a report nor carries any."""
    return suffix_of(name) in _NO_PAGE


def files_in(folder: str, *, passing: Passing) -> Iterator[str | Rejected]:
    """Yield the files below a folder, sorted by name, and what of it cannot be read.

    Passed over are hidden files and folders, what a browser laid beside a saved page (`page_files/`), mails that are
    still being delivered (`tmp/` of a Maildir), and what is no plain file. A link back up is not followed.
    """
    # Folders that are open, each with the place it is; not a function that calls itself: folders may lie a thousand deep.
    above: list[tuple[int, int]] = []
    walked = [_entries(folder, above, passing)]
    while walked:
        entry = next(walked[-1], None)
        if entry is None:
            walked.pop()
            del above[len(walked) :]
        elif isinstance(entry, os.DirEntry):
            walked.append(_entries(entry.path, above, passing))
        else:
            yield entry


def _entries(folder: str, above: list[tuple[int, int]], passing: Passing) -> Iterator["str | Rejected | os.DirEntry[str]"]:
    """Yield the files of one folder, and its folders, which are to be walked next; note its place in `above`."""
    try:
        here = os.stat(folder)
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield folder_refused(folder, error)
        return
    above.append((here.st_dev, here.st_ino))
    names = {entry.name for entry in entries}
    for entry in entries:
        kind = _kind(entry, names)
        if kind == "file":
            yield entry.path
        elif kind == "folder":
            if not _is_above(entry, above):
                yield entry
        else:
            passing.pass_over(kind)


def _kind(entry: os.DirEntry[str], names: set[str]) -> str:
    """Return "file", "folder", or why the entry is passed over."""
    if entry.name.startswith("."):
        return "hidden file"
    try:
        is_folder, is_file = entry.is_dir(), entry.is_file()
    except OSError:
        is_folder, is_file = False, True  # a link in a circle: opening it says what is wrong
    if is_folder:
        beside = _SAVED_FILES.match(entry.name)
        is_saved = beside is not None and any(f"{beside.group(1)}.{end}" in names for end in ("html", "htm", "xhtml"))
        return "part of a saved page" if is_saved else "mail in delivery" if _is_delivery(entry.name, names) else "folder"
    if entry.is_symlink() and not os.path.exists(entry.path):
        return "broken link"
    if not is_file:
        return "special file"
    return f".{suffix_of(entry.name)} file" if is_no_page(entry.name) else "file"


def _is_delivery(name: str, names: set[str]) -> bool:
    return name == "tmp" and {"cur", "new"} <= names


def _is_above(entry: os.DirEntry[str], above: list[tuple[int, int]]) -> bool:
    try:
        found = entry.stat()
    except OSError:
        return False
    return (found.st_dev, found.st_ino) in above


def folder_refused(path: str, error: OSError) -> SourceRejected:
    """Return (do not raise) the refusal of a folder."""
    if isinstance(error, PermissionError):
        return SourceRejected(
            shown(path), Reason.NO_PERMISSION, "is a folder that this user may not read", "check its permissions"
        )
    if isinstance(error, FileNotFoundError):
        return SourceRejected(shown(path), Reason.NOT_FOUND, "there is no such folder any more", "check the path")
    return SourceRejected(shown(path), Reason.UNREADABLE, f"cannot be listed ({error.strerror})", "check the folder and the disk")
