"""Filmed slides find their page: drawn here with everything that a recording does to a picture."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter
from pptx import Presentation

from media.slides import decks, matching

CORNER = "".join("0" * 8 if row < 12 else "000001ff" for row in range(18))


def page(folder: Path, number: int, lines: int = 5) -> Path:
    """A page of a deck: a coloured head and a foot that all pages share, lines that are its own."""
    image = Image.new("RGB", (960, 540), "#fffdf5")
    draw, words = ImageDraw.Draw(image), Random(number)
    draw.rectangle((0, 0, 960, 90), fill="#205080")
    draw.rectangle((40, 500, 400, 510), fill="#808080")
    for line in range(lines):
        for word in range(words.randint(4, 9)):
            draw.rectangle((60 + word * 60, 120 + line * 70, 60 + word * 60 + words.randint(12, 50), 120 + line * 70 + words.randint(10, 30)), fill="#202020")
    target = folder / f"page-{number}-{lines}.png"
    image.save(target, compress_level=1)
    return target


def filmed(page: Path, *, size: tuple[int, int] = (1280, 720), quality: int = 35, blur: float = 0.0, corner: bool = False, shift: int = 0) -> Path:
    """The page as a recording shows it."""
    image = Image.open(page).resize(size).filter(ImageFilter.GaussianBlur(blur))
    image = image.transform(size, Image.Transform.AFFINE, (1, 0, shift, 0, 1, shift))
    if corner:
        noise = Image.effect_noise((size[0] * 3 // 10, size[1] // 3), 120).convert("RGB")
        image.paste(noise, (size[0] - noise.width, size[1] - noise.height))
    target = page.with_name(f"filmed-{page.stem}-{size[0]}-{quality}-{blur}-{corner}-{shift}.jpg")
    image.save(target, quality=quality)
    return target


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return [page(tmp_path_factory.mktemp("deck"), number) for number in range(8)]


@pytest.mark.parametrize(
    "treatment",
    [
        {},
        {"size": (640, 360)},
        {"size": (1920, 1080), "quality": 10},
        {"blur": 3.0},
        {"shift": 4},
        {"corner": True, "quality": 20, "size": (854, 480)},
        {"size": (1024, 768)},
    ],
    ids=str,
)
def test_a_slide_finds_its_page_again_and_again(deck: list[Path], treatment: dict[str, object]) -> None:
    shown = [0, 1, 2, 1, 0, 7, 3]  # going back to an earlier page is that page
    moving = CORNER if treatment.get("corner") else ""
    recorded = {number: filmed(deck[number], **treatment) for number in set(shown)}  # type: ignore[arg-type]
    assert matching.match([recorded[number] for number in shown], deck, moving) == shown


def test_black_bars_are_no_part_of_the_page(deck: list[Path]) -> None:
    shown = Image.open(filmed(deck[2]))
    wide = Image.new("RGB", (1280, 960))
    wide.paste(shown, (0, 120))
    wide.save(deck[2].with_name("wide.jpg"))
    assert matching.match([deck[2].with_name("wide.jpg")], deck) == [2]


def test_a_line_that_comes_is_told_from_the_page_that_has_it(tmp_path: Path) -> None:
    others = [page(tmp_path, number) for number in range(1, 5)]
    builds = [page(tmp_path, 9, lines) for lines in (1, 3, 5)]
    assert matching.match([filmed(build) for build in builds], [*others, *builds]) == [4, 5, 6]


def test_what_is_in_no_deck_is_no_page(deck: list[Path], tmp_path: Path) -> None:
    (tmp_path / "black.jpg").write_bytes(b"")
    Image.new("RGB", (1280, 720)).save(tmp_path / "black.jpg")
    assert matching.match([filmed(page(tmp_path, 99)), tmp_path / "black.jpg"], deck) == [None, None]
    assert matching.match([tmp_path / "black.jpg"], []) == [None]


@pytest.mark.parametrize(
    "scores, before, page",
    [
        ([0.1, 0.9, 0.2], None, 1),
        ([0.1, 0.3, 0.2], 0, None),
        ([0.9, 0.1, 0.9], None, 0),  # the same page twice in a deck: the first,
        ([0.9, 0.1, 0.9], 1, 2),  # or the one that comes next,
        ([0.9, 0.1, 0.89], 2, 2),  # or the one that is there
    ],
)
def test_the_chosen_page(scores: list[float], before: int | None, page: int | None) -> None:
    assert matching.chosen(scores, before) == page


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=30), st.none() | st.integers(0, 29))
def test_the_chosen_page_is_like_it_and_nearly_the_most(scores: list[float], before: int | None) -> None:
    page = matching.chosen(scores, before)
    assert (page is None) == (max(scores) < matching.LIKE)
    assert page is None or scores[page] >= max(scores) - matching.ALMOST


def test_without_the_programs_a_deck_has_no_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert decks.draw(tmp_path / "deck.pptx", tmp_path) == []


needs_office = pytest.mark.skipif(decks.tools() is None, reason="LibreOffice or poppler is missing: no deck can be drawn")


@needs_office
def test_a_deck_is_drawn_page_by_page(tmp_path: Path) -> None:
    show = Presentation()
    for number in range(3):
        show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = f"第{number}页"
    show.save(tmp_path / "-a deck.pptx")
    drawn = decks.draw(tmp_path / "-a deck.pptx", tmp_path)
    assert [path.name for path in drawn] == ["page-1.png", "page-2.png", "page-3.png"]
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.pptx").write_bytes(b"PK\x03\x04 nothing")
    assert decks.draw(tmp_path / "broken.pptx", tmp_path / "empty") == []
