"""The API keeps what its description says, whatever is sent: schemathesis over every operation."""

from pathlib import Path

from benchmarks.api_fuzz import fuzzed


def test_no_operation_fails_or_answers_beyond_its_description(filled_file: Path) -> None:
    tally = fuzzed(filled_file, n_examples=4, is_thorough=False)
    assert tally.n_operations > 60
    assert tally.n_cases > 4 * 60
    assert tally.failures == []
