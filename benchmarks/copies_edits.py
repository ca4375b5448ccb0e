"""What happens to a story between two printings, done to a text: the edits behind `benchmarks/copies.py`.

Everything is drawn from the `random.Random` that is handed in. Not for: measuring.
"""

import random
import re
from collections.abc import Sequence

_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_SPELLINGS = {
    "percent": "per cent", "color": "colour", "defense": "defence", "center": "centre", "traveled": "travelled",
    "organization": "organisation", "recognized": "recognised", "neighborhood": "neighbourhood", "kilometers": "kilometres",
    "jewelry": "jewellery", "gray": "grey", "labor": "labour", "program": "programme", "toward": "towards", "while": "whilst",
}  # fmt: skip
_VERBS = {
    "said": ["told reporters", "stated", "added", "says", "reported"], "killed": ["slain", "shot dead", "fatally injured"],
    "shot": ["gunned down", "hit", "struck"], "died": ["succumbed", "passed away"], "told": ["informed", "advised"],
    "found": ["discovered", "located"], "arrested": ["detained", "taken into custody"], "wounded": ["injured", "hurt"],
    "announced": ["declared", "confirmed"], "attacked": ["assaulted", "raided"], "taken": ["rushed", "brought"],
    "began": ["started"], "reported": ["recorded"], "believe": ["think"], "identified": ["named"], "charged": ["accused"],
    "happened": ["occurred", "took place"], "occurred": ["happened"], "injured": ["wounded", "hurt"], "fled": ["escaped"],
    "left": ["departed"], "called": ["phoned"], "asked": ["urged"], "claimed": ["asserted"], "exploded": ["went off"],
}  # fmt: skip
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_AGENCIES = ("AP", "Reuters", "AFP", "EFE", "Xinhua", "dpa", "UPI")
_TOWNS = ("HARROW", "PORT ELDON", "ST. MARIE", "KELLA", "NEW BRAN", "OSTWICK")
_WHO = ("Police", "Officials", "A spokesman for the governor", "The mayor", "Two witnesses", "Hospital staff", "Prosecutors")
_DID = (
    "asked anyone who was in the area that night to come forward",
    "would not say whether more arrests are expected",
    "released no further details and said that inquiries continue",
    "met relatives of the dead behind closed doors for most of the afternoon",
    "had searched two houses in a northern suburb by the evening",
    "spoke of a dark day for the town and ordered flags to half mast",
    "said that three more people had been let out of the hospital",
    "promised a full account within a week and took no questions",
)
_TAIL = ("according to a statement.", "a local radio station reported.", "as the week drew to a close.", "the office said later.")
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[A-Z\"“‘'(])")

# Invented sites: what stands above and below every one of their texts. Some of it reads like furniture, some does not.
OUTLETS = (
    (
        "harrowpost.example",
        "",
        "Follow us on Twitter and Facebook. Sign up for our newsletter.\n\n© 2016 Harrow Post. All rights reserved.",
    ),
    (
        "eldonherald.example",
        "Eldon Herald | News | Weather | Sports | Obituaries | Homes",
        "The Eldon Herald has told the stories of the lower valley since 1884. We are owned by our readers, and every dollar "
        "that you give goes to the people who write, edit and print this paper in the old customs house on Water Street.",
    ),
    (
        "kella24.example",
        "",
        "If you or somebody you know needs help, the county crisis line is open day and night at 555 0142. All calls are "
        "free, nobody asks for your name, and interpreters stand ready in eleven languages.",
    ),
    (
        "channel6bran.example",
        "Please enable JavaScript to watch this video.",
        "Anyone with information can call the Bran crime line at 555 0199 and stay anonymous. Tips that lead to an arrest "
        "may earn a reward of up to one thousand dollars.\n\nDownload our app for breaking news alerts.",
    ),
    ("ostwicktimes.example", "", "Read more: Five things to know this morning\n\nMost popular stories of the week"),
    ("plainnews.example", "", ""),
    (
        "valleywire.example",
        "Valley Wire. Your neighbours, your news.",
        "TM and © 2016 Valley Broadcasting Inc. and its relevant subsidiaries. Valley and the Wave are marks of Valley "
        "Broadcasting, used under licence. This material may be kept for private reading and may not be sold or put on another "
        "site.",
    ),
    ("dailyledger.example", "", "Have a tip? Contact the newsroom."),
)


def sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph, roughly."""
    return [one for one in _SENTENCE.split(paragraph) if one.strip()]


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, joined where lines were wrapped."""
    blocks = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text) else text.split("\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]


def joined(parts: Sequence[str]) -> str:
    """Return paragraphs as one text."""
    return "\n\n".join(part for part in parts if part)


def typography(text: str, draw: random.Random) -> str:
    """Return the text as another system sets it: quotes, dashes, spellings, figures, titles."""
    if draw.random() < 0.5:
        text = re.sub(r'"([^"\n]*)"', r"“\1”", text).replace("'", "’").replace(" -- ", " — ").replace(" - ", " – ")
    else:
        text = text.translate(str.maketrans("“”‘’—–", "\"\"''--"))
    if draw.random() < 0.4:
        for word, other in _SPELLINGS.items():
            text = re.sub(rf"\b{word}\b", other, text)
    if draw.random() < 0.3:
        text = re.sub(r"\b([0-9]|1[0-2])\b(?![.,:/-]\d)", lambda found: _NUMBERS[int(found.group())], text)
    if draw.random() < 0.3:
        text = re.sub(r"\b(?:Mr|Mrs|Ms)\.? (?=[A-Z])", "", text)
    return text


def dateline(text: str, draw: random.Random) -> str:
    """Return the text with the dateline of an agency before its first words, in one of the usual ways."""
    town, agency = draw.choice(_TOWNS), draw.choice(_AGENCIES)
    heads = (f"{town} ({agency}) - ", f"{town}, March 3 ({agency}) -- ", f"{town}: ", f"({agency}) ", "")
    tails = ("", f"\n\n({agency})", f"\n\nSource: {agency}", "\n\n(Reporting by A. Writer; Editing by B. Editor)")
    return draw.choice(heads) + text + draw.choice(tails)


def swapped(text: str, draw: random.Random, *, rate: float) -> str:
    """Return the text with some verbs and days replaced."""

    def other(found: re.Match[str]) -> str:
        return draw.choice(_VERBS[found.group()]) if draw.random() < rate else found.group()

    text = re.sub(rf"\b(?:{'|'.join(_VERBS)})\b", other, text)
    day, new = draw.sample(_DAYS, 2)
    return text.replace(day, new) if draw.random() < rate else text


def tolls(text: str, draw: random.Random) -> str:
    """Return the text with its counts of people raised."""
    by = draw.randint(1, 4)

    def raised(found: re.Match[str]) -> str:
        word = found.group(1)
        number = _NUMBERS.index(word.lower()) if word.lower() in _NUMBERS else int(word)
        return f"{number + by}{found.group(2)}"

    people = (
        r"(?:people|men|women|children|victims|dead|killed|wounded|injured|soldiers|civilians|others|bodies|persons|peasants)"
    )
    return re.sub(rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS[1:])})( (?:\w+ )?{people}\b)", raised, text, flags=re.IGNORECASE)


def invented(draw: random.Random, n_sentences: int) -> str:
    """Return a new paragraph such as an update gets."""
    told = (f"{draw.choice(_WHO)} {draw.choice(_DID)}, {draw.choice(_TAIL)}" for _ in range(n_sentences))
    return " ".join(told)


def headline(text: str, draw: random.Random) -> str:
    """Return another headline for a text: some of the telling words of its opening, in another order."""
    words = [word.strip('.,;:"“”()') for word in " ".join(paragraphs(text)[:3]).split()[:60]]
    telling = [word for word in dict.fromkeys(words) if len(word) > 4]
    draw.shuffle(telling)
    return " ".join(telling[: draw.randint(5, 9)]).capitalize()


def as_printed(text: str, outlet: tuple[str, str, str]) -> str:
    """Return the text with what a site puts above and below it."""
    return joined([outlet[1], text, outlet[2]])


def cut(parts: list[str], draw: random.Random) -> list[str]:
    """Return the first 20 to 60 % of a story's words, cut at a sentence."""
    n_words = sum(len(part.split()) for part in parts)
    wanted = max(40, int(n_words * draw.uniform(0.2, 0.6)))
    kept: list[str] = []
    for part in parts:
        whole: list[str] = []
        for sentence in sentences(part):
            if wanted <= 0:
                break
            whole.append(sentence)
            wanted -= len(sentence.split())
        kept.append(" ".join(whole))
    return [part for part in kept if part]


def updated(parts: list[str], draw: random.Random) -> list[str]:
    """Return a story as it is told a day later: a new opening, a raised toll, other verbs, paragraphs gone and added."""
    text = swapped(tolls(joined(parts), draw), draw, rate=0.6)
    kept = paragraphs(text)
    if draw.random() < 0.5:
        first, *rest = sentences(kept[0])
        kept[0] = " ".join([f"{draw.choice(_WHO)} {draw.choice(_DID)} on {draw.choice(_DAYS)}.", *rest]) if first else kept[0]
    n_gone = int(len(kept) * draw.uniform(0, 0.25))
    for _ in range(n_gone):
        kept.pop(draw.randrange(1, len(kept)) if len(kept) > 2 else 0)
    for _ in range(draw.randint(1, 3)):
        kept.insert(draw.randint(0, len(kept)), invented(draw, draw.randint(2, 4)))
    return kept
