"""Train the network that reads units in order. Not for: the trees (see `lines_fit`), the network itself (`lines_network`)."""

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from training.lines_batches import PageUnits, batch, batches
from training.lines_corpus import N_FOLDS, Example
from training.lines_fit import SEED, unit_weights
from training.lines_network import Reader, Shape
from wiredesk.tagger.lines_clues import read_clues
from wiredesk.tagger.lines_places import Matrix
from wiredesk.tagger.lines_sequence import N_COLUMNS, N_NETWORKS, standardised

# Chosen by 5-fold over train: the network knows its pages by heart after six epochs.
_EPOCHS, _RATE, _DECAY, _DROPPED = 4, 3e-3, 0.01, 0.3
_log = logging.getLogger("training.lines")


@dataclass(frozen=True, slots=True)
class Standard:
    """Hold mean and spread of the network's columns over the training units."""

    mean: Matrix
    spread: Matrix


def standard(features: Sequence[Matrix]) -> Standard:
    """Return the standard of all units."""
    rows = np.concatenate([one[:, :N_COLUMNS] for one in features])
    return Standard(rows.mean(axis=0), rows.std(axis=0) + np.float32(1e-3))


def pages(examples: Sequence[Example], features: Sequence[Matrix], known: Standard, shape: Shape) -> list[PageUnits]:
    """Return the examples as the network takes them."""
    found = []
    for one, rows in zip(examples, features, strict=True):
        clues = read_clues([unit.text for unit in one.layout.units])
        columns = standardised(rows, known.mean, known.spread)
        places = clues.places.astype(np.int64) & (shape.n_places - 1)
        target, weight = one.is_body.astype(np.float32), unit_weights(one).astype(np.float32)
        found.append(PageUnits(columns, places, clues.starts, target, weight))
    return found


def fit_network(given: Sequence[PageUnits], shape: Shape, *, seed: int = SEED) -> Reader:
    """Return a network trained on pages; AdamW, one cycle of the rate (Smith 2018), seeded."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng, chance = random.Random(seed), np.random.default_rng(seed)
    reader = Reader(N_COLUMNS, shape)
    scale = float(np.mean(np.concatenate([page.weight for page in given])))
    optimizer = torch.optim.AdamW(reader.parameters(), lr=_RATE, weight_decay=_DECAY)
    epochs = [batches(given, rng) for _ in range(_EPOCHS)]
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=sum(map(len, epochs)) + 1, pct_start=0.1)
    for number, epoch in enumerate(epochs):
        reader.train()
        losses = []
        for group in epoch:
            one = batch(group, dropped=_DROPPED, rng=chance)
            target, weight = torch.from_numpy(one.target), torch.from_numpy(one.weight / scale)
            loss = nn.functional.binary_cross_entropy_with_logits(reader(one), target, weight)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            rates.step()
            losses.append(loss.detach().item())
        _log.info("network: epoch %d of %d, loss %.4f", number + 1, _EPOCHS, np.mean(losses))
    return reader.eval()


def fit_networks(given: Sequence[PageUnits], shape: Shape) -> list[Reader]:
    """Return as many networks as the model holds, alike but for the seed."""
    return [fit_network(given, shape, seed=SEED + number) for number in range(N_NETWORKS)]


def log_odds(readers: Sequence[Reader], given: Sequence[PageUnits]) -> list[NDArray[np.float32]]:
    """Return the log-odds of article text of the units of each page, the mean over the networks."""
    with torch.inference_mode():
        asked = [[reader(batch([page])).numpy() for reader in readers] for page in given]
    return [np.mean(one, axis=0, dtype=np.float32) for one in asked]


def odds_out_of_fold(examples: Sequence[Example], given: Sequence[PageUnits], shape: Shape) -> list[NDArray[np.float32]]:
    """Return log-odds of networks that never saw the example's site."""
    found: dict[int, NDArray[np.float32]] = {}
    for fold in range(N_FOLDS):
        kept = [page for one, page in zip(examples, given, strict=True) if one.fold != fold]
        held = [number for number, one in enumerate(examples) if one.fold == fold]
        readers = fit_networks(kept, shape)
        found |= dict(zip(held, log_odds(readers, [given[number] for number in held]), strict=True))
    return [found[number] for number in range(len(examples))]
