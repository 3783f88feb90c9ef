"""Colours of a file: fixed ones, those of its theme by name, and what is done to them."""

import colorsys
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from PIL import ImageColor

from courses.catalogue.drawing.names import child, children, local, number


class Colour(NamedTuple):
    """Red, green, blue and how opaque it is, 0 to 255 each."""

    red: int
    green: int
    blue: int
    alpha: int = 255

    @property
    def rgb(self) -> tuple[int, int, int]:
        return self.red, self.green, self.blue


BLACK, WHITE, GREY = Colour(0, 0, 0), Colour(255, 255, 255), Colour(128, 128, 128)
OFFICE = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4", "accent2": "ED7D31", "accent3": "A5A5A5",
    "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72",
}  # fmt: skip
MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}


def of_hex(text: str | None) -> Colour:
    try:
        value = int((text or "")[:6], 16)
    except ValueError:
        return BLACK
    return Colour(value >> 16 & 255, value >> 8 & 255, value & 255)


@dataclass(frozen=True)
class Palette:
    """The theme's colours by their names, and how a master calls them."""

    theme: dict[str, Colour] = field(default_factory=lambda: {name: of_hex(value) for name, value in OFFICE.items()})
    names: dict[str, str] = field(default_factory=lambda: dict(MAP))

    def named(self, name: str) -> Colour:
        return self.theme.get(self.names.get(name, name)) or self.theme.get(name) or BLACK

    def colour(self, parent: Any, own: Colour | None = None) -> Colour | None:
        """The colour that stands inside an element; `own` stands for "phClr", the colour that a style is asked for in. None without one."""
        for element in children(parent):
            base = self._base(element, own)
            if base is not None:
                return changed(base, element)
        return None

    def _base(self, element: Any, own: Colour | None) -> Colour | None:
        kind, value = local(element), element.get("val")
        if kind == "schemeClr":
            return own or BLACK if value == "phClr" else self.named(value or "")
        if kind == "srgbClr":
            return of_hex(value)
        if kind == "sysClr":
            return of_hex(element.get("lastClr") or ("FFFFFF" if value == "window" else "000000"))
        if kind == "prstClr":
            return of_name(value or "")
        if kind == "scrgbClr":
            return Colour(*(round(255 * max(0, min(100_000, number(element, part))) / 100_000) for part in "rgb"))
        return _of_hsl(element) if kind == "hslClr" else None


def of_name(name: str) -> Colour:
    """ "dkBlue" is CSS's "darkblue"."""
    css = name.lower()
    for short, long in (("dk", "dark"), ("lt", "light"), ("med", "medium")):
        css = long + css.removeprefix(short) if css.startswith(short) else css
    try:
        return Colour(*ImageColor.getrgb(css)[:3])
    except ValueError:
        return GREY


def _of_hsl(element: Any) -> Colour:
    hue, light, saturation = number(element, "hue") / 21_600_000 % 1, number(element, "lum") / 100_000, number(element, "sat") / 100_000
    return Colour(*(_byte(255 * part) for part in colorsys.hls_to_rgb(hue, light, saturation)))


def _byte(value: float) -> int:
    return max(0, min(255, round(value)))


def changed(colour: Colour, element: Any) -> Colour:
    """After all that stands inside a colour: lighter, darker, more or less of it."""
    for change in children(element):
        colour = _changed(colour, local(change), number(change, "val", 100_000) / 100_000)
    return colour


def _changed(colour: Colour, kind: str, value: float) -> Colour:
    if kind == "alpha":
        return colour._replace(alpha=_byte(255 * value))
    if kind == "tint":
        return _mixed(colour, 255, value)
    if kind == "shade":
        return _mixed(colour, 0, value)
    if kind in ("gray", "grayscl"):
        light = _byte(0.3 * colour.red + 0.59 * colour.green + 0.11 * colour.blue)
        return Colour(light, light, light, colour.alpha)
    if kind in ("lumMod", "lumOff", "satMod", "satOff"):
        return _shifted(colour, kind, value)
    return colour


def _mixed(colour: Colour, with_: int, share: float) -> Colour:
    return Colour(*(_byte(part * share + with_ * (1 - share)) for part in colour.rgb), colour.alpha)


def _shifted(colour: Colour, kind: str, value: float) -> Colour:
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour.rgb))
    if kind.startswith("lum"):
        light = light * value if kind == "lumMod" else light + value
    else:
        saturation = saturation * value if kind == "satMod" else saturation + value
    bounded = hue, max(0.0, min(1.0, light)), max(0.0, min(1.0, saturation))
    return Colour(*(_byte(255 * part) for part in colorsys.hls_to_rgb(*bounded)), colour.alpha)


def palette_of(theme: Any, map_element: Any) -> Palette:
    """From a theme's root and a master's map of names, either of which may be None."""
    plain = Palette()
    found = {local(entry): plain.colour(entry) or BLACK for entry in children(child(theme, "a:themeElements", "a:clrScheme"))}
    names = {**MAP, **dict(map_element.attrib.items() if map_element is not None else ())}
    return Palette({**plain.theme, **found}, names)
