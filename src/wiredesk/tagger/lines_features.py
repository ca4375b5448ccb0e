"""Measure the units of a page: what each looks like and what stands around it. Not for: judging them.

One row a unit, float32. The names in `NAMES` are the columns, in order; the trained model is bound to them.
"""

import functools
import math
import re

import numpy as np

from wiredesk.tagger.lines_clues import Clues, ClueWeights, read_clues
from wiredesk.tagger.lines_layout import Layout
from wiredesk.tagger.lines_places import PLACE, Matrix, placed

# Characters of a unit that are looked at; a line of a megabyte costs no more than a long paragraph. Our choice.
_MAX_READ = 1500
_SHORT = 60
# Scripts written without blanks (Thai, Lao, Burmese, kana, Han): two signs count as a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# The same words where all signs are ASCII, found in half the time.
_ASCII_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_STOP = frozenset(
    """the of and to in a that is was for on with he said as his by at it has have had from an be were are not they
    their but who which this would will been she her we our i you there when after about more than or its into over could can
    if so what der die das und den von zu mit ist im für auf ein eine nicht es sich dem des auch als wird aus bei er sie hat
    de la que el en y los del se las por un para con no una su al lo como más le les et du est dans qui pour sur pas au
    il che di per è non si della i gli da sono alla o e do em um com os na uma van het een dat op te zijn voor met niet aan om
    och att det som på är av för med till og af ikke w z się nie jest""".split()
)
_SENTENCE_END = re.compile(r"[.!?…。؟][\"'”’»)\]]*(?:\s|$)")
# Flags by words: a set look-up costs a tenth of a search with IGNORECASE (measured: 2 µs against 24 µs a line).
_BY_WORDS: dict[str, frozenset[str]] = {
    "says_dated": frozenset("published updated posted modified edited publié aktualisiert publicado".split()),
    "says_credit": frozenset(
        "photo image picture pic getty reuters afp courtesy credit photograph photographer screenshot caption ap images".split()
    ),
    "says_law": frozenset(
        "privacy cookies cookie terms copyright rights disclaimer newsletter newsletters sign log login subscribe subscription "
        "subscriber subscribers email".split()
    ),
    "says_you": frozenset("you your we us our please you're you'll".split()),
    "says_said": frozenset("said says told according added sagte sagt dijo selon".split()),
    "says_ago": frozenset(("ago",)),
    "says_comment": frozenset("comment comments reply replies responses commented commenting respond moderated".split()),
    "says_share": frozenset("share tweet facebook twitter whatsapp pinterest linkedin reddit instagram youtube".split()),
}
_FIRST_WORDS: dict[str, frozenset[str]] = {
    "starts_by": frozenset("by von por par di door af text words author written story posted reporting".split()),
    "starts_read": frozenset(
        "read also see more related watch listen click sign subscribe follow share download don't don’t recommended popular most "
        "trending advertisement advert sponsored comments comment leave view show load get join".split()
    ),
}
_MONTHS = frozenset(
    "jan january januar feb february februar mar march märz apr april may mai jun june juni jul july juli aug august sep sept "
    "september oct okt october oktober nov november dec dez december dezember".split()
)
# Each pattern begins with what is sought fast, a single sign; what stands before it is looked at behind it.
_BY_DIGITS: dict[str, re.Pattern[str]] = {
    "has_clock": re.compile(r"\d(?<!\d\d)\d?[:.]\d{2}(?!\d)"),
    "has_year": re.compile(r"[12](?<!\d[12])(?:(?<=1)9|(?<=2)0)\d\d(?!\d)"),
    "has_numbers_date": re.compile(r"\d(?:\d?[/.]\d{1,2}[/.]\d{2,4}|\d{3}-\d\d-\d\d)"),
    "has_money": re.compile(r"[$€£¥](?:\s?\d|(?<=\d[€£])|(?<=\d\s[€£]))"),
}
_MARKED = re.compile(r"[|›»>•·→▼▶©®™✓✔]")
_GLUED = re.compile(r"[A-Z](?:(?<=[a-z][a-z][A-Z])[a-z]|(?<=\d[A-Z])[a-z]{2})")
_DIGIT = re.compile(r"\d")
_ITEM = re.compile(r"(?:[*+•·▪◦‣–-]|\d{1,3}[.)])\s")
_DATELINE = re.compile(r"[A-Z][A-Z .,'’/-]{3,60}(?:,\s[A-Z][\w .]{2,30}){0,3}(?:\([^)]{2,30}\))?\s?[-–—:]+\s")
_ADDRESS = ("http", "www.", "@", ".com", ".org", ".net", ".co.uk")
_CAPTION = re.compile(
    r"\((?:AP|AFP|EPA|Reuters|Getty|Photo|Image|File|Credit)[^()]{0,80}\)\W{0,3}$|^©|/(?:AP|AFP|EPA|Reuters|Getty)\b|"
    r"Getty Images|\bPhoto(?:graph)?(?: by|:|/)|(?:Credit|Courtesy|Image|Picture):"
)
# Without one of these the pattern cannot hold; asking so costs a tenth.
_CAPTION_SIGNS = ("(", "©", "/", "Getty", "Photo", "Credit:", "Courtesy:", "Image:", "Picture:")
_SPEAKS = re.compile(r"\b(?:says|said|wrote|writes|schrieb|sagt)\s?:$")
_FLAGS = (
    *_BY_WORDS,
    *_FIRST_WORDS,
    "has_month",
    *_BY_DIGITS,
    *"has_address has_mark has_columns has_glue is_heading is_item is_quote is_caption ends_says is_dateline".split(),
)
_LAYOUT = "n_lines indent n_blank n_blank_after".split()
_WEIGHTS = "weight_sum weight_mean weight_low weight_high".split()
_OWN = [
    *"n_chars n_words chars_a_word n_ends n_commas".split(),
    *"share_stop share_upper share_title share_digit share_marks share_foreign".split(),
    *"ends_well ends_colon ends_open starts_lower starts_upper".split(),
    *_LAYOUT,
    *_WEIGHTS,
    *_FLAGS,
]
# Columns whose values at the neighbours are features too, and how far; and those averaged over wider windows.
_NEAR = (
    "n_words share_stop ends_well weight_mean weight_sum share_title n_blank indent_step is_item is_heading prose topic_share"
).split()
_STEPS = (-4, -3, -2, -1, 1, 2, 3, 4)
_WIDE = "prose weight_mean share_stop n_words ends_well topic_share".split()
_WINDOWS = (3, 8, 20)

NAMES: tuple[str, ...] = (
    *_OWN,
    *PLACE,
    *(f"{name}@{step}" for name in _NEAR for step in _STEPS),
    *(f"{name}~{window}{side}" for name in _WIDE for window in _WINDOWS for side in "<>"),
)


_NEAR_PLACES = [NAMES.index(name) for name in _NEAR]
_WIDE_PLACES = [NAMES.index(name) for name in _WIDE]


def _flags(text: str, low: list[str], digits: int) -> list[float]:
    """Return the columns of `_FLAGS` for the text of one unit, `low` its words in lower case."""
    words = set(low)
    first = low[0] if low else ""
    flags: list[float] = [not words.isdisjoint(known) for known in _BY_WORDS.values()]
    flags += [first in known for known in _FIRST_WORDS.values()]
    flags.append(digits > 0 and not words.isdisjoint(_MONTHS))
    flags += [pattern.search(text) is not None for pattern in _BY_DIGITS.values()] if digits else [False] * len(_BY_DIGITS)
    flags += [any(map(text.__contains__, _ADDRESS)), _MARKED.search(text) is not None, "   " in text]
    flags += [_GLUED.search(text) is not None, text[0] == "#", _ITEM.match(text) is not None, text[0] in "\"“”«„'‘"]
    is_caption = any(map(text.__contains__, _CAPTION_SIGNS)) and _CAPTION.search(text) is not None
    flags += [is_caption, text[-1] == ":" and _SPEAKS.search(text) is not None, _DATELINE.match(text) is not None]
    return flags


def _looks(text: str) -> list[float]:
    """Return what the words of a unit show: the columns of `_OWN`, with zeros for those of layout and weights."""
    size = len(text)
    head = text if size <= _MAX_READ else text[:_MAX_READ]
    body = head.lstrip("#*+•·▪◦‣–- ") or head
    is_ascii = head.isascii()
    words = (_ASCII_WORD if is_ascii else _WORD).findall(body)
    each = len(words) or 1
    n_words = len(words) if is_ascii else len(words) + len(_UNSPACED.findall(body)) // 2
    low = [word.lower() for word in words]
    n_alpha = sum(map(len, words))
    n_digit = len(_DIGIT.findall(head))
    last = text[-1]
    first = body[0]
    return [
        math.log1p(size),
        math.log1p(n_words * size / len(head)),
        n_alpha / each,
        len(_SENTENCE_END.findall(head)),
        head.count(","),
        sum(map(_STOP.__contains__, low)) / each,
        sum(map(str.isupper, words)) / each,
        sum(map(str.istitle, words)) / each,
        n_digit / len(head),
        1.0 - (n_alpha + n_digit + head.count(" ")) / len(head),
        0.0 if is_ascii else 1.0,
        float(last in '.!?…”"。' or text[-2:-1] in ".!?…"),
        float(last == ":"),
        float(last in ",;-–—"),
        float(first.islower()),
        float(first.isupper()),
        *(0.0,) * (len(_LAYOUT) + len(_WEIGHTS)),
        *_flags(head if size <= 500 else text[:400] + " " + text[-100:], low, n_digit),
    ]


# Menus repeat within a page, and from page to page of a site: half of the lines of a batch are known already.
_short_looks = functools.lru_cache(maxsize=4096)(_looks)


def _own(layout: Layout, weights: ClueWeights, clues: Clues) -> Matrix:
    """Return the columns of `_OWN`, one row a unit."""
    looked = [_short_looks(u.text) if len(u.text) < _SHORT else _looks(u.text) for u in layout.units]
    own = np.array(looked, dtype=np.float32)
    shape = [(min(u.last - u.first, 20), min(u.indent, 60), min(u.n_blank, 5)) for u in layout.units]
    first = _OWN.index(_LAYOUT[0])
    own[:, first : first + 3] = np.array(shape, dtype=np.float32)
    own[:-1, first + 3] = own[1:, first + 2]
    own[:, first + 4 : first + 8] = weights.weigh(clues)
    return own


def shifted(column: Matrix, step: int, beyond: float = -1.0) -> Matrix:
    """Return the values `step` rows further on (negative: before), `beyond` where the page ends."""
    out = np.full_like(column, beyond)
    if step > 0:
        out[:-step] = column[step:]
    else:
        out[-step:] = column[:step]
    return out


def windowed(column: Matrix, width: int) -> tuple[Matrix, Matrix]:
    """Return the means over the `width` rows before and after each row (the row itself left out), 0 where there are none.

    `column` may hold several columns.
    """
    n = len(column)
    sums = np.zeros((n + 1, *column.shape[1:]))
    np.cumsum(column, axis=0, dtype=np.float64, out=sums[1:])
    here = np.arange(n)
    first, last = np.maximum(0, here - width), np.minimum(n, here + 1 + width)
    shape = (n, *(1,) * (column.ndim - 1))
    before = (sums[:-1] - sums[first]) / np.maximum(1, here - first).reshape(shape)
    after = (sums[last] - sums[1:]) / np.maximum(1, last - here - 1).reshape(shape)
    return before.astype(np.float32), after.astype(np.float32)


def _near(base: Matrix) -> Matrix:
    """Return the columns of `_NEAR` at each of `_STEPS`, column by column; all columns move at once, which takes a tenth."""
    block = base[:, _NEAR_PLACES]
    near = np.full((*block.shape, len(_STEPS)), -1.0, dtype=np.float32)
    for number, step in enumerate(_STEPS):
        if step > 0:
            near[:-step, :, number] = block[step:]
        else:
            near[-step:, :, number] = block[:step]
    return near.reshape(len(base), -1)


def _wide(base: Matrix) -> Matrix:
    """Return the means of the columns of `_WIDE` before and after each unit, column by column."""
    block = base[:, _WIDE_PLACES]
    wide = np.empty((*block.shape, len(_WINDOWS), 2), dtype=np.float32)
    for number, width in enumerate(_WINDOWS):
        wide[:, :, number, 0], wide[:, :, number, 1] = windowed(block, width)
    return wide.reshape(len(base), -1)


def measure(layout: Layout, weights: ClueWeights, clues: Clues | None = None) -> Matrix:
    """Return the features of all units, shape (n units, len(NAMES)), float32; `clues` are the units' when read already."""
    own = _own(layout, weights, clues or read_clues([unit.text for unit in layout.units]))
    base = np.concatenate([own, placed(layout.units, dict(zip(_OWN, own.T, strict=True)))], axis=1)
    return np.concatenate([base, _near(base), _wide(base)], axis=1)
