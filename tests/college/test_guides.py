"""The guides: two languages that say the same, pictures that exist and are made by the browser tests, links that lead somewhere."""

import json
import re

import pytest

from college.guides import LANGUAGES, NAMES, guide
from scripts.pictures import PICTURES, SAID, TARGET, look
from tests.conftest import ROOT


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_parts_and_pictures(name: str):
    chinese, english = (guide(name, language) for language in LANGUAGES)
    assert chinese.pictures == english.pictures != ()
    assert re.findall(r"<(h2|ol|ul|li|p|figure|a)\b", chinese.body) == re.findall(r"<(h2|ol|ul|li|p|figure|a)\b", english.body)
    assert not re.search(r"[\u4e00-\u9fff]", english.title + english.lead + english.body)


def test_every_picture_that_is_named_exists_and_all_are_small():
    named = {picture for name in NAMES for language in LANGUAGES for picture in guide(name, language).pictures}
    files = {file.name: file.stat().st_size for file in TARGET.glob("*.webp")}
    assert set(files) == {f"{name}.webp" for name in PICTURES} >= named
    assert sum(files.values()) < 3_000_000


def test_the_pictures_are_of_todays_look_and_the_walks_know_what_is_on_them():
    """What the pages say is compared where the walks see them (`Visitor.shoot`)."""
    kept = json.loads(SAID.read_text(encoding="utf-8"))
    assert set(kept["said"]) == {shot for shot, _top in PICTURES.values()}
    assert all(kept["said"].values())
    assert kept["look"] == look(), "make pictures"


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guides_are_pages_whose_links_answer(client, language: str):
    client.cookies["django_language"] = language
    for name in NAMES:
        page = client.get(f"/help/{name}/")
        assert page.status_code == 200
        made = guide(name, language)
        assert made.title in page.content.decode()
        for address in set(re.findall(r'<a href="(/[^"]*)"', made.body)):
            assert client.get(address).status_code in {200, 302, 404 if address == "/promotion/" else 200}, address
    index = client.get("/help/").content.decode()
    assert all(f"/help/{name}/" in index for name in NAMES)
    assert client.get("/help/nonsense/").status_code == 404


def test_the_guides_lie_where_readers_of_the_repository_find_them():
    assert {file.name for file in (ROOT / "docs" / "guides").glob("*.md")} == {f"{name}.{language}.md" for name in NAMES for language in LANGUAGES}
