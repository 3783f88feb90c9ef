"""What a course file must be, judged by its content: the name of a file is only a claim.

Word and PowerPoint files are zip archives of named parts; the limits keep a small file from becoming a huge one. Macros, embedded programs
and what is fetched from elsewhere on opening are refused, since people open these files at home: by the table of types, by the relations
between parts and by the first bytes, for a name can be changed.
"""

import posixpath
import zlib
from dataclasses import dataclass
from enum import StrEnum
from re import IGNORECASE
from re import compile as pattern
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from courses.catalogue.rules.markup import Allowance, Attributes, TooMuch, check_beginning, read
from courses.catalogue.rules.materials import PICTURES, TEXTS, Fault, fault_of_picture, fault_of_text

MEGABYTE = 1024 * 1024
MAX_BYTES = 50 * MEGABYTE
MAX_NAME = 200  # bytes of a file's name, 66 Chinese characters; disks take 255, and the storage may add some of its own
MAX_ENTRIES = 5000
MAX_UNPACKED = 300 * MEGABYTE
MAX_PART = 30 * MEGABYTE  # of a part that is read as text
MAX_RATIO = 200  # unpacked to packed, of parts above SMALL; slides with one flat colour reach about 100
SMALL = 5 * MEGABYTE
MAX_ELEMENTS = 500_000  # of the table of types and of all relations; a large file has some thousands
ENCRYPTED = pattern(rb"/Encrypt(\s+\d+\s+\d+\s+R|\s*<<)")
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # .doc and .ppt, and also every file locked with a password
TYPES = "[Content_Types].xml"


class Problem(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    KIND = "kind"
    MISMATCH = "mismatch"
    LOCKED = "locked"
    BROKEN = "broken"
    MACROS = "macros"
    BOMB = "bomb"
    REMOTE = "remote"
    NAME = "name"


FAULTS = {Fault.MISMATCH: Problem.MISMATCH, Fault.BROKEN: Problem.BROKEN, Fault.TOO_LARGE: Problem.BOMB, Fault.TOO_BIG: Problem.TOO_BIG}


@dataclass(frozen=True)
class Kind:
    """An Office kind: its main part, and the type that the table of contents must give it."""

    part: str
    content_type: str


KINDS = {
    "docx": Kind("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    "pptx": Kind("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
}
SHEETS = {"xlsx": Kind("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")}
OFFICE = KINDS | SHEETS
PAPERS = ("docx", "pptx", "pdf")  # what the five ones may be given as; all others are further materials
ENDINGS = (*PAPERS, *SHEETS, *PICTURES, *TEXTS)
OUTSIDE = pattern(r"^xl/(externallinks/|connections\.xml$|querytables/)", IGNORECASE)  # a table that asks another file or a server when it is opened
PROGRAMS = "exe dll scr com bat cmd vbs vbe js jse jar msi ps1 hta lnk wsf cpl docm dotm xlsm xltm xlam xll pptm potm ppsm ppam sldm"
ACTIVE = pattern(rf"(vbaproject|vbadata|/activex/|xl/macrosheets/|xl/dialogsheets/|oleobject|\.({PROGRAMS.replace(' ', '|')})$)", IGNORECASE)
ACTIVE_TYPE = pattern(r"macroenabled|vbaproject|vbadata|activex", IGNORECASE)  # of a part
ACTIVE_RELATIONS = {"vbaproject", "wordvbadata", "oleobject", "control", "activexcontrolbinary"}
MEDIA = {"image", "video", "audio", "media"}  # may be linked, but only from the web: another address tells the reader's computer name and password hash
MARKUP_NAME = pattern(r"(\.xml|\.rels|\.vml)$", IGNORECASE)


@dataclass(frozen=True)
class Relation:
    """A link from a part to another part of the file, or to something outside."""

    id: str
    kind: str  # the last word of its type, in small letters
    target: str
    external: bool

    def part(self, source: str) -> str:
        """The name of the part that `source` links to."""
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), self.target)).lstrip("/")


@dataclass(frozen=True)
class Contents:
    """The table of types: of single parts ("/word/document.xml") and of endings ("xml"), all in small letters."""

    parts: dict[str, str]
    endings: dict[str, str]

    def type_of(self, name: str) -> str:
        return self.parts.get(f"/{name.lower()}") or self.endings.get(extension(name), "")

    def is_active(self) -> bool:
        return any(ACTIVE_TYPE.search(kind) for kind in (*self.parts.values(), *self.endings.values()))

    def is_markup(self, name: str) -> bool:
        return bool(MARKUP_NAME.search(name)) or self.type_of(name).endswith("xml")


def extension(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


FAMILIES = ({"docx", "pdf"}, {"pptx", "pdf"}, set(PICTURES), {"xlsx", "csv"})  # endings that may stand for each other in the same place


def may_follow(old: str, new: str) -> bool:
    """Whether a file with the ending `new` may take the place of one with `old` wherever that is used."""
    return old == new or any({old, new} <= family for family in FAMILIES)


def problem_of(stream: IO[bytes], name: str, size: int) -> Problem | None:
    """What is wrong with a file of `size` bytes that calls itself `name`; None when nothing is. The stream is read, not closed."""
    if len(name.encode(errors="replace")) > MAX_NAME:
        return Problem.NAME
    if size == 0:
        return Problem.EMPTY
    if size > MAX_BYTES:
        return Problem.TOO_BIG
    ending = extension(name)
    if ending == "pdf":
        return problem_of_pdf(stream, size)
    if ending in PICTURES or ending in TEXTS:
        fault = fault_of_picture(stream, ending) if ending in PICTURES else fault_of_text(stream, size)
        return FAULTS[fault] if fault else None
    kind = OFFICE.get(ending)
    return problem_of_office(stream, kind) if kind else Problem.KIND


def problem_of_pdf(stream: IO[bytes], size: int) -> Problem | None:
    stream.seek(0)
    head = stream.read(4096)
    stream.seek(max(0, size - 4096))
    tail = stream.read(4096)
    if not head.startswith(b"%PDF-"):
        return Problem.MISMATCH
    if b"%%EOF" not in tail:
        return Problem.BROKEN
    return Problem.LOCKED if is_encrypted(stream) else None


def is_encrypted(stream: IO[bytes]) -> bool:
    """The table that says so stands at the end, or in the middle of a file made for the web; its own words are never compressed."""
    stream.seek(0)
    before = b""
    while chunk := stream.read(MEGABYTE):
        if ENCRYPTED.search(before + chunk):
            return True
        before = chunk[-64:]
    return False


def problem_of_office(stream: IO[bytes], kind: Kind) -> Problem | None:
    stream.seek(0)
    head = stream.read(8)
    if head == OLD_OFFICE:
        return Problem.LOCKED
    if not head.startswith(b"PK\x03\x04"):
        return Problem.MISMATCH
    stream.seek(0)
    try:
        with ZipFile(stream) as archive:
            return problem_of_entries(archive.infolist()) or problem_of_parts(archive, kind)
    except TooMuch:
        return Problem.BOMB
    except (BadZipFile, LargeZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):  # all seen with damaged ones
        return Problem.BROKEN


def problem_of_entries(entries: list[ZipInfo]) -> Problem | None:
    """What the archive's own list gives away, before anything is unpacked."""
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return Problem.BOMB
    if any(is_bomb(entry) for entry in entries):
        return Problem.BOMB
    if any(entry.flag_bits & 0x1 for entry in entries):
        return Problem.LOCKED
    if any(climbs(entry.filename) for entry in entries) or len({entry.filename.lower() for entry in entries}) < len(entries):
        return Problem.BROKEN  # of two parts with one name we would read one, and Office perhaps the other
    if any(ACTIVE.search(entry.filename) for entry in entries):
        return Problem.MACROS
    return Problem.REMOTE if any(OUTSIDE.search(entry.filename) for entry in entries) else None


def is_bomb(entry: ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(1, entry.compress_size)


def climbs(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


def problem_of_parts(archive: ZipFile, kind: Kind) -> Problem | None:
    names = archive.namelist()
    if TYPES not in names:
        return Problem.MISMATCH
    contents = contents_of(archive)
    if contents.is_active():
        return Problem.MACROS
    if kind.part not in names or contents.type_of(kind.part) != kind.content_type:
        return Problem.MISMATCH
    read_part(archive, kind.part)
    return problem_of_beginnings(archive, contents) or problem_of_relations(archive)


def contents_of(archive: ZipFile) -> Contents:
    contents = Contents({}, {})

    def start(name: str, attributes: Attributes) -> None:
        kind = attributes.get("ContentType", "").strip().lower()
        if name == "Override":
            contents.parts[attributes.get("PartName", "").lower()] = kind
        elif name == "Default":
            contents.endings[attributes.get("Extension", "").lower()] = kind

    with archive.open(TYPES) as stream:
        read(stream, Allowance(MAX_ELEMENTS, MAX_PART), start)
    return contents


def problem_of_beginnings(archive: ZipFile, contents: Contents) -> Problem | None:
    """The first bytes of every part: no document types, and no programs or old Office files under another name."""
    allowance = Allowance(MAX_ELEMENTS, MAX_PART)
    for name in archive.namelist():
        with archive.open(name) as stream:
            if contents.is_markup(name):
                check_beginning(stream, allowance)
            elif stream.read(len(OLD_OFFICE)).startswith((OLD_OFFICE, b"MZ")):
                return Problem.MACROS
    return None


def problem_of_relations(archive: ZipFile) -> Problem | None:
    allowance = Allowance(MAX_ELEMENTS, MAX_PART)
    for name in archive.namelist():
        if name.lower().endswith(".rels"):
            problems = {problem for relation in relations_in(archive, name, allowance) if (problem := problem_of_relation(relation))}
            if problems:
                return min(problems)  # "macros" before "remote"
    return None


def problem_of_relation(relation: Relation) -> Problem | None:
    """Hyperlinks may lead anywhere, since a person clicks them. A template fetched from elsewhere brings its macros along."""
    if relation.kind in ACTIVE_RELATIONS or (relation.external and relation.kind == "attachedtemplate"):
        return Problem.MACROS
    if not relation.external or relation.kind == "hyperlink":
        return None
    from_the_web = relation.target.strip().lower().startswith(("http://", "https://"))
    return None if relation.kind in MEDIA and from_the_web else Problem.REMOTE


def relations_of(archive: ZipFile, part: str) -> list[Relation]:
    """The relations of one part. Raises ValueError when they cannot be read."""
    folder, _, name = part.rpartition("/")
    return relations_in(archive, f"{folder}/_rels/{name}.rels", Allowance(MAX_ELEMENTS, MAX_PART))


def relations_in(archive: ZipFile, name: str, allowance: Allowance) -> list[Relation]:
    found: list[Relation] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            kind = attributes.get("Type", "").strip().rsplit("/", 1)[-1].lower()
            external = attributes.get("TargetMode", "").strip().lower() == "external"
            found.append(Relation(attributes.get("Id", ""), kind, attributes.get("Target", ""), external))

    with archive.open(name) as stream:
        read(stream, allowance, start)
    return found


def read_part(archive: ZipFile, name: str) -> bytes:
    """One part, whole, so that its checksum is compared; a part too big to be text counts as damaged."""
    if archive.getinfo(name).file_size > MAX_PART:
        raise ValueError(name)
    return archive.read(name)
