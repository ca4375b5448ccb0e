"""Which column of the model's output says what; it lies in the model file. Not for: reading columns (see `decode`)."""

import json
from dataclasses import dataclass, field

from wiredesk.errors import ModelError

LAYOUT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Head:
    """Describe one head: `kind` is "bio" (softmax over O, B-x, I-x, ...) or "sigmoid" (one column per label)."""

    name: str
    kind: str
    labels: tuple[str, ...]

    @property
    def n_columns(self) -> int:
        """Return the number of columns of the head in the output."""
        return 2 * len(self.labels) + 1 if self.kind == "bio" else len(self.labels)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Hold what was chosen on dev data after training.

    `starts` maps a head to one number per label, added to the log odds that a span of it begins (above 0: more spans);
    `names_from_details` is the share of the "details" head in the names, 0 to 1.
    """

    starts: dict[str, tuple[float, ...]] = field(default_factory=dict)
    names_from_details: float = 0.0

    def to_json(self) -> str:
        """Write the calibration as it stands in the file beside the model (`reader.json`)."""
        return json.dumps({"starts": {k: list(v) for k, v in self.starts.items()}, "names_from_details": self.names_from_details})

    @staticmethod
    def from_json(text: str) -> "Calibration":
        """Read a calibration back.

        :raises ModelError: when it is damaged.
        """
        try:
            found = json.loads(text)
            starts = {str(k): tuple(float(x) for x in v) for k, v in found["starts"].items()}
            return Calibration(starts, float(found["names_from_details"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"model calibration: cannot be read ({error}); install the package again") from error


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold the heads in the order of their columns."""

    heads: tuple[Head, ...]

    @property
    def n_columns(self) -> int:
        """Return the width of the model's output."""
        return sum(head.n_columns for head in self.heads)

    def columns(self, name: str) -> slice:
        """Return the columns of the head of that name.

        :raises ModelError: when the model has no such head.
        """
        start = 0
        for head in self.heads:
            if head.name == name:
                return slice(start, start + head.n_columns)
            start += head.n_columns
        raise ModelError(f"model layout: no head {name!r}; train the model again with `make train`")

    def head(self, name: str) -> Head:
        """Return the head of that name.

        :raises ModelError: when the model has no such head.
        """
        self.columns(name)
        return next(head for head in self.heads if head.name == name)

    def to_json(self) -> str:
        """Write the layout as it stands in the model file's metadata."""
        heads = [{"name": h.name, "kind": h.kind, "labels": list(h.labels)} for h in self.heads]
        return json.dumps({"version": LAYOUT_VERSION, "heads": heads})

    @staticmethod
    def from_json(text: str) -> "Layout":
        """Read a layout back.

        :raises ModelError: when it is damaged or of another version.
        """
        try:
            found = json.loads(text)
            heads = tuple(Head(h["name"], h["kind"], tuple(h["labels"])) for h in found["heads"])
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(f"model layout: cannot be read ({error}); install the package again") from error
        if found.get("version") != LAYOUT_VERSION:
            raise ModelError(
                f"model layout: version {found.get('version')}, expected {LAYOUT_VERSION}; train it again with `make train`"
            )
        return Layout(heads)
