"""IMS Common Cartridge 1.3: writing a course as one, and reading those of others.

The outline is marked as a syllabus and the lesson plan as a lesson plan with the role Instructor, as the profile provides. Our own cartridges carry
course.toml as well, from which they are read back exactly. Of foreign ones what fits a course is taken, and the rest is counted.
Source: IMS GLC Common Cartridge Profile 1.3, Implementation; the names of roles: vocabulary IMSGLC_CC_Rolesv1p2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import basename, normpath
from urllib.parse import unquote
from xml.sax.saxutils import escape, quoteattr

from courses.catalogue.rules.exchange import course_file, prose
from courses.catalogue.rules.exchange.archives import Archive, BadArchive, Refusal
from courses.catalogue.rules.exchange.packed import TEXTS, Packed, PackedFile, PackedTeacher, PackedUnit, Remark, Said
from courses.catalogue.rules.exchange.words import part_named
from courses.catalogue.rules.files import extension
from courses.catalogue.rules.markup import Allowance, Attributes, Unreadable, read
from courses.catalogue.rules.readiness import Part

MANIFEST = "imsmanifest.xml"
CP = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/resource"
LOM_MANIFEST = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
WHERE = "http://www.imsglobal.org/profile/cc/ccv1p3"
LOCATIONS = (
    (CP, f"{WHERE}/ccv1p3_imscp_v1p2_v1p0.xsd"),
    (LOM, f"{WHERE}/LOM/ccv1p3_lomresource_v1p0.xsd"),
    (LOM_MANIFEST, f"{WHERE}/LOM/ccv1p3_lommanifest_v1p0.xsd"),
)
ROLES, INSTRUCTOR = "IMSGLC_CC_Rolesv1p2", "Instructor"
USES = {Part.OUTLINE: "syllabus", Part.LESSON_PLAN: "lessonplan"}
STEMS = {Part.OUTLINE: "outline", Part.LESSON_PLAN: "lesson-plan", Part.HANDOUT: "handout", Part.SLIDES: "slides"}
MOST_ELEMENTS, MOST_BYTES = 50_000, 8 * 1024 * 1024
ORDER = (Part.OUTLINE, Part.HANDOUT, Part.SLIDES, Part.LESSON_PLAN)


# ---- writing


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing in the cartridge, with the title under which it is listed ("" for none) and the part it is."""

    id: str
    href: str
    title: str = ""
    part: Part | None = None
    of_units: bool = False
    for_teachers: bool = False


def entries(course: Packed, names: dict[str, str], units_title: str, comment: str) -> Iterator[tuple[str, str]]:
    """The written entries as (path, text): pages, course.toml, and the manifest first, as the profile asks."""
    texts: dict[str, str] = {part: f"{STEMS[part]}.html" for part in TEXTS if course.texts.get(part)}
    listed = [*_parts(course, texts, names), *_units(course), Resource("R_course", course_file.NAME, for_teachers=True)]
    yield MANIFEST, manifest(course, listed, units_title)
    for part, path in texts.items():
        yield path, prose.page(f"{course.title} {names[part]}", course.texts[part])
    for number, unit in enumerate(course.units, start=1):
        yield f"units/{number:02d}.html", prose.page(unit.title, "".join(f"<p>{escape(line)}</p>" for line in unit.summary.splitlines() if line.strip()))
    yield course_file.NAME, course_file.written(course, texts, comment)


def _parts(course: Packed, texts: dict[str, str], names: dict[str, str]) -> Iterator[Resource]:
    for part in ORDER:
        closed = part is Part.LESSON_PLAN
        if part in texts:
            yield Resource(f"R_{part}_text", texts[part], names[part], part, for_teachers=closed)
        if part in course.files:
            one = course.files[part]
            yield Resource(f"R_{part}_file", one.path, one.name or names[part], part, for_teachers=closed)
    for key, one in course.files.items():
        if key not in ORDER:
            yield Resource(f"R_{key}", one.path, one.name)


def _units(course: Packed) -> Iterator[Resource]:
    for number, unit in enumerate(course.units, start=1):
        yield Resource(f"R_unit_{number:02d}", f"units/{number:02d}.html", unit.title, of_units=True)


def manifest(course: Packed, resources: Sequence[Resource], units_title: str) -> str:
    spaces = f'xmlns="{CP}" xmlns:lom="{LOM}" xmlns:lomimscc="{LOM_MANIFEST}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    locations = " ".join(f"{space} {schema}" for space, schema in LOCATIONS)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<manifest identifier="M_course" {spaces} xsi:schemaLocation="{locations}">',
        "<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion>",
        *_about(course),
        "</metadata>",
        '<organizations><organization identifier="O_course" structure="rooted-hierarchy"><item identifier="I_root">',
        *_items(resources, units_title),
        "</item></organization></organizations>",
        "<resources>",
        *(_resource(one) for one in resources),
        "</resources>",
        "</manifest>",
    ]
    return "\n".join(lines) + "\n"


def _about(course: Packed) -> Iterator[str]:
    """The metadata of the whole, in the order of the schema: general, then the life cycle with who teaches."""
    yield "<lomimscc:lom><lomimscc:general>"
    yield f"<lomimscc:title>{_string(course.title)}</lomimscc:title><lomimscc:language>zh-Hans</lomimscc:language>"
    if about := "\n".join(text for text in (course.facts.get("summary", ""), course.facts.get("goals", "")) if text):
        yield f"<lomimscc:description>{_string(about)}</lomimscc:description>"
    yield "</lomimscc:general>"
    if course.teachers:
        yield "<lomimscc:lifeCycle>"
        for teacher in course.teachers:
            role = "<lomimscc:role><lomimscc:source>LOMv1.0</lomimscc:source><lomimscc:value>author</lomimscc:value></lomimscc:role>"
            card = xml(f"BEGIN:VCARD\nVERSION:3.0\nFN:{_card(teacher.name)}\nEND:VCARD")
            yield f"<lomimscc:contribute>{role}<lomimscc:entity>{card}</lomimscc:entity></lomimscc:contribute>"
        yield "</lomimscc:lifeCycle>"
    yield "</lomimscc:lom>"


def _items(resources: Sequence[Resource], units_title: str) -> Iterator[str]:
    for one in resources:
        if one.title and not one.of_units:
            yield _item(one)
    units = [one for one in resources if one.of_units]
    if units:
        yield f'<item identifier="I_units"><title>{xml(units_title)}</title>'
        yield from (_item(one) for one in units)
        yield "</item>"


def _item(one: Resource) -> str:
    return f'<item identifier="I{one.id[1:]}" identifierref="{one.id}"><title>{xml(one.title)}</title></item>'


def _resource(one: Resource) -> str:
    use = f' intendeduse="{USES[one.part]}"' if one.part in USES else ""
    role = f"<lom:intendedEndUserRole><lom:source>{ROLES}</lom:source><lom:value>{INSTRUCTOR}</lom:value></lom:intendedEndUserRole>"
    about = f"<metadata><lom:lom><lom:educational>{role}</lom:educational></lom:lom></metadata>" if one.for_teachers else ""
    href = quoteattr(one.href)
    return f'<resource identifier="{one.id}" type="webcontent" href={href}{use}>{about}<file href={href}/></resource>'


def _string(text: str) -> str:
    return f'<lomimscc:string language="zh-Hans">{xml(text)}</lomimscc:string>'


def xml(text: str) -> str:
    """Text for an element; signs that XML cannot hold at all are left out."""
    return escape("".join(sign for sign in text if sign in "\t\n\r" or (sign >= "\x20" and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")))


def _card(name: str) -> str:
    return name.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", " ")


# ---- reading


@dataclass(slots=True)
class Item:
    """An entry of the table of contents; depth 0 stands right below the root."""

    depth: int
    ref: str
    title: str = ""


@dataclass(slots=True)
class Found:
    """A resource of somebody's cartridge."""

    type: str
    href: str
    use: str
    for_teachers: bool = False


@dataclass(slots=True)
class Contents:
    """What a manifest says, collected while it is read."""

    title: str = ""
    description: str = ""
    authors: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    resources: dict[str, Found] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    depth: int = -1
    text: str = ""
    current: str = ""

    def start(self, name: str, attributes: Attributes) -> None:
        self.path.append(name)
        self.text = ""
        if name == "item":
            if self.depth >= 0:
                self.items.append(Item(self.depth, attributes.get("identifierref", "")))
            self.depth += 1
        elif name == "resource":
            self.current = attributes.get("identifier", "")
            self.resources[self.current] = Found(attributes.get("type", ""), unquote(attributes.get("href", "")), attributes.get("intendeduse", ""))
        elif name == "file" and self.current in self.resources and not self.resources[self.current].href:
            self.resources[self.current].href = unquote(attributes.get("href", ""))

    def end(self, name: str) -> None:
        inside, text = self.path[-3:-1], self.text.strip()
        if name == "string" and inside == ["general", "title"]:
            self.title = self.title or text
        elif name == "string" and inside == ["general", "description"]:
            self.description = self.description or text
        elif name == "entity":
            self.authors += [line[3:].replace("\\", "") for line in text.splitlines() if line.upper().startswith("FN:")]
        elif name == "title" and self.path[-2:-1] == ["item"] and self.items and self.depth >= 0:
            self._titled(text)
        elif name == "value" and inside[-1:] == ["intendedEndUserRole"] and self.current in self.resources:
            self.resources[self.current].for_teachers |= text.lower() == INSTRUCTOR.lower()
        elif name == "item":
            self.depth -= 1
        self.path.pop()

    def _titled(self, text: str) -> None:
        """The title belongs to the item that is open: the last one at its depth. The root's own title is none of a course's parts."""
        if self.depth >= 1:
            open_one = next((item for item in reversed(self.items) if item.depth == self.depth - 1), None)
            if open_one is not None:
                open_one.title = text

    def said(self, text: str) -> None:
        self.text += text


def is_cartridge(archive: Archive) -> bool:
    return MANIFEST in archive


def read_cartridge(archive: Archive) -> Packed:
    """The course of a cartridge: our own from course.toml, others as far as they fit. Raises BadArchive when the manifest cannot be read."""
    if course_file.NAME in archive:
        return course_file.read(archive, course_file.NAME)
    contents = Contents()
    try:
        read(BytesIO(archive.read(MANIFEST, MOST_BYTES)), Allowance(MOST_ELEMENTS, MOST_BYTES), contents.start, contents.end, contents.said)
    except (Unreadable, ValueError):
        raise BadArchive(Refusal.BROKEN) from None
    return _taken(contents, archive)


def _taken(contents: Contents, archive: Archive) -> Packed:
    course = Packed(facts={"title": contents.title, "summary": contents.description if len(contents.description) <= 160 else ""})
    course.teachers = [PackedTeacher(name) for name in dict.fromkeys(contents.authors) if name]
    titles = {item.ref: item.title for item in contents.items if item.ref}
    used = {key for key, one in contents.resources.items() if _take(course, one, titles.get(key, ""), archive)}
    course.units = _sections(contents, used)
    left = sum(key not in used for key in contents.resources)
    if left:
        course.remarks.append(Said(Remark.LEFT_OUT, str(left)))
    return course


def _take(course: Packed, one: Found, title: str, archive: Archive) -> bool:
    """Whether the resource became a part of the course."""
    path = normpath(one.href)
    if one.type not in ("webcontent", "associatedcontent/imscc_xmlv1p3/learning-application-resource") or path not in archive:
        return False
    part, ending = _part(one, title), extension(path)
    if part in TEXTS and ending in ("html", "htm") and part not in course.texts:
        course.texts[part] = prose.written(archive.text(path))
        return True
    fits = ending == "pptx" if part is Part.SLIDES else ending in ("docx", "pdf")
    if part is not None and fits and part not in course.files:
        course.files[part] = PackedFile(title or basename(path).rsplit(".", 1)[0], path)
        return True
    return False


def _part(one: Found, title: str) -> Part | None:
    """What a resource is: by its declared use, by its role, by its kind, by its name."""
    by_use = {use: part for part, use in USES.items()}.get(one.use)
    if by_use is not None:
        return by_use
    if extension(one.href) == "pptx":
        return Part.SLIDES
    named = part_named(title) or part_named(basename(one.href))
    return Part.LESSON_PLAN if one.for_teachers and named is None else named


def _sections(contents: Contents, used: set[str]) -> list[PackedUnit]:
    """Each section of the table of contents, or each page right below the root, is a unit; the titles inside tell what it is about."""
    units: list[PackedUnit] = []
    for place, item in enumerate(contents.items):
        if item.depth == 0 and item.title and item.ref not in used:
            inside = []
            for below in contents.items[place + 1 :]:
                if below.depth == 0:
                    break
                inside.append(below.title)
            units.append(PackedUnit(item.title[:120], "\n".join(title for title in inside if title)))
    return units
