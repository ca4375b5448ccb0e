"""Closed lists of words and phrases of page furniture, for the labels. Not for: deciding with them (see `lines_fine`).

Source: our choice, from the lines of the training captures and the sections of some sixty news sites.
"""

import functools
import re

SECTIONS = frozenset(
    """world international national local regional regions region nation politics political policy government business economy
    economics finance financial money markets market companies energy oil sport sports football soccer cricket tennis golf rugby
    boxing cycling rowing athletics swimming basketball baseball hockey racing formula motorsport olympics opinion comment
    commentary editorial editorials analysis columns columnists letters culture arts art books film films movies music tv
    television radio media entertainment celebrity celebrities lifestyle life style fashion food travel health science technology
    tech environment climate nature education religion faith society crime courts court law justice legal police security defence
    defense military war conflict terrorism terror diplomacy foreign affairs human rights migration weather obituaries property
    housing jobs cars motoring transport aviation agriculture farming africa asia europe pacific oceania america americas latin
    caribbean middle east far north south west central southeast eastern western northern southern gulf sahel balkans caucasus
    arctic russia china india pakistan afghanistan japan korea taiwan philippines indonesia malaysia thailand vietnam myanmar
    bangladesh nepal lanka sri iran iraq syria israel palestine lebanon jordan yemen saudi arabia turkey egypt libya tunisia
    algeria morocco sudan ethiopia somalia kenya uganda tanzania mozambique nigeria ghana mali niger cameroon congo rwanda
    zimbabwe zambia angola ukraine belarus poland germany france italy spain portugal greece serbia kosovo georgia armenia
    azerbaijan kazakhstan uzbekistan tajikistan kyrgyzstan turkmenistan uk us usa britain england scotland wales ireland canada
    mexico brazil argentina chile colombia venezuela peru ecuador bolivia haiti cuba australia zealand city metro county state
    elections election investigations features special reports news headlines explainer explainers fact check breaking video
    politik wirtschaft kultur gesellschaft panorama ausland inland wissen meinung lokales regionales polizei monde économie
    société politique planète faits divers opinions mundo internacional nacional política economía sociedad cultura deportes
    sucesos opinión economia brasil cidades cotidiano polícia esportes esporte esteri cronaca politica mondo buitenland binnenland
    economie cultuur świat kraj gospodarka utrikes inrikes ekonomi kultur udland indland verden
    """.split()
)
JOINERS = frozenset("and of the in".split())

SHARE = (
    "share|shares|this|article|story|on|via|by|tweet|facebook|twitter|whatsapp|telegram|reddit|linkedin|pinterest|e-?mail|print|"
    "copy|get|short|link|url|save|x|messenger|flipboard|instagram|youtube|rss|follow|us|like|bookmark|listen|min|read|minutes?|"
    "teilen|drucken|merken|compartir|compartilhar|imprimir|partager|imprimer|condividi|stampa|delen|udostępnij|dela|del"
)
# In the order in which they are asked; the first that holds names the line.
FURNITURE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("copyright", re.compile(r"©|\(c\)\s?\d{4}|\bcopyright\b|all rights reserved", re.IGNORECASE)),
    (
        "comments",
        re.compile(
            r"^.{0,24}\bcomments?\W{0,3}(?:\(?\d{1,6}\)?)?\W{0,3}$|\w[a-z]Comments\b|\bcommunity guidelines\b|"
            r"^community (?:standards|rules)|\bjoin the (?:conversation|discussion)\b|^house rules\b|"
            r"^discussion\W{0,3}\(?\d{1,6}\)?$",
            re.IGNORECASE,
        ),
    ),
    (
        "legal",
        re.compile(
            r"\b(?:cookies?|privacy|terms (?:of|and)|imprint|disclaimer|agreement|gdpr|polic(?:y|ies)\W{0,2}$)", re.IGNORECASE
        ),
    ),
    (
        "subscribe",
        re.compile(
            r"\b(?:newsletters?|subscri\w{2,6}|sign(?:ed)? (?:in|up)|log ?in|register|my account|membership|"
            r"free trial|in your inbox)\b",
            re.IGNORECASE,
        ),
    ),
    # Not a stamp of a live page: "18:54".
    ("share", re.compile(rf"^(?!\W*\d{{1,2}}[:.]\d\d\W*$)(?:\W|\d|\b(?:{SHARE}|[km])\b)+$", re.IGNORECASE)),
    (
        "menu",
        re.compile(
            r"^\W{0,3}(?:on air(?: now)?\b|now playing\b|(?:live|listen|watch)\W{1,3}(?:live|radio|now|tv)\b).{0,60}$",
            re.IGNORECASE,
        ),
    ),
    ("weather", re.compile(r"-?\d{1,2}\s?°|^weather\b", re.IGNORECASE)),
    (
        "caption",
        re.compile(
            r"^(?:file )?(?:photo|image|picture|photograph|screenshot|credit|caption)s?\b|"
            r"\b(?:getty images|file photo|ap photo|photo by|image credit)\b|afp/|/(?:afp|reuters|ap|epa|getty)\b|"
            r"\b(?:photo|photograph|foto|picture|image)s?\s?:\s?\w",
            re.IGNORECASE,
        ),
    ),
    (
        "advertisement",
        re.compile(r"^\W{0,3}(?:advert\w{0,10}|sponsored\b.{0,20}|story continues below.{0,20})\W{0,3}$", re.IGNORECASE),
    ),
)
FURNITURE_NAMES = tuple(name for name, _ in FURNITURE)
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_IS_GLUED = re.compile(r"[A-Z](?<=[a-z][A-Z])")
_LONGEST_FURNITURE = 400  # characters
# Without one of these a pattern that may hold anywhere in a line cannot hold; asking so costs a third.
_NEEDED: dict[str, tuple[str, ...]] = {
    "copyright": ("©", "(c)", "copyright", "reserved"),
    "comments": ("comment", "community", "conversation", "discussion", "house"),
    "legal": ("cookie", "privacy", "terms", "imprint", "disclaimer", "agreement", "gdpr", "polic"),
    "subscribe": ("newsletter", "subscri", "sign", "log", "register", "account", "membership", "trial", "inbox"),
    "weather": ("°", "weather"),
    "caption": ("photo", "foto", "image", "picture", "screenshot", "credit", "caption", "afp", "/"),
}


_FROM_START = frozenset(("share", "menu", "advertisement"))
_ASKED = tuple(
    (name, _NEEDED.get(name, ("",)), pattern.match if name in _FROM_START else pattern.search) for name, pattern in FURNITURE
)


@functools.lru_cache(maxsize=4096)
def furniture_of(text: str) -> str | None:
    """Return which of `FURNITURE` a line is by its words, None when it is none or longer than 400 characters."""
    if len(text) >= _LONGEST_FURNITURE:
        return None
    # "Share on FacebookTweetPrint": captures glue the words of neighbouring buttons.
    glued = _GLUED.sub(" ", text) if _IS_GLUED.search(text) else text
    has = text.lower().__contains__
    for name, needed, asked in _ASKED:
        if any(map(has, needed)) and (asked(text) or (glued is not text and asked(glued))):
            return name
    return None


RELATED_HEADING = re.compile(
    r"^\W{0,3}(?:related(?: (?:stories|articles|news|content|posts|topics|coverage))?|"
    r"more (?:from|on|in|news|stories|like this)\b.{0,30}|most (?:read|popular|viewed|shared|recent)\b.{0,20}|"
    r"read (?:next|more|also)|also read|see also|"
    r"you (?:may|might) (?:also )?(?:like|be interested in).{0,6}|recommended.{0,20}|trending.{0,12}|top stories|"
    r"latest(?: news| stories)?|popular(?: now)?|editor.?s.? picks?|in other news|up next|"
    r"don.?t miss|must reads?|what to read next|story timeline|"
    r"auch interessant|mehr zum thema|lesen sie auch|meistgelesen|das könnte sie auch interessieren|leia (?:também|mais)|"
    r"veja também|mais lidas|lea también|te puede interesar|lo más (?:leído|visto)|(?:à )?lire aussi|les plus lus|"
    r"leggi anche|i più letti|lees ook|meest gelezen|czytaj także|läs också|läs mer|mest lästa|mest læste)\W{0,3}$",
    re.IGNORECASE,
)
POINTER = re.compile(
    r"^\W{0,3}(?:read (?:more|also|next)|also read|see also|related|more|watch|don.?t miss|background|must read|recommended|"
    r"lesen sie auch|leia (?:também|mais)|lea también|(?:à )?lire aussi|leggi anche|lees ook|czytaj także|läs också)"
    r"\s?[:>»–|]\s?(?=\S)",
    re.IGNORECASE,
)
KEYWORD_LEAD = re.compile(
    r"^\W{0,3}(?:tags?|topics?|keywords?|filed under|labels|in this story|more on)\b\s?[:>|-]?\s?", re.IGNORECASE
)
# What no headline of another story says: pleas, forms, dates of publishing, addresses.
NO_HEADLINE = re.compile(
    r"https?:|www\.|\w@\w|\(opens in|^\W{0,3}(?:click|read all|more articles|learn more|find out more|published|updated|"
    r"posted|last updated|"
    r"tags?\b|tel\b|phone|e-?mail|follow us|share (?:this|your)|try |download|provided by|reporting by|editing by|written by)|"
    r"\d[\d\s().-]{7,}\d|\bthis (?:article|post|story)\b|\benter your\b|^[()]|"
    r"^\W{0,3}(?:\d{1,2}|an?)\s?\w{1,8}\sago\b|[,|·•–—-]\s?(?:\d{1,2}|an?)\s\w{1,8}\sago\W{0,3}$",
    re.IGNORECASE,
)
