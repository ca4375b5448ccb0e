"""The API's description as values for its page: operations by resource, shapes, an example of each call. Not for: JSON itself."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_ID = re.compile(r"^\^([a-z])\[1-9\]")
_EXAMPLES = {"date": "2024-05-09", "date-time": "2024-05-09T20:35:00Z", "binary": "@report.html"}
_USUAL = ("400", "401", "403", "404", "408", "409", "413", "415", "422", "429", "503", "507")
_MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Part:
    """Hold one parameter or field; `shape` names the shape of its value, "" for a plain one."""

    name: str
    words: str
    where: str = ""
    is_required: bool = False
    description: str = ""
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """Hold one kind of body that an operation takes, each alternative with its fields."""

    media_type: str
    shapes: tuple[tuple[str, tuple[Part, ...]], ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """Hold one operation; `answers` are status, words and the name of a shape, refusals of all operations left out."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Part, ...]
    bodies: tuple[Body, ...]
    answers: tuple[tuple[str, str, str], ...]
    curl: str


def operations(schema: dict[str, Any], base: str) -> dict[str, list[Operation]]:
    """Return all operations by their resource; `base` is where this server is, for the examples."""
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            found.setdefault(told["tags"][0], []).append(_operation(path, method, told, schema, base))
    return dict(sorted(found.items()))


def shapes(schema: dict[str, Any]) -> list[tuple[str, str, tuple[Part, ...]]]:
    """Return all shapes that bodies and answers are made of: name, description, fields; of an enumeration its values."""
    named = schema["components"]["schemas"]
    return [(name, _first(told.get("description", "")), tuple(_fields(told))) for name, told in sorted(named.items())]


def refusals(schema: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what every operation may answer besides: status and words."""
    first = next(told for methods in schema["paths"].values() for told in methods.values())
    return [(status, first["responses"][status]["description"]) for status in _USUAL if status in first["responses"]]


def _operation(path: str, method: str, told: dict[str, Any], schema: dict[str, Any], base: str) -> Operation:
    bodies = tuple(_bodies(told, schema))
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        description=told["description"],
        parameters=tuple(_parameter(one) for one in told.get("parameters", ())),
        bodies=bodies,
        answers=tuple(_answers(told)),
        curl=_curl(path, method, told, schema, base),
    )


def _parameter(told: dict[str, Any]) -> Part:
    words = told.get("description") or told["schema"].get("description", "")
    return Part(
        told["name"], type_words(told["schema"]), told["in"], told.get("required", False), words, shape_of(told["schema"])
    )


def _answers(told: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for status, answer in told["responses"].items():
        if status not in _USUAL:
            for content in list(answer.get("content", {}).values()) or [{}]:
                yield status, answer["description"], shape_of(content.get("schema", {}))


def _bodies(told: dict[str, Any], schema: dict[str, Any]) -> Iterator[Body]:
    for media_type, content in told.get("requestBody", {}).get("content", {}).items():
        alternatives = content["schema"].get("oneOf", [content["schema"]])
        found = [_resolved(one, schema) for one in alternatives]
        yield Body(media_type, tuple((_first(one.get("description", "")), tuple(_fields(one))) for one in found))


def _fields(told: dict[str, Any]) -> Iterator[Part]:
    for value in told.get("enum", ()):
        yield Part(str(value), "")
    for name, one in told.get("properties", {}).items():
        is_required = name in told.get("required", ())
        yield Part(name, type_words(one), "", is_required, _first(one.get("description", "")), shape_of(one))


def type_words(told: dict[str, Any]) -> str:
    """Return what a value may be in words: "whole number from 1 to 200", "list of JobHead", "text or null"."""
    if "$ref" in told:
        return str(told["$ref"]).rsplit("/", 1)[1]
    if "anyOf" in told or "oneOf" in told:
        return " or ".join(dict.fromkeys(type_words(one) for one in told.get("anyOf") or told["oneOf"]))
    if "const" in told:
        return json.dumps(told["const"])
    if "enum" in told:
        values = [str(one) for one in told["enum"]]
        return "one of " + ", ".join(values[:_MOST_CHOICES]) + (" …" if len(values) > _MOST_CHOICES else "")
    return _plain_words(told)


def _plain_words(told: dict[str, Any]) -> str:
    kind = told.get("type", "anything")
    if kind == "array":
        return f"list of {type_words(told.get('items', {}))}"
    if kind == "object":
        inner = told.get("additionalProperties")
        return f"object of {type_words(inner)}" if isinstance(inner, dict) and inner else "object"
    if kind in ("integer", "number"):
        ends = [str(told[end]) for end in ("minimum", "maximum") if end in told]
        words = "whole number" if kind == "integer" else "number"
        return f"{words} from {ends[0]} to {ends[1]}" if len(ends) == 2 else words
    if kind == "string":
        if "format" in told:
            return {"date": "day", "date-time": "moment", "binary": "file"}.get(told["format"], str(told["format"]))
        found = _ID.match(told.get("pattern", ""))
        return f"id such as {found[1]}12" if found else "text"
    return {"null": "null", "boolean": "true or false"}.get(kind, str(kind))


def shape_of(told: dict[str, Any]) -> str:
    """Return the name of the shape that a value has, or that a list or an alternative has; "" for none."""
    if "$ref" in told:
        return str(told["$ref"]).rsplit("/", 1)[1]
    inner = [*told.get("anyOf", ()), *told.get("oneOf", ()), told.get("items", {})]
    return next((name for one in inner if one and (name := shape_of(one))), "")


def _resolved(told: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = shape_of(told) if "$ref" in told else ""
    found: dict[str, Any] = schema["components"]["schemas"][name] if name else told
    return found


def _first(words: str) -> str:
    return " ".join(words.split("\n\n")[0].split())


# -- examples --------------------------------------------------------------------------------------------------------


def _curl(path: str, method: str, told: dict[str, Any], schema: dict[str, Any], base: str) -> str:
    """Return a call that can be pasted into a shell; the key stands in KEY."""
    for one in told.get("parameters", ()):
        if one["in"] == "path":
            path = path.replace("{" + one["name"] + "}", str(_example(one["schema"], schema)))
    wanted = [one for one in told.get("parameters", ()) if one["in"] == "query" and one.get("required")]
    query = "&".join(f"{one['name']}={_example(one['schema'], schema)}" for one in wanted)
    words = ['curl -H "Authorization: Bearer $KEY"']
    words += [f"-X {method.upper()}"] if method not in ("get",) else []
    content = told.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        body = json.dumps(_example(content["application/json"]["schema"], schema), ensure_ascii=False)
        words += ["-H 'Content-Type: application/json'", "-d '" + body.replace("'", "'\\''") + "'"]
    return " ".join([*words, f"'{base}{path}{'?' + query if query else ''}'"])


def _example(told: dict[str, Any], schema: dict[str, Any], depth: int = 0) -> Any:
    told = _resolved(told, schema)
    for name in ("anyOf", "oneOf"):
        if name in told:
            return _example(told[name][0], schema, depth)
    if told.get("examples"):
        return told["examples"][0]
    if "enum" in told or "const" in told:
        return told.get("const", told.get("enum", [None])[0])
    kind = told.get("type")
    if kind == "object" and depth < 4:
        needed = told.get("required", ())
        return {name: _example(one, schema, depth + 1) for name, one in told.get("properties", {}).items() if name in needed}
    if kind == "array":
        return [_example(told["items"], schema, depth + 1)] if told.get("minItems") else []
    return _example_word(told)


def _example_word(told: dict[str, Any]) -> Any:
    if told.get("type") in ("integer", "number"):
        return max(1, told.get("minimum", 1))
    if told.get("type") == "boolean":
        return True
    if told.get("format") in _EXAMPLES:
        return _EXAMPLES[told["format"]]
    pattern = told.get("pattern", "")
    if found := _ID.match(pattern):
        return f"{found[1]}1"
    if pattern.startswith("^https?"):
        return "https://press.example/story"
    return "j0123456789abcdef" if pattern.startswith("^j") else "…"
