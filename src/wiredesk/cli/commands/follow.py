"""`wiredesk follow` and `wiredesk feed`: the arguments. Not for: the work (see `cli.following`)."""

from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, JsonOption, SetOption, StoreOption, WhoOption, settings_of

EveryOption = Annotated[str | None, typer.Option("--every", metavar="TIME", help="How often to ask, such as 15m, 2h or 1d.")]
FeedArgument = Annotated[str, typer.Argument(metavar="FEED", help="A feed's id, such as f3, or its address.")]


def add_to(app: typer.Typer) -> None:
    """Put the verbs in."""
    app.command(epilog="Example:\n\nwiredesk follow --once")(follow)
    feed = typer.Typer(no_args_is_help=True, help="Say which feeds are followed.", epilog="Example:\n\nwiredesk feed list")
    feed.command("add", epilog="Example:\n\nwiredesk feed add https://news.example/rss.xml --every 30m")(feed_add)
    feed.command("list", epilog="Example:\n\nwiredesk feed list")(feed_list)
    feed.command("remove", epilog="Example:\n\nwiredesk feed remove f1")(feed_remove)
    feed.command("pause", epilog="Example:\n\nwiredesk feed pause f1")(feed_pause)
    feed.command("resume", epilog="Example:\n\nwiredesk feed resume f1")(feed_resume)
    app.add_typer(feed, name="feed")


def follow(
    once: Annotated[bool, typer.Option("--once", help="Ask what is due, file what is new, and end: for cron.")] = False,
    every: EveryOption = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Ask the feeds, file what is new, deliver alerts; until Ctrl-C. The log goes to standard error, alerts to the output."""
    from wiredesk.cli.following import run_follow, seconds_of

    every_s = seconds_of(every) if every else None
    kept = settings_of(config, settings, store=store, user=who)
    raise typer.Exit(run_follow(once=once, every_s=every_s, as_json=as_json, settings=kept))


def feed_add(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", help="The address of a feed, or an OPML file or address.")],
    every: EveryOption = None,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Follow feeds from now on."""
    from wiredesk.cli.following import feeds_added, seconds_of

    every_s = seconds_of(every) if every else None
    raise typer.Exit(feeds_added(sources, every_s=every_s, settings=settings_of(config, settings, store=store, user=who)))


def feed_list(
    as_json: JsonOption = False, store: StoreOption = None, config: ConfigOption = None, settings: SetOption = None
) -> None:
    """List the feeds with what came of them."""
    from wiredesk.cli.following import feeds_listed

    raise typer.Exit(feeds_listed(as_json=as_json, settings=settings_of(config, settings, store=store)))


def feed_remove(
    feed: FeedArgument,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Follow a feed no longer; its reports stay."""
    from wiredesk.cli.following import feed_changed

    raise typer.Exit(feed_changed(feed, "remove", settings=settings_of(config, settings, store=store, user=who)))


def feed_pause(
    feed: FeedArgument,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Leave a feed alone for a while."""
    from wiredesk.cli.following import feed_changed

    raise typer.Exit(feed_changed(feed, "pause", settings=settings_of(config, settings, store=store, user=who)))


def feed_resume(
    feed: FeedArgument,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Follow a paused feed again."""
    from wiredesk.cli.following import feed_changed

    raise typer.Exit(feed_changed(feed, "resume", settings=settings_of(config, settings, store=store, user=who)))
