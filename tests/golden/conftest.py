"""The flag that rewrites the expected records: `pytest tests/golden --rewrite-golden`."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag."""
    parser.addoption("--rewrite-golden", action="store_true", help="write what is read now as what is expected")
