"""Reads the XML of a part as a stream: no tree, no entities, no document type, and never more than was agreed.

What people upload may be made to exhaust a reader, so the elements and bytes of all parts of one file are counted together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

STEP = 1024 * 1024  # bytes; a parser scans a long name again with every step, so that small steps are slow
FIRST_STEP = 4096  # enough for the beginning of an ordinary part

Attributes = dict[str, str]


class Unreadable(ValueError):
    """Not XML, or with a document type: Office never writes one, and it is how an XML reader is made to fetch or to swell."""


class TooMuch(ValueError):
    """More elements or bytes than agreed."""


class Enough(Exception):
    """Raised by a handler that has seen what it wanted."""


@dataclass
class Allowance:
    """What may still be read, over several parts."""

    elements: int
    size: int  # bytes


def read(
    stream: IO[bytes],
    allowance: Allowance,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Calls the handlers with local names (attributes of a namespace as "uri name"). Raises Unreadable or TooMuch."""

    def counted(name: str, attributes: Attributes) -> None:
        allowance.elements -= 1
        if allowance.elements < 0:
            raise TooMuch("elements")
        start(local(name), attributes)

    parser = parser_of(counted, end, text)
    try:
        feed(parser, stream, allowance)
    except Enough:
        return
    except (ExpatError, LookupError) as error:  # LookupError: an encoding that nobody knows
        raise Unreadable(str(error)) from error


def parser_of(start: Callable[[str, Attributes], None], end: Callable[[str], None] | None, text: Callable[[str], None] | None) -> XMLParserType:
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = lambda name: end(local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    return parser


def feed(parser: XMLParserType, stream: IO[bytes], allowance: Allowance) -> None:
    step = FIRST_STEP
    while chunk := stream.read(step):
        allowance.size -= len(chunk)
        if allowance.size < 0:
            raise TooMuch("bytes")
        parser.Parse(chunk, False)
        step = STEP
    parser.Parse(b"", True)


def refuse(*declaration: object) -> None:
    raise Unreadable("document type")


def local(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def check_beginning(stream: IO[bytes], allowance: Allowance) -> None:
    """Reads up to the first element, before which alone a document type can stand."""

    def stop(name: str, attributes: Attributes) -> None:
        raise Enough

    read(stream, allowance, stop)
