"""Photographs as they are kept: the same picture, the same way up, and no word about where it was taken."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from college.rules.photos import cleaned, stripped, turned
from tests.factories.photos import GPS, PLACE, photo


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_the_place_goes_and_the_picture_stays(form: str, orientation: int) -> None:
    data = photo(form, orientation)
    assert Image.open(BytesIO(data)).getexif().get_ifd(GPS)
    assert PLACE.encode() in data
    made = cleaned(data, form)
    picture = Image.open(BytesIO(made))
    assert dict(picture.getexif()) == ({0x0112: 6} if orientation == 6 else {})
    assert PLACE.encode() not in made
    assert b"hefei-camera" not in made
    assert ImageOps.exif_transpose(picture).tobytes() == ImageOps.exif_transpose(Image.open(BytesIO(data))).tobytes()  # not drawn anew
    assert picture.info["icc_profile"] == Image.open(BytesIO(data)).info["icc_profile"]
    assert cleaned(made, form) == made


def test_what_lies_behind_the_end_goes_too() -> None:
    """A moving photograph is a film behind a picture, which says the place once more."""
    for form in ("JPEG", "PNG", "WEBP"):
        assert cleaned(photo(form) + b"\x00\x00\x00\x18ftypmp42 +31.8206+117.2272/", form) == cleaned(photo(form), form)


def test_one_that_cannot_be_followed_is_drawn_anew() -> None:
    data = photo("JPEG", 6).replace(b"\xff\xdb", b"\x00\xff\xdb", 1)  # a byte too many, over which readers stumble and go on
    assert stripped(data, "JPEG") is None
    made = cleaned(data, "JPEG")
    assert PLACE.encode() not in made
    assert turned(made, "JPEG") == 1
    assert Image.open(BytesIO(made)).size == (6, 8)


def test_words_in_a_png_go() -> None:
    out, info = BytesIO(), PngInfo()
    info.add_text("Comment", PLACE)
    Image.new("RGB", (4, 4)).save(out, "PNG", pnginfo=info)
    assert PLACE.encode() in out.getvalue()
    assert PLACE.encode() not in cleaned(out.getvalue(), "PNG")


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_damaged_ones_end_in_a_word(form: str, draw: st.DataObject) -> None:
    data = bytearray(photo(form))
    for _change in range(draw.draw(st.integers(1, 4))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    cut = draw.draw(st.integers(0, len(data)))
    made = stripped(bytes(data[:cut]), form)
    assert made is None or len(made) <= len(data) + 64
