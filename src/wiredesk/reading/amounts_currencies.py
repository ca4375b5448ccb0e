"""What newspapers call each currency, and which one is meant. Not for: numbers (see `amounts_numbers`)."""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class CurrencyNames:
    """Hold the names of all currencies in use.

    `nouns` and `signs` map to the codes that they may stand for, `adjectives` to those that they choose; `countries` maps
    an ISO 3166-1 code to the currency used there. `before` matches a sign that ends where a number starts, `after` one or a
    noun with its adjectives that follows a number.
    """

    nouns: Mapping[str, frozenset[str]]
    signs: Mapping[str, frozenset[str]]
    adjectives: Mapping[str, frozenset[str]]
    countries: Mapping[str, str]
    defaults: Mapping[str, str]
    risky: frozenset[str]
    own_dollar: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


def _any(words: Mapping[str, frozenset[str]]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _gather(table: dict[str, dict[str, list[str]]], field: str, *, fold: bool) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, row in table.items():
        for word in row[field]:
            found.setdefault(word.lower() if fold else word, set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


@functools.cache
def currency_names() -> CurrencyNames:
    """Return the names that `currencies.toml` lists."""
    stored = tomllib.loads(resources.files("wiredesk.reading").joinpath("currencies.toml").read_text("utf-8"))
    table = stored["currencies"]
    nouns = _gather(table, "nouns", fold=True)
    adjectives = _gather(table, "adjectives", fold=True)
    signs = _gather(table, "signs", fold=False) | {code: frozenset((code,)) for code in table}
    signs |= {f"{code}$": frozenset((code,)) for code, row in table.items() if {"dollar", "peso"} & {*row["nouns"]}}
    behind = {sign: codes for sign, codes in signs.items() if not sign.endswith((".", "$"))}
    before = rf"(?<![\w$€£¥₹])(?P<sign>{_any(signs)})[ \xa0]?$"
    named = rf"(?P<adjective>(?i:{_any(adjectives)})[ \xa0-]+)?(?P<noun>(?i:{_any(nouns)}))(?![\w$])"
    after = rf"[ \xa0-]{{0,2}}(?:{named}|(?P<sign>{_any(behind)})(?![\w$]))"
    return CurrencyNames(
        nouns=nouns,
        signs=signs,
        adjectives=adjectives,
        countries={country: code for code, row in table.items() for country in row["countries"]},
        defaults=stored["defaults"],
        risky=frozenset((*stored["risky_nouns"], *stored["risky_signs"], *stored["risky_codes"])),
        own_dollar=frozenset(stored["own_dollar"]),
        before=re.compile(before),
        after=re.compile(after),
    )


class CurrencyChoice:
    """Choose the currency that a name stands for in one report, by the countries of its places.

    `countries` maps ISO 3166-1 codes to how often the report names a place there.
    """

    def __init__(self, countries: Mapping[str, int]) -> None:
        self._names = currency_names()
        self._ranked = sorted(countries, key=lambda c: -countries[c])
        self._in_use: dict[str, int] = {}
        for country, n_mentions in countries.items():
            code = self._names.countries.get(country)
            if code:
                self._in_use[code] = self._in_use.get(code, 0) + n_mentions

    def of_sign(self, sign: str, *, is_sure: bool) -> str | None:
        """Return the code for a sign; a sign that is also plain letters needs `is_sure` or a country that uses it."""
        if sign == "$" and self._ranked and self._ranked[0] in self._names.own_dollar and "US" not in self._ranked:
            return self._names.countries[self._ranked[0]]
        return self._of(sign, self._names.signs.get(sign, frozenset()), is_sure=is_sure)

    def of_noun(self, noun: str, adjective: str | None, *, is_sure: bool) -> str | None:
        """Return the code for a noun and its adjective, or None when no such currency exists or the noun means something else."""
        noun = noun.lower()
        codes = self._names.nouns[noun]
        if adjective:
            chosen = codes & self._names.adjectives.get(adjective.lower().strip(" \xa0-"), frozenset())
            if chosen:
                return self._of(noun, chosen, is_sure=True)
        if noun in ("dollar", "dollars"):
            return self.of_sign("$", is_sure=True)
        return self._of(noun, codes, is_sure=is_sure)

    def _of(self, word: str, codes: frozenset[str], *, is_sure: bool) -> str | None:
        """Return the code among `codes` that the report's countries use most, else the default."""
        local = [code for code in codes if code in self._in_use]
        if "USD" in codes and word in ("$", "US$"):
            return "USD"
        if local:
            return max(sorted(local), key=lambda code: self._in_use[code])
        if word in self._names.risky and not is_sure:
            return None
        if len(codes) == 1:
            return next(iter(codes))
        return self._names.defaults.get(word)
