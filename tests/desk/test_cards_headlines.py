"""Incidents in one sentence, from their columns alone."""

import pytest

from wiredesk.codebook import Stage
from wiredesk.desk.cards_headlines import brief_headline, brief_of
from wiredesk.store.cards import IncidentRow


def row(number: int = 1, *, story: int | None = None, **more: object) -> IncidentRow:
    """Return a found bombing in Oruba."""
    values: dict[str, object] = {
        "found_id": number, "incident_id": 1, "report_id": number, "story_id": story or number, "day": f"2024-05-0{number}",
        "type": "bombing", "stage": "accomplished", "is_background": False, "earliest": "2024-05-03", "latest": "2024-05-03",
        "place": "Oruba", "country": "KE", "killed_least": None, "killed_most": None, "wounded_least": None, "wounded_most": None,
    }  # fmt: skip
    return IncidentRow(**(values | more))  # type: ignore[arg-type]


def killed(number: int, least: int | None, most: int | None, **more: object) -> IncidentRow:
    return row(number, killed_least=least, killed_most=most, **more)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row()], "Bombing in Oruba, Kenya on 3 May 2024"),
        ([killed(1, 4, 4), killed(2, 6, 6)], "Bombing in Oruba, Kenya on 3 May 2024; 4 to 6 killed"),
        ([killed(1, 4, 4), killed(2, 6, 6, story_id=1)], "Bombing in Oruba, Kenya on 3 May 2024; 6 killed"),
        ([killed(1, 4, None)], "Bombing in Oruba, Kenya on 3 May 2024; at least 4 killed"),
        ([killed(1, 4, 4), killed(2, 6, None)], "Bombing in Oruba, Kenya on 3 May 2024; 4 to 6 or more killed"),
        ([row(stage="threatened", earliest=None, latest=None)], "Threatened bombing in Oruba, Kenya"),
        ([row(type="forced_work_stoppage", place=None)], "Forced work stoppage on 3 May 2024"),
        ([row(latest="2024-05-31", earliest="2024-05-01")], "Bombing in Oruba, Kenya in May 2024"),
        ([row(earliest="2024-05-01", latest="2024-05-09")], "Bombing in Oruba, Kenya at a time from 1 to 9 May 2024"),
        ([row(place="PORT ELDON", country=None)], "Bombing in Port Eldon on 3 May 2024"),
        ([row(place="Kenya")], "Bombing in Kenya on 3 May 2024"),
    ],
)
def test_a_list_tells_an_incident_in_one_sentence(rows: list[IncidentRow], words: str) -> None:
    assert brief_headline(brief_of(rows)) == words


def test_reports_that_recall_an_incident_do_not_speak_for_it() -> None:
    brief = brief_of([killed(1, 4, 4), killed(2, 99, 99, is_background=True)])
    assert brief.killed == (4, 4, False)
    assert (brief.n_reports, brief.n_stories) == (2, 2)
    assert brief_of([killed(2, 99, 99, is_background=True)]).killed == (99, 99, False)


def test_a_deed_outweighs_the_threat_before_it() -> None:
    brief = brief_of([row(1, stage="threatened"), row(2)])
    assert brief.stages == (Stage.ACCOMPLISHED, Stage.THREATENED)
    assert brief_headline(brief).startswith("Bombing")
