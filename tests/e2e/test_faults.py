"""What looks for faults finds them: not asking twice hides nothing."""

import re

import pytest

from tests.conftest import ROOT
from tests.e2e.conftest import ON_A_PHONE, Visitor
from tests.e2e.faults import RECOLOURED

SHEETS = [path for path in ROOT.glob("*/static/**/*.css") if "vendor" not in path.parts]
COLOURED = re.compile(r"(?:^|[;{])\s*(?:color|background[\w-]*|opacity|filter|mix-blend-mode)\s*:")


@pytest.mark.django_db(transaction=True)
@ON_A_PHONE
@pytest.mark.parametrize("place", ["header", "main", "footer"])
def test_a_fault_is_found_on_both_widths_wherever_it_stands(visitor: Visitor, place: str) -> None:
    page = visitor.go("/teachers/")
    assert visitor.axe() == []
    page.reload()
    page.evaluate("place => document.querySelector(place).append(document.createElement('button'))", place)
    assert [fault.split(":")[0] for fault in visitor.axe(only=["button-name"])] == ["390 button-name", "1280 button-name"]
    assert {fault.split(":")[0] for fault in visitor.axe()} >= {"390 button-name", "1280 button-name"}


@pytest.mark.django_db(transaction=True)
@ON_A_PHONE
def test_letters_that_are_too_pale_are_found(visitor: Visitor) -> None:
    page = visitor.go("/teachers/")
    assert visitor.axe() == []
    page.evaluate("document.querySelector('main h1').style.color = 'rgb(250, 250, 250)'")
    assert [fault.split(":")[0] for fault in visitor.axe()] == ["390 color-contrast"]


def widths_in(sheet: str) -> list[str]:
    """The text of each block of rules that holds on some widths only."""
    starts = [found.end() for found in re.finditer(r"@(?:media|container)[^{]*(?:width|inline-size)[^{]*\{", sheet)]
    return [sheet[start : end_of_block(sheet, start)] for start in starts]


def end_of_block(sheet: str, start: int) -> int:
    depth = 1
    for place in range(start, len(sheet)):
        depth += {"{": 1, "}": -1}.get(sheet[place], 0)
        if not depth:
            return place
    raise AssertionError("a block without end")


def test_colours_depend_on_the_width_only_where_they_are_looked_at_on_each() -> None:
    parts = [part for part in RECOLOURED.split(", ") if part.startswith(".")]
    found = [
        selector.strip()
        for path in SHEETS
        for block in widths_in(re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
        for selector, rules in re.findall(r"([^{}]*)\{([^{}]*)\}", block)
        if COLOURED.search(rules)
    ]
    assert found
    assert [selector for selector in found if not any(part in selector for part in parts)] == []
