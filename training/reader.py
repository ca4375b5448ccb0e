"""Train the reader: `python -m training.reader --shared ../shared`. Not for: exporting it (see `export`)."""

import argparse
import json
import math
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.batches import TIMES_READ, TIMES_READ_LAST, Prepared, epoch, prepare
from training.corpora import everything
from training.export import export
from training.model import Reader, collate, encoder_folder, loss_of

RUN = Path("docs/training-run.json")
RATE, DECAY, HEAD_RATE = 2e-4, 0.85, 1e-3
LAST_RATE = 6e-5


def tokenizer_of(folder: Path) -> Tokenizer:
    """Load the encoder's tokenizer, without its padding and truncation."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def optimizer_of(model: Reader, rate: float) -> torch.optim.AdamW:
    """Give each layer its rate: `rate` on top, times DECAY a layer downwards; heads and shapes HEAD_RATE."""
    layers = list(model.encoder.encoder.layer)
    groups = [{"params": list(layer.parameters()), "lr": rate * DECAY ** (len(layers) - 1 - i)} for i, layer in enumerate(layers)]
    lowest = [p for p in model.encoder.embeddings.parameters() if p.requires_grad]
    groups.append({"params": lowest, "lr": rate * DECAY ** len(layers)})
    rest = [*model.heads.parameters(), *model.shape.parameters()]
    groups.append({"params": rest, "lr": HEAD_RATE * rate / RATE})
    return torch.optim.AdamW(groups, weight_decay=0.01)


def schedule_of(step: int, n_steps: int) -> float:
    """Return the share of the rate at a step: up over the first 4 %, then down in a half cosine to 2 %."""
    warm = max(1, int(0.04 * n_steps))
    if step < warm:
        return (step + 1) / warm
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, n_steps - warm)))


@dataclass(frozen=True, slots=True)
class Stage:
    """Hold one stage of training: how often it reads each corpus, for how many epochs, at which rate of the top layer."""

    name: str
    times_read: Mapping[str, float]
    n_epochs: int
    rate: float


class _Log:
    """Print the mean losses of each hundred batches as one JSON line."""

    def __init__(self, stage: str, n_batches: int) -> None:
        self._stage, self._n_batches, self._started = stage, n_batches, time.time()
        self._sums: dict[str, list[float]] = defaultdict(list)

    def add(self, step: int, losses: Mapping[str, torch.Tensor]) -> None:
        for name, loss in losses.items():
            self._sums[name].append(float(loss.detach()))
        if step % 100 == 99 or step == self._n_batches - 1:
            means = {name: round(sum(v) / len(v), 4) for name, v in self._sums.items()}
            spent = round(time.time() - self._started)
            print(
                json.dumps({"stage": self._stage, "step": step + 1, "of": self._n_batches, "seconds": spent, **means}), flush=True
            )
            self._sums.clear()


def train(model: Reader, texts: list[Prepared], stage: Stage, options: argparse.Namespace) -> int:
    """Train the model for one stage; returns the number of batches."""
    model.train()
    epochs = [
        epoch(texts, seed=options.seed + i, n_pieces=options.pieces, times_read=stage.times_read) for i in range(stage.n_epochs)
    ]
    batches = [batch for one in epochs for batch in one][: options.most or None]
    optimizer = optimizer_of(model, stage.rate)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: schedule_of(s, len(batches)))
    log = _Log(stage.name, len(batches))
    for step, windows in enumerate(batches):
        batch = collate(windows)
        with torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat):
            logits = model(batch.ids, batch.mask, batch.shapes)
        losses = loss_of(logits.float(), batch)
        optimizer.zero_grad(set_to_none=True)
        torch.stack(list(losses.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        log.add(step, losses)
        if step % 500 == 499:
            torch.save(model.state_dict(), options.checkpoint)
    torch.save(model.state_dict(), options.checkpoint)
    return len(batches)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--encoder", help="folder of another encoder in the same format")
    parser.add_argument("--out", type=Path, default=Path("src/wiredesk/tagger/reader.onnx"))
    parser.add_argument("--checkpoint", type=Path, default=Path("out/reader.pt"))
    parser.add_argument("--epochs", type=int, default=3, help="of the first stage")
    parser.add_argument("--pieces", type=int, default=2048, help="word pieces a batch")
    parser.add_argument("--rate", type=float, default=RATE, help="of the top layer in the first stage")
    parser.add_argument("--most", type=int, default=0, help="stop each stage after that many batches")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from; only the last stage is trained")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bfloat", action=argparse.BooleanOptionalAction, default=True)
    return parser.parse_args()


def main() -> None:
    """Train from the corpora in two stages and write the model file."""
    options = _arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    folder = encoder_folder(options.encoder)
    tokenizer = tokenizer_of(folder)
    options.checkpoint.parent.mkdir(parents=True, exist_ok=True)
    texts = [prepare(marked, tokenizer) for marked in everything(options.shared, "train")]
    print(json.dumps({"texts": len(texts), "pieces": sum(len(t.pieces) for t in texts)}), flush=True)
    model = Reader(folder)
    stages = [Stage("all", TIMES_READ, options.epochs, options.rate), Stage("names", TIMES_READ_LAST, 1, LAST_RATE)]
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
        stages = stages[1:]
    n_batches = [train(model, texts, stage, options) for stage in stages]
    run = {"texts": len(texts), "epochs": options.epochs, "batches": n_batches, "seed": options.seed}
    RUN.write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
    export(model, folder, options.out)


if __name__ == "__main__":
    main()
