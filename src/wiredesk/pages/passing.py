"""How far the taking-in has come, and what was passed over. Not for: showing it (see `cli`), what was filed (see `desk`)."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Passing:
    """Keep where the taking-in stands; one is handed down through all carriers and watched from above.

    `source` is the carrier in hand as it may be shown, `n_done` and `n_bytes` its bytes passed and in all (0 when not
    known). `passed_over` counts what is no page by its kind ("image", "request record"): it is not even tried.
    """

    source: str = ""
    n_done: int = 0
    n_bytes: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)

    def begin(self, source: str, n_bytes: int = 0) -> None:
        """Say that `source` is in hand now."""
        self.source, self.n_done, self.n_bytes = source, 0, n_bytes

    def pass_over(self, kind: str) -> None:
        """Count one thing that is no page."""
        self.passed_over[kind] += 1
