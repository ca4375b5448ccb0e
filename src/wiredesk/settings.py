"""The one settings object: every limit and permission, each with its unit in its name.

Flag over environment (`WIREDESK_MAX_BYTES`) over `wiredesk.toml` (`max_bytes`) over default. Not for: what a single
call decides (which source, which output).

Our own 100 lines and not pydantic-settings: that import costs 330 ms here, an eighth of the 2.5 s in which a whole
report must have been read, and ten plain numbers and words need none of it.
"""

import os
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from wiredesk.errors import SettingError

CONFIG_NAME = "wiredesk.toml"
_PREFIX = "WIREDESK_"
_MAX_CONFIG_BYTES = 1_000_000
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


def _number(default: float, least: float, most: float) -> Any:
    return field(default=default, metadata={"least": least, "most": most})


def _secret() -> Any:
    """Return a setting that no message and no `repr` shows; "-" for none."""
    return field(default="-", repr=False, metadata={"is_free": True, "is_secret": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Hold every limit and permission of one run.

    `max_bytes` bounds a source both as had and unpacked, `max_markup_chars` the decoded markup of an HTML page,
    `max_text_chars` any other text, `max_article_chars` the article found in them. `fetch_timeout_s` is the
    deadline for all of one fetch, redirects and a dripping server included. `languages` are the ISO 639-1 codes
    that the reader reads fully. `follow_delay_s` parts two requests to one host, a site's own Crawl-delay counts up to
    `follow_max_delay_s`; `follow_max_entries` bounds what one feed may have waiting. For `smtp_host`, `mail_from` and
    the secrets "-" is none: `webhook_secret` signs what goes to webhooks. `alert_timeout_s` bounds one delivery.
    A report is removed `retention_days` after it was filed, 0 keeps it for ever. `store` is the desk's file, or a
    `postgresql://` address; `store_wait_s` is how long a store that others hold, or a server that is gone, is waited
    for, `store_read_s` how long one search may take; `user` is who rules and acts, for the log, "-" for the
    login name.

    :raises SettingError: for a value of the wrong kind or outside its range.
    """

    max_bytes: int = _number(20_000_000, 1, 2_000_000_000)
    max_markup_chars: int = _number(5_000_000, 1, 200_000_000)
    max_text_chars: int = _number(1_000_000, 1, 200_000_000)
    # A short book. A million characters of article took over a minute and 750 MB.
    max_article_chars: int = _number(200_000, 1, 200_000_000)
    fetch_timeout_s: float = _number(30.0, 0.05, 3600)
    connect_timeout_s: float = _number(10.0, 0.05, 600)
    max_redirects: int = _number(10, 0, 100)
    allow_private_addresses: bool = False
    user_agent: str = "Mozilla/5.0 (compatible; Wiredesk/0.4; one page at a reader's request)"
    accept_language: str = "en, *;q=0.5"
    languages: tuple[str, ...] = ("en",)
    follow_every_s: int = _number(900, 60, 7 * 86_400)
    follow_delay_s: float = _number(2.0, 0, 3600)
    follow_max_delay_s: float = _number(60.0, 0, 86_400)
    follow_n_connections: int = _number(8, 1, 64)
    follow_max_entries: int = _number(100, 1, 10_000)
    follow_user_agent: str = "Mozilla/5.0 (compatible; Wiredesk/0.4; follows feeds for its readers)"
    max_feed_bytes: int = _number(5_000_000, 1, 2_000_000_000)
    alert_timeout_s: float = _number(20.0, 0.05, 3600)
    atom_max_entries: int = _number(100, 1, 10_000)
    webhook_allow_private_addresses: bool = False
    webhook_secret: str = _secret()
    smtp_host: str = "-"
    smtp_port: int = _number(587, 1, 65_535)
    smtp_security: str = field(default="starttls", metadata={"one_of": ("starttls", "tls", "none")})
    smtp_user: str = field(default="-", metadata={"is_free": True})
    smtp_password: str = _secret()
    mail_from: str = "-"
    retention_days: int = _number(0, 0, 36_500)
    store: str = field(default="wiredesk.db", metadata={"is_free": True})
    store_wait_s: float = _number(75.0, 0.05, 86_400)
    store_read_s: float = _number(30.0, 0.05, 86_400)
    user: str = field(default="-", metadata={"is_free": True})

    def __post_init__(self) -> None:
        for one in fields(self):
            _check(one, getattr(self, one.name))


def _check(one: Field[Any], value: object) -> None:
    if one.type is bool:
        _demand(isinstance(value, bool), one.name, value, "true or false")
    elif one.type in (int, float):
        least, most = one.metadata["least"], one.metadata["most"]
        is_number = isinstance(value, int if one.type is int else (int, float)) and not isinstance(value, bool)
        wanted = f"{'a whole number' if one.type is int else 'a number'} from {least} to {most}"
        _demand(is_number and least <= value <= most, one.name, value, wanted)
    elif "one_of" in one.metadata:
        choices = one.metadata["one_of"]
        _demand(value in choices, one.name, value, f"one of {', '.join(choices)}")
    elif one.type is str:
        is_free = one.metadata.get("is_free", False)
        is_line = isinstance(value, str) and bool(value) and (is_free or value.isascii()) and value.isprintable()
        shown = "what was given" if one.metadata.get("is_secret") else value
        _demand(is_line, one.name, shown, f"one line of {'text' if is_free else 'plain ASCII text'}")
    else:
        is_codes = isinstance(value, tuple) and bool(value) and all(_is_code(code) for code in value)
        _demand(is_codes, one.name, value, "language codes of two letters, such as en,fr")


def _is_code(value: object) -> bool:
    return isinstance(value, str) and len(value) == 2 and value.isascii() and value.isalpha() and value.islower()


def _demand(holds: bool, name: str, value: object, wanted: str) -> None:
    if not holds:
        raise SettingError(f"setting {name}: {repr(value)[:80]} cannot be used; give {wanted}")


def _from_words(one: Field[Any], value: str) -> object:
    """Turn the words of an environment variable or flag into the field's kind; unusable words stay words."""
    words = value.strip()
    if one.type is bool:
        return words.lower() in _TRUE if words.lower() in _TRUE | _FALSE else value
    if one.type in (int, float):
        try:
            return one.type(words)
        except ValueError:
            return value
    return value if one.type is str else tuple(code.strip() for code in value.split(",") if code.strip())


def _from_toml(one: Field[Any], value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _file_values(path: Path, *, must_exist: bool) -> dict[str, object]:
    if not must_exist and not path.is_file():
        return {}
    import tomllib

    try:
        with path.open("rb") as file:
            values = tomllib.loads(file.read(_MAX_CONFIG_BYTES).decode())
    except FileNotFoundError as error:
        raise SettingError(f"{path}: no such settings file; check the path") from error
    except OSError as error:
        raise SettingError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    except (ValueError, RecursionError) as error:
        raise SettingError(f"{path}: is not valid TOML ({str(error)[:120]}); write lines such as max_bytes = 20000000") from error
    return values


def _known(name: str, where: str) -> Field[Any]:
    by_name = {one.name: one for one in fields(Settings)}
    if name not in by_name:
        from difflib import get_close_matches

        close = get_close_matches(name, by_name, n=1)
        advice = f"did you mean {close[0]}?" if close else f"known are {', '.join(by_name)}"
        raise SettingError(f"{where}: there is no setting {name!r}; {advice}")
    return by_name[name]


def load_settings(config: Path | None = None, **overrides: object) -> Settings:
    """Gather the settings of this run: overrides, else environment, else file, else default.

    `config` names a settings file that must exist; without it `wiredesk.toml` of the working folder is taken
    where there is one. An override that is None counts as not given; one in words is converted.

    :raises SettingError: for a file that cannot be read, an unknown name, a value that cannot be used.
    """
    path = config or Path(CONFIG_NAME)
    values: dict[str, Any] = {}
    for name, value in _file_values(path, must_exist=config is not None).items():
        values[name] = _from_toml(_known(name, str(path)), value)
    for one in fields(Settings):
        words = os.environ.get(_PREFIX + one.name.upper())
        if words is not None:
            values[one.name] = _from_words(one, words)
    for name, value in overrides.items():
        one = _known(name, "load_settings")
        if value is not None:
            values[name] = _from_words(one, value) if isinstance(value, str) else _from_toml(one, value)
    return Settings(**values)
