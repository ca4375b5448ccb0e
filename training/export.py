"""Write the trained reader as one quantised ONNX file with its layout and tokenizer. Not for: figures (see `card`)."""

import os
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.heads import LAYOUT, SHIPPED
from training.model import CLS, SEP, Reader
from wiredesk.tagger.layout import Layout


def export(model: Reader, folder: Path, out: Path) -> None:
    """Export, quantise to int8, add layout and tokenizer as metadata, and move into place in one step."""
    model.eval()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        raw, ready, small = (str(Path(scratch) / name) for name in ("raw.onnx", "ready.onnx", "small.onnx"))
        _trace(model, raw)
        quant_pre_process(raw, ready, skip_symbolic_shape=True)
        quantize_dynamic(ready, small, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"])
        shipped = onnx.load(small)
        notes = {
            "wiredesk.layout": Layout(SHIPPED).to_json(),
            "wiredesk.tokenizer": (folder / "tokenizer.json").read_text(encoding="utf-8"),
            "wiredesk.special": f"{CLS},{SEP}",
        }
        for key, value in notes.items():
            shipped.metadata_props.append(onnx.StringStringEntryProto(key=key, value=value))
        partial = out.with_suffix(".part")
        onnx.save(shipped, str(partial))
        os.replace(partial, out)


class _Shipped(torch.nn.Module):
    """Wrap the model so that only the shipped columns are computed."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model
        n_columns = Layout(SHIPPED).n_columns
        assert Layout(SHIPPED).heads == LAYOUT.heads[: len(SHIPPED)]
        self.heads = torch.nn.Linear(model.heads.in_features, n_columns)
        with torch.no_grad():
            self.heads.weight.copy_(model.heads.weight[:n_columns])
            self.heads.bias.copy_(model.heads.bias[:n_columns])

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, shapes: torch.Tensor) -> torch.Tensor:
        vectors = self.model.encoder.embeddings.word_embeddings(ids) + self.model.shape(shapes)
        hidden = self.model.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        logits: torch.Tensor = self.heads(hidden)
        return logits


def _trace(model: Reader, path: str) -> None:
    example = torch.ones((2, 16), dtype=torch.int64)
    axes = {name: {0: "window", 1: "piece"} for name in ("ids", "mask", "shapes", "logits")}
    torch.onnx.export(
        _Shipped(model).eval(),
        (example, example, example),
        path,
        input_names=["ids", "mask", "shapes"],
        output_names=["logits"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
