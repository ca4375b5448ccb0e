"""Words round a shown date that tell what day it is, in the languages of the pages we read. Not for: months and weekdays."""

import re

# What stands before the day of a change, which is never the day of publication.
CHANGED = re.compile(
    r"(?:updat|modif|edited|revis|aktualisiert|geändert|stand:|mis à jour|actualiz|aggiorn|zuletzt|last changed|editiert"
    r"|bearbeitet|bijgewerkt"
    r"|modyfikacj|обновлен|gewijzigd|atualizad)",
    re.I,
)
# What stands before the day of publication.
TOLD = re.compile(
    r"(?:publi|posted|issued|released|created|veröffentlicht|erschienen|erstellt|vom|datum|date|fecha|geplaatst|geposted"
    r"|on\b|am\b|le\b|il\b|dated)"
    r"\W*(?:\w+\W+){0,2}$",
    re.I,
)
