"""`wiredesk watch`: the arguments. Not for: the work (see `cli.watching`)."""

from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, JsonOption, SetOption, StoreOption, WhoOption, settings_of

WatchArgument = Annotated[str, typer.Argument(metavar="WATCH", help="A watch's name, or its id, such as w2.")]
_SINK = "desk, terminal, webhook:https://..., mail:name@host or atom:FILE; may be repeated. The terminal when none is given."


def add_to(app: typer.Typer) -> None:
    """Put the verbs in."""
    watch = typer.Typer(
        no_args_is_help=True, help="Save what you want to be alerted to.", epilog="Example:\n\nwiredesk watch list"
    )
    watch.command("add", epilog='Example:\n\nwiredesk watch add river --place Suriname --stage threatened --phrase "burn every"')(
        add
    )
    watch.command("list", epilog="Example:\n\nwiredesk watch list")(list_)
    watch.command("remove", epilog="Example:\n\nwiredesk watch remove river")(remove)
    watch.command("pause", epilog="Example:\n\nwiredesk watch pause river")(pause)
    watch.command("resume", epilog="Example:\n\nwiredesk watch resume river")(resume)
    watch.command("test", epilog="Example:\n\nwiredesk watch test river")(try_)
    watch.command("run", epilog="Example:\n\nwiredesk watch run")(run)
    watch.command("deliver", epilog="Example:\n\nwiredesk watch deliver")(deliver)
    app.add_typer(watch, name="watch")


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it.")],
    who: Annotated[
        list[str] | None, typer.Option("--who", metavar="NAME", help="A person or body, in any spelling; may be repeated.")
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option("--place", metavar="NAME", help="A place or a country; may be repeated.")
    ] = None,
    near: Annotated[str | None, typer.Option("--near", metavar="LAT,LON,KM", help="Within so many kilometres.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="attack, bombing, kidnapping ...")] = None,
    stage: Annotated[
        list[str] | None, typer.Option("--stage", metavar="STAGE", help="threatened, attempted or accomplished.")
    ] = None,
    phrase: Annotated[
        list[str] | None, typer.Option("--phrase", metavar="WORDS", help="Words that stand together; may be repeated.")
    ] = None,
    date_within: Annotated[
        int | None, typer.Option("--date-within", metavar="DAYS", help="A date named in the report that comes within DAYS.")
    ] = None,
    outlet: Annotated[list[str] | None, typer.Option("--outlet", metavar="NAME", help="An outlet's host or name.")] = None,
    sink: Annotated[list[str] | None, typer.Option("--sink", metavar="SINK", help=_SINK)] = None,
    store: StoreOption = None,
    who_acts: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Save a watch: every condition given must hold, of several values of one condition any. It looks at what is filed later."""
    from wiredesk.cli.watching import Wanted, watch_added

    wanted = Wanted(
        name,
        who=tuple(who or ()),
        places=tuple(place or ()),
        types=tuple(kind or ()),
        stages=tuple(stage or ()),
        phrases=tuple(phrase or ()),
        outlets=tuple(outlet or ()),
        sinks=tuple(sink or ()),
        near=near,
        date_within_days=date_within,
    )
    raise typer.Exit(watch_added(wanted, settings=settings_of(config, settings, store=store, user=who_acts)))


def list_(
    as_json: JsonOption = False, store: StoreOption = None, config: ConfigOption = None, settings: SetOption = None
) -> None:
    """List the watches with how often each fired."""
    from wiredesk.cli.watching import watches_listed

    raise typer.Exit(watches_listed(as_json=as_json, settings=settings_of(config, settings, store=store)))


def remove(
    watch: WatchArgument,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Forget a watch and its alerts."""
    from wiredesk.cli.watching import watch_changed

    raise typer.Exit(watch_changed(watch, "remove", settings=settings_of(config, settings, store=store, user=who)))


def pause(
    watch: WatchArgument,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Let a watch rest."""
    from wiredesk.cli.watching import watch_changed

    raise typer.Exit(watch_changed(watch, "pause", settings=settings_of(config, settings, store=store, user=who)))


def resume(
    watch: WatchArgument,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Let a paused watch go on; what was filed meanwhile is not looked at."""
    from wiredesk.cli.watching import watch_changed

    raise typer.Exit(watch_changed(watch, "resume", settings=settings_of(config, settings, store=store, user=who)))


def try_(
    watch: WatchArgument,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, metavar="N", help="So many at most.")] = 50,
    as_json: JsonOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Show what a watch would have fired on among the stored reports; nothing is sent."""
    from wiredesk.cli.watching import watch_tested

    raise typer.Exit(watch_tested(watch, limit=limit, as_json=as_json, settings=settings_of(config, settings, store=store)))


def run(as_json: JsonOption = False, store: StoreOption = None, config: ConfigOption = None, settings: SetOption = None) -> None:
    """Look for dates coming near, and deliver what is due: for those who do not run follow, once a day."""
    from wiredesk.cli.watching import alerts_delivered

    kept = settings_of(config, settings, store=store)
    raise typer.Exit(alerts_delivered(with_dates=True, as_json=as_json, settings=kept))


def deliver(
    as_json: JsonOption = False, store: StoreOption = None, config: ConfigOption = None, settings: SetOption = None
) -> None:
    """Deliver the alerts that wait; follow does it by itself."""
    from wiredesk.cli.watching import alerts_delivered

    kept = settings_of(config, settings, store=store)
    raise typer.Exit(alerts_delivered(with_dates=False, as_json=as_json, settings=kept))
