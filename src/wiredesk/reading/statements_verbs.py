"""Verbs of speech and promise, in the forms that news uses. Not for: cues in general (the tagger knows more)."""

import re

# Verbs of speech and promise in the forms that news uses. Our choice: the verbs that are cues of quotations in PolNeAR train.
_IRREGULAR = (
    "said says saying say told tells telling wrote writes writing read reads noted notes noting replied replies replying "
    "denied denies denying admitted admits admitting testified testifies swore quipped quips"
)
_ADDING = (  # take -ed, -s, -ing
    "add ask warn vow explain insist claim tweet post respond recall threaten demand call dismiss condemn remark shout "
    "chant predict suggest boast complain yell stress comment"
)
_SHORTENED = (  # lose their -e
    "declar announc argu stat continu conclud promis pledg urg describ accus prais observ jok acknowledg reiterat "
    "emphasis emphasiz"
)
SPEECH_VERB = re.compile(
    rf"(?<![\w-])(?:{'|'.join(_IRREGULAR.split())}|(?:{'|'.join(_ADDING.split())})(?:ed|s|ing)|(?:{'|'.join(_SHORTENED.split())})(?:ed|es|ing))\b"
    r"|\baccording to\b"
)
