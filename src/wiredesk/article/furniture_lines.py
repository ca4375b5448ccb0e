"""Tell the furniture among the paragraphs of a page: stamps, pleas, rights, marks of advertisements.

Only short paragraphs that are nothing else; prose is never one. A day alone may head a part of a chronicle, and a plea may be
quoted: so most forms count only above the story or below it, where a page puts them. Words: our choice, as sites write them.
Not for: bylines (see `bylines`), and the lines of a plain capture (see `wiredesk.tagger`).
"""

import re
from collections.abc import Sequence

from wiredesk.dates.full_dates import month_names
from wiredesk.tagger.lines_signs import timeless

_LONGEST = 160  # characters of furniture
_PROSE = 12  # words from which a paragraph tells a story, unless it is one of these forms; our choice
_EDGE = 4  # paragraphs above the story, and below it, among which furniture may stand
_DIGITS, _WORD = re.compile(r"\d"), re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|2[05])\d\d(?!\d)")  # of other calendars too
_CLOCK = re.compile(r"(?<![\d.,])\d{1,2}(?:[:h]\d\d(?!\d)|(?:[:.]\d\d)?\s?[ap]\.?m\b)", re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?<![\w.,/:-])(?:\d{1,2}([./-])\s?\d{1,2}\1\s?(?:19|20)?\d\d|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2}|\d{4}\s?[年년])(?!\d|[./-]\d)"
)
_ASCII = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९", "0123456789" * 3)
# Words of publishing in scripts and languages beyond those of the models' tables.
_MORE_DATED = frozenset(
    """er re st nd rd th el posté postée màj publiziert redigiert erschienen online aggiornamento pubblicata publicação
    publicación fecha data actualización última ultimo ultima laatst laatste aktualizováno zveřejněno publikováno
    frissítve közzétéve dodano
    güncellendi yayınlandı опубликована дата обновлена опубліковано оновлено تاريخ النشر نشر نُشر آخر تحديث في الساعة الموافق هـ
    منتشر شده انتشار بروزرسانی פורסם עודכן 发布 发布时间 发表 更新 更新时间 公開 公開日 更新日 配信 게시 수정 입력""".split()
)
_HIJRI = frozenset(
    """محرم صفر ربيع الأول الآخر الثاني جمادى الأولى الآخرة الثانية رجب شعبان رمضان شوال ذو ذي القعدة الحجة
    السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة""".split()
)
# Led by the sign: "Copyright 2019 Bay News. All rights reserved." newsrooms write under their stories (pages train).
_RIGHTS = re.compile(r"^\W{0,3}(?:copyright\W{0,3})?(?:©|\(c\)\s{0,2}(?:[^\W_][\w.&’' ]{0,40}\s)?(?:19|20)\d\d)", re.IGNORECASE)
_ADVERTISEMENT = re.compile(
    r"^\W{0,3}(?:advert\w{0,10}|sponsored(?: content)?|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie|"
    r"reklama?|annons|annonce|реклама|إعلان)\W{0,3}$",
    re.IGNORECASE,
)
# Pleas to pay or to log in. They speak to the reader, of reading on, of this text or of what he has with the site.
_PLEA = re.compile(
    r"^\W{0,3}(?:"
    r"(?:please\s)?(?:subscribe|sign (?:in|up)|log ?in|register|create (?:an|a free|your) account|become a (?:member|subscriber)|"
    r"support (?:us|our)\b.{0,40}|start (?:your|a) (?:free )?trial|pay|join)\b.{0,60}"
    r"\b(?:to|and) (?:continue|keep|read|finish|unlock|access|get (?:full|unlimited)|view|see) ?"
    r"(?:reading|on|more|the (?:full|rest|whole)|this|full|unlimited|all|your)\b|"
    r"(?:to )?(?:continue|keep) reading\b.{0,60}(?:\b(?:subscri\w+|sign|log ?in|register|for)\b|[$€£])|"
    r"(?:to )?(?:continue|keep) reading\W{0,3}$|"
    r"this (?:article|story|content|page|report) is (?:\w+ ){0,3}(?:for|to) (?:\w+ ){0,3}(?:subscribers|members)\b|"
    r"(?:exclusive(?:ly)?|only|available|reserved) (?:only )?(?:for|to) (?:\w+ )?subscribers\b|"
    r"(?:already|not yet|are you) (?:a |an )?(?:\w+ )?(?:subscriber|subscribed|member|registered)\b.{0,3}\?|"
    r"you(?: have|.ve) (?:reached|used|read) .{0,30}\b(?:free|limit)\b|"
    r"cancel any ?time\W{0,3}$|subscribe (?:now|today)?\W{0,3}$|"
    r"(?:jetzt |hier )?(?:abonnieren|weiterlesen)\b.{0,40}(?:\babo\w*|\bplus\b|\W$|$)|sie haben bereits ein\w* (?:\w+.)?abo\b|"
    r"(?:cet|l.) ?article est (?:\w+ )?réservé\b.{0,30}\babonnés|(?:contenu )?réservé (?:à nos |aux )abonnés|"
    r"abonnez.vous\b|déjà abonné|il vous reste .{0,30}\bà lire\b|"
    r"suscríb(?:ete|ase)\b|¿?ya (?:eres|es) suscriptor|contenido exclusivo para suscriptores|"
    r"assine (?:já|agora|para)\b|já é assinante|conteúdo exclusivo para assinantes|"
    r"abbonati\b|sei già abbonato|contenuto riservato agli abbonati|"
    r"(?:word|neem) (?:een )?abonne\w+\b|al abonnee\b)",
    re.IGNORECASE,
)
_MOST_PLEA_WORDS = 20


def is_stamp(text: str) -> bool:
    """Tell whether a paragraph is nothing but a day or hour of publishing: "Published 3 May 2019, 14:02", "Friday, 3 May 2019".

    Days that no calendar has count too ("31 April 2016").
    """
    if len(text) > _LONGEST or not _DIGITS.search(text):
        return False
    text = text.translate(_ASCII)
    rest = [word for word in timeless(text) if word not in _MORE_DATED and word not in _HIJRI and len(word) > 1]
    zones = [word for word in rest if 2 < len(word) < 5 and word.upper() in text]
    if len(rest) > len(zones) or len(zones) > 1:
        return False
    words = _WORD.findall(text.lower())
    is_timed = _CLOCK.search(text) is not None
    is_dated = _YEAR.search(text) is not None and _DAY.search(text) is not None
    has_month = (is_timed or is_dated) and any(word in month_names() for word in words)
    return has_month or is_timed or _NUMBERS.search(text) is not None


def is_plea(text: str) -> bool:
    """Tell whether a paragraph asks to pay, to subscribe or to log in so as to read on."""
    return len(text) <= _LONGEST and text.count(" ") < _MOST_PLEA_WORDS and _PLEA.match(text) is not None


def is_rights(text: str) -> bool:
    """Tell whether a paragraph is a line of rights: "© The Bay Ledger 2019", "(c) Bay Ledger 2004-2026"."""
    return len(text) <= _LONGEST and _RIGHTS.search(text) is not None


def is_advertisement(text: str) -> bool:
    """Tell whether a paragraph is the mark of an advertisement and nothing else."""
    return len(text) <= _LONGEST and _ADVERTISEMENT.match(text) is not None


def _is_prose(text: str) -> bool:
    return len(text.split()) >= _PROSE and not (is_stamp(text) or is_plea(text) or is_rights(text))


def _edges(paragraphs: Sequence[str]) -> tuple[int, int]:
    """Return where the story starts, and where it is over: the first paragraph of prose and what follows the last."""
    told = [number for number, text in enumerate(paragraphs) if _is_prose(text)]
    return (told[0], told[-1] + 1) if told else (len(paragraphs), len(paragraphs))


def furniture(paragraphs: Sequence[str]) -> list[bool]:
    """Tell of each paragraph whether it is furniture: marks of advertisements anywhere, the other forms beside the story."""
    first, last = _edges(paragraphs)
    found = []
    for number, text in enumerate(paragraphs):
        is_beside = number < min(first, _EDGE) or number >= max(last, len(paragraphs) - _EDGE)
        found.append(is_advertisement(text) or (is_beside and (is_stamp(text) or is_plea(text) or is_rights(text))))
    return found
