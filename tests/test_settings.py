from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.errors import SettingError
from wiredesk.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_flag_beats_environment_beats_file_beats_default(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / "wiredesk.toml").write_text(
        "max_bytes = 11\nmax_redirects = 2\nfetch_timeout_s = 4\nlanguages = ['en', 'fr']\n"
    )
    monkeypatch.setenv("WIREDESK_MAX_BYTES", "12")
    monkeypatch.setenv("WIREDESK_MAX_REDIRECTS", "3")
    found = load_settings(max_bytes=13, max_redirects=None)
    assert (found.max_bytes, found.max_redirects, found.fetch_timeout_s) == (13, 3, 4)
    assert found.languages == ("en", "fr")
    assert found.connect_timeout_s == Settings().connect_timeout_s


@pytest.mark.parametrize(("words", "value"), [("true", True), ("YES", True), ("1", True), ("off", False), ("0", False)])
def test_truth_is_read_from_words(words: str, value: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREDESK_ALLOW_PRIVATE_ADDRESSES", words)
    assert load_settings().allow_private_addresses is value


def test_languages_are_read_from_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREDESK_LANGUAGES", "en, fr")
    assert load_settings().languages == ("en", "fr")


@pytest.mark.parametrize(
    "override",
    [
        {"max_bytes": "lots"},
        {"max_bytes": 0},
        {"max_bytes": 1.5},
        {"max_bytes": True},
        {"fetch_timeout_s": "nan"},
        {"fetch_timeout_s": "inf"},
        {"fetch_timeout_s": -1},
        {"allow_private_addresses": "perhaps"},
        {"allow_private_addresses": 1},
        {"user_agent": "two\nlines"},
        {"user_agent": ""},
        {"languages": "english"},
        {"languages": ()},
        {"languages": 3},
        {"max_bites": 3},
    ],
)
def test_unusable_values_are_refused_with_advice(override: dict[str, object]) -> None:
    with pytest.raises(SettingError, match=next(iter(override))) as caught:
        load_settings(**override)  # type: ignore[arg-type]
    assert ";" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_misspelt_name_is_answered_with_the_right_one() -> None:
    with pytest.raises(SettingError, match="did you mean max_bytes"):
        load_settings(max_bites=3)


@pytest.mark.parametrize("content", [b"max_bytes = ", b"\xff\xfe", b"a = " + b"[" * 20_000, b"max_bytes = 'x'", b"unknown = 1"])
def test_a_bad_settings_file_is_refused(content: bytes, empty_folder: Path) -> None:
    (empty_folder / "wiredesk.toml").write_bytes(content)
    with pytest.raises(SettingError):
        load_settings()


def test_a_named_settings_file_must_exist(empty_folder: Path) -> None:
    with pytest.raises(SettingError, match="no such settings file"):
        load_settings(empty_folder / "other.toml")
    with pytest.raises(SettingError, match="cannot be read"):
        load_settings(empty_folder)


@settings(deadline=None)  # shared machines stall
@given(st.sampled_from(["max_bytes", "fetch_timeout_s", "languages", "user_agent"]), st.text() | st.integers() | st.floats())
def test_any_value_makes_settings_or_a_setting_error(name: str, value: object) -> None:
    try:
        found = load_settings(**{name: value})  # type: ignore[arg-type]
    except SettingError:
        return
    assert isinstance(found, Settings)
