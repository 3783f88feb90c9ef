"""A whole presentation: its slides in order, and what is behind each of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from courses.catalogue.drawing import painting
from courses.catalogue.drawing.colours import palette_of
from courses.catalogue.drawing.diagrams import PARSER
from courses.catalogue.drawing.faces import Faces
from courses.catalogue.drawing.names import child, children, number, truth
from courses.catalogue.drawing.outlines import RECTANGLE
from courses.catalogue.drawing.painting import Fill
from courses.catalogue.drawing.pictures import Pictures
from courses.catalogue.drawing.places import Matrix
from courses.catalogue.drawing.shapes import Drawer, Look, Sheet
from courses.catalogue.drawing.writing import Writer

USUAL = 12_192_000, 6_858_000  # EMU: 16:9
BROADEST = 10  # a page is at most so many times longer than broad, or the other way


class Show:
    """A presentation that has passed `rules.files`. Numbers of slides begin at 1."""

    def __init__(self, path: Path, faces: Faces) -> None:
        self.presentation = Presentation(str(path))
        self.faces, self.pictures = faces, Pictures()
        self.slides = list(self.presentation.slides)
        self.looks: dict[str, Look] = {}

    @property
    def size(self) -> tuple[int, int]:
        """Of all slides, in EMU."""
        width, height = self.presentation.slide_width or USUAL[0], self.presentation.slide_height or USUAL[1]
        return (width, height) if 1 / BROADEST <= width / height <= BROADEST else USUAL

    def draw(self, number_: int, width: int) -> Image.Image:
        """One slide, so many pixels broad."""
        slide = self.slides[number_ - 1]
        across, down = self.size
        canvas = Image.new("RGB", (width, max(1, round(width * down / across))), (255, 255, 255))
        sheets = self._sheets(slide)
        look = self._look(sheets)
        drawer = Drawer(canvas, Writer(self.faces, width / across), look, self.pictures, number_)
        self._background(drawer, sheets)
        shown = self._shown(sheets)
        for sheet in reversed(sheets):
            if sheet in shown:
                drawer.sheet(sheet, with_places=sheet is sheets[0])
        return canvas

    def _sheets(self, slide: Any) -> list[Sheet]:
        """The slide, its layout and its master; a broken file may lack the last two."""
        try:
            layout = slide.slide_layout
            behind = [layout, layout.slide_master]
        except (KeyError, AttributeError):
            behind = []
        found: tuple[Sheet, ...] = ()
        for page in [*reversed(behind), slide]:
            found = (Sheet(page.part, page.shapes._spTree, found), *found)
        return list(found)

    def _shown(self, sheets: list[Sheet]) -> list[Sheet]:
        """A slide or layout may hide the shapes of what is behind it."""
        shown = []
        for sheet in sheets:
            shown.append(sheet)
            if not truth(sheet.part._element, "showMasterSp", default=True):
                break
        return shown

    def _look(self, sheets: list[Sheet]) -> Look:
        master = sheets[-1].part if len(sheets) > 1 else None
        key = str(master.partname) if master is not None else ""
        if key not in self.looks:
            self.looks[key] = self._read_look(master)
        return self.looks[key]

    def _read_look(self, master: Any) -> Look:
        theme = _theme(master)
        element = master._element if master is not None else None
        elements = child(theme, "a:themeElements")
        default = child(self.presentation.part._element, "p:defaultTextStyle")
        return Look(
            palette_of(theme, child(element, "p:clrMap")),
            _fonts(child(elements, "a:fontScheme")),
            child(elements, "a:fmtScheme"),
            child(element, "p:txStyles"),
            default,
        )

    def _background(self, drawer: Drawer, sheets: list[Sheet]) -> None:
        """Of the nearest that has one."""
        whole = Matrix(drawer.canvas.width, 0, 0, drawer.canvas.height, 0, 0)
        for sheet in sheets:
            background = child(sheet.part._element, "p:cSld", "p:bg")
            fill = _background(drawer, sheet, background) if background is not None else None
            if fill:
                painting.shape(drawer.canvas, whole, [RECTANGLE], fill)
                return


def _background(drawer: Drawer, sheet: Sheet, background: Any) -> Fill | None:
    own, asked = child(background, "p:bgPr"), child(background, "p:bgRef")
    if own is not None:
        return drawer.fill(sheet, own)
    colour = drawer.look.palette.colour(asked)
    kinds = list(children(child(drawer.look.formats, "a:bgFillStyleLst")))
    index = number(asked, "idx") - 1001
    found = painting.fill_of(kinds[index], drawer.look.palette, colour) if 0 <= index < len(kinds) else None
    return found or painting.plain(colour)


def _theme(master: Any) -> Any:
    try:
        return etree.fromstring(master.part_related_by(RT.THEME).blob, PARSER)
    except (AttributeError, KeyError, ValueError, etree.XMLSyntaxError):
        return None


def _fonts(scheme: Any) -> dict[str, str]:
    """The theme's faces by the names that a text calls them. Its faces for each script are left out: Song by default is hard to read on a screen."""
    found: dict[str, str] = {}
    for kind, short in (("majorFont", "mj"), ("minorFont", "mn")):
        holder = child(scheme, f"a:{kind}")
        for face, ending in (("latin", "lt"), ("ea", "ea"), ("cs", "cs")):
            named = child(holder, f"a:{face}")
            found[f"+{short}-{ending}"] = (named.get("typeface") or "") if named is not None else ""
    return found
