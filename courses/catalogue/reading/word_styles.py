"""What styles.xml and numbering.xml of a Word file say: which paragraphs are headings, and how its lists count. Runs in the child process only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from courses.catalogue.rules.headings import level_of_style
from courses.catalogue.rules.numbering import Counter, Level


def parsed(part: bytes) -> Any:
    """The root of a part. No entities, no document type, no network."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True))


def written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


@dataclass(slots=True)
class Names:
    """The names of elements in the namespace that the file uses."""

    space: str

    @classmethod
    def of(cls, root: Any) -> "Names":
        return cls(f"{{{etree.QName(root).namespace}}}")

    def __call__(self, name: str) -> str:
        return self.space + name

    def value(self, element: Any, path: str, attribute: str = "val") -> str | None:
        """The attribute of the element at a path such as "pPr/pStyle", None when it is not there."""
        found = element.find("/".join(self.space + step for step in path.split("/")))
        return None if found is None else found.get(self.space + attribute)

    def is_on(self, element: Any, path: str) -> bool:
        """A switch such as bold: there, and not said to be off."""
        found = element.find("/".join(self.space + step for step in path.split("/")))
        return found is not None and found.get(self.space + "val", "1") not in ("0", "false", "none", "off")


class Styles:
    """Paragraph styles by id; what a style does not say, the one that it is based on says."""

    def __init__(self, root: Any | None) -> None:
        self.w = Names.of(root) if root is not None else Names("")
        found = root.findall(self.w("style")) if root is not None else []
        self.by_id = {style.get(self.w("styleId"), ""): style for style in found}
        self.default = next((key for key, style in self.by_id.items() if style.get(self.w("default")) in ("1", "true")), "")

    def chain(self, style_id: str) -> Iterator[Any]:
        """The style and those that it is based on; a circle ends."""
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = self.w.value(self.by_id[style_id], "basedOn") or ""

    def said(self, style_id: str, path: str) -> str | None:
        return next((value for style in self.chain(style_id) if (value := self.w.value(style, path)) is not None), None)

    def level(self, style_id: str) -> int | None:
        for style in self.chain(style_id):
            named = level_of_style(self.w.value(style, "name") or "")
            if named is not None:
                return named
            outline = self.w.value(style, "pPr/outlineLvl")
            if outline is not None:
                return outline_level(outline)
        return None

    def name(self, style_id: str) -> str:
        style = self.by_id.get(style_id)
        return (self.w.value(style, "name") or "").lower() if style is not None else ""

    def is_bold(self, style_id: str) -> bool:
        return any(self.w.is_on(style, "rPr/b") for style in self.chain(style_id))


def counter_of(root: Any | None) -> Counter:
    """The lists of numbering.xml."""
    if root is None:
        return Counter({})
    w = Names.of(root)
    abstract = {one.get(w("abstractNumId")): _levels(w, one) for one in root.findall(w("abstractNum"))}
    levels, family, restarts = {}, {}, set()
    for num in root.findall(w("num")):
        key, base = num.get(w("numId"), ""), w.value(num, "abstractNumId") or ""
        levels[key], family[key] = dict(abstract.get(base, {})), base
        for change in num.findall(w("lvlOverride")):
            depth, start = whole(change.get(w("ilvl")), 0), w.value(change, "startOverride")
            if start is not None:
                old = levels[key].get(depth, Level())
                levels[key][depth] = Level(old.form, old.text, whole(start, 1))
                restarts.add((key, depth))
    return Counter(levels, family, restarts)


def _levels(w: Names, abstract: Any) -> dict[int, Level]:
    found = {}
    for level in abstract.findall(w("lvl")):
        depth = whole(level.get(w("ilvl")), 0)
        form, text = w.value(level, "numFmt") or "decimal", w.value(level, "lvlText")
        found[depth] = Level(form, f"%{depth + 1}." if text is None else text, whole(w.value(level, "start"), 1))
    return found


def whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def outline_level(text: str) -> int | None:
    level = whole(text, 9) + 1
    return level if level <= 9 else None
