"""Measure names across alphabets: `python -m benchmarks.names`.

People are made by chance from given names and surnames written in Cyrillic or with the vowels and consonants on which reports in
Latin letters disagree; each is written by several published ways of romanisation (BGN/PCGN, ISO 9 without signs, German, French,
passport) or with one of its usual spellings. Pairs of one person should fit; pairs of two people who share a surname or a given
name should not. The tables below are not those that the package compares with.
"""

import argparse
import itertools
import random
from dataclasses import dataclass

from wiredesk.codebook import EntityType
from wiredesk.corroborate.entities import JOIN_ENTITY, EntityProfile, compare_entities, entity_keys
from wiredesk.corroborate.names_people import Fit, compare_names

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
_WAYS = {
    "bgn": "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya yo",
    "iso": "a b v g d e z z i j k l m n o p r s t u f h c c s s - y - e ju ja e",
    "german": "a b w g d e sch s i j k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja jo",
    "french": "a b v g d e j z i i k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia io",
    "passport": "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia e",
}
_GIVEN = (
    "михаил александр дмитрий сергей андрей алексей евгений юрий николай виктор олег игорь владимир георгий фёдор рустам "
    "тимур гулмурод шамиль магомед абдулла зелимхан умар хусейн ислам рашид фарход бахтиёр джамшед "
    "сухроб наталья екатерина светлана зарема"
).split()
_SURNAMES = (
    "халимов басаев махмадов каримов рахмонов гайдаров хаттабов щербаков жуков чернышёв яковлев ющенко цветков хрущёв горбачёв "
    "шевченко кузнецов назаров юсупов ташходжаев мирзоев джураев зухуров шарипов кадыров умаров дудаев яндарбиев тимошенко "
    "лукашенко"
).split()
_ARABIC_GIVEN = (
    "muhammad/mohammed/mohamed/mohammad ahmad/ahmed hasan/hassan husayn/hussein/hussain khalid/khaled yusuf/yousef/youssef "
    "umar/omar usama/osama ayman/aiman tariq/tarek/tareq said/saeed/saeid jamal/gamal mustafa/mostafa ibrahim/ebrahim "
    "abd al-rahman/abdul rahman/abdel rahman/abdelrahman ali qasim/qasem/kassem faysal/faisal/feisal walid/waleed"
)
_ARABIC_SURNAMES = (
    "al-zawahiri/al-zawahri/zawahiri al-baghdadi/baghdadi/el-baghdadi al-qaddafi/gaddafi/gadhafi/qadhafi nasrallah/nasralla "
    "sulaymani/soleimani/suleimani al-awlaki/al-aulaqi/awlaki haniyah/haniyeh/haniya mash'al/mashal/meshaal al-muqrin/al-moqrin "
    "shaykhu/shekhu hekmatyar/hikmatyar mehsud/mahsud haqqani/haggani al-shihri/al-shehri ghannushi/ghannouchi/ghannoushi"
)


def cyrillic(word: str, way: str) -> str:
    """Write a Cyrillic word in Latin letters in one of the ways."""
    table = dict(zip(_LETTERS, _WAYS[way].split(), strict=True))
    return "".join("" if table[letter] == "-" else table[letter] for letter in word)


def people(chance: random.Random, number: int) -> list[list[str]]:
    """Return people, each as the spellings of its name."""
    made = []
    arabic_given, arabic_surnames = _ways(_ARABIC_GIVEN), _ways(_ARABIC_SURNAMES)
    for _ in range(number):
        given, surname = chance.choice(_GIVEN), chance.choice(_SURNAMES)
        made.append([f"{cyrillic(given, way)} {cyrillic(surname, way)}".title() for way in _WAYS])
        first, last = chance.choice(arabic_given), chance.choice(arabic_surnames)
        made.append([f"{one} {other}".title() for one, other in itertools.product(first, last)])
    return made


def _ways(words: str) -> list[list[str]]:
    """Take spellings apart; a name of two words stands between slashes as a whole."""
    found: list[list[str]] = []
    for word in words.split():
        if found and found[-1][-1] in ("abd", "abdul", "abdel"):
            last, *others = word.split("/")
            found[-1][-1] += f" {last}"
            found[-1] += others
        else:
            found.append(word.split("/"))
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """Say of two spellings whether they meet under a key, fit, and would be joined by the names alone."""

    is_met: bool
    fits: bool
    is_joined: bool


def judged(one: str, other: str) -> Judged:
    """Compare two spellings as the desk would."""
    left, right = (EntityProfile(EntityType.PERSON, ((name, 1),)) for name in (one, other))
    is_met = bool(set(entity_keys(left)) & set(entity_keys(right)))
    fits = is_met and compare_names(one, other).fit is Fit.FULL
    return Judged(is_met, fits, is_met and compare_entities(left, right).score >= JOIN_ENTITY)


def main() -> None:
    """Print blocking recall, recall and precision."""
    parser = argparse.ArgumentParser(description="Measure names across alphabets.")
    parser.add_argument("--people", type=int, default=150, help="so many of each alphabet")
    parser.add_argument("--misses", type=int, default=0)
    given = parser.parse_args()
    chance = random.Random(7)
    made = people(chance, given.people)
    same = [pair for spellings in made for pair in itertools.combinations(dict.fromkeys(spellings), 2)]
    same = chance.sample(same, min(3000, len(same)))
    other = [
        (chance.choice(a), chance.choice(b)) for a, b in itertools.combinations(made, 2) if a[0] != b[0] and _share(a[0], b[0])
    ]
    other = chance.sample(other, min(3000, len(other)))
    right, wrong = [(pair, judged(*pair)) for pair in same], [(pair, judged(*pair)) for pair in other]
    print(f"{len(same)} pairs of one person, {len(other)} pairs of two people who share a name")
    print(f"blocking recall {sum(one.is_met for _, one in right) / len(same):.3f}")
    tell("fit", sum(one.fits for _, one in right), sum(one.fits for _, one in wrong), len(same))
    tell("joined by the names alone", sum(one.is_joined for _, one in right), sum(one.is_joined for _, one in wrong), len(same))
    for pair in [pair for pair, one in right if not one.fits][: given.misses]:
        print("missed:", *pair, sep="  ")
    for pair in [pair for pair, one in wrong if one.fits][: given.misses]:
        print("wrong:", *pair, sep="  ")


def tell(words: str, n_right: int, n_wrong: int, n_same: int) -> None:
    """Print recall and precision."""
    print(f"{words}: recall {n_right / n_same:.3f}, precision {n_right / max(n_right + n_wrong, 1):.3f}")


def _share(one: str, other: str) -> bool:
    return bool(set(one.split()) & set(other.split()))


if __name__ == "__main__":
    main()
