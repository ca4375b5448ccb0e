"""Characters are found out; a wrong declaration never makes mojibake where a better reading is plain."""

import codecs
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.pages import page_from_bytes
from wiredesk.pages.decoding import decoded, is_binary, undoubled
from wiredesk.pages.oddness import oddness
from wiredesk.settings import Settings

FRENCH = (
    "Le préfet a déclaré que l'attaque près de Besançon, survenue l'été dernier, n'était pas « isolée » – c'est-à-dire répétée. "
    * 4
)
RUSSIAN = "Президент заявил, что взрыв на рынке произошёл во вторник утром. Погибли четыре человека, сообщила полиция. " * 4
POLISH = (
    "Policja zatrzymała dwóch mężczyzn, którzy podłożyli ładunek wybuchowy pod dworcem w Łodzi; śledztwo trwa, są świadkowie. "
    * 4
)
GREEK = "Η αστυνομία ανακοίνωσε ότι δύο άνδρες συνελήφθησαν μετά την έκρηξη στην αγορά της πόλης. " * 4
JAPANESE = "警察によると、火曜日の朝に市場で爆発があり、少なくとも四人が死亡した。犯行声明は出ていない。" * 4
CHINESE = "警方说,星期二早上一个市场发生爆炸,至少四人死亡。目前没有组织宣称对此负责。" * 4
ENGLISH = "The minister’s office said “no” to the café owners’ demand – twice. " * 4


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (GREEK, "cp1253"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc-jp"),
        (CHINESE, "gb18030"),
        (ENGLISH, "cp1252"),
    ],
)
def test_an_undeclared_character_set_is_found(text: str, charset: str) -> None:
    assert decoded(text.encode(charset)).text == text


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_marked_or_evident_utf_is_read(charset: str) -> None:
    assert decoded(ENGLISH.encode(charset), charset="iso-8859-1").text == ENGLISH
    assert not is_binary(ENGLISH.encode(charset))


@pytest.mark.parametrize(
    ("text", "real", "claimed"),
    [
        (FRENCH, "utf-8", "iso-8859-1"),
        (FRENCH, "cp1252", "utf-8"),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (RUSSIAN, "koi8-r", "windows-1251"),
        (RUSSIAN, "cp1251", "koi8-r"),
        (RUSSIAN, "utf-8", "windows-1251"),
        (FRENCH, "cp1252", "windows-1251"),
        (GREEK, "cp1253", "windows-1252"),
        (JAPANESE, "cp932", "iso-8859-1"),
        (JAPANESE, "utf-8", "shift_jis"),
        (ENGLISH, "utf-8", "windows-1252"),
    ],
)
def test_a_wrong_declaration_is_overruled_with_a_warning(text: str, real: str, claimed: str) -> None:
    for found in (
        decoded(text.encode(real), charset=claimed),
        decoded(f'<html><head><meta charset="{claimed}"></head><p>'.encode() + text.encode(real)),
    ):
        assert found.text.endswith(text)
        assert len(found.warnings) == 1


@pytest.mark.parametrize(
    ("text", "real", "claimed"),
    [
        (FRENCH, "cp1252", "iso-8859-1"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (POLISH, "iso8859-2", "ISO-8859-2"),
        (CHINESE, "gb18030", "gb2312"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (ENGLISH, "cp1252", "windows-1252"),
        ("Café", "cp1252", "iso-8859-1"),
    ],
)
def test_a_right_declaration_is_kept_in_silence(text: str, real: str, claimed: str) -> None:
    found = decoded(text.encode(real), charset=claimed)
    assert (found.text, found.warnings) == (text, ())
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={claimed}">'.encode()
    assert decoded(meta + text.encode(real)).text.endswith(text)


def test_one_damaged_byte_does_not_change_the_character_set() -> None:
    found = decoded(FRENCH.encode() + b"\xe9" + FRENCH.encode(), charset="utf-8")
    assert found.text == FRENCH + "\ufffd" + FRENCH
    assert "1 damaged" in found.warnings[0]


def test_double_encoding_is_undone() -> None:
    doubled = "".join(char if char.isascii() else char.encode().decode("latin-1") for char in ENGLISH)
    assert undoubled(doubled) == ENGLISH
    assert undoubled("Le préfet a déclaré".encode().decode("cp1252")) == "Le préfet a déclaré"
    for text in (FRENCH, RUSSIAN, POLISH, GREEK, JAPANESE, ENGLISH, "plain"):
        assert undoubled(text) is None
    page = page_from_bytes(f"<html><p>{doubled}".encode(), uri="x", settings=Settings())
    assert page.text.endswith(ENGLISH)
    assert page_from_bytes(doubled.encode(), uri="x", settings=Settings()).text == doubled


def test_a_lone_degree_sign_is_no_other_script() -> None:
    text = "<p>Today 31°C in the shade, tonight 17°C, tomorrow 29°C and rain. © 2019 The Harbour Sheet.</p>"
    assert decoded(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    "name", ["base64", "hex", "rot13", "undefined", "idna", "no-such", "", "utf-16", "x" * 99, "\0", "zlib", "ü"]
)
def test_a_strange_declaration_is_ignored(name: str) -> None:
    assert decoded(FRENCH.encode(), charset=name).text == FRENCH
    assert decoded(FRENCH.encode("cp1252"), charset=name).text == FRENCH


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, POLISH, GREEK, JAPANESE, CHINESE, ENGLISH])
def test_good_text_is_not_odd(text: str) -> None:
    assert oddness(text) < 0.05


@settings(deadline=None)  # shared machines stall
@given(
    st.binary(max_size=400), st.text(max_size=20) | st.sampled_from(["utf-8", "cp1252", "big5", "koi8-r", "utf-7", "iso-2022-jp"])
)
def test_any_bytes_decode(data: bytes, charset: str) -> None:
    assert isinstance(decoded(data, charset=charset).text, str)
    is_binary(data)


@settings(deadline=None)  # shared machines stall
@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf_8_is_read_as_it_stands_unless_it_was_encoded_twice(text: str) -> None:
    found = decoded(codecs.BOM_UTF8 + text.encode())
    assert found.text == text


def test_a_large_page_is_decoded_in_time() -> None:
    data = (RUSSIAN * 10_000).encode("cp1251")
    start = time.process_time()
    decoded(data, charset="iso-8859-1")
    assert time.process_time() - start < 5
