"""The network that reads a page's units in order, and how it is written as ONNX. Not for: training it (see `lines_sequence`)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.lines_batches import Batch


@dataclass(frozen=True, slots=True)
class Shape:
    """Hold the sizes of the network: places of its table of words, their vectors, its layers."""

    n_places: int = 1 << 14
    n_vector: int = 16
    n_hidden: int = 48
    strides: tuple[int, ...] = (1, 2, 4, 8, 16)
    dropout: float = 0.2


class Network(nn.Module):
    """Give the log-odds of article text for units with their word vectors beside them."""

    def __init__(self, n_columns: int, shape: Shape) -> None:
        super().__init__()
        hidden = shape.n_hidden
        self.enter = nn.Linear(n_columns + shape.n_vector, hidden)
        self.layers = nn.ModuleList(nn.Conv1d(hidden, hidden, 3, padding=step, dilation=step) for step in shape.strides)
        self.whole = nn.Linear(2 * hidden, hidden)
        self.join = nn.Linear(2 * hidden, hidden)
        self.leave = nn.Linear(hidden, 1)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, units: Tensor, mask: Tensor) -> Tensor:
        """Return log-odds, shape (pages, units); `units` has the shape (pages, units, columns), `mask` is 0 past the end."""
        shown = mask[:, None, :]
        entered = self.drop(torch.relu(self.enter(units))) * mask[:, :, None]
        found = entered.transpose(1, 2)
        for number, layer in enumerate(self.layers):
            found = found + self.drop(torch.relu(layer(found * shown)))
            if number == len(self.layers) // 2:
                found = found + self._whole(found * shown, shown)
        joined = torch.relu(self.join(torch.cat([found.transpose(1, 2), entered], dim=2)))
        return torch.squeeze(self.leave(self.drop(joined)), 2)

    def _whole(self, found: Tensor, shown: Tensor) -> Tensor:
        """Return what the page as a whole says, by mean and maximum over its units, to be added to each."""
        mean = found.sum(dim=2) / shown.sum(dim=2)
        return torch.relu(self.whole(torch.cat([mean, found.amax(dim=2)], dim=1)))[:, :, None]


class _Alone(nn.Module):
    """The network for one page, without mask: what is exported."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, units: Tensor) -> Tensor:
        return self.network(units, torch.ones_like(units[:, :, 0]))


class Reader(nn.Module):
    """Join the table of word vectors and the network."""

    def __init__(self, n_columns: int, shape: Shape) -> None:
        super().__init__()
        self.vectors = nn.EmbeddingBag(shape.n_places, shape.n_vector, mode="mean", include_last_offset=True)
        nn.init.normal_(self.vectors.weight, std=0.1)
        self.network = Network(n_columns, shape)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, batch: Batch) -> Tensor:
        """Return the log-odds of all units of the batch, page after page."""
        vectors = self.vectors(torch.from_numpy(batch.places), torch.from_numpy(batch.bounds))
        rows = torch.cat([torch.from_numpy(batch.columns), self.drop(vectors)], dim=1)
        mask = torch.from_numpy(batch.mask)
        units = rows.new_zeros((*mask.shape, rows.shape[1]))
        units[mask] = rows
        found: Tensor = self.network(units, mask.float())
        return found[mask]

    def vectors_in_bytes(self) -> tuple[NDArray[np.int8], np.float32]:
        """Return the word vectors in int8, and what a step of one is; one number in ten thousand is cut."""
        table = self.vectors.weight.detach().numpy()
        scale = float(np.quantile(np.abs(table), 0.9999)) / 127.0
        return np.clip(np.round(table / scale), -127, 127).astype(np.int8), np.float32(scale)

    def as_onnx(self) -> NDArray[np.uint8]:
        """Return the network as ONNX bytes, for one page of any length."""
        made = io.BytesIO()
        torch.onnx.export(
            _Alone(self.network).eval(),
            (torch.zeros((1, 40, self.network.enter.in_features)),),
            made,
            input_names=["units"],
            output_names=["odds"],
            dynamic_axes={"units": {1: "n"}, "odds": {1: "n"}},
            opset_version=17,
            dynamo=False,
        )
        return np.frombuffer(made.getvalue(), dtype=np.uint8)


def arrays(readers: Sequence[Reader]) -> dict[str, NDArray[Any]]:
    """Return what `wiredesk.tagger.lines_sequence.PageReader` loads, but for mean and spread."""
    kept = [reader.vectors_in_bytes() for reader in readers]
    parts: dict[str, NDArray[Any]] = {f"network{number}": reader.as_onnx() for number, reader in enumerate(readers)}
    parts["vectors"] = np.concatenate([vectors for vectors, _ in kept], axis=1)
    parts["scales"] = np.array([scale for _, scale in kept], dtype=np.float32)
    return parts
