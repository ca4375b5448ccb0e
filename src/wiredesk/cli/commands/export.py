"""`wiredesk export`: the arguments. Not for: the work (see `cli.exporting`)."""

from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, SetOption, StoreOption, settings_of


def add_to(app: typer.Typer) -> None:
    """Put the verb in."""
    app.command(epilog="Example:\n\nwiredesk export crosswalk --format csv --out crosswalk.csv")(export)


def export(
    tables: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TABLE", help="incidents, crosswalk, values, reports, statements, entities or dates; incidents if none."
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="jsonl, csv, xlsx, geojson, parquet or ics.")] = "jsonl",
    out: Annotated[
        str, typer.Option("--out", metavar="FILE", help="Where to; - for standard output; FOLDER/ for several tables.")
    ] = "-",
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Published then or later: 2019, 2019-04.")] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Published then or earlier.")] = None,
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Incidents of this type.")] = None,
    stage: Annotated[str | None, typer.Option("--stage", metavar="STAGE", help="Incidents of this stage.")] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="CODE", help="Incidents there, such as MZ.")] = None,
    incident: Annotated[str | None, typer.Option("--incident", metavar="ID", help="One incident, such as i5.")] = None,
    is_raw: Annotated[
        bool, typer.Option("--raw", help="CSV: leave words alone that a spreadsheet would run as a formula.")
    ] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Take the data away: incidents, the event-to-report crosswalk, every value, each row with its quotation."""
    from wiredesk.cli.exporting import Wanted, export_tables
    from wiredesk.store.exporting import Chosen

    chosen = Chosen(since, until, kind, stage, country.upper() if country else None)
    wanted = Wanted(tuple(tables or ()), form, out, chosen, incident, is_raw)
    raise typer.Exit(export_tables(wanted, settings_of(config, settings, store=store)))
