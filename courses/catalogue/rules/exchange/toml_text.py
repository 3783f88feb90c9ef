"""Writing TOML that people can read; Python reads it itself and does not write it. A string of TOML is a string of JSON, but for one sign."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

type Value = str | int | bool


def string(text: str) -> str:
    r"""A basic string on one line. DEL may not stand in it as it is, and lone surrogates not at all."""
    sound = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(sound, ensure_ascii=False).replace("\x7f", "\\u007f")


def table(name: str, values: Mapping[str, Value]) -> Iterator[str]:
    yield f"[{name}]"
    yield from _pairs(values)
    yield ""


def tables(name: str, rows: Sequence[Mapping[str, Value]]) -> Iterator[str]:
    for row in rows:
        yield f"[[{name}]]"
        yield from _pairs(row)
        yield ""


def _pairs(values: Mapping[str, Value]) -> Iterator[str]:
    for key, value in values.items():
        yield f"{key} = {string(value) if isinstance(value, str) else json.dumps(value)}"
