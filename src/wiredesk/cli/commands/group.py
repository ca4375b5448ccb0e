"""The verb `group`. Not for: the work behind it (see `cli/grouping.py`)."""

import os
from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, SetOption, settings_of


def add_to(app: typer.Typer) -> None:
    """Put the verb into the command line."""
    app.command(epilog="Example:\n\nwiredesk group reports.jsonl incidents.jsonl --workers 2")(group)


def group(
    batch: Annotated[
        str,
        typer.Argument(metavar="IN.jsonl", help="A document or wiredesk.report/1 object a line; .gz is read; - for stdin."),
    ],
    answers: Annotated[str, typer.Argument(metavar="OUT.jsonl", help="Where ids and incidents go, in order; .gz is packed.")],
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, max=512, metavar="N", help="Processes; one for each core.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="text, capture or html, over the line's own.")
    ] = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Put many reports into groups, one for each incident; a desk is neither needed nor changed."""
    from wiredesk.cli.grouping import group_batch

    n_workers = workers or os.cpu_count() or 1
    raise typer.Exit(group_batch(batch, answers, n_workers=n_workers, kind=kind, settings=settings_of(config, settings)))
