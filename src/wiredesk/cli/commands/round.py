"""`wiredesk round`: the arguments. Not for: the work (see `cli.coding`)."""

from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, JsonOption, SetOption, StoreOption, WhoOption, settings_of

RoundArgument = Annotated[str, typer.Argument(metavar="ROUND", help="A round's name, or its number.")]


def add_to(app: typer.Typer) -> None:
    """Put the verbs in."""
    rounds = typer.Typer(
        no_args_is_help=True,
        help="Look at rounds of blind coding, which are made and coded in the browser.",
        epilog="Example:\n\nwiredesk round list",
    )
    rounds.command("list", epilog="Example:\n\nwiredesk round list")(list_)
    rounds.command("show", epilog="Example:\n\nwiredesk round show pilot")(show)
    rounds.command("agreement", epilog="Example:\n\nwiredesk round agreement pilot --json")(agreement)
    rounds.command("export", epilog="Example:\n\nwiredesk round export pilot --out pilot.csv")(export)
    app.add_typer(rounds, name="round")


def list_(
    as_json: JsonOption = False, store: StoreOption = None, config: ConfigOption = None, settings: SetOption = None
) -> None:
    """List the rounds with how much is answered."""
    from wiredesk.cli.coding import rounds_listed

    raise typer.Exit(rounds_listed(as_json=as_json, settings=settings_of(config, settings, store=store)))


def show(
    name: RoundArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Show how far each coder of a round is."""
    from wiredesk.cli.coding import round_shown

    raise typer.Exit(round_shown(name, as_json=as_json, settings=settings_of(config, settings, store=store)))


def agreement(
    name: RoundArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Tell how far the coders agree: Krippendorff's alpha and Cohen's kappa, with 95% intervals."""
    from wiredesk.cli.coding import agreement_shown

    raise typer.Exit(agreement_shown(name, as_json=as_json, settings=settings_of(config, settings, store=store, user=who)))


def export(
    name: RoundArgument,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="csv or jsonl.")] = "csv",
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Where to; - for standard output.")] = "-",
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Write the answers of a round, one row for each question and coder, for R (irr) or a spreadsheet."""
    from wiredesk.cli.coding import answers_exported

    kept = settings_of(config, settings, store=store, user=who)
    raise typer.Exit(answers_exported(name, form=form, out=out, settings=kept))
