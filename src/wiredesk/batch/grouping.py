"""Lines of a batch put into groups, one for each incident. Not for: telling incidents apart (see `corroborate`).

A process reads a line and sends its profile back; the groups are made where all profiles have come together.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from wiredesk.batch.annotate import Answer, encoded, failed, tagged
from wiredesk.batch.requests import Kind, id_of, parsed, request_of
from wiredesk.corroborate.incidents import IncidentProfile, grouped, report_profile
from wiredesk.desk.reader import Reader
from wiredesk.errors import ReportFormatError, WiredeskError
from wiredesk.interchange.report_json import SCHEMA_NAME
from wiredesk.interchange.report_parse import reading_from_json
from wiredesk.records import Reading


def profile_answer(reader: Reader, line: bytes, *, folder: Path, kind: Kind | None = None) -> Answer:
    """Read one line, a document or a `wiredesk.report/1` object, and answer with its id and its packed profile."""
    try:
        name, reading = _read(reader, line, folder=folder, kind=kind)
    except WiredeskError as error:
        return failed(line, str(error))
    return Answer(encoded({"id": name, "profile": b64encode(report_profile(reading).to_bytes()).decode()}))


def _read(reader: Reader, line: bytes, *, folder: Path, kind: Kind | None) -> tuple[str | int, Reading]:
    told = parsed(line)
    if isinstance(told, dict) and told.get("schema") == SCHEMA_NAME:
        reading = reading_from_json(told)
        return _name(told, reading), reading
    request = request_of(line, folder=folder, kind=kind, max_bytes=reader.settings.max_bytes)
    return request.id, tagged(reader, request)[0].reading


def _name(told: dict[str, Any], reading: Reading) -> str | int:
    """Return the id that was put beside a reading, else the address of its source."""
    name = id_of(told)
    name = reading.report.source.uri if name is None else name
    if name == "":
        raise ReportFormatError("the report has neither an `id` nor a source address; give it an `id`")
    return name


def group_lines(answers: Sequence[Answer]) -> Iterator[bytes]:
    """Yield the final line of each answer in order: `{"id", "incident"}`, or the failure as it is.

    `incident` is "i1", "i2" and so on, in the order in which they come up.
    """
    told = [None if answer.is_failed else json.loads(answer.line) for answer in answers]
    profiles = [IncidentProfile.from_bytes(b64decode(one["profile"])) for one in told if one]
    numbers = iter(grouped(profiles))
    for answer, one in zip(answers, told, strict=True):
        yield encoded({"id": one["id"], "incident": f"i{next(numbers) + 1}"}) if one else answer.line
