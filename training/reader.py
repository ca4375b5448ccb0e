"""Train the reader: `python -m training.reader --shared ../shared`. Not for: exporting it (see `export`)."""

import argparse
import json
import math
import time
from collections import defaultdict
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.batches import Prepared, epoch, prepare
from training.corpora import everything
from training.export import export
from training.model import Reader, collate, encoder_folder, loss_of

RUN = Path("docs/training-run.json")
RATE, DECAY, HEAD_RATE = 2e-4, 0.85, 1e-3


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
    groups.append({"params": [*model.heads.parameters(), *model.shape.parameters()], "lr": HEAD_RATE})
    return torch.optim.AdamW(groups, weight_decay=0.01)


def schedule_of(step: int, n_steps: int) -> float:
    """Return the share of the rate at a step: up over the first 4 %, then down in a half cosine to 2 %."""
    warm = max(1, int(0.04 * n_steps))
    if step < warm:
        return (step + 1) / warm
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, n_steps - warm)))


def train(texts: list[Prepared], folder: Path, options: argparse.Namespace) -> Reader:
    """Train and return the model; a checkpoint is exported every `options.every` minutes to `options.out`."""
    torch.manual_seed(options.seed)
    model = Reader(folder)
    model.train()
    epochs = [epoch(texts, seed=options.seed + i, n_pieces=options.pieces) for i in range(options.epochs)]
    batches = [batch for one in epochs for batch in one][: options.most or None]
    optimizer = optimizer_of(model, options.rate)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: schedule_of(s, len(batches)))
    sums: dict[str, list[float]] = defaultdict(list)
    started = exported = time.time()
    for step, windows in enumerate(batches):
        batch = collate(windows)
        with torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat):
            logits = model(batch.ids, batch.mask, batch.shapes)
        losses = loss_of(logits.float(), batch)
        total = torch.stack(list(losses.values())).sum()
        optimizer.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        for name, loss in losses.items():
            sums[name].append(float(loss.detach()))
        if step % 100 == 99 or step == len(batches) - 1:
            means = {name: round(sum(v) / len(v), 4) for name, v in sums.items()}
            spent = time.time() - started
            print(json.dumps({"step": step + 1, "of": len(batches), "seconds": round(spent), **means}), flush=True)
            sums.clear()
        if options.every and time.time() - exported > 60 * options.every:
            export(model, folder, options.out)
            exported = time.time()
            model.train()
    model.n_steps = len(batches)
    return model


def main() -> None:
    """Train from the corpora and write the model file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--encoder", help="folder of another encoder in the same format")
    parser.add_argument("--out", type=Path, default=Path("src/wiredesk/tagger/reader.onnx"))
    parser.add_argument("--checkpoint", type=Path, default=Path("out/reader.pt"))
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--pieces", type=int, default=2048, help="word pieces a batch")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--most", type=int, default=0, help="stop after that many batches")
    parser.add_argument("--every", type=float, default=0, help="export every so many minutes")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bfloat", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    folder = encoder_folder(options.encoder)
    tokenizer = tokenizer_of(folder)
    texts = [prepare(marked, tokenizer) for marked in everything(options.shared, "train")]
    print(json.dumps({"texts": len(texts), "pieces": sum(len(t.pieces) for t in texts)}), flush=True)
    started = time.time()
    model = train(texts, folder, options)
    minutes = round((time.time() - started) / 60)
    run = {"texts": len(texts), "epochs": options.epochs, "seed": options.seed, "minutes": minutes, "threads": options.threads}
    RUN.write_text(json.dumps({**run, "steps": model.n_steps}, indent=1) + "\n", encoding="utf-8")
    options.checkpoint.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.checkpoint)
    export(model, folder, options.out)


if __name__ == "__main__":
    main()
