"""The names of DrawingML and PresentationML, and reading values from their elements. What is missing or nonsense becomes a default."""

from collections.abc import Iterator
from typing import Any

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DSP = "http://schemas.microsoft.com/office/drawing/2008/diagram"
PREFIXES = {"a": A, "p": P, "r": R, "mc": MC, "dsp": DSP}
FAR = 10**9  # EMU; more than this is nonsense, 27 metres


def full(name: str) -> str:
    """ "a:t" as lxml writes it."""
    prefix, _, local = name.rpartition(":")
    return f"{{{PREFIXES[prefix]}}}{local}" if prefix else local


def local(element: Any) -> str:
    """The name without its namespace; "" for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Any, *names: str) -> Any:
    """The element at the end of a path of names, or None."""
    for name in names:
        if element is None:
            return None
        element = element.find(full(name))
    return element


def children(element: Any) -> Iterator[Any]:
    """The elements inside, without comments; none for None."""
    return (inner for inner in (element if element is not None else ()) if isinstance(inner.tag, str))


def number(element: Any, name: str, default: int = 0) -> int:
    """A whole number within reason; per cents are thousandths as in the file ("50%" too)."""
    text = (element.get(name) or "") if element is not None else ""
    try:
        value = round(1000 * float(text[:-1])) if text.endswith("%") else round(float(text))
    except (ValueError, OverflowError):
        return default
    return max(-FAR, min(FAR, value))


def truth(element: Any, name: str, default: bool = False) -> bool:
    text = element.get(name) if element is not None else None
    return default if text is None else text in ("1", "true", "on")
