"""Draws the slides of a .pptx with Pillow, where no LibreOffice is: backgrounds, masters, text, pictures, tables, charts and shapes.

    Show(path).draw(number, width) -> picture       one slide, as a teacher would recognise it
    faces() -> Faces | None                         the machine's Chinese typefaces

A library without Django, run in a limited child process, since the files are strangers'. What it does not know it leaves out or frames; it never
refuses a slide. Lengths in a file are English metric units (EMU, 914,400 an inch), in here pixels.
"""

from courses.catalogue.drawing.faces import Faces, faces
from courses.catalogue.drawing.show import Show

__all__ = ["Faces", "Show", "faces"]
