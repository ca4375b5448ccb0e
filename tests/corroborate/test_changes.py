"""What changed between two versions is told with the words of both sides, and noise of the reader is not."""

from dataclasses import replace

import pytest

from tests.stand_ins import days
from wiredesk.codebook import Attribution, Effect, EntityType, IncidentType, PerpetratorKind, Stage
from wiredesk.corroborate.changes import Change, ChangeKind, changes
from wiredesk.documents import Article, Published, Report, Source
from wiredesk.records import Casualties, Count, Dated, Entity, Incident, Perpetrator, Reading, Victim
from wiredesk.spans import Span

THURSDAY = (
    "HARROW - A bomb killed four people in the market of Harrow on Thursday, police said.\n\n"
    "Police blamed the Northern Front for the attack.\n\nA handcart was destroyed."
)
SATURDAY = (
    "HARROW - A bomb killed six people in the market of Harrow on Thursday, police said.\n\n"
    "The Northern Front claimed the attack.\n\nA handcart was destroyed, and a school nearby lost its roof."
)


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def reading(text: str, killed: int, attribution: Attribution, *, title: str | None = None) -> Reading:
    number = "four" if "four people" in text else "six"
    front, place = Entity("e1", EntityType.ORGANIZATION, "Northern Front", (span(text, "Northern Front"),)), span(text, "Harrow")
    incident = Incident(
        "i1",
        IncidentType.BOMBING,
        Stage.ACCOMPLISHED,
        (span(text, f"A bomb killed {number} people in the market of Harrow on Thursday"),),
        date=Dated("2016-09-08", days("2016-09-08"), span(text, "Thursday")),
        place="e2",
        perpetrators=(Perpetrator(span(text, "Northern Front"), PerpetratorKind.ORGANIZATION, attribution, "e1"),),
        victims=(Victim(span(text, f"{number} people"), count=Count(killed, killed), effect=Effect.KILLED),),
        casualties=Casualties(killed=Count(killed, killed)),
    )
    report = Report(Source("x", "text/plain", "0" * 64, 1), Article(text, title=title), Published())
    return Reading(report, (front, Entity("e2", EntityType.PLACE, "Harrow", (place,))), incidents=(incident,))


OLDER = reading(THURSDAY, 4, Attribution.SUSPECTED_OR_ACCUSED_BY_AUTHORITIES)
NEWER = reading(SATURDAY, 6, Attribution.CLAIMED_OR_ADMITTED)


def one(found: tuple[Change, ...], kind: ChangeKind) -> Change:
    [change] = [change for change in found if change.kind is kind]
    return change


def with_incident(told: Reading, **changed: object) -> Reading:
    return replace(told, incidents=(replace(told.incidents[0], **changed),))  # type: ignore[arg-type]


def with_text(told: Reading, added: str, title: str | None = None) -> Reading:
    article = replace(told.report.article, text=told.report.article.text + added, title=title)
    return replace(told, report=replace(told.report, article=article))


def test_a_revised_toll_is_told_with_the_sentences_of_both_sides() -> None:
    toll = one(changes(OLDER, NEWER), ChangeKind.TOLL)
    assert toll.note == "killed: 4, now 6"
    assert "killed four people" in toll.older_words
    assert "killed six people" in toll.newer_words
    assert toll.newer_spans[0].cut(SATURDAY) == "six people"


def test_a_toll_is_not_told_a_second_time_as_a_figure() -> None:
    assert ChangeKind.FIGURE not in {change.kind for change in changes(OLDER, NEWER)}


def test_a_changed_attribution_names_who_and_how() -> None:
    found = one(changes(OLDER, NEWER), ChangeKind.ATTRIBUTION)
    assert found.note == "Northern Front: suspected or accused by authorities, now claimed or admitted"


def test_the_same_report_twice_has_no_changes() -> None:
    assert changes(OLDER, OLDER) == ()


def test_a_date_place_and_stage_that_changed_are_told() -> None:
    moved = with_text(OLDER, " It was on Friday, they said later.")
    friday = Dated("2016-09-09", days("2016-09-09"), span(moved.report.article.text, "Friday"))
    other = with_incident(moved, date=friday, stage=Stage.ATTEMPTED)
    other = replace(other, entities=(OLDER.entities[0], replace(OLDER.entities[1], name="Kella")))
    notes = {change.kind: change.note for change in changes(OLDER, other)}
    assert notes[ChangeKind.DATE] == "date: 2016-09-08, now 2016-09-09"
    assert notes[ChangeKind.PLACE] == "place: Harrow, now Kella"
    assert notes[ChangeKind.STAGE] == "accomplished, now attempted"


def test_a_date_that_only_becomes_more_exact_says_so() -> None:
    month = with_text(OLDER, " It was in September.")
    month = with_incident(
        month, date=Dated("2016-09", days("2016-09-01", "2016-09-30"), span(month.report.article.text, "September"))
    )
    assert one(changes(month, OLDER), ChangeKind.DATE).note.endswith("(more exact)")


def test_the_same_weekday_read_as_another_day_is_no_change() -> None:
    week_after = with_incident(OLDER, date=Dated("2016-09-15", days("2016-09-15"), span(THURSDAY, "Thursday")))
    assert changes(OLDER, week_after) == ()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("\n\nCorrection: An earlier version of this story gave a wrong day.", ChangeKind.CORRECTION),
        ("\n\nThe Harrow Post has retracted this report.", ChangeKind.RETRACTION),
        ("\n\nContrary to earlier reports, no child was among the dead.", ChangeKind.CORRECTION),
    ],
)
def test_what_a_report_takes_back_itself_is_told_first(words: str, kind: ChangeKind) -> None:
    found = changes(OLDER, with_text(NEWER, words))
    assert found[0].kind is kind
    assert found[0].newer_words in words


def test_a_retraction_in_the_headline_counts() -> None:
    found = changes(OLDER, with_text(NEWER, "", title="RETRACTION: Six killed in Harrow"))
    assert found[0].kind is ChangeKind.RETRACTION


def test_somebody_who_retracts_a_confession_retracts_no_story() -> None:
    found = changes(OLDER, with_text(NEWER, "\n\nThe suspect retracted his confession in court."))
    assert not {ChangeKind.RETRACTION, ChangeKind.CORRECTION} & {change.kind for change in found}


def test_figures_outside_the_facts_are_held_against_each_other_word_or_digit() -> None:
    before = with_text(OLDER, "\n\nThe blast went off at 9 a.m. near the old town hall, a guard said.")
    after = with_text(OLDER, "\n\nThe blast went off at ten a.m. near the old town hall, a guard said.")
    same = with_text(OLDER, "\n\nThe blast went off at nine a.m. near the old town hall, a guard said.")
    assert one(changes(before, after), ChangeKind.FIGURE).note == "9, now 10"
    assert changes(before, same) == ()


def test_what_only_one_version_was_read_to_say_but_both_print_is_no_change() -> None:
    without = with_incident(OLDER, perpetrators=())
    assert ChangeKind.ADDED not in {change.kind for change in changes(without, OLDER)}
    assert ChangeKind.WITHDRAWN not in {change.kind for change in changes(OLDER, without)}


def test_an_incident_that_is_new_in_the_text_is_added_and_one_that_left_it_is_withdrawn() -> None:
    text = "\n\nOn Friday gunmen seized a lorry driver at Ostwick bridge."
    longer = with_text(OLDER, text)
    spans = (span(longer.report.article.text, "gunmen seized a lorry driver at Ostwick bridge"),)
    second = Incident("i2", IncidentType.KIDNAPPING, Stage.ACCOMPLISHED, spans)
    longer = replace(longer, incidents=(*longer.incidents, second))
    added = one(changes(OLDER, longer), ChangeKind.ADDED)
    assert added.newer_words == "gunmen seized a lorry driver at Ostwick bridge"
    padded = with_text(OLDER, "\n\nNothing else was known by the evening of that day.")
    assert one(changes(longer, padded), ChangeKind.WITHDRAWN).older_words == added.newer_words


def test_what_a_cut_left_out_is_not_withdrawn() -> None:
    longer = with_text(OLDER, "\n\nOn Friday gunmen seized a lorry driver at Ostwick bridge. " + "More was told of it. " * 12)
    spans = (span(longer.report.article.text, "gunmen seized a lorry driver at Ostwick bridge"),)
    longer = replace(longer, incidents=(*longer.incidents, Incident("i2", IncidentType.KIDNAPPING, Stage.ACCOMPLISHED, spans)))
    assert changes(longer, OLDER) == ()
