"""The words of words.toml: how people name the parts of a course and the columns of a table."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from courses.catalogue.rules.readiness import Part


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def part_named(text: str) -> Part | None:
    """Which part a name or heading speaks of; the longest word that stands in it decides."""
    said = text.lower()
    found = [(len(word), part) for part, words in _words()["parts"].items() for word in words if word in said]
    return Part(max(found)[1]) if found else None


def column_named(text: str) -> str:
    """The field that the head of a column means, "" for one that is not known."""
    said = re.sub(r"[\s*（(：:].*$", "", text.strip().lower()) or text.strip().lower()
    whole = text.strip().lower()
    return next((field for field, words in _words()["columns"].items() if said in words or whole in words), "")


@cache
def minutes_pattern() -> re.Pattern[str]:
    """A length at the end of a line: "(90 minutes)"."""
    words = "|".join(re.escape(word) for word in _words()["units"]["minutes"])
    return re.compile(rf"[\s（(,，]*(\d{{1,4}})\s*(?:{words})[)）]?\s*$", re.IGNORECASE)
