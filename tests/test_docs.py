"""What is written about the project is true: every operation, command and document is named, and every name and link in them exists."""

import re
from pathlib import Path

import pytest
import yaml

from college.settings import env
from tests.conftest import ROOT

DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_every_operation_of_the_api_is_described_with_its_address():
    from college.api import api

    schema = api.document
    expected = {
        (operation["operationId"], f"{method.upper()} {path}", operation["summary"])
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    }
    written = set(re.findall(r"^\| `(\w+)` \| `([A-Z]+ /\S+)` \| (.+) \|$", (ROOT / "docs" / "api.md").read_text(encoding="utf-8"), re.M))
    assert written == expected


def test_every_command_of_ours_is_described():
    ours = {file.stem for file in ROOT.glob("*/management/commands/*.py") if file.stem != "__init__"}
    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert {name for name in ours if f"`{name}" not in text} == set()


def test_every_target_of_make_says_what_it_does():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.search(r"^\.PHONY: (.+)$", text, re.M)[1].split())
    assert named == set(re.findall(r"^([a-z-]+):.*##", text, re.M))


def test_every_benchmark_is_described_with_its_bar():
    from benchmarks.__main__ import NAMES

    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"| `{name}` |" not in text] == []
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "benchmarks").glob("*.py"))
    bars = re.findall(r'Result\("(\w+)", .*, ([\d.]+)(?: if not tiny else 1)?, (True|False), ', sources)
    assert len(bars) > 15
    said = {name: f"at {'most' if at_most == 'True' else 'least'} {float(bar):g} |" for name, bar, at_most in bars}
    rows = {name: next(line for line in text.splitlines() if line.startswith(f"| `{name}` |")) for name in said}
    assert {name: words for name, words in said.items() if not rows[name].endswith(words)} == {}


@pytest.mark.parametrize("document", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path):
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if "://" not in target and not target.startswith("/") and not (document.parent / target).exists()] == []


def test_the_two_readmes_say_the_same():
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-hans.md"))
    for part in (r"^make \w+", r"\]\((docs/[^)]+|CHANGELOG.md)\)", r"^## "):
        assert len(re.findall(part, english, re.M)) == len(re.findall(part, chinese, re.M)), part


def test_compose_names_only_settings_that_exist_and_starts_every_process():
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    assert {"postgres", "elasticsearch", "prepare", "web", "worker", "media-worker"} <= set(services)
    known = {variable.name for variable in env.VARIABLES} | {"DJANGO_SETTINGS_MODULE"}
    for name in ("prepare", "web", "worker", "media-worker"):
        assert set(services[name]["environment"]) <= known, name
        assert services[name]["environment"] == services["web"]["environment"], name
    commands = {name: str(service.get("command", "")) for name, service in services.items()}
    assert "college.wsgi:application" in commands["web"]
    assert "--queues default" in commands["worker"]
    assert "--queues media" in commands["media-worker"]
    assert "--queues files" in commands["file-worker"]
    for part in re.findall(r"manage\.py (\w+)", commands["prepare"]):
        assert part in {"migrate", "collectstatic", "messages"}
