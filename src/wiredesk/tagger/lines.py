"""Label the lines of plain-text pages: what is article, title, byline, date, furniture. Not for: making the article of them.

Features of each unit (`lines_features`), a first look, a second look that sees the first one's guesses around it
(`lines_context`); boosted trees in `lines.npz`, made by `training.lines`. A third model names what is not article text
(`lines_kinds`). The finer labels are rules (`lines_fine`).
"""

import functools
from dataclasses import replace
from importlib import resources

import numpy as np

from wiredesk.documents import Line, LineLabel
from wiredesk.errors import ModelError
from wiredesk.tagger.lines_context import surroundings
from wiredesk.tagger.lines_features import NAMES, measure
from wiredesk.tagger.lines_fine import fine_labels
from wiredesk.tagger.lines_kinds import KindModel, label_of, shipped_kinds
from wiredesk.tagger.lines_layout import Layout, lay_out
from wiredesk.tagger.lines_trees import Matrix, Trees, arrays
from wiredesk.tagger.lines_units import TaggedUnit
from wiredesk.tagger.lines_words import WordWeights

MODEL_NAME = "lines.npz"
# Chosen on the captures dev split.
THRESHOLD = 0.55
_MOST_ODD = 0.06
# A text of more units is read in pieces, so that the features of 200,000 lines need 100 MB and not a gigabyte.
MAX_UNITS_AT_ONCE = 20_000
_WORDS = NAMES.index("n_words")


class LineModel:
    """Run the shipped model.

    :raises ModelError: when the bytes are not a model of this version.
    """

    def __init__(self, content: bytes, kinds: KindModel | None = None) -> None:
        parts = arrays(content, MODEL_NAME, ("words", "first", "second"))
        self._weights = WordWeights(parts["words"])
        self._first, self._second = Trees(parts["first"]), Trees(parts["second"])
        self._kinds = kinds or shipped_kinds()

    def scores(self, layout: Layout) -> tuple[Matrix, Matrix]:
        """Return the probability of article text of each unit, shape (n,), and of title, byline and date, (n, 3), float32."""
        features = measure(layout, self._weights)
        guess = self._first.run(features)[:, 1]
        looks = np.concatenate([features, surroundings(guess, np.expm1(features[:, _WORDS]))], axis=1)
        body = self._second.run(looks)[:, 1]
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
