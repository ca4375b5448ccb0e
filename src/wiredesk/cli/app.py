"""The commands and their arguments, and what becomes of errors. Not for: what the commands do."""

import os
from typing import Annotated

import typer

from wiredesk import __version__
from wiredesk.cli.commands import add_commands
from wiredesk.cli.options import CapturedOption, ConfigOption, PublishedOption, SetOption, UrlOption, settings_of
from wiredesk.cli.panels import Verbs
from wiredesk.cli.saying import Outcome, print_out, say_error, silence_output
from wiredesk.errors import SettingError, WiredeskError

_INTERRUPTED = 130
_PIPE_CLOSED = 141

app = typer.Typer(
    name="wiredesk",
    cls=Verbs,
    help="Read news reports and file what they say about incidents and threats, every fact bound to its words.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status; every failure is told on one line of standard error."""
    from typer.main import get_command

    try:
        status = get_command(app).main(arguments or ["--help"], prog_name="wiredesk", standalone_mode=False)
        print_out("")
    except SettingError as error:
        return say_error(str(error), Outcome.USAGE)
    except WiredeskError as error:
        return say_error(str(error), Outcome.REFUSED)
    except BrokenPipeError:
        return _pipe_closed()
    except SystemExit as leaving:
        if not isinstance(leaving.__context__, BrokenPipeError):  # which Typer turns into an exit of its own
            raise
        return _pipe_closed()
    except KeyboardInterrupt:
        status = _INTERRUPTED
    except typer.Abort as error:
        # Typer takes any EOFError for a closed prompt; we have no prompts, so it is a defect that must be seen.
        raise error.__cause__ or error from None
    except typer.TyperException as error:
        words = error.format_message().rstrip(".")
        # A group without its verb has just printed its help, and says nothing more.
        return say_error(f"{words}; see {_verb(error)} --help", Outcome.USAGE) if words else Outcome.USAGE
    # Typer turns Ctrl-C into this status itself.
    return say_error("interrupted; no half-written file is left", status) if status == _INTERRUPTED else int(status or 0)


def _pipe_closed() -> int:
    """The reader of our output has enough (`| head`): nothing more can be told there, not even at exit."""
    silence_output()
    return _PIPE_CLOSED


def _verb(error: typer.TyperException) -> str:
    """Return the verb that a wrong use is about, as it is typed."""
    context = getattr(error, "ctx", None)
    return str(context.command_path) if context is not None else "wiredesk"


def _version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"wiredesk {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Tell the version.")] = False,
) -> None:
    """Hold the options before the command."""


@app.command(epilog="Example:\n\nwiredesk read examples/river-threat.txt")
def read(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", help="A path, an http(s) address, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print wiredesk.report/1, one object a line.")] = False,
    html: Annotated[
        str | None,
        typer.Option(
            "--html", metavar="FILE", help="Write an evidence page; FOLDER/ for several sources, - for standard output."
        ),
    ] = None,
    published: PublishedOption = None,
    url: UrlOption = None,
    captured: CapturedOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Read reports: an HTML page, a plain capture, clean text, a mail, a PDF or a saved archive. The form is found out."""
    from wiredesk.cli.given import given_of
    from wiredesk.cli.reading_sources import read_sources

    given = given_of(published, url, captured)
    raise typer.Exit(read_sources(sources, as_json=as_json, html=html, given=given, settings=settings_of(config, settings)))


@app.command(epilog="Example:\n\nwiredesk annotate reports.jsonl layers.jsonl --workers 2")
def annotate(
    batch: Annotated[str, typer.Argument(metavar="IN.jsonl", help="One document a line; .gz is read; - for standard input.")],
    answers: Annotated[str, typer.Argument(metavar="OUT.jsonl", help="Where the layers go, in the same order; .gz is packed.")],
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, max=512, metavar="N", help="Processes; one for each core.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="text, capture or html, over the line's own.")
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--only", metavar="LAYERS", help="Of the layers these, parted by commas: published,body is many times as fast."
        ),
    ] = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Read many documents in parallel and write corpus layers, for measuring."""
    from wiredesk.cli.annotating import annotate_batch

    n_workers = workers or os.cpu_count() or 1
    known = settings_of(config, settings)
    raise typer.Exit(annotate_batch(batch, answers, n_workers=n_workers, kind=kind, only=only, settings=known))


add_commands(app)
