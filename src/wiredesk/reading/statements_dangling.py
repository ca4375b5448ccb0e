"""Words that cannot end a statement's part alone: "the situation in", "has regularly". Not for: marks (`statements_ends`).

Source: counts over PolNeAR train: of 24,000 contents and 17,000 sources, 200 end in such a word; "has", "have", "had" before a
cue's verb are in the cue 1,218 times of 1,232, other auxiliaries 932 of 969, adverbs in -ly 356 of 411.
"""

import re

_JOINING = frozenset("and or but nor".split())
_DANGLING = frozenset(
    "of to in for on at by with from about into over against between among after before during under through than as the a an "
    "mr mrs ms dr sen gov rep gen col lt capt sgt my our your its their every each some such very".split()
)
_AUXILIARY = frozenset(
    "has have had is are was were will would can could may might should must did does do "
    "not also been be never still already even".split()
)
_UNFINISHED = frozenset(
    "has have had will would can could may might should must also been not never often long still already".split()
)
_LAST = re.compile(r"([\w’'-]+)[.,]?\s*$")
_NEXT = re.compile(r"\s+([\w$][\w’'.,-]*[\w%]|\w)")
_BEFORE = re.compile(r"([\w’'-]+)\s+$")
_MOST_STEPS = 3
_SAID_TO = re.compile(r"(said|says|say)\s+(?:to|in|on|of|about|at)$")


def finished_end(text: str, start: int, end: int, high: int) -> int:
    """Return the end of a content or source without a dangling word: grown up to three words, at most to `high`, else cut."""
    end = grown = _without_joining(text, start, end)
    for _ in range(_MOST_STEPS):
        word = _last(text, start, grown)
        if word not in _DANGLING or not text[start:grown].count(" "):
            return grown
        following = _NEXT.match(text, grown, high)
        if not following or "\n" in following.group():
            break
        grown = following.end()
    return _cut(text, start, end) if _last(text, start, grown) in _DANGLING else grown


def _without_joining(text: str, start: int, end: int) -> int:
    word = _LAST.search(text, start, end)
    if not word or word.start() <= start or word[1].lower() not in _JOINING:
        return end
    return word.start() - (text[word.start() - 1].isspace() and word.start() - 1 > start)


def _last(text: str, start: int, end: int) -> str:
    word = _LAST.search(text, start, end)
    return word[1].lower() if word else ""


def _cut(text: str, start: int, end: int) -> int:
    while _last(text, start, end) in _DANGLING:
        word = _LAST.search(text, start, end)
        if word is None or word.start() <= start:
            return end
        end = word.start()
        while end > start and text[end - 1].isspace():
            end -= 1
    return end


def whole_cue(text: str, start: int, end: int, *, low: int, high: int) -> tuple[int, int]:
    """Return a cue with the auxiliaries and adverbs before its verb and the verb after its auxiliaries, within low..high."""
    while True:
        before = _BEFORE.search(text, max(low, start - 30), start)
        if not before or before.start() < low or not _is_before_verb(before[1].lower()) or "\n" in before.group():
            break
        start = before.start(1)
    for _ in range(_MOST_STEPS):
        word = _last(text, start, end)
        following = _NEXT.match(text, end, high)
        is_unfinished = word in _UNFINISHED or (word.endswith("ly") and _is_aux(text, start, end))
        if not following or "\n" in following.group() or not is_unfinished:
            break
        end = following.end()
    said = _SAID_TO.match(text, start, end)
    return start, said.end(1) if said and said.end() == end else end


def _is_before_verb(word: str) -> bool:
    return word in _AUXILIARY or (len(word) > 4 and word.endswith("ly"))


def _is_aux(text: str, start: int, end: int) -> bool:
    """Tell whether a cue holds nothing but auxiliaries and adverbs."""
    return all(_is_before_verb(word) or word in _UNFINISHED for word in text[start:end].lower().split())
