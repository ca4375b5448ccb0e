"""The data file of a language: words, tables and rules of time expressions, read once and checked.

One file a language, `languages/CODE.toml`; `docs/times.md` says how to write one. Not for: compiling the rules (see `grammar`).
"""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, TypeAlias

from wiredesk.dates.holiday_rules import is_rule
from wiredesk.errors import LanguageError

Value: TypeAlias = str | int | float
Table: TypeAlias = Mapping[str, Value]

TOKEN_KINDS = (  # the others are the same in all languages; see `lexicon`
    "ORD", "DECADE", "DECADE_SHORT", "AMPM", "ERA", "OTHER_ERA", "OCLOCK", "ABBR", "NEGATED", "POSS", "APOS", "FISCAL",
)  # fmt: skip
TABLES = (
    "adverbs", "ampm", "articles", "before_the_hour", "clock_mods", "coming", "counts", "decades", "endings", "eras", "every",
    "fiscal", "fractions", "half_more", "hundreds", "intent_marks", "lengths", "minutes", "mods", "near", "no_figure",
    "of_the_story", "of_today", "pairs", "passive", "pluperfect", "rough", "rough_counts", "shares", "story_in", "story_until",
    "thousand", "two_steps", "vague_lengths", "year_words",
)  # fmt: skip
_RULE_KEYS = {"make", "pattern", "name", "value", "vague"}
_CLASS = re.compile(r"[A-Z][A-Z0-9_]*")


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one row of `[[rules]]` as it stands: `make` names the builder, `name` the fragment that the row also is, or ""."""

    make: str
    pattern: str
    name: str
    value: str
    is_vague: bool


@dataclass(frozen=True, slots=True)
class Language:
    """Hold what the reader knows of one language.

    `classes` map words, in lower case, to what they mean in each class; `tables` map words and phrases for the builders,
    with one space between words; `tokens` hold the regular expressions of the token kinds that are of the language.
    `holidays` map a name to its rule by country (internet domain, "*" for all others); see `holiday_rules`.
    """

    code: str
    capitalised: frozenset[str]
    tokens: Mapping[str, str]
    classes: Mapping[str, Table]
    tables: Mapping[str, Table]
    holidays: Mapping[str, Mapping[str, str]]
    fragments: Mapping[str, str]
    rules: tuple[Rule, ...]


def language_codes() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that have a file, in order."""
    folder = resources.files(__package__).joinpath("languages")
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@functools.cache
def read_language(code: str) -> Language:
    """Return the language with that ISO 639-1 code; the first call reads its file.

    :raises LanguageError: when there is no such file, or what stands in it cannot be used.
    """
    if code not in language_codes():
        raise LanguageError(code, f"there is no such file; there are {', '.join(language_codes())}")
    raw = resources.files(__package__).joinpath("languages", f"{code}.toml").read_text(encoding="utf-8")
    return parse_language(raw, code)


def parse_language(raw: str, code: str) -> Language:
    """Return the language that the text of a data file describes.

    :raises LanguageError: when the text is no TOML, or a part is missing, of the wrong type or unknown; it says which.
    """
    try:
        rows = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(code, f"no TOML: {error}") from error
    unknown = rows.keys() - {"language", "capitalised", "tokens", "classes", "tables", "holidays", "fragments", "rules"}
    if unknown:
        raise LanguageError(code, f"unknown parts {', '.join(sorted(unknown))}")
    if rows.get("language") != code:
        raise LanguageError(code, f"language is {rows.get('language')!r}, expected {code!r}")
    classes = {name: _table(code, f"classes.{name}", words, name) for name, words in _part(code, rows, "classes", dict).items()}
    holidays = _holidays(code, _part(code, rows, "holidays", dict))
    classes["HOLIDAY"] = {name: 1 for name in holidays if " " not in name}
    capitalised = _part(code, rows, "capitalised", list)
    if not set(capitalised) <= classes.keys():
        raise LanguageError(code, f"capitalised: no classes {', '.join(sorted(set(capitalised) - classes.keys()))}")
    return Language(
        code=code,
        capitalised=frozenset(capitalised),
        tokens=_tokens(code, _part(code, rows, "tokens", dict)),
        classes=classes,
        tables=_tables(code, _part(code, rows, "tables", dict)),
        holidays=holidays,
        fragments=_fragments(code, _part(code, rows, "fragments", dict)),
        rules=tuple(_rule(code, at, row) for at, row in enumerate(_part(code, rows, "rules", list), 1)),
    )


def _part(code: str, rows: dict[str, Any], name: str, kind: type) -> Any:
    part = rows.get(name, kind())
    if not isinstance(part, kind):
        raise LanguageError(code, f"{name}: expected a {kind.__name__}, found {type(part).__name__}")
    return part


def _table(code: str, name: str, words: Any, default: Value) -> Table:
    """Return words with values; a list gives each of its words the default."""
    short = name.rpartition(".")[2]
    if name.startswith("classes.") and not _CLASS.fullmatch(short):
        raise LanguageError(code, f"{name}: the name of a class is in capitals")
    table = words if isinstance(words, dict) else dict.fromkeys(words, default) if isinstance(words, list) else None
    if table is None or not all(isinstance(word, str) for word in table):
        raise LanguageError(code, f"{name}: expected a list of words, or word = value")
    for word, value in table.items():
        if word != word.lower():
            raise LanguageError(code, f"{name}: {word!r} must be in lower case")
        if not isinstance(value, str | int | float):
            raise LanguageError(code, f"{name}: the value of {word!r} must be text or a number")
    return table


def _tables(code: str, rows: dict[str, Any]) -> Mapping[str, Table]:
    unknown = rows.keys() - set(TABLES)
    if unknown:
        raise LanguageError(code, f"tables: unknown {', '.join(sorted(unknown))}; known are {', '.join(TABLES)}")
    return {name: _table(code, f"tables.{name}", rows.get(name, []), 1) for name in TABLES}


def _tokens(code: str, rows: dict[str, Any]) -> Mapping[str, str]:
    for kind, source in rows.items():
        if kind not in TOKEN_KINDS or not isinstance(source, str):
            raise LanguageError(code, f"tokens.{kind}: expected a regular expression for one of {', '.join(TOKEN_KINDS)}")
        try:
            found = re.compile(source, re.VERBOSE)
        except re.error as error:
            raise LanguageError(code, f"tokens.{kind}: {error}") from error
        if found.groups:
            raise LanguageError(code, f"tokens.{kind}: groups must be (?:...)")
    return rows


def _holidays(code: str, rows: dict[str, Any]) -> Mapping[str, Mapping[str, str]]:
    _table(code, "holidays", list(rows), "")
    every = {name: rule if isinstance(rule, dict) else {"*": rule} for name, rule in rows.items()}
    for name, rules in every.items():
        for country, rule in rules.items():
            if not is_rule(rule):
                raise LanguageError(code, f"holidays.{name!r}: {country} = {rule!r} is no day; see the file's own note")
    return every


def _fragments(code: str, rows: dict[str, Any]) -> Mapping[str, str]:
    for name, pattern in rows.items():
        if not isinstance(pattern, str) or not _CLASS.fullmatch(name):
            raise LanguageError(code, f"fragments.{name}: expected a pattern under a name in capitals")
    return rows


def _rule(code: str, at: int, row: dict[str, Any]) -> Rule:
    where = f"rule {at}"
    if not isinstance(row, dict) or not {"make", "pattern"} <= row.keys() <= _RULE_KEYS:
        raise LanguageError(code, f"{where}: needs make and pattern, and may have name, value, vague")
    texts = [row.get(key, "") for key in ("make", "pattern", "name", "value")]
    if not all(isinstance(text, str) for text in texts) or not isinstance(row.get("vague", False), bool):
        raise LanguageError(code, f"{where} ({row['make']}): make, pattern, name and value are text, vague is true or false")
    make, pattern, name, value = texts
    return Rule(make, pattern, name, value, row.get("vague", False))
