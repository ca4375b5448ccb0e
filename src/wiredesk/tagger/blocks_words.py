"""Measure the words of the blocks of an HTML page, and of what stands around each. Not for: their place in the tree.

One row a block, float32; the columns are named in `NAMES`, in order. Apart from `lines_features` because the two models are
trained apart: a page's blocks need no guesses about wrapped lines, indents and marks of lists.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from wiredesk.tagger.lines_words import WordWeights

Matrix = NDArray[np.float32]
_MAX_READ = 1_500
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# The same words where all signs are ASCII, found in half the time.
_ASCII_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_NO_DIGITS = str.maketrans("", "", "0123456789")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")
_STOP = frozenset(
    """the of and to in a that is was for on with he said as his by at it has have had from an be were are not they their but who
    which this would will been she her we our i you there when after about more than or its into over could can if so what
    der die das und den von zu mit ist im für auf ein eine nicht es sich dem des auch als wird aus bei er sie hat
    de la que el en y los del se las por un para con no una su al lo como más le les et du est dans qui pour sur pas au
    il che di per è non si della i gli da sono alla o e do em um com os na uma van het een dat op te zijn voor met niet aan om
    och att det som på är av för med till og af ikke w z się nie jest""".split()
)
_SENTENCE_END = re.compile(r"[.!?…。؟][\"'”’»)\]]*(?:\s|$)")
# Words that any block of that kind holds, in lower case; English first, since most of what is read is.
_BY_WORDS: dict[str, frozenset[str]] = {
    "says_dated": frozenset("published updated posted modified edited publié aktualisiert publicado".split()),
    "says_credit": frozenset(
        "photo image picture pictured getty reuters afp ap courtesy credit photograph photographer file".split()
    ),
    "says_law": frozenset("privacy cookies cookie terms copyright rights reserved disclaimer permission syndicated".split()),
    "says_plea": frozenset(
        "newsletter newsletters sign subscribe subscription subscribers inbox email donate app download".split()
    ),
    "says_you": frozenset("you your we us our please you're".split()),
    "says_said": frozenset("said says told according added sagte dijo selon".split()),
    "says_ago": frozenset(("ago",)),
    "says_comment": frozenset("comment comments reply replies responses commented discussion".split()),
    "says_share": frozenset("share tweet facebook twitter whatsapp pinterest linkedin reddit instagram youtube".split()),
    "says_writer": frozenset(
        "reporter correspondent editor journalist writer author freelance columnist covers contributor".split()
    ),
    "says_reporting": frozenset("reporting reported contributed editing edited writing additional compiled contributing".split()),
    "says_related": frozenset("related read more also watch see story stories article articles click here".split()),
    "says_correction": frozenset("correction clarification corrected amended version".split()),
}
_SPEAKING = frozenset().union(*_BY_WORDS.values())
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
# Patterns begin with what is sought fast, a single sign; what stands before it is looked at behind it.
_BY_DIGITS: dict[str, re.Pattern[str]] = {
    "has_clock": re.compile(r"\d(?<!\d\d)\d?[:.]\d{2}(?!\d)"),
    "has_year": re.compile(r"[12](?<!\d[12])(?:(?<=1)9|(?<=2)0)\d\d(?!\d)"),
    "has_numbers_date": re.compile(r"\d(?:\d?[/.]\d{1,2}[/.]\d{2,4}|\d{3}-\d\d-\d\d)"),
}
_BY_SIGNS: dict[str, re.Pattern[str]] = {
    "has_mark": re.compile(r"[|›»>•·→▼▶®™✓✔]"),
    "has_rights": re.compile(r"©|\(c\)\s\d{4}"),
    "has_glue": re.compile(r"[A-Z](?:(?<=[a-z][a-z][A-Z])[a-z]|(?<=\d[A-Z])[a-z]{2})"),
    "has_address": re.compile(r"https?:|www\.|\.(?:com|org|net)\b|@\w"),
}
_STARTS: dict[str, re.Pattern[str]] = {
    "starts_quote": re.compile(r"[\"“”«„'‘]"),
    "starts_bracket": re.compile(r"[(\[]"),
    "starts_number": re.compile(r"\d"),
    "starts_mark": re.compile(r"[*+•·▪◦‣>»–—-]"),
    "starts_label": re.compile(r"[^\s:]{1,20}(?:\s[^\s:]{1,20}){0,3}:\s"),
    "is_dateline": re.compile(r"[A-Z][A-Z .,'’/-]{3,60}(?:,\s[A-Z][\w .]{2,30}){0,3}(?:\([^)]{2,30}\))?\s?[-–—:]+\s"),
}
_WEIGHTS = "weight_sum weight_mean weight_low weight_high".split()
_OWN = [
    *"n_chars n_words chars_a_word n_ends n_commas share_stop share_upper share_title share_digit share_marks is_foreign".split(),
    *"ends_well ends_colon ends_open ends_bracket starts_lower starts_upper all_upper".split(),
    *_WEIGHTS,
    *_BY_WORDS,
    *_FIRST_WORDS,
    "has_month",
    *_BY_DIGITS,
    *_BY_SIGNS,
    *_STARTS,
]
_WEIGHT = _OWN.index(_WEIGHTS[0])
_PAGE = [
    *"n_blocks n_words_page share_prose place place_words prose_before prose_after in_heart to_heart n_twins".split(),
    *"topic_share since_comment n_comment_before since_read rank to_longest in_longest_run run_words".split(),
]
_NEAR = "n_words share_stop ends_well weight_mean weight_sum share_title n_ends prose topic_share".split()
_WIDE = "prose weight_mean share_stop n_words ends_well topic_share".split()
_STEPS = (-4, -3, -2, -1, 1, 2, 3, 4)
_WINDOWS = (3, 8, 20)

NAMES: tuple[str, ...] = (
    *_OWN,
    *_PAGE,
    "prose",
    *(f"{name}@{step}" for step in _STEPS for name in _NEAR),
    *(f"{name}~{window}{side}" for window in _WINDOWS for side in "<>" for name in _WIDE),
)
_NEAR_PLACES, _WIDE_PLACES = ([NAMES.index(name) for name in names] for names in (_NEAR, _WIDE))


def _words(head: str) -> tuple[list[str], list[str]]:
    """Return the words of a block, as they stand and in lower case."""
    words = (_ASCII_WORD if head.isascii() else _WORD).findall(head)
    return words, "\n".join(words).lower().split("\n") if words else []


def _n_digits(head: str) -> int:
    return len(head) - len(head.translate(_NO_DIGITS)) if head.isascii() else sum(map(str.isdigit, head))


def _by_words(low: list[str]) -> list[float]:
    """Return the columns of `_BY_WORDS`."""
    known = _SPEAKING.intersection(low)
    if not known:
        return [0.0] * len(_BY_WORDS)
    return [float(not known.isdisjoint(some)) for some in _BY_WORDS.values()]


def _looks(text: str) -> list[float]:
    """Return the columns of `_OWN` for one block, zeros for those of weights."""
    size = len(text)
    head = text[:_MAX_READ]
    is_ascii = head.isascii()
    words, low = _words(head)
    each = len(words) or 1
    first = low[0] if low else ""
    n_alpha = sum(map(len, words))
    n_digit = _n_digits(head)
    n_words = len(words) + (0 if is_ascii else len(_UNSPACED.findall(head)) // 2)
    last = text[-1]
    ends = head if size <= _MAX_READ else text[:400] + " " + text[-100:]
    return [
        math.log1p(size),
        math.log1p(n_words * size / len(head)),
        n_alpha / each,
        float(len(_SENTENCE_END.findall(head))),
        float(head.count(",")),
        sum(map(_STOP.__contains__, low)) / each,
        sum(map(str.isupper, words)) / each,
        sum(map(str.istitle, words)) / each,
        n_digit / len(head),
        1.0 - (n_alpha + n_digit + head.count(" ")) / len(head),
        float(not is_ascii),
        float(last in '.!?…”"。' or text[-2:-1] in ".!?…"),
        float(last == ":"),
        float(last in ",;-–—"),
        float(last in ")]"),
        float(head[0].islower()),
        float(head[0].isupper()),
        float(head.isupper()),
        *(0.0,) * len(_WEIGHTS),
        *_by_words(low),
        *(float(first in some) for some in _FIRST_WORDS.values()),
        float(n_digit > 0 and not _MONTHS.isdisjoint(low)),
        *(float(n_digit > 0 and pattern.search(ends) is not None) for pattern in _BY_DIGITS.values()),
        *(float(pattern.search(ends) is not None) for pattern in _BY_SIGNS.values()),
        *(float(pattern.match(head) is not None) for pattern in _STARTS.values()),
    ]


def _topics(texts: Iterable[str], core: NDArray[np.bool_]) -> Matrix:
    """Return the share of each block's longer words that other blocks of the core hold."""
    sets = [_long_words(text[:600].lower()) for text in texts]
    counts = Counter(word for number in np.flatnonzero(core).tolist() for word in sets[number])
    known = counts.keys(), {word for word, n in counts.items() if n > 1}
    shares = [len(words & known[own]) / len(words) if words else 0.0 for words, own in zip(sets, core.tolist(), strict=True)]
    return np.array(shares, dtype=np.float32)


def _long_words(low: str) -> set[str]:
    return {word for word in (_ASCII_WORD if low.isascii() else _WORD).findall(low) if len(word) > 4}


def _since(hits: NDArray[np.bool_]) -> Matrix:
    number = np.arange(len(hits))
    return np.minimum(number - np.maximum.accumulate(np.where(hits, number, -99)), 60).astype(np.float32)


def _runs(is_prose: NDArray[np.bool_], n_words: NDArray[np.float64]) -> tuple[Matrix, Matrix]:
    """Return whether each block lies in the stretch of prose with most words (gaps of two allowed), and its stretch's words."""
    words_of, best = np.zeros(len(is_prose), dtype=np.float32), np.zeros(len(is_prose), dtype=np.float32)
    hits = np.flatnonzero(is_prose)
    if not len(hits):
        return best, words_of
    stretches = np.split(hits, np.flatnonzero(np.diff(hits) > 3) + 1)
    sizes = [float(n_words[one].sum()) for one in stretches]
    for one, size in zip(stretches, sizes, strict=True):
        words_of[one[0] : one[-1] + 1] = np.log1p(size)
    longest = stretches[int(np.argmax(sizes))]
    best[longest[0] : longest[-1] + 1] = 1.0
    return best, words_of


def _page(texts: Sequence[str], own: Matrix) -> Matrix:
    """Return the columns of `_PAGE` and `prose`."""
    n = len(texts)
    column = dict(zip(_OWN, own.T, strict=True))
    n_words = np.expm1(column["n_words"]).astype(np.float64)
    is_prose = (n_words >= 12) & ((column["share_stop"] > 0.18) | (n_words >= 40)) & ((column["n_ends"] > 0) | (n_words > 30))
    prose = np.where(is_prose, n_words, 0.0)
    dense = np.convolve(prose, np.exp(-0.5 * (np.arange(-12, 13) / 4.0) ** 2))[12 : 12 + n]
    in_heart = dense / (float(dense.max()) or 1.0)
    total, n_prose = float(n_words.sum()) or 1.0, float(prose.sum()) or 1.0
    before = np.cumsum(prose) - prose
    twins = Counter(texts)
    rank = np.empty(n)
    rank[np.argsort(-n_words, kind="stable")] = np.arange(n)
    is_comment = (n_words <= 8) & (column["says_comment"] > 0)
    columns = [
        np.full(n, np.log1p(n)),
        np.full(n, np.log1p(total)),
        np.full(n, n_prose / total),
        np.arange(n) / n,
        (np.cumsum(n_words) - n_words) / total,
        before / n_prose,
        (n_prose - before - prose) / n_prose,
        in_heart,
        np.clip(np.arange(n) - int(dense.argmax()), -100, 100),
        np.array([min(twins[text], 9) for text in texts]),
        _topics(texts, is_prose & (in_heart > 0.05)),
        _since(is_comment),
        np.log1p(np.cumsum(is_comment)),
        _since((n_words <= 8) & (column["starts_read"] > 0)),
        np.minimum(rank, 200),
        np.clip(np.arange(n) - int(n_words.argmax()), -100, 100),
        *_runs(is_prose, n_words),
        is_prose,
    ]
    return np.stack([np.asarray(one, dtype=np.float32) for one in columns], axis=1)


def moved(columns: Matrix, step: int, beyond: float = -1.0) -> Matrix:
    """Return the rows `step` further on (negative: before), shape as given, `beyond` where the page ends."""
    out = np.full_like(columns, beyond)
    if abs(step) < len(columns):
        source, target = (slice(step, None), slice(None, -step)) if step > 0 else (slice(None, step), slice(-step, None))
        out[target] = columns[source]
    return out


def averaged(columns: Matrix, width: int) -> tuple[Matrix, Matrix]:
    """Return the means over the `width` rows before and after each row (itself left out), 0 where there are none."""
    n = len(columns)
    sums = np.concatenate([np.zeros((1, columns.shape[1])), np.cumsum(columns, axis=0, dtype=np.float64)])
    here = np.arange(n)
    first, last = np.maximum(0, here - width), np.minimum(n, here + 1 + width)
    before = (sums[here] - sums[first]) / np.maximum(1, here - first)[:, None]
    after = (sums[last] - sums[here + 1]) / np.maximum(1, last - here - 1)[:, None]
    return before.astype(np.float32), after.astype(np.float32)


def measure(texts: Sequence[str], weights: WordWeights) -> Matrix:
    """Return the features of all blocks of a page, shape (n blocks, len(NAMES)), float32; at least one block."""
    own = np.array([_looks(text) for text in texts], dtype=np.float32)
    own[:, _WEIGHT : _WEIGHT + len(_WEIGHTS)] = weights.weigh(texts)
    base = np.concatenate([own, _page(texts, own)], axis=1)
    near, wide = base[:, _NEAR_PLACES], base[:, _WIDE_PLACES]
    sides = [side for window in _WINDOWS for side in averaged(wide, window)]
    return np.concatenate([base, *(moved(near, step) for step in _STEPS), *sides], axis=1)
