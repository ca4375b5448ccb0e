"""Tell the lines that a newsletter says of itself as a mail. Not for: pleas to subscribe on pages (see `lines_phrases`).

They are no article, whatever stands beside them. The forms are those that senders of mail are bound to by law and custom.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from wiredesk.documents import LineLabel
from wiredesk.tagger.lines_units import TaggedUnit

_LONGEST = 200  # characters
_MAIL = r"(?:e-?mail|mail|message|newsletter|briefing|mailing|bulletin)"
_REASON = re.compile(
    rf"^\W{{0,3}}(?:you(?:.re| are) (?:receiving|getting)|you(?:.ve| have)? (?:received|got)) this {_MAIL}\b|"
    rf"^\W{{0,3}}this {_MAIL} (?:was|has been) sent to\b|"
    r"^\W{0,3}(?:sie erhalten diese[ns]? (?:e-?mail|newsletter|nachricht)|"
    r"vous recevez (?:cet|ce|cette) (?:e-?mail|courriel|lettre|newsletter|message)|"
    r"(?:has recibido|recibes|recibe|está recibiendo) este (?:correo|boletín|e-?mail|mensaje)|"
    r"você (?:está recebendo|recebeu) este e-?mail|"
    r"ricevi questa (?:e-?mail|newsletter)|je ontvangt deze (?:e-?mail|nieuwsbrief|mail))\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    rf"^\W{{0,3}}(?:view|read|open|see|show) (?:this {_MAIL}|it|online version)?\s?(?:in|on) (?:your|a|the|my) "
    r"(?:web )?browser\W{0,3}$|"
    rf"^\W{{0,3}}view (?:this {_MAIL} )?online\W{{0,3}}$|"
    r"^\W{0,3}(?:(?:is|are) this |having )?(?:e-?mail|trouble|problems|can.t|cannot).{0,30}"
    r"\b(?:browser|view it online|click here)\W{0,3}$|"
    r"^\W{0,3}(?:im browser (?:ansehen|öffnen)|(?:voir|afficher|lire) .{0,25}navigateur|ver .{0,25}navegador|"
    r"visualizza .{0,25}browser|bekijk .{0,25}browser)\W{0,3}$|"
    r"^\W{0,3}(?:unsubscribe|update (?:your )?preferences|manage (?:your )?(?:preferences|subscriptions?)|abmelden|se désabonner|"
    r"darse de baja|cancelar suscripción|afmelden)(?:\s?[|.,·:–/-].{0,80}|\s(?:at|from|here|any ?time|now)\b.{0,60})?$",
    re.IGNORECASE,
)


def gives_reason(text: str) -> bool:
    """Tell whether a line says why somebody got this mail; what follows it is the sender's address, and no story."""
    return len(text) <= _LONGEST and _REASON.match(text) is not None


def is_notice(text: str) -> bool:
    """Tell whether a line is a mail's own: how to view it, why it came, how to have no more of them."""
    return len(text) <= _LONGEST and (_REASON.match(text) is not None or _NOTICE.match(text) is not None)


def without_notices(units: Sequence[TaggedUnit]) -> list[TaggedUnit]:
    """Return the units with a mail's notices made furniture, which no headline and no article is."""
    return [
        replace(one, label=LineLabel.CHROME, is_body=False, title_score=0.0) if is_notice(one.unit.text) else one for one in units
    ]
