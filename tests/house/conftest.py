"""The project's own source, read once for the tests of the house."""

import pytest
from house_source import Module, committed, parsed


@pytest.fixture(scope="session")
def tracked() -> list[str]:
    """Give the files that are, or would be, committed."""
    return committed()


@pytest.fixture(scope="session")
def modules(tracked: list[str]) -> list[Module]:
    """Give every Python file of the project."""
    return [parsed(path) for path in tracked if path.endswith(".py")]


@pytest.fixture(scope="session")
def package(modules: list[Module]) -> list[Module]:
    """Give the modules of the package itself."""
    return [module for module in modules if module.path.startswith("src/wiredesk/")]
