"""`wiredesk incident` and `wiredesk person`: gather and print. Not for: how cards look (see `cards_incidents` and others)."""

import json

from wiredesk.cli.cards_layout import counted, print_cards
from wiredesk.cli.saying import print_out, say_note
from wiredesk.desk.desk import open_desk
from wiredesk.errors import NotOnDesk
from wiredesk.interchange.report_json import Json
from wiredesk.settings import Settings


def json_line(told: Json) -> str:
    """Return one object as a line; in escapes where it holds a lone surrogate, which JSON can write and UTF-8 cannot."""
    words = json.dumps(told, ensure_ascii=False)
    try:
        words.encode()
    except UnicodeEncodeError:
        words = json.dumps(told)
    return f"{words}\n"


def print_incident(name: str, *, as_json: bool, settings: Settings) -> int:
    """Print the card of one incident and return the exit status.

    :raises NotOnDesk: when there is no such incident.
    """
    from wiredesk.desk.cards import incident_card
    from wiredesk.desk.cards_json import incident_json

    with open_desk(settings) as desk:
        card = incident_card(desk, name)
    if as_json:
        print_out(json_line(incident_json(card)))
        return 0
    from wiredesk.cli.cards_incidents import incident_shown

    print_cards(incident_shown(card))
    return 0


def print_incidents(*, limit: int, before: str | None, as_json: bool, settings: Settings) -> int:
    """Print the newest incidents and return the exit status."""
    from wiredesk.desk.cards import newest_incidents
    from wiredesk.desk.cards_json import listed_json

    with open_desk(settings) as desk:
        listed = newest_incidents(desk, limit=limit, before=before)
    if as_json:
        print_out("".join(json_line(listed_json(one)) for one in listed.incidents))
    elif listed.incidents:
        from wiredesk.cli.cards_incidents import list_shown

        print_cards(list_shown(listed))
    if not listed.incidents:
        say_note("no incidents here; wiredesk add files reports that tell of some")
    if listed.next:
        say_note(f"more: give --before {listed.next}")
    return 0


def print_person(name: str, *, as_json: bool, settings: Settings) -> int:
    """Print the card of whoever a name means, or the list when it may mean several, and return the exit status.

    :raises NotOnDesk: when nobody is called so.
    """
    from wiredesk.desk.cards_entities import entity_card
    from wiredesk.desk.cards_finding import entities_meant
    from wiredesk.desk.cards_json import entity_json, head_json

    with open_desk(settings) as desk:
        meant = entities_meant(desk, name)
        if not meant.entities:
            raise NotOnDesk(f"{name[:60]!r}: nobody and nothing on the desk is called so; wiredesk find --who looks in the words")
        card = entity_card(desk, meant.entities[0].entity_id) if len(meant.entities) == 1 else None
    if card is None:
        say_note(f"{counted(len(meant.entities), 'entity')} may be meant; give the id of one")
    elif not meant.is_certain:
        say_note(f"nobody is called {name[:60]} to the letter; this name fits")
    if as_json:
        told = [entity_json(card)] if card else [head_json(head) for head in meant.entities]
        print_out("".join(map(json_line, told)))
        return 0
    from wiredesk.cli.cards_entities import entity_shown, meant_shown

    print_cards(entity_shown(card) if card else meant_shown(meant.entities))
    return 0
