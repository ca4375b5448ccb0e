"""`wiredesk user`: the arguments. Not for: the work (see `cli.users`)."""

from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, JsonOption, SetOption, StoreOption, WhoOption, settings_of

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Whose account, in any spelling of the name.")]
StdinOption = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input, one line.")]
RoleOption = Annotated[str, typer.Option("--role", metavar="ROLE", help="reader, coder, editor or admin.")]


def add_to(app: typer.Typer) -> None:
    """Put the verbs in."""
    user = typer.Typer(no_args_is_help=True, help="Say who may use the desk.", epilog="Example:\n\nwiredesk user list")
    user.command("add", epilog='Example:\n\nwiredesk user add "Ada Roe" --role admin')(add)
    user.command("list", epilog="Example:\n\nwiredesk user list")(list_)
    user.command("role", epilog='Example:\n\nwiredesk user role "Ada Roe" editor')(role)
    user.command("password", epilog='Example:\n\nwiredesk user password "Ada Roe"')(password)
    user.command("close", epilog='Example:\n\nwiredesk user close "Ada Roe"')(close)
    user.command("reopen", epilog='Example:\n\nwiredesk user reopen "Ada Roe"')(reopen)
    user.command("key", epilog='Example:\n\nwiredesk user key "Ada Roe" --for "nightly export" --role reader')(key)
    user.command("keys", epilog="Example:\n\nwiredesk user keys")(keys)
    user.command("revoke", epilog="Example:\n\nwiredesk user revoke 3")(revoke)
    app.add_typer(user, name="user")


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What people see beside each ruling.")],
    role: RoleOption,
    is_from_stdin: StdinOption = False,
    is_for_keys: Annotated[bool, typer.Option("--no-password", help="Nobody logs in by it; it is for keys alone.")] = False,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Make an account; the password is asked for twice. The first one must be an admin's. From then on all must log in."""
    from wiredesk.cli.users import add_user

    chosen = settings_of(config, settings, store=store, user=who)
    raise typer.Exit(add_user(chosen, name, role, is_from_stdin=is_from_stdin, is_for_keys=is_for_keys))


def list_(
    as_json: JsonOption = False, store: StoreOption = None, config: ConfigOption = None, settings: SetOption = None
) -> None:
    """List the accounts, closed ones last."""
    from wiredesk.cli.users import list_users

    raise typer.Exit(list_users(settings_of(config, settings, store=store), as_json=as_json))


def role(
    name: NameArgument,
    to: Annotated[str, typer.Argument(metavar="ROLE", help="reader, coder, editor or admin.")],
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Give somebody another role; it holds at once. The last admin stays one."""
    from wiredesk.cli.users import change_role

    raise typer.Exit(change_role(settings_of(config, settings, store=store, user=who), name, to))


def password(
    name: NameArgument,
    is_from_stdin: StdinOption = False,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Give somebody a new password, which ends their sessions."""
    from wiredesk.cli.users import change_password

    raise typer.Exit(change_password(settings_of(config, settings, store=store, user=who), name, is_from_stdin=is_from_stdin))


def close(
    name: NameArgument,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Close an account: its sessions and keys end at once, its rulings stay. The last admin's stays open."""
    from wiredesk.cli.users import close_user

    raise typer.Exit(close_user(settings_of(config, settings, store=store, user=who), name))


def reopen(
    name: NameArgument,
    is_from_stdin: StdinOption = False,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Open a closed account again, with a new password."""
    from wiredesk.cli.users import reopen_user

    raise typer.Exit(reopen_user(settings_of(config, settings, store=store, user=who), name, is_from_stdin=is_from_stdin))


def key(
    name: NameArgument,
    label: Annotated[str, typer.Option("--for", metavar="WORDS", help="What the key is for.")],
    role: RoleOption = "reader",
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Make a key for a program and print it, this once; it may at most what its account may."""
    from wiredesk.cli.users import make_user_key

    raise typer.Exit(make_user_key(settings_of(config, settings, store=store, user=who), name, label=label, role=role))


def keys(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Whose; none for all.")] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """List the keys: what for, whose, when last used; never the keys themselves."""
    from wiredesk.cli.users import list_keys

    raise typer.Exit(list_keys(settings_of(config, settings, store=store), name, as_json=as_json))


def revoke(
    number: Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="The key's number; see wiredesk user keys.")],
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Put a key out of force at once."""
    from wiredesk.cli.users import revoke_user_key

    raise typer.Exit(revoke_user_key(settings_of(config, settings, store=store, user=who), number))
