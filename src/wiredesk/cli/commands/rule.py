"""`wiredesk rule` and `wiredesk reread`: the arguments. Not for: the work (see `cli.ruling`, `cli.rereading`)."""

from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, JsonOption, SetOption, StoreOption, WhoOption, settings_of

Report = Annotated[str, typer.Argument(metavar="REPORT", help="A report's id, such as r12.")]
Addresses = Annotated[list[str], typer.Argument(metavar="ADDRESS", help="Facts or fields, such as i1, i1.killed, s3.")]
Note = Annotated[str | None, typer.Option("--note", metavar="WORDS", help="Why, for whoever reads the list of rulings.")]
Left = Annotated[str, typer.Argument(metavar="LEFT", help="An incident (i5), an entity (e40), a report (r1) or a story (c3).")]
Right = Annotated[str, typer.Argument(metavar="RIGHT", help="Another one of the same kind.")]
_FIELDS = {"allow_extra_args": True, "ignore_unknown_options": True}
_ABOUT = (
    "Say what is right: accept, correct, reject or add facts of a report; correct its article; say which records are the same. "
    "Every ruling is kept with who and when, outranks the reader, outlives reading anew, and can be undone."
)


def add_to(app: typer.Typer) -> None:
    """Put the verbs in."""
    rule = typer.Typer(no_args_is_help=True, help=_ABOUT, epilog="Example:\n\nwiredesk rule correct r12 i1.killed 6")
    rule.command("facts", epilog="Example:\n\nwiredesk rule facts r12 i1")(facts)
    rule.command("accept", epilog="Example:\n\nwiredesk rule accept r12 i1.date i1.place")(accept)
    rule.command("correct", epilog='Example:\n\nwiredesk rule correct r12 i1.killed 6 i1.place "Kirov"')(correct)
    rule.command("reject", epilog="Example:\n\nwiredesk rule reject r12 s3 i1.victim2")(reject)
    example = 'wiredesk rule add r12 incident --type bombing --words "a car bomb went off" --date 2016-09-09'
    rule.command("add", context_settings=_FIELDS, epilog=f"Example:\n\n{example}")(add)
    example = "wiredesk rule split r12 i1 victim2 killed --stage attempted\n\nwiredesk rule split i5 r12 r14"
    rule.command("split", context_settings=_FIELDS, epilog=f"Example:\n\n{example}")(split)
    rule.command("same", epilog="Example:\n\nwiredesk rule same i5 i9")(same)
    rule.command("different", epilog="Example:\n\nwiredesk rule different e4 e7")(different)
    example = "wiredesk rule unsure i5 i9 --note 'ask the stringer'\n\nwiredesk rule unsure r12 i1.killed"
    rule.command("unsure", epilog=f"Example:\n\n{example}")(unsure)
    rule.command("title", epilog='Example:\n\nwiredesk rule title r12 "Ferry burnt at the pier"')(title)
    rule.command("published", epilog="Example:\n\nwiredesk rule published r12 2016-09-09")(published)
    rule.command("body", epilog="Example:\n\nwiredesk rule body r12 --lines 4-20")(body)
    rule.command("undo", epilog="Example:\n\nwiredesk rule undo n7")(undo)
    rule.command("list", epilog="Example:\n\nwiredesk rule list r12")(list_)
    app.add_typer(rule, name="rule", short_help="Accept, correct, reject or add facts; say which records are the same; undo.")


def facts(
    report: Report,
    only: Annotated[list[str] | None, typer.Argument(metavar="FACT", help="Only these, such as i1 s3.")] = None,
    show_empty: Annotated[bool, typer.Option("--empty", help="Also fields that say nothing.")] = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """List the facts of a report with their addresses, and who ruled on them."""
    from wiredesk.cli.ruling_shown import show_facts

    chosen = settings_of(config, settings, store=store)
    raise typer.Exit(show_facts(report, tuple(only or ()), show_empty=show_empty, as_json=as_json, settings=chosen))


def accept(
    report: Report,
    addresses: Addresses,
    who: WhoOption = None,
    note: Note = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Say that facts or fields are right as they stand; a newer reader does not change them."""
    from wiredesk.cli.ruling import accept_facts

    raise typer.Exit(accept_facts(report, addresses, note=note, settings=settings_of(config, settings, store=store, user=who)))


def correct(
    report: Report,
    pairs: Annotated[list[str], typer.Argument(metavar="ADDRESS VALUE", help="Fields, each with what it should say.")],
    who: WhoOption = None,
    note: Note = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Say what fields should say: a number, a date, one of a few words, or words of the article."""
    from wiredesk.cli.ruling import correct_facts

    raise typer.Exit(correct_facts(report, pairs, note=note, settings=settings_of(config, settings, store=store, user=who)))


def reject(
    report: Report,
    addresses: Addresses,
    who: WhoOption = None,
    note: Note = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Say that facts are none, or that fields say what the report does not."""
    from wiredesk.cli.ruling import reject_facts

    raise typer.Exit(reject_facts(report, addresses, note=note, settings=settings_of(config, settings, store=store, user=who)))


def add(
    context: typer.Context,
    report: Report,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="incident, statement, entity, victim, perpetrator, role ...")],
    who: WhoOption = None,
    note: Note = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Add a fact that the reader missed, by its words: --words and the fields of its KIND; a wrong field lists what there is.

    A victim, perpetrator, target or weapon needs --incident i1, a role --entity e4.
    """
    from wiredesk.cli.ruling import add_fact

    chosen = settings_of(config, settings, store=store, user=who)
    raise typer.Exit(add_fact(report, kind, context.args, note=note, settings=chosen))


def split(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD", help="A report (r12), then its incident; or an incident (i5).")],
    parts: Annotated[list[str], typer.Argument(metavar="PART", help="What goes: i1 victim2 killed; or reports.")],
    who: WhoOption = None,
    note: Note = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Make two incidents of one: of one report by its facts, or across reports by naming those that tell another one.

    Within a report fields of the new incident may follow: --type, --stage, --date, --place, --killed, --wounded, --words.
    """
    from wiredesk.cli.ruling import split_record

    chosen = settings_of(config, settings, store=store, user=who)
    raise typer.Exit(split_record(record, [*parts, *context.args], note=note, settings=chosen))


def same(
    left: Left,
    right: Right,
    who: WhoOption = None,
    note: Note = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Say that two records are one."""
    from wiredesk.cli.ruling import rule_pair

    raise typer.Exit(rule_pair("same", (left, right), note=note, settings=settings_of(config, settings, store=store, user=who)))


def different(
    left: Left,
    right: Right,
    who: WhoOption = None,
    note: Note = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Say that two records are two; the weakest link between them is cut."""
    from wiredesk.cli.ruling import rule_pair

    chosen = settings_of(config, settings, store=store, user=who)
    raise typer.Exit(rule_pair("different", (left, right), note=note, settings=chosen))


def unsure(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="One of two records (i5), or a report (r12), then its facts.")],
    others: Annotated[
        list[str], typer.Argument(metavar="OTHER", help="The other record (i9); or facts of the report (i1.killed).")
    ],
    who: WhoOption = None,
    note: Note = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Say that you looked at two records, or at facts of a report, and cannot tell; nothing is changed by it."""
    from wiredesk.cli.ruling import rule_unsure

    raise typer.Exit(rule_unsure(record, others, note=note, settings=settings_of(config, settings, store=store, user=who)))


def title(
    report: Report,
    words: Annotated[str, typer.Argument(metavar="TITLE", help="What the title is.")],
    who: WhoOption = None,
    note: Note = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Correct the title of an article."""
    from wiredesk.cli.ruling import rule_title

    raise typer.Exit(rule_title(report, words, note=note, settings=settings_of(config, settings, store=store, user=who)))


def published(
    report: Report,
    date: Annotated[str, typer.Argument(metavar="DATE", help="2016-09-09, 2016-09, 2016 or 2016-09-01/2016-09-08.")],
    who: WhoOption = None,
    note: Note = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Correct the publication date of an article; dates such as "on Monday" are read anew."""
    from wiredesk.cli.ruling import rule_published

    raise typer.Exit(rule_published(report, date, note=note, settings=settings_of(config, settings, store=store, user=who)))


def body(
    report: Report,
    first: Annotated[str | None, typer.Option("--from", metavar="WORDS", help="The first words of the body.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="WORDS", help="The last words of the body.")] = None,
    lines: Annotated[str | None, typer.Option("--lines", metavar="A-B", help="First and last line, as --show counts.")] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="FILE", help="The body; each paragraph stands in the page.")
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Number the lines of the page; * marks the body of now.")] = False,
    who: WhoOption = None,
    note: Note = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Correct the body of an article; the report is read again over it."""
    from wiredesk.cli.ruling_bodies import BodyWanted, rule_body

    wanted = BodyWanted(first, last, lines, text, show)
    raise typer.Exit(rule_body(report, wanted, note=note, settings=settings_of(config, settings, store=store, user=who)))


def undo(
    rulings: Annotated[list[str], typer.Argument(metavar="RULING", help="Ids of rulings, such as n7.")],
    who: WhoOption = None,
    note: Note = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Take rulings back, undos too; both stay in the list."""
    from wiredesk.cli.ruling import undo_rulings

    raise typer.Exit(undo_rulings(rulings, note=note, settings=settings_of(config, settings, store=store, user=who)))


def list_(
    report: Annotated[str | None, typer.Argument(metavar="REPORT", help="Only those on this report.")] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """List rulings: who, when, what, what was undone, and what finds no place in the report any more."""
    from wiredesk.cli.ruling_shown import list_rulings

    raise typer.Exit(list_rulings(report, as_json=as_json, settings=settings_of(config, settings, store=store)))
