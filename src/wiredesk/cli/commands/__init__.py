"""The verbs of the desk, one file for each or for a few that belong together; `add_to(app)` puts its verbs in.

Nothing heavy is imported at the top of these files: all of them are imported by every start of the command line.
"""

from importlib import import_module
from pkgutil import iter_modules

import typer


def add_commands(app: typer.Typer) -> None:
    """Put the verbs of every file in this folder into `app`, whatever their order (see `cli.panels`)."""
    for found in iter_modules(__path__):
        import_module(f"{__name__}.{found.name}").add_to(app)
