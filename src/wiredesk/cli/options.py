"""Options that several verbs share, and the settings that they make. Not for: what one verb alone takes."""

from pathlib import Path
from typing import Annotated

import typer

from wiredesk.errors import SettingError
from wiredesk.settings import Settings, load_settings

ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Settings file, for wiredesk.toml.")]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="One setting, such as allow_private_addresses=true; may be repeated."),
]
StoreOption = Annotated[
    str | None,
    typer.Option("--store", metavar="STORE", help="The desk's file, or postgresql://...; setting store, else wiredesk.db."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
WhoOption = Annotated[
    str | None, typer.Option("--as", metavar="NAME", help="Who rules or acts, for the log; setting user, else the login name.")
]
PublishedOption = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="The day it was published, over what the page says.")
]
UrlOption = Annotated[str | None, typer.Option("--url", metavar="URL", help="The page's address, over what it says itself.")]
CapturedOption = Annotated[
    str | None, typer.Option("--captured", metavar="MOMENT", help="When it was saved: 2016-09-01T20:35:00Z.")
]


def settings_of(config: Path | None, given: list[str] | None, **more: object) -> Settings:
    """Gather the settings of one command; `more` are options of its own that stand for settings, None when not given.

    :raises SettingError: for a setting that cannot be used.
    """
    values: dict[str, object] = {}
    for words in given or ():
        name, sign, value = words.partition("=")
        if not sign or name == "config":
            raise SettingError(f"--set {words}: write it as NAME=VALUE, such as max_bytes=20000000")
        values[name.strip()] = value
    values.update({name: value for name, value in more.items() if value is not None})
    return load_settings(config, **values)
