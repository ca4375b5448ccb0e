"""Which invented reports are held to be one incident, and why."""

import datetime
from functools import cache

import pytest

from wiredesk.article import take_as_is
from wiredesk.codebook import Stage
from wiredesk.corroborate.incidents import (
    JOIN,
    PROPOSE,
    IncidentProfile,
    block_keys,
    compare,
    grouped,
    incident_profiles,
    report_profile,
)
from wiredesk.corroborate.incidents_features import FEATURES, features
from wiredesk.corroborate.incidents_scoring import trees
from wiredesk.desk.reader import Reader
from wiredesk.documents import Source
from wiredesk.records import Reading

REPORTS = {
    "market": (
        "2024-03-04",
        "Car bomb kills nine at market in Sarvand\n\nA car bomb exploded on Sunday morning at the vegetable market of "
        "Sarvand in northern Kelmar, killing at least nine people and wounding 21, police said.\n\nPolice chief Dovud "
        "Rahmonov said the explosives had been hidden in a blue van parked beside the fish stalls. Among the dead was "
        "Farida Yusupova, a teacher who had come to buy bread.\n\nNo group has claimed the attack.",
    ),
    "market, two days on": (
        "2024-03-05",
        "Eleven dead after blast in Sarvand bazaar\n\nThe death toll of Sunday's bombing in the bazaar of Sarwand has risen "
        "to eleven, the health ministry said on Tuesday. Twenty-four people are still in hospital.\n\nA van packed with "
        "explosives blew up near the fish stalls at about 9 a.m. Feride Yusupowa, a schoolteacher, was buried on Monday. "
        "The Red Dawn Front said on its channel that it had carried out the bombing.",
    ),
    "station": (
        "2024-03-11",
        "Second bombing in a week hits Sarvand\n\nA bomb on a motorcycle went off outside the bus station of Sarvand on "
        "Sunday evening, killing four people and wounding seven, police said.\n\nThe blast came a week after a car bomb "
        "killed eleven people at the town's vegetable market. Police chief Dovud Rahmonov said the rider, Anvar Tosh, had"
        " died in the explosion. Among the dead is Karim Olim, 34, a bus driver.",
    ),
    "station, a day on": (
        "2024-03-12",
        "Bus station bomber of Sarvand named\n\nPolice in Sarvand have named the man who rode a motorcycle bomb into the "
        "town's bus station on Sunday as Anwar Tosh, 23. Four people were killed, among them driver Kareem Olim.\n\nHospital"
        " staff said six of the wounded had gone home.",
    ),
    "threat": (
        "2024-05-02",
        "Militants threaten to attack Velm refinery before 9 May\n\nThe River Brigade has threatened to attack the oil "
        "refinery at Velm in southern Kelmar before 9 May unless its jailed leader Osman Dree is freed, it said in a "
        "video on Thursday.\n\nThe refinery's director, Lena Marsh, said guards had been doubled.",
    ),
    "deed": (
        "2024-05-08",
        "Rockets hit Velm refinery days after threat\n\nRockets struck the oil refinery at Velm on Tuesday night, wounding "
        "three workers and setting a tank on fire, the governor said on Wednesday.\n\nThe River Brigade, which last week "
        "threatened to attack the plant unless its leader Osman Dree was released, said it had fired the rockets.",
    ),
    "another town": (
        "2024-03-04",
        "Gunmen kill shopkeeper in Tashak\n\nGunmen shot dead a shopkeeper, Halim Bero, in the town of Tashak on Sunday, "
        "police said. They fled on a motorcycle.\n\nTashak lies 400 km west of Sarvand.",
    ),
    "prize": (
        "2024-03-05",
        "Novelist Mira Kolt wins Harbour Prize\n\nMira Kolt has won this year's Harbour Prize for her novel The Salt Ledger,"
        " the jury said on Monday in Port Ellis. The prize is worth 40,000 crowns.",
    ),
    "prize, a day on": (
        "2024-03-06",
        "The Salt Ledger takes Harbour Prize\n\nA novel about smugglers, The Salt Ledger by Mira Kolt, took the Harbour "
        "Prize on Monday. Kolt, 41, is the first winner from the islands.",
    ),
    "hospital": (
        "2025-02-11",
        "Gunmen attack hospital in Sarvand\n\nGunmen attacked the hospital of Sarvand on Monday, killing a guard, Rustam "
        "Salim, police said.\n\nIn March 2024 a car bomb at the vegetable market of Sarvand killed eleven people, among them"
        " the teacher Farida Yusupova.",
    ),
}


@cache
def reading(name: str) -> Reading:
    day, text = REPORTS[name]
    report = take_as_is(text, date=datetime.date.fromisoformat(day), source=Source(name, "text/plain", "", len(text)))
    return reader().read_report(report).reading


@cache
def reader() -> Reader:
    return Reader()


def profile(name: str) -> IncidentProfile:
    return report_profile(reading(name))


def codes(left: str, right: str) -> dict[str, float]:
    return {reason.code: reason.weight for reason in compare(profile(left), profile(right)).reasons}


def test_one_attack_told_with_other_tolls_and_spellings_is_joined() -> None:
    found = compare(profile("market"), profile("market, two days on"))
    assert found.score >= JOIN
    assert codes("market", "market, two days on")["same_day"] > 0


def test_two_bombings_of_one_town_a_week_apart_are_kept_apart() -> None:
    for first in ("market", "market, two days on"):
        for second in ("station", "station, a day on"):
            assert compare(profile(first), profile(second)).score < JOIN
    assert codes("market", "station")["days_apart"] < 0


def test_spellings_of_a_victim_are_one_name() -> None:
    found = compare(profile("station"), profile("station, a day on"))
    assert found.score > 0.9
    assert any("Tosh" in reason.note for reason in found.reasons if reason.code in ("victim_name", "same_person"))


def test_a_threat_and_its_deed_are_put_together_with_a_reason() -> None:
    found = compare(profile("threat"), profile("deed"))
    assert found.score >= PROPOSE
    assert "threat_and_deed" in {reason.code for reason in found.reasons}


def test_the_report_of_a_deed_is_about_the_deed_not_the_threat_before() -> None:
    assert profile("deed").stage is Stage.ACCOMPLISHED


def test_two_deeds_of_one_day_in_two_towns_are_kept_apart() -> None:
    assert compare(profile("market"), profile("another town")).score < JOIN


def test_a_recalled_incident_joins_the_old_one_not_the_news() -> None:
    found = {one.is_background: told for one, told in zip(reading("hospital").incidents, _told("hospital"), strict=True)}
    assert set(found) == {False, True}
    old, new = found[True], found[False]
    assert compare(old, profile("market")).score > max(PROPOSE, compare(new, profile("market")).score)
    assert compare(new, profile("market")).score < JOIN


def _told(name: str) -> tuple[IncidentProfile, ...]:
    return incident_profiles(reading(name))


def test_reports_without_a_security_incident_are_grouped_too() -> None:
    assert not reading("prize").incidents
    assert compare(profile("prize"), profile("prize, a day on")).score >= JOIN


def test_a_file_of_reports_falls_into_its_incidents() -> None:
    names = [name for name in REPORTS if name != "hospital"]
    found: dict[int, set[str]] = {}
    for name, group in zip(names, grouped([profile(name) for name in names]), strict=True):
        found.setdefault(group, set()).add(name.split(",")[0])
    assert [group for group in found.values() if len(group) > 1] in ([], [{"threat", "deed"}])


def test_groups_are_numbered_in_order_and_nothing_is_one_group() -> None:
    assert grouped([]) == []
    assert grouped([profile("market"), profile("prize"), profile("market")]) == [0, 1, 0]


@pytest.mark.parametrize(
    "pair", [("market", "market, two days on"), ("station", "station, a day on"), ("prize", "prize, a day on")]
)
def test_reports_of_one_incident_share_a_key(pair: tuple[str, str]) -> None:
    left, right = (set(block_keys(profile(name))) for name in pair)
    assert left & right
    assert max(len(left), len(right)) <= 24


def test_the_same_pair_has_the_same_score_either_way_round() -> None:
    for left in REPORTS:
        there, back = (compare(profile(a), profile(b)).score for a, b in ((left, "market"), ("market", left)))
        assert there == pytest.approx(back)


def test_reasons_add_up_to_the_score() -> None:
    import numpy as np

    row = np.array(features(profile("market"), profile("station")))
    log_odds, shares = trees().shares(row)
    assert log_odds == pytest.approx(float(trees().log_odds(row[np.newaxis])[0]))
    assert shares.shape == (len(FEATURES),)
    start = float(trees().value[:, 0].sum())
    assert start + float(shares.sum()) == pytest.approx(log_odds)


def _bulletin(town: str, n_taken: int, name: str) -> IncidentProfile:
    text = (
        f"{n_taken} fishermen kidnapped off {town}\n\n{town.upper()} (Coastal Wire) - Gunmen kidnapped {n_taken} fishermen off "
        f"{town} on Monday, police said.\n\nCommander {name} said that a ransom of 52,000 dollars had been demanded for the men."
        f"\n\nThe families of the fishermen waited at the harbour of {town}, where a patrol boat had been sent out."
    )
    source = Source(town, "text/plain", "", len(text))
    report = take_as_is(text, date=datetime.date(2026, 5, 12), source=source)
    return incident_profiles(reader().read_report(report).reading)[0]


def test_bulletins_of_one_form_from_two_ends_of_the_earth_wait_for_a_person() -> None:
    left, right = _bulletin("Pemba", 2, "Rafael Duarte"), _bulletin("Odessa", 4, "Oksana Bilyk")
    assert left.point
    assert right.point
    assert PROPOSE <= compare(left, right).score < JOIN
    near = compare(left, _bulletin("Pemba", 2, "Rafael Duarte"))
    assert near.score >= JOIN
