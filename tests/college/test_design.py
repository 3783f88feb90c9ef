"""The design system holds what it promises: contrast, icons, components that say what they take."""

import re
from pathlib import Path

import pytest
import wagtail
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from college.context import current
from college.design_views import SampleForm, sprite
from college.stylesheets import SheetFinder

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "college/static/college/css"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates/components").glob("*.html"))


# ---- contrast, recomputed from tokens.css


def tokens(*selectors: str) -> dict[str, str]:
    """The colours that hold when the given blocks apply, in order."""
    css = re.sub(r"/\*.*?\*/", "", (CSS / "tokens.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    found: dict[str, str] = {}
    for selector in selectors:
        block = re.search(rf"(?:^|\n){re.escape(selector)} {{(.*?)\n}}", css, re.DOTALL)
        assert block, selector
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))
    return found


LIGHT = tokens(":root")
MODES = {
    "light": LIGHT,
    "dark": tokens(":root", ':root[data-theme="dark"]'),
    "large": tokens(":root", ':root[data-size="large"]:not([data-theme="dark"])'),
    "large dark": tokens(":root", ':root[data-theme="dark"]', ':root[data-size="large"][data-theme="dark"]'),
}


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


# foreground, ground: light, dark, large, large and dark; as measured for the design
TABLE = {
    ("ink", "paper"): (15.2, 14.7, 21.0, 21.0),
    ("ink-2", "paper"): (7.5, 9.0, 15.1, 16.2),
    ("ink-2", "sunken"): (6.8, 9.5, 13.5, 13.5),
    ("brand", "paper"): (7.7, 9.3, 11.2, 14.5),
    ("on-brand", "brand"): (8.2, 8.8, 11.2, 11.6),
    ("party", "surface"): (6.9, 7.4, 9.2, 11.5),
    ("gov", "surface"): (8.2, 8.4, 11.4, 10.1),
    ("elder", "surface"): (8.1, 8.2, 11.1, 9.8),
    ("citizen", "surface"): (6.6, 8.4, 9.8, 10.0),
    ("ok", "ok-tint"): (6.0, 7.6, 9.3, 9.6),
    ("warn", "warn-tint"): (6.2, 8.0, 9.7, 9.6),
    ("err", "err-tint"): (6.3, 6.9, 8.5, 8.7),
    ("info", "info-tint"): (7.0, 7.5, 10.1, 9.5),
    ("line-strong", "surface"): (4.1, 4.8, 17.4, 15.5),
}


@pytest.mark.parametrize("pair", TABLE, ids=" on ".join)
def test_contrast_is_what_the_table_says(pair):
    measured = tuple(contrast(mode[pair[0]], mode[pair[1]]) for mode in MODES.values())
    assert measured == pytest.approx(TABLE[pair], abs=0.06)


@pytest.mark.parametrize("mode", MODES)
def test_text_is_readable_in_every_mode(mode):
    colours, least = MODES[mode], 7 if mode.startswith("large") else 4.5
    grounds = ("paper", "surface", "sunken")
    pale = [f"{ink} on {ground}" for ink in ("ink", "ink-2", "brand") for ground in grounds if contrast(colours[ink], colours[ground]) < least]
    assert pale == []


@pytest.mark.parametrize("mode", MODES)
def test_white_lines_show_on_every_cover(mode):
    covers = [contrast("#ffffff", MODES[mode][f"cover-{school}"]) for school in ("party", "gov", "elder", "citizen")]
    assert min(covers) >= 4.5


def test_the_system_dark_and_the_chosen_dark_are_the_same_colours():
    css = (CSS / "tokens.css").read_text(encoding="utf-8")
    by_system = re.search(r":root:not\(\[data-theme\]\) {(.*?)}", css, re.DOTALL)
    chosen = re.search(r'\n:root\[data-theme="dark"\] {(.*?)}', css, re.DOTALL)
    assert by_system
    assert chosen
    assert by_system[1].split() == chosen[1].split()


# ---- style sheets and templates


def test_every_variable_that_is_used_is_defined():
    css = "".join(path.read_text(encoding="utf-8") for path in CSS.rglob("*.css"))
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= set(re.findall(r"(--[\w-]+):", css))


def test_no_sheet_is_long_and_each_topic_is_imported_once():
    topics = sorted(path.stem for path in (CSS / "components").glob("*.css"))
    imported = re.findall(r'@import url\("components/(\w+)\.css"\);', (CSS / "components.css").read_text(encoding="utf-8"))
    assert sorted(imported) == topics
    assert max(len(path.read_text(encoding="utf-8").splitlines()) for path in (CSS / "components").glob("*.css")) <= 300


def test_the_topics_are_sent_as_one_sheet(tmp_path, settings):
    """To a browser and to what collects files for production; written anew once a part has changed, never otherwise."""
    settings.DATA_DIR = tmp_path
    finder, name = SheetFinder(), "college/css/components.css"
    sheet = Path(finder.find(name))
    text = sheet.read_text(encoding="utf-8")
    assert "@import" not in text
    assert text.count("{") == sum(path.read_text(encoding="utf-8").count("{") for path in (CSS / "components").glob("*.css"))
    assert [(path, storage.path(path)) for path, storage in finder.list(None)] == [(name, str(sheet))]
    youngest = max(path.stat().st_mtime for path in (CSS / "components").glob("*.css"))
    assert sheet.stat().st_mtime == youngest
    sheet.write_text("what an earlier version said")
    assert Path(finder.find(name)).read_text(encoding="utf-8") == text
    assert list(sheet.parent.iterdir()) == [sheet]


@pytest.mark.parametrize("text", ['@import url("gone.css");\n', '@import url("https://elsewhere.example/one.css");\n', "", "/* nothing yet */", "a{}"])
def test_a_sheet_of_others_that_cannot_be_joined_stays_as_it_is(tmp_path, settings, text):
    settings.DATA_DIR, settings.STATICFILES_DIRS = tmp_path / "data", [tmp_path / "static"]
    (tmp_path / "static").mkdir()
    (tmp_path / "static/theirs.css").write_text(text, encoding="utf-8")
    finder = SheetFinder()
    finder.apps = finders.FileSystemFinder()
    assert finder.apps.find("theirs.css")
    assert finder.find("theirs.css") == []
    assert list(finder.list(None)) == []


def test_other_files_are_found_where_they_lie():
    for name in ("college/css/base.css", "college/js/modes.js", "college/css/nothing.css"):
        assert SheetFinder().find(name) == []
        assert SheetFinder().find(name, find_all=True) == []
    assert finders.find("college/css/base.css") == str(CSS / "base.css")
    assert finders.find("college/css/components.css") != str(CSS / "components.css")


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_a_component_begins_with_a_comment_of_its_variables(path):
    assert path.read_text(encoding="utf-8").startswith("{# ")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_a_template_loads_and_breaks_no_policy(path):
    text = path.read_text(encoding="utf-8")
    engines["django"].get_template(path.relative_to(ROOT / "templates").as_posix())
    assert not re.search(r"\sstyle=|<style|\shx-on|\son[a-z]+=\"|javascript:", text)
    assert not re.search(r"<script(?![^>]*(\bsrc=|application/json))", text)


def test_the_colours_of_the_admin_are_those_of_wagtail():
    """One that Wagtail does not have falls back to a light ground below the light letters of the dark."""
    core = (Path(wagtail.__file__).parent / "admin/static/wagtailadmin/css/core.css").read_text(encoding="utf-8")
    ours = [ROOT / "courses/static/courses/css/admin.css", ROOT / "college/static/college/admin/people.css"]
    used = {name for path in ours for name in re.findall(r"var\((--w-[\w-]+)", path.read_text(encoding="utf-8"))}
    assert [name for name in sorted(used) if f"{name}:" not in core] == []


def test_an_icon_of_the_admin_is_drawn_by_wagtail_and_not_by_our_tag_of_the_same_name():
    texts = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES}
    ours_last = re.compile(r"{% load [^%]*wagtailadmin_tags[^%]* college\b")
    assert [name for name, text in texts.items() if "icon name=" in text and ours_last.search(text)] == []


def test_every_icon_that_is_named_is_in_the_sprite():
    named = {name for path in TEMPLATES for name in re.findall(r"{% icon \"([\w-]+)\"", path.read_text(encoding="utf-8"))}
    assert named <= set(sprite())


# ---- forms


def draw(form: SampleForm) -> str:
    return re.sub(r"\s+", " ", str(form))


def test_a_field_has_label_hint_error_and_box_in_this_order():
    html = draw(SampleForm({"phone": "12", "name": ""}))
    field = html[html.index('<label class="field__label" for="id_name">') :]
    assert field.index("field__hint") < field.index("field__error") < field.index('<input type="text" name="name"')
    assert 'class="input"' in field
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_name_helptext id_name_error"' in field


def test_the_summary_links_to_each_field_and_typed_text_is_kept():
    html = draw(SampleForm({"phone": "1990", "name": "W"}))
    assert 'href="#id_phone"' in html
    assert 'href="#id_way_0"' in html  # a list has no id of its own: its first entry
    assert 'value="1990"' in html
    assert 'role="alert"' in html


def test_a_good_form_has_no_summary():
    assert 'role="alert"' not in draw(SampleForm())


def test_a_form_template_passes_the_token_on():
    request = RequestFactory().get("/")
    template = engines["django"].from_string('{% include "components/form.html" with form=form submit="Go" csrf_token=csrf_token only %}')
    assert 'name="csrfmiddlewaretoken"' in template.render({"form": SampleForm()}, request)


@pytest.mark.parametrize(
    ("path", "place", "marked"),
    [
        ("/learning/", "/learning/", "page"),
        ("/learning/credits/", "/learning/", "true"),
        ("/rate/3/", "/learning/", "true"),
        ("/replay/3/", "/learning/", "true"),
        ("/feedback/", "/", "true"),
        ("/feedback/", "/learning/", ""),
        ("/courses/", "/", ""),
    ],
)
def test_a_page_marks_the_place_that_it_belongs_to(path, place, marked):
    assert current(path, place) == marked


def test_no_template_types_a_blank_between_two_sentences():
    typed = re.compile(r"[.!?…:](?:\" %\}|\{% endblocktranslate %\})(?:\{% endif %\}|</span>|</strong>)*(?:\{% if [^%]*%\})? \S")
    found = [str(file.relative_to(ROOT)) for file in TEMPLATES if typed.search(file.read_text(encoding="utf-8"))]
    assert found == [], "Chinese has no blank after a full stop: put {% gap %} there"


@pytest.mark.parametrize(("language", "blank"), [("zh-hans", ""), ("en", " ")])
def test_a_gap_is_a_blank_where_the_language_has_one(language, blank):
    with translation.override(language):
        assert engines["django"].from_string("{% load college %}.{% gap %}.").render() == f".{blank}."
