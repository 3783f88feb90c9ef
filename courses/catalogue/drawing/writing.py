"""Writing a text into its box, in whatever direction, with the machine's faces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw

from courses.catalogue.drawing.colours import Colour
from courses.catalogue.drawing.faces import Face, Faces
from courses.catalogue.drawing.laying import Laid, Words, fitted
from courses.catalogue.drawing.names import child
from courses.catalogue.drawing.places import Matrix
from courses.catalogue.drawing.styles import Letters, Styles

TURNED = {"vert": 90, "vert270": -90}


@dataclass(frozen=True)
class Writer:
    """Writes with the machine's faces; `pixel` is how many pixels an EMU has."""

    faces: Faces
    pixel: float

    def write(self, canvas: Image.Image, place: Matrix, body: Any, styles: Styles, number_: int = 0) -> None:
        """The text of an element with `a:bodyPr` and paragraphs. `number_` is the slide's, for fields that show it."""
        width, height = place.width, place.height
        settings = child(body, "a:bodyPr")
        turn = place.turn + TURNED.get(settings.get("vert") if settings is not None else "", 0)
        if settings is not None and settings.get("vert") in TURNED:
            width, height = height, width
        laid = Laid(self, Words(body, fitted(settings, styles), number_), settings, width, height)
        if not laid.has_words:
            return
        x, y = place.middle
        if abs(turn) < 0.5:
            laid.draw(canvas, x - width / 2, y - height / 2)
        else:
            self._turned(canvas, laid, x, y, turn)

    def _turned(self, canvas: Image.Image, laid: Laid, x: float, y: float, turn: float) -> None:
        """On a layer of its own, as large as the text, which is turned about the middle of the box."""
        side = round(min(2 * max(canvas.size), (laid.width**2 + max(laid.height, laid.tall) ** 2) ** 0.5)) + 4
        layer = Image.new("RGBA", (side, side))
        laid.draw(layer, (side - laid.width) / 2, (side - laid.height) / 2)
        layer = layer.rotate(-turn, Image.Resampling.BICUBIC)
        canvas.paste(layer.convert("RGB"), (round(x - side / 2), round(y - side / 2)), layer.getchannel("A"))

    def words(self, canvas: Image.Image, place: Matrix, text: str, colour: Colour, points: float = 14, align: str = "ctr") -> None:
        """A short text of ours in one line in the middle of a box, smaller where it does not fit."""
        size = self.pixels(points)
        face = self.faces.face("", False, size)[0]
        used = face.getlength(text[:200]) or 1
        if used > place.width:
            face = self.faces.face("", False, max(size * 0.6, size * place.width / used))[0]
        x, y = place.point(0.5 if align == "ctr" else 0, 0.5)
        ImageDraw.Draw(canvas).text((x, y), text[:200], fill=colour.rgb, font=face, anchor="mm" if align == "ctr" else "lm")

    def face(self, letters: Letters) -> tuple[Face, bool]:
        size = self.pixels(letters.size) * (0.66 if letters.raised else 1)
        return self.faces.face(letters.face, letters.bold, size)

    def pixels(self, points: float) -> float:
        return points * 12_700 * self.pixel

    def measure(self, text: str, letters: Letters) -> float:
        return self.face(letters)[0].getlength(text)
