"""The modes in which pages are looked at, and the rules of axe-core whose answer can differ there from the answer in light."""

from tests.e2e.conftest import Visitor

COLOURS, ROOM = "color-contrast", ["target-size", "scrollable-region-focusable"]
# All rules in light, and of the other modes what can differ: colours in the dark, room in large print, words in English.
MODES: dict[str, tuple[dict[str, str], dict[str, list[str]]]] = {
    "light": ({}, {}),
    "dark": ({"theme": "dark"}, {"only": [COLOURS]}),
    "large": ({"size": "large"}, {"only": ROOM}),
    "large-dark": ({"size": "large", "theme": "dark"}, {"only": [COLOURS, *ROOM]}),
    "english": ({"language": "en"}, {"but": [COLOURS]}),
}


def in_mode(visitor: Visitor, mode: str, *, whole: bool = False) -> dict[str, list[str]]:
    """Her next pages have this mode. Gives what `Visitor.axe` looks at there; all rules (`whole`) in one mode of pages that no walk looks at in light."""
    cookies, rules = MODES[mode]
    visitor.mode(**cookies)
    return {} if whole else rules
