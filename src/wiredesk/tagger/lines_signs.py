"""Measure what a single line shows of a headline, byline or date. Not for: where it stands (see `lines_heads`).

Words of dates come from the tables of `dates`, in all their languages; what else is listed here is our choice, from the
lines of the training captures.
"""

import functools
import math
import re

from wiredesk.dates.full_dates import find_full_dates, month_names
from wiredesk.tagger.lines_head import NO_NAME, is_lone_name, tells_author
from wiredesk.tagger.lines_phrases import FURNITURE_NAMES, KEYWORD_LEAD, POINTER, RELATED_HEADING, SECTIONS, furniture_of

SIGNS: tuple[str, ...] = tuple(
    (
        "n_words n_chars share_capital share_upper n_lower share_stop heading is_item ends_sentence ends_colon ends_open "
        "is_question has_bar has_at has_colon n_commas n_digits starts_digit starts_quote "
        "share_date n_dates has_month has_numbers has_year has_clock has_ago has_weekday n_dated n_rest is_dated "
        "starts_by has_by name_run n_names n_capitals tells_author lone_name says_office says_agency says_more no_name "
        "is_section furniture is_pointer heads_list leads_keywords"
    ).split()
)
# Characters of a line that are looked at. Our choice.
_MAX_READ = 300
_MARKS = "#*+•·▪◦‣–-|>» "
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d(?!\d)|\s?[apAP]\.?[mM]\b)")
_NUMBERS = re.compile(r"(?<!\d)(?:\d{1,2}([/.-])\d{1,2}\1(?:\d{2}|\d{4})|\d{4}([/.-])\d{1,2}\2\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# "20194:29 AM": where a page kept day and hour apart by style alone.
_GLUED = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\d{1,2}:\d\d)")
_END = re.compile(r"[.!?。؟][\"'”’»)\]]{0,3}$")
_BAR = re.compile(r"\s[|–—»•·-]\s")
_CAPITALS = re.compile(r"[^\W\d_a-z][\w'’.-]+(?:\s(?:(?:de|van|der|von|al|bin|la|el|da|di|du|del)\s)?[^\W\d_a-z][\w'’.-]*){1,5}")
_WEEKDAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun montag dienstag
    mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves
    viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica segunda-feira terça-feira quarta-feira
    quinta-feira sexta-feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag""".split()
)
_AGO = frozenset("ago geleden sedan siden temu önce atrás fa hace vor há назад".split())
_NOW = frozenset("yesterday today gestern heute hier ayer hoy ieri oggi ontem hoje".split())
_DATED = frozenset(
    """published publish updated update posted modified edited created last revised date dated first original originally publié
    publiée mis mise jour modifié aktualisiert veröffentlicht stand datum erstellt publicado publicada actualizado actualizada
    atualizado atualizada pubblicato aggiornato geplaatst gepubliceerd bijgewerkt opublikowano aktualizacja publicerad uppdaterad
    publisert oppdatert udgivet opdateret julkaistu päivitetty опубликовано обновлено yayınlanma güncelleme""".split()
)
_OF_TIME = (
    frozenset(
        """at on in am pm a.m p.m est edt et gmt utc pst pdt cst cet cest ist bst mst pt ct of the de del um uhr à h alle le il kl
        om klokken hours hour minutes minute mins min hrs hr days day weeks week months month years year read time reading and
        stunden tagen heures jours horas días dias ore giorni uur""".split()
    )
    | _AGO
    | _NOW
    | _DATED
)
_BY = frozenset("by von por par di da door af av text words written story reporting reporter author autor autore auteur".split())
_MORE = frozenset("about follow more articles posts view all stories contact email".split())
_OFFICE = frozenset(
    """staff writer writers reporter reporters correspondent correspondents editor editors desk senior chief bureau contributor
    contributors contributing columnist columnists special political producer freelance journalist journalists team guest author
    authors photographer founder analyst redaktion redaktor redacción redaktör redazione rédaction""".split()
)
AGENCY = frozenset(
    """news press agency agencies wire times post herald reuters afp ap associated tribune gazette media online journal daily
    guardian bloomberg xinhua tass tv radio network staff magazine dpa efe ansa pti ani ians upi""".split()
)
_SMALL = frozenset("de da do dos van von der den del di du la le el al bin ibn".split())
_STOP = frozenset(
    """the of and to in a is was for on with he as his at it has have had from an be are not they their but who which this will
    after over der die das und le la les des et en los y que per een het van""".split()
)
_MOST_REST, _MOST_WORDS = 6, 15  # other words of a line that is a date, and how far words are counted; our choice


def _shape(raw: str, body: str, words: list[str]) -> list[float]:
    n, last = len(words) or 1, raw[-1]
    n_capital = sum(word[0].isupper() for word in words)
    is_open = raw.endswith(("…", "..."))
    return [
        math.log1p(len(words)),
        math.log1p(len(raw)),
        n_capital / n,
        sum(len(word) > 1 and word.isupper() for word in words) / n,
        min(len(words) - n_capital, _MOST_WORDS),
        sum(map(_STOP.__contains__, words)) / n,
        len(raw) - len(raw.lstrip("#")),
        float(raw[0] in "*+•·▪◦‣–-"),
        float(not is_open and _END.search(raw[-4:]) is not None),
        float(last == ":"),
        float(is_open),
        float("?" in raw[-3:]),
        float(_BAR.search(raw) is not None),
        float("@" in raw),
        float(":" in body),
        min(body.count(","), 9),
        min(len(_DIGIT.findall(raw)), 20),
        float(body[0].isdigit()),
        float(body[0] in "\"“”«„'‘"),
    ]


def _dates(raw: str, low: list[str], *, has_digit: bool) -> list[float]:
    months = month_names()
    found = find_full_dates(raw) if has_digit else []
    has_month = has_digit and not months.keys().isdisjoint(low)
    has_numbers = has_digit and _NUMBERS.search(raw) is not None
    has_clock = has_digit and _CLOCK.search(raw) is not None
    has_weekday = not _WEEKDAYS.isdisjoint(low)
    has_ago = not _NOW.isdisjoint(low) or (has_digit and not _AGO.isdisjoint(low))
    n_rest = len(low) - sum(map(_time_words().__contains__, low))
    is_told = bool(found) or has_numbers or has_month or has_ago or (has_weekday and has_clock)
    return [
        sum(len(one.span) for one in found) / len(raw),
        len(found),
        float(has_month),
        float(has_numbers),
        float(has_digit and _YEAR.search(raw) is not None),
        float(has_clock),
        float(has_ago),
        float(has_weekday),
        sum(map(_DATED.__contains__, low[:4])),
        min(n_rest, _MOST_WORDS),
        float(is_told and n_rest <= _MOST_REST),
    ]


@functools.cache
def _time_words() -> frozenset[str]:
    return _OF_TIME | _WEEKDAYS | month_names().keys()


@functools.cache
def _no_person() -> frozenset[str]:
    return NO_NAME | SECTIONS | _OF_TIME | month_names().keys()


def _names(raw: str, body: str, words: list[str], low: list[str]) -> list[float]:
    no_person = _no_person()
    run = longest = n_names = n_capitals = 0
    for word, small in zip(words, low, strict=True):
        if word[0].isupper() and small not in no_person:
            run, n_capitals = run + 1, n_capitals + 1
            n_names += run == 2
            longest = max(longest, run)
        elif small not in _SMALL:
            run = 0
    first = low[0] if low else ""
    return [
        float(first in _BY),
        float("by" in low),
        longest,
        n_names,
        min(n_capitals, _MOST_WORDS),
        float(tells_author(raw)),
        float(is_lone_name(body.strip())),
        float(not _OFFICE.isdisjoint(low)),
        float(not AGENCY.isdisjoint(low)),
        float(first in _MORE),
        sum(map(NO_NAME.__contains__, low)) / (len(low) or 1),
    ]


def _known(raw: str, low: list[str]) -> list[float]:
    name = furniture_of(raw)
    return [
        float(bool(low) and all(word in SECTIONS for word in low)),
        float(FURNITURE_NAMES.index(name) + 1 if name else 0),
        float(POINTER.match(raw) is not None),
        float(RELATED_HEADING.match(raw) is not None),
        float(KEYWORD_LEAD.match(raw) is not None),
    ]


@functools.lru_cache(maxsize=4096)
def signs(text: str) -> tuple[float, ...]:
    """Return what the text of one line shows, the columns of `SIGNS`; a long one is read to its 300th character."""
    raw = _GLUED.sub(r"\1 ", text[:_MAX_READ])
    body = raw.lstrip(_MARKS) or raw
    words = _WORD.findall(body)
    low = [word.lower() for word in words]
    has_digit = _DIGIT.search(raw) is not None
    return (*_shape(raw, body, words), *_dates(raw, low, has_digit=has_digit), *_names(raw, body, words, low), *_known(raw, low))


def timeless(text: str) -> list[str]:
    """Return the words of a line, in small letters, that name no day, hour or act of publishing; read to its 300th character."""
    return [word for word in _WORD.findall(text[:_MAX_READ].lower()) if word not in _time_words()]


def name_in(text: str) -> str | None:
    """Return the first run of two or more capitalised words that may be a person's name, in lower case; None without one."""
    for found in _CAPITALS.finditer(text[:150]):
        words = [word for word in found.group().lower().split() if not (word in _BY or word in _OF_TIME or word in _MORE)]
        if len(words) >= 2 and not all(word in NO_NAME or word in SECTIONS or word in month_names() for word in words):
            return " ".join(words[:3])
    return None
