"""Amounts of money: value, currency, purpose. Not for: other quantities.

A range gives its upper bound, as `records.Amount` wants; "millions of dollars" gives no amount, for it states no number.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from wiredesk.codebook import Purpose
from wiredesk.reading.amounts_currencies import CurrencyChoice, currency_names
from wiredesk.reading.amounts_numbers import FIGURES, SPELLED, Number, parse
from wiredesk.records import Amount, Entity
from wiredesk.sentences import sentences
from wiredesk.spans import Span

_SIGN_REACH = 8  # characters; the longest sign is shorter
_RANGE = re.compile(r" ?[-–—] ?| to | and | or ")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = re.compile(r"\b(?:between|from) $", re.IGNORECASE)
# "500 pounds of explosives", "a 500-pound bomb", "weighs 200 pounds": weights, not money.
_WEIGHED = re.compile(
    r"pounds?\s+(?:of\s+(?!damage|goods|property|loot|cash|debt|aid)\w|heavier|lighter|per square|bomb)", re.IGNORECASE
)
_WEIGHING = re.compile(r"\b(?:weigh\w*|lost|gained)\b[\w ,]{0,20}$", re.IGNORECASE)

# Words that tell what the money is for; the one nearest to the amount in its sentence decides. Our choice, read off train
# articles of en_worldwide.
_PURPOSES = {
    Purpose.REWARD: "rewards? bounty bounties price.on.(?:his|her|their).heads? information.(?:leading|about|on|that) tip-?offs?",
    Purpose.RANSOM: "ransoms? for.(?:his|her|their|the).(?:release|freedom) kidnappers abductors captors",
    Purpose.DAMAGE: "damages? damaged losses destroy(?:ed|ing) destruction gutted reconstruction worth.of.property",
    Purpose.FINE: "fine fines fined penalty penalties penali[sz]ed ordered.to.pay",
    Purpose.LOOT: "stole stolen steal stealing loot looted looting rob robbed robbery robbing robbers? heist snatch(?:ed|ing)"
    " made.(?:off|away) burgl\\w+ extort(?:ed|ing|ion) embezzl\\w+ carted.away seized.from",
}
_PURPOSE = re.compile(
    "|".join(rf"(?P<{purpose.value}>\b(?:{'|'.join(words.split())})\b)" for purpose, words in _PURPOSES.items()), re.IGNORECASE
)
_PURPOSE_REACH = 120  # characters


def read_amounts(text: str, entities: Sequence[Entity] = ()) -> tuple[Amount, ...]:
    """Return the sums of money that `text` states, in order; none of them overlap.

    The places among `entities` tell which country's dollars, pesos or pounds are meant; without any, the best known ones are.
    """
    countries: Counter[str] = Counter()
    for entity in entities:
        if entity.place and entity.place.country:
            countries[entity.place.country] += len(entity.mentions)
    found: list[Amount] = []
    choice = CurrencyChoice(countries)
    every_sentence = sentences(text)
    for span, value, currency in _sums(text, choice):
        found.append(Amount(value, currency, span, _purpose(text, span, every_sentence)))
    return tuple(found)


def _sums(text: str, choice: CurrencyChoice) -> Iterator[tuple[Span, float, str]]:
    """Yield every stated sum with its value and currency, in order and apart."""
    matches = sorted((*FIGURES.finditer(text), *SPELLED.finditer(text)), key=lambda m: (m.start(), -m.end()))
    position = 0
    for match in matches:
        if match.start() < position:
            continue
        number = parse(match.group())
        found = number and (_with_sign(text, match.span(), number, choice) or _with_noun(text, match.span(), number, choice))
        if found:
            position = found[0].end
            yield found


def _upper(text: str, at: tuple[int, int], number: Number, start: int) -> tuple[int, Number]:
    """Return the end and the value of the range that goes on after a number, or its own where none does."""
    to = _RANGE.match(text, at[1])
    if not to or (to.group() == " and " and not _BETWEEN.search(text, max(0, start - 10), start)):
        return at[1], number
    names = currency_names()
    second = FIGURES.search(text, to.end(), to.end() + 40)
    if not second or _YEAR.fullmatch(text, *at):
        return at[1], number
    sign, first_sign = (
        m["sign"] if m else ""
        for m in (names.before.fullmatch(text, to.end(), second.start()), names.before.search(text, start, at[0]))
    )
    if (second.start() > to.end() and not sign) or sign not in ("", first_sign):
        return at[1], number
    upper = parse(second.group())
    low = number.value / number.scale if upper and upper.is_scaled and not number.is_scaled else number.value
    if upper is None or upper.value <= low:
        return at[1], number
    return second.end(), upper


def _with_sign(text: str, at: tuple[int, int], number: Number, choice: CurrencyChoice) -> tuple[Span, float, str] | None:
    """Return the sum whose sign stands right before the number, or None."""
    names = currency_names()
    sign = names.before.search(text, max(0, at[0] - _SIGN_REACH), at[0])
    if not sign:
        return None
    end, upper = _upper(text, at, number, sign.start())
    currency = choice.of_sign(sign["sign"], is_sure=_is_large(upper))
    if currency is None:
        return None
    noun = names.after.match(text, end)
    if noun and noun["noun"] and currency in names.nouns[noun["noun"].lower()]:
        end = noun.end()
    return Span(sign.start(), end), upper.value, currency


def _with_noun(text: str, at: tuple[int, int], number: Number, choice: CurrencyChoice) -> tuple[Span, float, str] | None:
    """Return the sum whose currency stands after the number, or None."""
    if at[0] and (text[at[0] - 1].isalnum() or text[at[0] - 1] in "-$€£"):
        return None
    end, upper = _upper(text, at, number, at[0])
    name = currency_names().after.match(text, end)
    if not name or _is_weight(text, at[0], name):
        return None
    if name["noun"]:
        currency = choice.of_noun(name["noun"], name["adjective"], is_sure=upper.is_scaled)
    else:
        currency = choice.of_sign(name["sign"], is_sure=name["sign"].isupper() and len(name["sign"]) == 3 and _is_large(upper))
    return (Span(at[0], name.end()), upper.value, currency) if currency else None


def _is_large(number: Number) -> bool:
    return number.is_scaled or number.value >= 1000


def _is_weight(text: str, start: int, name: re.Match[str]) -> bool:
    noun = (name["noun"] or "").lower()
    if noun not in ("pound", "pounds"):
        return False
    is_bound = noun == "pound" and text[name.start() : name.start() + 1] == "-"
    return is_bound or bool(_WEIGHED.match(text, name.start("noun")) or _WEIGHING.search(text, max(0, start - 40), start))


def _purpose(text: str, span: Span, every_sentence: Sequence[Span]) -> Purpose:
    """Return what the sum at `span` is for: by the nearest telling word in its sentence."""
    sentence = next((s for s in every_sentence if s.start <= span.start < s.end), span)
    low, high = max(sentence.start, span.start - _PURPOSE_REACH), min(max(sentence.end, span.end), span.end + _PURPOSE_REACH)
    nearest, purpose = _PURPOSE_REACH + 1, Purpose.OTHER
    for found in _PURPOSE.finditer(text, low, high):
        distance = max(found.start() - span.end, span.start - found.end())
        if distance < nearest and found.lastgroup:
            nearest, purpose = distance, Purpose(found.lastgroup)
    return purpose
