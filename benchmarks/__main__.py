"""`python -m benchmarks [--only a,b]`: run the benchmarks, print a line each, keep the numbers."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measure import line
from college.settings import env

NAMES = (
    *("first_play", "first_play_encoded", "transcode_cpu", "opencast_cpu", "esup_cpu", "extras_cpu", "slide_changes", "cut_cpu", "serving"),
    *("size_720p", "ocr", "memory", "deck_office", "deck_builtin"),
    *(
        "draw",
        "draw_browser",
        "draw_kept",
        "pick_pg",
        "pick_hot",
        "pick_spread",
        "rush",
        "page_cached",
        "page_signed_in",
        "search_embedded",
        "map_level",
        "map_level_pg",
        "year_report",
    ),
)
MARK = "RESULT "


def run(name: str, size: str) -> dict[str, Any] | None:
    """One benchmark in a process and a folder of its own; None when it failed."""
    with tempfile.TemporaryDirectory(prefix=f"bench-{name}-") as folder:
        surroundings = {
            **{key: value for key, value in os.environ.items() if key not in env.DEFAULTS},
            "DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/college.sqlite3",
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "SECURE_SSL_REDIRECT": "false",
        }
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}", "--size", size], cwd=env.ROOT, env=surroundings, stdout=subprocess.PIPE, text=True, check=False
        )
    found = [row.removeprefix(MARK) for row in done.stdout.splitlines() if row.startswith(MARK)]
    return json.loads(found[-1]) if found and done.returncode == 0 else None


def keep(target: Path, reports: list[dict[str, Any]]) -> None:
    """Write the results, with earlier ones of benchmarks that did not run now."""
    earlier = json.loads(target.read_text()) if target.exists() else []
    new = {report["name"] for report in reports}
    target.parent.mkdir(parents=True, exist_ok=True)
    kept = [report for report in earlier if report["name"] not in new]
    target.write_text(json.dumps([*kept, *reports], indent=1, ensure_ascii=False) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", default="", help=f"names with commas between: {','.join(NAMES)}")
    parser.add_argument("--size", choices=("full", "tiny"), default="full", help="tiny: whether it runs at all; its numbers say nothing")
    options = parser.parse_args()
    chosen = [name for name in options.only.replace(" ", "").split(",") if name] or list(NAMES)
    if unknown := set(chosen) - set(NAMES):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    reports, failed = [], []
    for name in chosen:
        report = run(name, options.size)
        print(line(report) if report else f"{name:<16} did not run, see above", flush=True)  # noqa: T201
        (reports if report else failed).append(report or name)  # type: ignore[arg-type]
    keep(env.data_dir() / "bench.json", reports)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
