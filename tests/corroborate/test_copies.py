"""Copies of one story are found and named; two stories of one incident, and one site's own lines, are none."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.corroborate.copies import CopyKind, CopyLink, Fingerprint, bands, compare_copies, fingerprint
from wiredesk.documents import Article, Published, Report, Source
from wiredesk.records import Reading

STORY = """A bomb killed at least four people and wounded eleven in a market in the town of Harrow on Thursday, police said.

The explosion tore through the fruit stalls shortly after nine in the morning, when the market was full of shoppers who had \
come in from the villages along the river, according to police spokesman Daniel Otieno. He blamed the Northern Front, which \
has fought the government for six years from camps in the hills beyond the border.

Two of the wounded were children, a doctor at the district hospital said. She asked for blood donors to come forward before \
the evening, as the stocks that the hospital keeps for the harvest season were nearly gone.

No group had claimed responsibility by the afternoon. The Front usually does so in a message to a radio station in the capital, \
and it has denied attacks on markets in the past.

The governor of the district, Ruth Kamau, closed all markets until Monday and promised the families of the dead that their \
funerals would be paid for. Shopkeepers swept up glass behind a rope that soldiers had drawn across the main street."""

OTHER = """Shopkeepers in Harrow buried four of their own on Friday and asked why nobody had searched the lorries that \
come into the town before dawn.

Mary Wanjiru, who sold mangoes two stalls away from the blast, said she had been told for weeks that something was planned. \
Her brother lost an arm. The police station, she said, is a hundred paces from the gate and its lamps had been dark since June.

The Northern Front is thought to be behind the attack. It fights from the hills, and its young men come to market like \
everybody else. Officials in the capital said that an inquiry would hear witnesses next week and that the results would be made \
public in full, a promise that was met with laughter at the graveside.

Rain fell as the last coffin was lowered, and a choir from the mission school sang until it was dark."""

SITE = (
    "If you or somebody you know needs help, the county crisis line is open day and night at 555 0142. All calls are free, "
    "nobody asks for your name, and interpreters stand ready in eleven languages of the district."
)


def mark(text: str, title: str | None = "Bomb kills four in Harrow market", url: str = "https://a.example/1") -> Fingerprint:
    source = Source("x", "text/plain", "0" * 64, len(text), url=url)
    return fingerprint(Reading(Report(source, Article(text, title=title), Published())))


def link(left: Fingerprint, right: Fingerprint) -> CopyLink:
    found = compare_copies(left, right)
    assert found is not None
    assert set(bands(left)) & set(bands(right)), "the candidate search would not find it"
    return found


def notes(found: CopyLink) -> str:
    return " · ".join(reason.note for reason in found.comparison.reasons)


def test_a_reprint_is_one_whatever_the_typography() -> None:
    typeset = STORY.replace("'", "’").replace("1,000", "1 000").replace("Harrow", "Hárrow").upper()
    found = link(mark(STORY), mark(f"HARROW (Reuters) — {typeset}", url="https://b.example/9"))
    assert found.kind is CopyKind.REPRINT
    assert found.comparison.score > 0.99
    assert "of the word runs of both stand in the other one too" in notes(found)


def test_another_headline_is_named() -> None:
    found = link(mark(STORY), mark(STORY, "Blood wanted after blast, governor shuts stalls"))
    assert found.kind is CopyKind.REHEADLINED
    assert "another headline" in notes(found)


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6])
def test_a_cut_is_found_by_its_first_fifth(share: float) -> None:
    found = link(mark(STORY), mark(STORY[: int(len(STORY) * share)], url="https://b.example/1"))
    assert found.kind is CopyKind.CUT
    assert "of the other's words" in notes(found)


@pytest.mark.parametrize("order", [(STORY, OTHER), (OTHER, STORY)])
def test_two_stories_on_one_page_are_merged(order: tuple[str, str]) -> None:
    page = f"{order[0]}\n\nAnother day in the valley of the river\n\n{order[1]}"
    assert link(mark(STORY), mark(page, url="https://b.example/1")).kind is CopyKind.MERGED


def test_an_update_is_still_the_story() -> None:
    newer = STORY.replace("at least four people", "at least six people").replace("eleven", "fourteen")
    newer = newer.replace("No group had claimed responsibility by the afternoon.", "The Front claimed the attack on Saturday.")
    newer += "\n\nTwo men were held at a roadblock on Friday night. " + OTHER[-260:]
    found = link(mark(STORY), mark(newer, url="https://b.example/1"))
    assert found.kind is CopyKind.UPDATED


def test_two_stories_of_one_incident_are_two_stories() -> None:
    assert compare_copies(mark(STORY), mark(OTHER, url="https://b.example/1")) is None


def test_one_site_s_own_lines_make_no_copy_of_two_short_stories() -> None:
    first = mark(f"Gunmen robbed a bank in Kella of a sum that nobody would name on Tuesday.\n\n{SITE}", "Kella bank robbed")
    second = f"The mayor of Ostwick opened a bridge that took nine years to build.\n\n{SITE}"
    assert set(bands(first)) & set(bands(mark(second)))
    assert compare_copies(first, mark(second, "A bridge for Ostwick")) is None
    longer = mark(f"{OTHER[:400]}\n\n{SITE}", "Harrow buries its dead", url="https://sister.example/2")
    assert compare_copies(mark(f"{STORY[:400]}\n\n{SITE}"), longer) is None


def test_a_reprint_under_a_site_s_own_lines_stays_one() -> None:
    assert link(mark(STORY), mark(f"{STORY}\n\n{SITE}", url="https://b.example/1")).kind is CopyKind.REPRINT


def test_furniture_and_credits_count_as_no_words() -> None:
    furniture = (
        "\n\nFollow us on Twitter.\n\n© 2016 Harrow Post. All rights reserved.\n\n(Reporting by A. Writer; Editing by B. Editor)"
    )
    assert mark(STORY).runs == mark(STORY + furniture).runs


def test_the_comparison_is_the_same_from_both_sides() -> None:
    cut = mark(STORY[:500], url="https://b.example/1")
    assert compare_copies(mark(STORY), cut) == compare_copies(cut, mark(STORY))


def test_a_very_long_text_keeps_a_bounded_fingerprint_and_its_copies() -> None:
    long = " ".join(f"word{n} of{n % 977} the{n % 13} page{n * 7}" for n in range(30_000))
    whole = mark(long)
    assert len(whole.to_bytes()) < 10_000
    assert whole.level > 0
    found = link(whole, mark(long[: len(long) // 3], url="https://b.example/1"))
    assert found.kind is CopyKind.CUT


def test_a_text_without_spaces_between_words_is_compared_too() -> None:
    text = (
        "警方表示星期四上午哈罗镇的一个市场发生爆炸造成至少四人死亡十一人受伤"
        "爆炸摧毁了水果摊当时市场里挤满了从河边村庄来的顾客警方发言人说"
    )
    other = (
        "星期五哈罗镇的店主们安葬了四名同伴并询问为什么没有人在黎明前搜查进城的卡车一名卖芒果的妇女说她几周前就听说有人在策划袭击"
    )
    assert compare_copies(mark(text, None), mark(f"{text}记者报道", None)) is not None
    assert compare_copies(mark(text, None), mark(other, None)) is None


@pytest.mark.parametrize("text", ["", "One", "Four words stand here", "?!", "\n\n\n"])
def test_a_text_too_short_to_be_compared_is_nobody_s_copy(text: str) -> None:
    assert compare_copies(mark(text), mark(STORY)) is None
    assert compare_copies(mark(text), mark(text)) is None or len(text.split()) > 4


@given(st.text(max_size=400))
def test_every_text_has_a_fingerprint_that_comes_back_whole(text: str) -> None:
    made = mark(text, text[:40])
    assert Fingerprint.from_bytes(made.to_bytes()) == made
    assert len(bands(made)) <= 32
    assert all(-(2**63) <= key < 2**63 for key in bands(made))


@pytest.mark.parametrize("packed", [b"", b"\x07" + b"\0" * 40, mark(STORY).to_bytes()[:30], mark(STORY).to_bytes()[:-1]])
def test_what_is_no_fingerprint_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="fingerprint"):
        Fingerprint.from_bytes(packed)


def test_a_shared_agency_speaks_for_a_copy() -> None:
    half = f"HARROW (AP) - {STORY[:420]} {OTHER[:500]}"
    first, second = mark(f"HARROW (AP) - {STORY}"), mark(half, url="https://b.example/1")
    with_wire = compare_copies(first, second)
    without = compare_copies(replace(first, wire=0), second)
    assert with_wire
    assert without
    assert with_wire.comparison.score > without.comparison.score
