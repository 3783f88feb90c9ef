"""At which address a file can be read."""

from django.urls import reverse

from courses.catalogue.models import CourseDocument
from courses.catalogue.rules.readings import Kind

READ_AT: dict[str, str] = {  # kind: name of an address that takes the document's key
    Kind.DOCX: "catalogue:document_read",
    Kind.PDF: "catalogue:document_read",
    Kind.PPTX: "catalogue:document_slides",
}


def pattern_of(kind: str) -> str:
    """The address of the pages of a kind, with 0 in place of a document's key; "" where it has none."""
    return reverse(READ_AT[kind], args=[0]) if kind in READ_AT else ""


def address_of(document: CourseDocument | None) -> str:
    """The address of a document's page; "" where its kind has none."""
    name = READ_AT.get(document.kind) if document else None
    return reverse(name, args=[document.pk]) if document and name else ""
