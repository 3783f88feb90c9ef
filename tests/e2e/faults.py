"""What axe-core finds on a page. It costs more than all else that a browser does in these tests, so nothing is asked twice: the head and foot that a
worker has seen without a fault, letter for letter in this look, and colours on a second width where no style sheet changes them with the width."""

import json
import re
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page

from tests.conftest import ROOT

AXE = ROOT / "tests" / "vendor" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = "color-contrast"
# What has other colours on another width (test_faults.py holds this to the style sheets); of Wagtail's pages we do not know.
RECOLOURED = ".table--stack, .table--pairs, .player, .filters, #wagtail"
FRAME = ("body > header.site-head", "body > footer.site-foot")
# By its address, as the pages' own scripts come: a browser keeps it, compiled, from one page to the next. Without a network it comes as it lies here.
FETCH = """() => new Promise(told => {
    const script = document.createElement('script');
    script.src = '/static/tests/axe.min.js';
    script.onload = script.onerror = () => { script.remove(); told('axe' in window) };
    document.head.append(script);
})"""
LOOK = """([frame, recoloured]) => ({
    axe: 'axe' in window,
    recoloured: document.querySelector(recoloured) !== null,
    look: [...document.documentElement.attributes].map(one => one.name + '=' + one.value).sort().join() + [...document.styleSheets].map(one => one.href).join(),
    frame: frame.map(one => document.querySelector(one)?.outerHTML ?? ''),
})"""
# What differs from page to page, and no rule reads: where a form or a link comes back to, and the token of a form.
OWN = re.compile(r'name="next" value="[^"]*"|\?next=[^"]*|name="csrfmiddlewaretoken" value="[^"]*"')

Piece = tuple[int, str, str, str]  # width, rules, look (its mode, language and style sheets), words
_seen: set[Piece] = set()


class Asking:
    """One page, asked on one width after the other for all rules, `only` those named, or all `but` those."""

    def __init__(self, page: Page, only: Sequence[str], but: Sequence[str]) -> None:
        self.page, self.only, self.but = page, list(only), list(but)

    def on(self, width: int, *, again: bool) -> list[str]:
        """One line for each broken rule and element; `again` where another width was asked before."""
        seen = self.page.evaluate(LOOK, [FRAME, RECOLOURED])
        if not (seen["axe"] or self.page.evaluate(FETCH)):
            self.page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
        rules = self._rules(colours=not again or seen["recoloured"])
        if rules is None:
            return []
        pieces = {one: (width, json.dumps(rules), seen["look"], OWN.sub("", words)) for one, words in zip(FRAME, seen["frame"], strict=True) if words}
        known = [one for one, piece in pieces.items() if piece in _seen]
        found = self._run(rules, known)
        if not found:
            _seen.update(pieces.values())
        return [f"{width} {fault}" for fault in found]

    def _rules(self, *, colours: bool) -> dict[str, Any] | None:
        """What axe-core is told to ask, nothing where no rule is left."""
        if self.only:
            left = [name for name in self.only if colours or name != COLOURS]
            return {"runOnly": {"type": "rule", "values": left}} if left else None
        but = self.but if colours else [*self.but, COLOURS]
        return {"runOnly": TAGS, "rules": {name: {"enabled": False} for name in but}}

    def _run(self, rules: dict[str, Any], known: list[str]) -> list[str]:
        """Without axe-core's copies of our style sheets: the policy forbids such inline styles, and only a rule that is off (the locked orientation)
        reads them."""
        context = json.dumps({"exclude": [[one] for one in known]}) if known else "document"
        options = json.dumps({**rules, "preload": False, "resultTypes": ["violations"], "selectors": False})
        violations = self.page.evaluate(f"axe.run({context}, {options}).then(result => result.violations)")
        return [f"{rule['id']}: {node['html'][:160]}" for rule in violations for node in rule["nodes"]]
