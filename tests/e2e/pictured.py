"""The pages of which the guides have pictures: what they said when the pictures were made. `make pictures` makes both anew.

What a page says about times and numbers is left out: walks go through today's dates.
"""

import json
import re
from pathlib import Path

from playwright.sync_api import Page

KEPT = Path(__file__).parent / "pictures.json"
DAYS = r"(?:\d{4}年)?\d+月\d+日(?:（周\u2060?[一二三四五六日]）)?|(?:周|星期)\u2060?[一二三四五六日]|[今明后昨]天"
VARIES = re.compile(rf"{DAYS}|早上|上午|中午|下午|晚上|凌晨|[春夏秋冬]季|大约还要 \d+ 分钟|\b[0-9a-f]{{8,}}\b|\d[\d:.,]*")
SEVERAL = re.compile(r"#(?:[\s–\u2060至]*#)+")  # a span within a day, or over midnight
SAID: dict[str, list[str]] = json.loads(KEPT.read_text(encoding="utf-8"))["said"] if KEPT.is_file() else {}


def words(page: Page) -> list[str]:
    """What can be read on a page now, line by line."""
    lines = (SEVERAL.sub("#", VARIES.sub("#", line)).strip() for line in page.locator("body").inner_text().splitlines())
    return [re.sub(r"\s+", " ", line) for line in lines if line not in {"", "#"}]


def outdated(shot: str, page: Page) -> list[str]:
    """What the page says and its picture does not, and the other way round; nothing for a page without a picture."""
    if shot not in SAID:
        return []
    now, then = words(page), SAID[shot]
    return [f"+ {line}" for line in now if line not in then] + [f"- {line}" for line in then if line not in now]
