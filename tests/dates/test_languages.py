"""The data files of languages: what a file may hold, what is said of a wrong one, and a second language as proof."""

import datetime
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.dates import Interval, find_times, parse_time
from wiredesk.dates.grammar import Grammar, grammar
from wiredesk.dates.languages import language_codes, parse_language, read_language
from wiredesk.dates.registry import registry
from wiredesk.errors import LanguageError

WEDNESDAY = Interval(datetime.date(2016, 6, 15), datetime.date(2016, 6, 15))
SMALL = """
language = "xx"
capitalised = ["MONTH"]
[classes]
MONTH = { mai = 5, juin = 6 }
[[rules]]
make = "month"
pattern = "<month=MONTH> <year=YEAR4>|<month=MONTH>"
"""


@pytest.mark.parametrize("code", language_codes())
def test_every_rule_of_every_file_names_a_builder_and_compiles(code: str) -> None:
    assert {rule.make for rule in read_language(code).rules} <= registry().keys()
    assert grammar(code).lexicon.letters("YEAR4")


def test_the_files_are_in_the_package() -> None:
    folder = resources.files("wiredesk.dates").joinpath("languages")
    assert {f"{code}.toml" for code in ("en", "es")} <= {entry.name for entry in folder.iterdir()}


def test_a_small_file_is_a_grammar() -> None:
    known = Grammar(parse_language(SMALL, "xx"))
    _, letters = known.lexicon.tokens("Juin 2014, mai 2015, Mai")
    assert sorted((match.start, match.end) for match in known.find(letters)) == [(0, 1), (0, 2), (6, 7)]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('language = "xx"', 'language = "yy"', "expected 'xx'"),
        ("[classes]", "[classes", "no TOML"),
        ("[classes]", "[words]", "unknown parts words"),
        ("MONTH = {", "month = {", "in capitals"),
        ("mai = 5", "Mai = 5", "lower case"),
        ("mai = 5", "mai = [5]", "must be text or a number"),
        ('capitalised = ["MONTH"]', 'capitalised = ["WEEKDAY"]', "no classes WEEKDAY"),
        ('make = "month"', 'makes = "month"', "rule 1: needs make and pattern"),
        ('make = "month"', 'make = "month"\nvague = 1', "vague is true or false"),
        ("[[rules]]", "[tables]\nnone = []\n[[rules]]", "tables: unknown none"),
        ("[[rules]]", "[tokens]\nORD = '('\n[[rules]]", "tokens.ORD"),
        ("[[rules]]", "[tokens]\nORD = '(a)'\n[[rules]]", "groups must be"),
        ("[[rules]]", "[tokens]\nSOON = 'a'\n[[rules]]", "tokens.SOON"),
        ("[[rules]]", "[holidays]\nnoel = 'soon'\n[[rules]]", "is no day"),
        ("[[rules]]", "[fragments]\nyear = 'YEAR4'\n[[rules]]", "fragments.year"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(old: str, new: str, says: str) -> None:
    with pytest.raises(LanguageError, match="time words of language 'xx'") as refused:
        parse_language(SMALL.replace(old, new), "xx")
    assert says in str(refused.value)


@pytest.mark.parametrize("pattern", ["<month=NONE>", "(<month=MONTH>", "<month=MONTH> % YEAR4"])
def test_a_wrong_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(LanguageError):
        Grammar(parse_language(SMALL.replace("<month=MONTH> <year=YEAR4>|<month=MONTH>", pattern), "xx"))


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageError, match="there are en, es"):
        find_times("I går", WEDNESDAY, language="sv")
    with pytest.raises(LanguageError):
        parse_time("I går", WEDNESDAY, language="../en")


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("El puente cayó el 4 de junio de 2014.", "el 4 de junio de 2014", "2014-06-04"),
        ("Cayó el miércoles 4 de junio de 2014.", "el miércoles 4 de junio de 2014", "2014-06-04"),
        ("Cayó el 1º de mayo.", "el 1º de mayo", "2016-05-01"),
        ("Murió hace tres días.", "hace tres días", "2016-06-12"),
        ("Murió hace dos semanas.", "hace dos semanas", "2016-W22"),
        ("La semana pasada murieron dos.", "La semana pasada", "2016-W23"),
        ("El próximo lunes será juzgado.", "El próximo lunes", "2016-06-20"),
        ("El lunes será juzgado.", "El lunes", "2016-06-20"),
        ("El lunes murió.", "El lunes", "2016-06-13"),
        ("Ayer por la noche murió.", "Ayer por la noche", "2016-06-14TNI"),
        ("Anoche murió.", "Anoche", "2016-06-14TNI"),
        ("Pasado mañana será juzgado.", "Pasado mañana", "2016-06-17"),
        ("En junio de 2014 cerró.", "junio de 2014", "2014-06"),
        ("A principios de 2014 cerró.", "principios de 2014", "2014"),
        ("En los años noventa creció.", "los años noventa", "199"),
        ("En el siglo XIX creció.", "el siglo XIX", "18"),
        ("Duró más de dos horas y media.", "más de dos horas y media", "PT2H30M"),
        ("Sale cada dos semanas.", "cada dos semanas", "P2W"),
        ("Sale todos los lunes.", "todos los lunes", "XXXX-WXX-1"),
        ("A las 3 de la tarde del lunes murió.", "3 de la tarde del lunes", "2016-06-13T15:00"),
        ("El mes que viene cerrará.", "El mes que viene", "2016-07"),
        ("En el tercer trimestre de 2015 cayó.", "el tercer trimestre de 2015", "2015-Q3"),
        ("El verano pasado cayó.", "El verano pasado", "2015-SU"),
        ("El Viernes Santo murió.", "El Viernes Santo", "2016-03-25"),
    ],
)
def test_spanish_is_a_file(text: str, expression: str, value: str) -> None:
    (found,) = find_times(text, WEDNESDAY, language="es")
    assert (found.span.cut(text), found.value) == (expression, value)


def test_spanish_follows_a_story() -> None:
    text = "Cayó el 3 de mayo de 2011. Al día siguiente fue detenido. Dos días después murió. Ese año hubo más."
    found = find_times(text, WEDNESDAY, language="es")
    assert [one.value for one in found] == ["2011-05-03", "2011-05-04", "2011-05-06", "2011"]


def test_spanish_has_no_30_february_either() -> None:
    assert find_times("El 30 de febrero de 2014 murió.", WEDNESDAY, language="es") == []


def vocabulary(code: str) -> list[str]:
    language = read_language(code)
    words = {word for table in language.classes.values() for word in table} | set(language.holidays)
    signs = "31 30 1 0 24 99 2016 2100 1600 0530 264 6:40 15h30 5.30 31/31/2016 31.12.2016"
    signs += " 1990s '90s 1st , . - ( ) GMT +3 p.m. B.C. half 1/2"
    return sorted(words | {word.capitalize() for word in words} | set(signs.split()))


@pytest.mark.parametrize("code", language_codes())
@settings(deadline=None)  # the first call compiles; a shared machine may stall
@given(data=st.data(), day=st.dates())
def test_no_words_of_a_file_raise(code: str, data: st.DataObject, day: datetime.date) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(vocabulary(code)), max_size=14)))
    assert all(one.value for one in find_times(text, Interval(day, day), language=code))
