"""Write what the trained network itself says of an invented text: `python -m training.conformance`.

tests/tagger/test_conformance.py holds the shipped, quantised file against it, without PyTorch.
"""

import argparse
import json
from pathlib import Path

import torch

from training.heads import LAYOUT, SHIPPED
from training.model import Reader, collate_ids, encoder_folder
from training.reader import tokenizer_of
from wiredesk.sentences import sentences
from wiredesk.tagger.decode import log_softmax
from wiredesk.tagger.pieces import pieces_of, windows

OUT = Path("tests/tagger/trained.json")
TEXT = """Gunmen ambushed a convoy of the Interior Ministry near the town of Kasungo on Tuesday, killing at least four
guards and wounding seven others, officials said.

"We know who did this and we will find them," General Joseph Mbeki-Larsen, the commander of the eastern region, told
Radio Lake.

A spokesman for the Lake Liberation Army denied that its fighters had taken part. The group claimed a similar attack in
March 2019.

Police in the capital later defused a car bomb outside the offices of the National Bank. Two men were arrested."""


def main() -> None:
    """Run the network in 32 bits and write the likeliest label of each piece and its probability, head by head."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=Path("out/reader.pt"))
    parser.add_argument("--shared", type=Path, help="not used; every step of `make train` takes it")
    options = parser.parse_args()
    folder = encoder_folder(None)
    model = Reader(folder)
    model.load_state_dict(torch.load(options.checkpoint, weights_only=True))
    model.eval()
    pieces = pieces_of(TEXT, tokenizer_of(folder))
    ((first, last),) = windows(pieces, sentences(TEXT), 320)
    with torch.no_grad():
        logits = model(*collate_ids(pieces.ids[first:last], pieces.shapes[first:last]))[0, 1:-1].numpy()
    heads = {}
    for head in SHIPPED:
        if head.kind == "bio":
            chances = log_softmax(logits[:, LAYOUT.columns(head.name)])
            best = chances.argmax(axis=1)
            heads[head.name] = [[int(b), round(float(c), 4)] for b, c in zip(best, chances.max(axis=1), strict=True)]
    OUT.write_text(json.dumps({"text": TEXT, "heads": heads}) + "\n", encoding="utf-8")
    print(f"wrote {OUT}")


if __name__ == "__main__":
    main()
