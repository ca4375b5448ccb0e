"""Label the lines of plain-text pages: what is article, title, byline, date, furniture. Not for: making the article of them.

Features of each unit (`lines_features`), a first look of boosted trees, a second look that sees the first one's guesses
around it (`lines_context`), and beside them networks that read the page in order (`lines_sequence`): all in `lines.npz`, made
by `training.lines`. A third model names what is not article text (`lines_kinds`). The finer labels are rules (`lines_fine`).
"""

import functools
from dataclasses import replace
from importlib import resources

import numpy as np

from wiredesk.documents import Line, LineLabel
from wiredesk.errors import ModelError
from wiredesk.tagger.lines_clues import ClueWeights, read_clues
from wiredesk.tagger.lines_context import surroundings
from wiredesk.tagger.lines_features import NAMES, measure
from wiredesk.tagger.lines_fine import fine_labels
from wiredesk.tagger.lines_kinds import KindModel, label_of, shipped_kinds
from wiredesk.tagger.lines_layout import Layout, lay_out
from wiredesk.tagger.lines_phrases import furniture_of
from wiredesk.tagger.lines_sequence import KEYS, PageReader
from wiredesk.tagger.lines_trees import Matrix, Trees, arrays
from wiredesk.tagger.lines_units import TaggedUnit

MODEL_NAME = "lines.npz"
# Our choice; on 5 folds of the training captures .5 scores .001 to .002 more, on invented ones as much (docs/accuracy-notes.md).
THRESHOLD = 0.55
_MOST_ODD = 0.06
_LONGEST_BUTTONS = 60  # characters, our choice
_SURE, _PROSE_BEFORE = 0.9, 3  # probability, units of body; our choice
_LEAST = 1e-4  # the trees are no surer than that
# A text of more units is read in pieces, so that the features of 200,000 lines need 100 MB and not a gigabyte.
MAX_UNITS_AT_ONCE = 20_000
_WORDS = NAMES.index("n_words")


def blended(trees: Matrix, sequence: Matrix) -> Matrix:
    """Return one probability out of the trees' probability and the networks' log-odds: the mean of both log-odds."""
    sure = np.clip(trees, _LEAST, 1.0 - _LEAST)
    return np.asarray(1.0 / (1.0 + np.exp(-(np.log(sure / (1.0 - sure)) + sequence) / 2.0)), dtype=np.float32)


class LineModel:
    """Run the shipped model.

    :raises ModelError: when the bytes are not a model of this version.
    """

    def __init__(self, content: bytes, kinds: KindModel | None = None) -> None:
        parts = arrays(content, MODEL_NAME, ("words", "first", "second", *KEYS))
        self._weights = ClueWeights(parts["words"])
        self._reader = PageReader(parts)
        self._first, self._second = Trees(parts["first"]), Trees(parts["second"])
        self._kinds = kinds or shipped_kinds()

    def scores(self, layout: Layout) -> tuple[Matrix, Matrix]:
        """Return the probability of article text of each unit, shape (n,), and of title, byline and date, (n, 3), float32."""
        clues = read_clues([unit.text for unit in layout.units])
        features = measure(layout, self._weights, clues)
        guess = self._first.run(features)[:, 1]
        looks = np.concatenate([features, surroundings(guess, np.expm1(features[:, _WORDS]))], axis=1)
        body = blended(self._second.run(looks)[:, 1], self._reader.log_odds(features, clues))
        return body, self._kinds.scores(layout.units, looks, body)


@functools.cache
def shipped_model() -> LineModel:
    """Return the model that ships with the package, loaded once.

    :raises ModelError: when it is missing or damaged.
    """
    try:
        content = resources.files("wiredesk.tagger").joinpath(MODEL_NAME).read_bytes()
    except OSError as error:
        raise ModelError(f"{MODEL_NAME}: missing from the package ({error}); reinstall it") from error
    return LineModel(content)


def _pieces(layout: Layout) -> list[Layout]:
    if len(layout.units) <= MAX_UNITS_AT_ONCE:
        return [layout] if layout.units else []
    cuts = range(0, len(layout.units), MAX_UNITS_AT_ONCE)
    return [Layout(layout.text, layout.lines, layout.units[cut : cut + MAX_UNITS_AT_ONCE]) for cut in cuts]


def _without_buttons(layout: Layout, body: Matrix) -> Matrix:
    """Take lines that hold nothing but the words of share buttons out of the body."""
    kept = body.copy()
    for number in np.flatnonzero(body > THRESHOLD).tolist():
        text = layout.units[number].text
        if len(text) <= _LONGEST_BUTTONS and any(map(str.isalpha, text)) and furniture_of(text) == "share":
            kept[number] = 1.0 - THRESHOLD
    return kept


def _without_next_headline(layout: Layout, body: Matrix) -> Matrix:
    """Take the headline of another story, right behind the last sentence, out of the body unless the models are sure of it."""
    hits = np.flatnonzero(body > THRESHOLD)
    if len(hits) < _PROSE_BEFORE or body[hits[-1]] > _SURE:
        return body
    text, above = (layout.units[int(number)].text for number in hits[[-1, -2]])
    is_headline = text[0].isupper() and text[-1].isalnum() and 4 <= text.count(" ") + 1 <= 20
    if not is_headline or above[-1] not in '.!?”"' or above.count(" ") < 12:
        return body
    kept = body.copy()
    kept[hits[-1]] = 1.0 - THRESHOLD
    return kept


def _made_whole(units: tuple[TaggedUnit, ...]) -> tuple[TaggedUnit, ...]:
    """Take the odd lines of a text without furniture as body too: a heading, a verse, a line of figures.

    Of the bodies of captures dev, given as clean text, 78 % come back whole and not 74; of WCXB dev 64 % and not 53.
    """
    odd = [one for one in units if not one.is_body]
    n_odd, n_all = (sum(one.unit.text.count(" ") + 1 for one in some) for some in (odd, units))
    if not odd or n_odd > _MOST_ODD * n_all or any(one.fine or one.label is not LineLabel.CHROME for one in odd):
        return units
    return tuple(replace(one, label=LineLabel.ARTICLE, is_body=True) for one in units)


def tag_units(layout: Layout, model: LineModel | None = None) -> tuple[TaggedUnit, ...]:
    """Return all units of a page with their labels, in order; empty for an empty page.

    :raises ModelError: when no model is given and the shipped one cannot be used.
    """
    reader = model or shipped_model()
    tagged: list[TaggedUnit] = []
    for piece in _pieces(layout):
        body, kinds = reader.scores(piece)
        body = _without_next_headline(piece, _without_buttons(piece, body))
        for unit, is_body, found in zip(piece.units, (body > THRESHOLD).tolist(), kinds.tolist(), strict=True):
            label = label_of(found, is_body=is_body)
            lines = layout.lines[unit.first : unit.last]
            tagged.append(TaggedUnit(unit, lines, label, label is LineLabel.ARTICLE, found[0]))
    return _made_whole(fine_labels(tagged))


def lines_of(units: tuple[TaggedUnit, ...]) -> tuple[Line, ...]:
    """Return the lines of tagged units, each with its unit's labels."""
    return tuple(Line(line.span, one.label, one.is_body, one.fine) for one in units for line in one.lines)


def tag_lines(text: str, model: LineModel | None = None) -> tuple[Line, ...]:
    """Return every line of `text` that is not blank with its labels, in order.

    :raises ModelError: when no model is given and the shipped one cannot be used.
    """
    return lines_of(tag_units(lay_out(text), model))
