"""Designs of lessons on their way: the steps as JSON, in which a file stands by a name instead of a number that means nothing elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from courses.catalogue.models.designs import FILES, Design

type Step = dict[str, Any]


def design_text(design: Any, name_of: Callable[[int], str]) -> str:
    """The steps of a design, "" where there is none. `name_of` names a file by its key, "" for one that is gone."""
    steps = [{"type": step["type"], "value": _mapped(step.get("value") or {}, name_of)} for step in design.raw_data if step]
    return json.dumps(steps, ensure_ascii=False, sort_keys=True) if steps else ""


def design_of(text: str, keys: Mapping[str, int]) -> list[Step]:
    """The steps to give to a lesson. Raises ValueError when they are none that the editor could have made."""
    if not text:
        return []
    try:
        steps = [{"type": str(step["type"]), "value": _mapped(step["value"], lambda name: keys.get(str(name)))} for step in json.loads(text)]
        block = Design()
        block.clean(block.to_python(steps))
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise ValueError("design") from problem
    return steps


def _mapped(value: Mapping[str, Any], other: Callable[[Any], Any]) -> Step:
    """A step's value with its files by their other names; those that have none are left out."""
    kept = dict(value)
    if FILES in kept:
        told = [item.get("value") if isinstance(item, dict) else item for item in kept[FILES] or []]
        kept[FILES] = [found for item in told if (found := other(item))]
    return kept
