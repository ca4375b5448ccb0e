"""Name what is not article text: title, byline, date, furniture. Not for: what is article text (see `lines`).

Three models look at the lines near the ends of the body (`lines_heads`): which is the headline; then, knowing where that
likely stands, which name the author and the day. Boosted trees in `lines_kinds.npz`, made by `training.lines_kinds`; the
file names the columns it reads, so that a column added for the body changes nothing here.
"""

import functools
from collections.abc import Sequence
from importlib import resources

import numpy as np

from wiredesk.documents import LineLabel
from wiredesk.errors import ModelError
from wiredesk.tagger import lines_features
from wiredesk.tagger.lines_heads import HEAD_NAMES, TITLE_NAMES, Heads, beside_title, measure_heads
from wiredesk.tagger.lines_layout import Unit
from wiredesk.tagger.lines_trees import Matrix, Trees, arrays

KINDS_NAME = "lines_kinds.npz"
KINDS = (LineLabel.TITLE, LineLabel.BYLINE, LineLabel.DATE)
# What the body's features say about the words and the place of a line; without them one headline in forty more is missed.
LOOKED: tuple[str, ...] = tuple(
    (
        "topic_share title_share first_like_title weight_sum weight_mean weight_low weight_high in_heart place place_words rank "
        "prose n_shape n_words_heart to_heart share_stop run_words"
    ).split()
)
COLUMNS: tuple[str, ...] = (*HEAD_NAMES, *LOOKED, *TITLE_NAMES)
_LOOKED = np.array([lines_features.NAMES.index(name) for name in LOOKED])
# About the best F1 over five folds of the training captures, which is flat from .3 to .5. A line that the body model takes for
# text has to be surer.
_SURE_BYLINE, _SURE_DATE, _SURE_IN_BODY = 0.3, 0.35, 0.6


def title_features(heads: Heads, looks: Matrix) -> Matrix:
    """Return what the model of headlines sees of the candidates; `looks` are the body's features, one row a unit of the page."""
    return np.concatenate([heads.features, looks[heads.places][:, _LOOKED]], axis=1)


def naming_features(heads: Heads, units: Sequence[Unit], title: Matrix) -> Matrix:
    """Return what the models of bylines and dates see; `title` is the probability of each candidate to be the headline."""
    return np.concatenate([heads.features, beside_title(heads, units, title)], axis=1)


class KindModel:
    """Run the shipped model of kinds.

    :raises ModelError: when the bytes are not a model of this version.
    """

    def __init__(self, content: bytes) -> None:
        parts = arrays(content, KINDS_NAME, ("columns", *(kind.value for kind in KINDS)))
        if tuple(parts["columns"].tolist()) != COLUMNS:
            raise ModelError(f"{KINDS_NAME}: made for other columns; reinstall the package")
        self._title, self._byline, self._date = (Trees(parts[kind.value]) for kind in KINDS)

    def scores(self, units: Sequence[Unit], looks: Matrix, body: Matrix) -> Matrix:
        """Return the probability of title, byline and date of each unit, shape (n, 3); zeros far from the body.

        `looks` are the body's features, shape (n, columns), `body` is the probability of article text, shape (n,).
        """
        kinds = np.zeros((len(units), len(KINDS)), dtype=np.float32)
        heads = measure_heads(units, body)
        if len(heads.places):
            title = self._title.run(title_features(heads, looks))[:, 1]
            naming = naming_features(heads, units, title)
            found = (title, self._byline.run(naming)[:, 1], self._date.run(naming)[:, 1])
            kinds[heads.places] = np.stack(found, axis=1)
        return kinds


def label_of(kinds: Sequence[float], *, is_body: bool) -> LineLabel:
    """Return the label of one unit but for the headline, which is chosen for the page (see `lines_fine`)."""
    _, byline, date = kinds
    if byline > (_SURE_IN_BODY if is_body else _SURE_BYLINE) and byline >= date:
        return LineLabel.BYLINE
    if date > (_SURE_IN_BODY if is_body else _SURE_DATE):
        return LineLabel.DATE
    return LineLabel.ARTICLE if is_body else LineLabel.CHROME


@functools.cache
def shipped_kinds() -> KindModel:
    """Return the model that ships with the package, loaded once.

    :raises ModelError: when it is missing or damaged.
    """
    try:
        content = resources.files("wiredesk.tagger").joinpath(KINDS_NAME).read_bytes()
    except OSError as error:
        raise ModelError(f"{KINDS_NAME}: missing from the package ({error}); reinstall it") from error
    return KindModel(content)
