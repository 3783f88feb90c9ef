"""Third-party front-end files are exactly those of the list, with their licences."""

import hashlib
import json
from pathlib import Path

import pytest

from college import vendor

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "college/static/college/vendor", ROOT / "tests/vendor")


@pytest.mark.parametrize("entry", vendor.files(), ids=lambda entry: entry["name"])
def test_a_file_is_the_one_of_the_list(entry):
    assert hashlib.sha256((ROOT / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (ROOT / entry["licence_file"]).stat().st_size > 100
    assert entry["version"].count(".") >= 2


def test_nothing_lies_there_that_is_not_listed():
    listed = {entry[key] for entry in vendor.files() for key in ("file", "licence_file")} | {vendor.LIST.relative_to(ROOT).as_posix()}
    assert {path.relative_to(ROOT).as_posix() for folder in FOLDERS for path in folder.iterdir()} == listed


def test_the_list_names_no_address():
    assert "://" not in json.dumps(vendor.files())


def test_style_hashes_are_quoted_as_a_policy_wants_them():
    assert vendor.style_hashes()
    assert all(value.startswith("'sha256-") and value.endswith("='") for value in vendor.style_hashes())
