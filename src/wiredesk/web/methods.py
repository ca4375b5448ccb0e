"""Which methods an address answers, over all routes that have it. Not for: the routes themselves."""

from collections.abc import Iterable, Mapping

from starlette.routing import compile_path


class Methods:
    """Hold the methods of every path; one without parts that vary goes before those that have some, as `/feeds/ask` does."""

    def __init__(self, found: Mapping[str, Iterable[str]]) -> None:
        self._plain = {path: frozenset(methods) for path, methods in found.items() if "{" not in path}
        self._varied = [(compile_path(path)[0], frozenset(methods)) for path, methods in found.items() if "{" in path]

    def at(self, path: str) -> frozenset[str]:
        """Return the methods that this address answers, none where there is nothing."""
        if path in self._plain:
            return self._plain[path]
        return frozenset(method for pattern, methods in self._varied if pattern.match(path) for method in methods)

    def is_wrong(self, path: str, method: str) -> bool:
        """Tell whether a method only seems to be answered here, by the route of a path that varies."""
        return path in self._plain and method not in self._plain[path] | {"HEAD", "OPTIONS"}
