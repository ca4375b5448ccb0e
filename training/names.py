"""Count how common the parts of people's names are; `python -m training.names` writes the table into the package.

A part is counted once for each different full name of a corpus, in its spelling by sound, so that no text and no person can be
told from the table. Parts that only one person bears are left out: the package takes every unlisted part for rare.
"""

import argparse
import collections
import json
from collections.abc import Iterator
from pathlib import Path

from wiredesk.corroborate.names import person_name, spelled

_TARGET = Path(__file__).parents[1] / "src/wiredesk/corroborate/names_counts.tsv"
_CORPORA = {"en_worldwide": "Person", "uner_ewt": "PER", "conll04": "PER", "meantime": "PER", "re3d": "Person"}
_LEAST = 2
_MOST_PARTS = 4


def full_names(data: Path) -> Iterator[str]:
    """Yield the names of people in the training corpora as they are written."""
    for corpus, kind in _CORPORA.items():
        for line in (data / corpus / "train.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            yield from (record["text"][m["start"] : m["end"]] for m in record["mentions"] if m["type"] == kind)


def is_name(words: str) -> bool:
    """Tell whether words look like a full name: two to four capitalised words, nothing else."""
    own = words.split()
    return 2 <= len(own) <= _MOST_PARTS and all(
        word[0].isupper() and word.replace("-", "").replace("'", "").isalpha() for word in own
    )


def counts(names: Iterator[str]) -> tuple[int, collections.Counter[str]]:
    """Return the number of different people and how many of them bear each part."""
    people = {
        tuple(sorted({spelled(part) for part in person_name(name).parts if len(part) > 1})) for name in names if is_name(name)
    }
    people = {parts for parts in people if len(parts) > 1}
    return len(people), collections.Counter(part for parts in people for part in parts)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Write src/wiredesk/corroborate/names_counts.tsv.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    n_people, found = counts(full_names(parser.parse_args().shared / "data"))
    kept = sorted((part, n) for part, n in found.items() if n >= _LEAST)
    lines = [f"#\t{n_people}", *(f"{part}\t{n}" for part, n in kept)]
    _TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{n_people} people, {len(found)} parts, {len(kept)} kept")


if __name__ == "__main__":
    main()
