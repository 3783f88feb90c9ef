"""Chinese first, English complete: no string without a Chinese text, no Chinese in the code."""

import re
import tokenize
from gettext import GNUTranslations
from pathlib import Path

import pytest
import wagtail

from college.management.commands import messages

ROOT = Path(__file__).resolve().parents[2]
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
SCRIPT = {"numbering.py", "headings.py", "layout.py", "deck_script.py", "faces.py"}  # of courses/catalogue: how Chinese counts, begins headings and is drawn
CODE = [file for room in ("college", "media", "courses", "search") for file in (ROOT / room).rglob("*.py") if file.name not in SCRIPT]
# the college's own name; the names of rows that nothing translates
ALLOWED = {"WAGTAIL_SITE_NAME", "WAGTAIL, OURS =", "WAGTAILS_REVIEW, REVIEW =", "STAGE_NAMES, WORKFLOW ="}


@pytest.mark.parametrize("room", messages.rooms())
def test_every_string_has_a_chinese_text(room):
    assert messages.untranslated(room) == []


@pytest.mark.parametrize("room", messages.rooms())
def test_placeholders_survive_translation(room):
    names = re.compile(r"%\((\w+)\)s|%[sd]|\{(\w+)\}")
    wrong = [
        message.id
        for message in messages.read(room)
        if isinstance(message.id, str) and message.id and message.string and set(names.findall(message.id)) != set(names.findall(str(message.string)))
    ]
    assert wrong == []


def test_no_string_has_another_text_in_another_room():
    """Django knows one catalogue: of two texts for the same words one would stand in both places. A context keeps them apart."""
    texts: dict[tuple[str, str], set[str]] = {}
    for room in messages.rooms():
        for message in messages.read(room):
            texts.setdefault((message.context or "", str(message.id)), set()).add(str(message.string))
    assert {key: found for key, found in texts.items() if key[1] and len(found) > 1} == {}


# Words of Wagtail's that we mean to say otherwise, also where Wagtail says them.
BETTER = {"All", "Approve", "Approved", "Redo", "Search", "name"}


def test_no_string_of_ours_changes_what_wagtail_says_by_chance():
    """“Pages” of a list to turn would stand in the menu of the admin. A context keeps it apart."""
    ours = {message.id: message.string for room in messages.rooms() if room != "college" for message in messages.read(room) if not message.context}
    changed = set()
    for file in Path(wagtail.__file__).parent.glob("**/locale/zh_Hans/LC_MESSAGES/django.mo"):
        with file.open("rb") as handle:
            theirs = GNUTranslations(handle)
        changed |= {words for words, text in ours.items() if isinstance(words, str) and words and theirs.gettext(words) not in (words, text)}
    assert changed - BETTER == set()


def strings(file: Path) -> list[tuple[int, str, str]]:
    """String tokens that are not docstrings: (line, text, whole line)."""
    found, previous = [], tokenize.NEWLINE
    with tokenize.open(file) as handle:
        for token in tokenize.generate_tokens(handle.readline):
            is_docstring = previous in {tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING, tokenize.COMMENT}
            if token.type in {tokenize.STRING, tokenize.FSTRING_MIDDLE} and not is_docstring:
                found.append((token.start[0], token.string, token.line))
            previous = token.type
    return found


def test_no_chinese_literal_in_the_code():
    literals = [
        f"{file.relative_to(ROOT)}:{line} {text}"
        for file in CODE
        for line, text, whole in strings(file)
        if HAN.search(text) and not any(name in whole for name in ALLOWED)
    ]
    assert literals == []


def test_no_chinese_literal_in_templates_and_scripts():
    scripts = list((ROOT / "college" / "static" / "college" / "js").glob("*.js"))
    comments = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|//[^\n]*|/\*.*?\*/", re.S)
    texts = {file: comments.sub("", file.read_text(encoding="utf-8")) for file in [*(ROOT / "templates").rglob("*.html"), *scripts]}
    assert [f"{file.relative_to(ROOT)}: {HAN.search(text)[0]}" for file, text in texts.items() if HAN.search(text)] == []
