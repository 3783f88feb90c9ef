"""Word and PDF files as people and attackers make them, written by hand where no library would write such a thing."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

FONTS = [Path("/usr/share/fonts") / name for name in ("opentype/noto/NotoSansCJK-Regular.ttc", "truetype/wqy/wqy-microhei.ttc", "truetype/wqy/wqy-zenhei.ttc")]
HEIGHT, WIDTH = 842, 595  # of a page, in points
Written = tuple[float, float, float, str]  # x, y from the top, size, words


def pdf(*pages: Sequence[Written], rules: Sequence[tuple[float, float, float, float]] = (), extra: bytes = b"") -> bytes:
    """A PDF with these lines of Chinese print; `rules` are lines on the first page as (x, y, x, y); `extra` goes into the trailer."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects.append(b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>")
    objects.append(
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor 5 0 R>>"
    )
    objects.append(
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>"
    )
    kids = []
    for number, lines in enumerate(pages):
        drawn = [f"BT /F {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, size, text in lines]
        if number == 0:
            drawn += [f"1 w {x} {HEIGHT - y} m {x2} {HEIGHT - y2} l S" for x, y, x2, y2 in rules]
        stream = "\n".join(drawn).encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>" % (WIDTH, HEIGHT, content))
        kids.append(len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return assembled(objects, extra)


def assembled(objects: Sequence[bytes], extra: bytes = b"") -> bytes:
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, extra, start))


def scan(*sizes: tuple[int, int]) -> bytes:
    """A PDF of pictures without words."""
    first, *rest = [Image.new("L", size, 240) for size in sizes or [(300, 420)]]
    stream = BytesIO()
    first.save(stream, "PDF", save_all=True, append_images=rest)
    return stream.getvalue()


def saved(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def numbered(document: Document, number: int, levels: Sequence[tuple[str, str]], start: int | None = None, base: int | None = None) -> None:
    """A list `number` in these forms: (how it counts, the text around) for each depth. With `base` it takes those of another list."""
    root = document.part.numbering_part.element
    if base is None:
        forms = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text) in enumerate(levels)
        )
        root.find(qn("w:num")).addprevious(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{forms}</w:abstractNum>'))
    change = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number if base is None else base}"/>{change}</w:num>'))


def item(document: Document, text: str, number: int, depth: int = 0, style: str | None = None) -> None:
    paragraph = document.add_paragraph(text, style=style)
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'))


def link(document: Document, text: str, address: str) -> None:
    key = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    document.add_paragraph()._p.append(parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>'))


def picture(width: int = 60, height: int = 40, kind: str = "PNG") -> BytesIO:
    stream = BytesIO()
    Image.new("RGB", (width, height), (20, 90, 70)).save(stream, kind)
    stream.seek(0)
    return stream


def with_part(source: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one part more, or with another content of a part that it has."""
    stream = BytesIO()
    with ZipFile(BytesIO(source)) as archive, ZipFile(stream, "w", ZIP_DEFLATED) as copy:
        for entry in archive.namelist():
            if entry != name:
                copy.writestr(entry, archive.read(entry))
        copy.writestr(name, content)
    return stream.getvalue()
