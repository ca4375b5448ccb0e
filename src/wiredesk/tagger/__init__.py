"""Text to scored spans: word pieces, the ONNX session, decoding."""

from wiredesk.tagger.onnx_tagger import load_tagger
from wiredesk.tagger.tags import Filler, ScoredSpan, SentenceScores, Tagger, Tags

__all__ = ["Filler", "ScoredSpan", "SentenceScores", "Tagger", "Tags", "load_tagger"]
