"""The order and the panels in which `wiredesk --help` lists the verbs. Not for: the verbs."""

from typing import Any

from typer.core import TyperGroup

_PANELS = {
    "Read": ("read", "annotate", "group"),
    "The desk": ("desk", "add", "rejected", "link"),
    "Browser": ("serve", "user"),
    "Look": ("find", "report", "incident", "person", "upcoming"),
    "Rule": ("rule", "round", "reread", "outlet"),
    "Follow": ("feed", "follow", "watch"),
    "Take away": ("export",),
    "Tend": ("verify", "backup", "restore", "remove"),
}


class Verbs(TyperGroup):
    """List the verbs by panel; one that no panel names comes last, under the heading that Typer gives it."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        found = dict(self.commands)
        self.commands.clear()
        for panel, names in _PANELS.items():
            for name in names:
                if name in found:
                    self.commands[name] = found.pop(name)
                    vars(self.commands[name])["rich_help_panel"] = panel
        self.commands.update(found)
