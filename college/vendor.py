"""The list of third-party front-end files, and what the security policy must know of them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

LIST = Path(__file__).resolve().parent / "static/college/vendor/vendor.json"


@cache
def files() -> list[dict[str, Any]]:
    """One dict per file: name, version, licence, source, file, licence_file, sha256 and, for the player, style_hashes."""
    entries: list[dict[str, Any]] = json.loads(LIST.read_text(encoding="utf-8"))
    return entries


@cache
def style_hashes() -> tuple[str, ...]:
    """Sources for `style-src` on pages with the player, quoted as CSP wants them: media-chrome writes styles into its shadow roots."""
    return tuple(f"'{value}'" for entry in files() for value in entry.get("style_hashes", ()))
