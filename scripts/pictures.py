"""Pictures of the guides, made from what the browser tests see: `make pictures`. With them goes what the pages said, so that tests know when they are old.

python scripts/pictures.py            runs the walks that leave the pictures, then makes the guides' files of them
python scripts/pictures.py FOLDER     takes pictures that are there
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "college" / "static" / "college" / "help"
SAID = ROOT / "tests" / "e2e" / "pictures.json"
TOKENS = ROOT / "college" / "static" / "college" / "css" / "tokens.css"  # colours, sizes and letters of all pages
WALKS = ("pick", "replay", "completion", "ledger", "report", "desk", "upload", "teacher_course", "rounds")
WIDTH, HEIGHT = 780, 1250  # of a picture in a guide, at most
# The picture of a guide, the shot of a browser test that it is made of, and from which pixel row on.
PICTURES: dict[str, tuple[str, int]] = {
    "pick": ("walk-pick-offering-large-1280", 0),
    "replay": ("replay-resume-390", 0),
    "checklist": ("completion-missing-390", 0),
    "statement": ("walk-ledger-statement-390", 0),
    "course-half": ("course-half-1280", 0),
    "upload": ("walk-upload-encoding-390", 0),
    "roll-call": ("completion-roll-390", 0),
    "office": ("walk-desk-admin-1280", 0),
    "rounds": ("walk-rounds-plan-1280", 0),
    "feedback": ("walk-desk-list-1280", 0),
    "report": ("walk-report-report-1280", 0),
    "member": ("walk-report-evidence-1280", 0),
    "readme": ("learning-1280", 0),
}


def shots(folder: Path) -> None:
    tests = [f"tests/e2e/test_walk_{name}.py" for name in WALKS]
    subprocess.run([sys.executable, "-m", "pytest", "-n", "2", "-q", *tests], cwd=ROOT, env={**os.environ, "SHOTS": str(folder)}, check=True)


def make(folder: Path) -> list[str]:
    """Write every picture; the names of those whose shot is missing."""
    TARGET.mkdir(parents=True, exist_ok=True)
    missing = []
    for name, (shot, top) in PICTURES.items():
        source = folder / f"{shot}.png"
        if not source.is_file():
            missing.append(shot)
            continue
        with Image.open(source) as picture:
            wide = min(WIDTH, picture.width)
            small = picture.convert("RGB").crop((0, top, picture.width, picture.height))
            small = small.resize((wide, round(small.height * wide / small.width)))
            small.crop((0, 0, wide, min(small.height, HEIGHT))).save(TARGET / f"{name}.webp", quality=80, method=6)
    return missing


def look() -> str:
    """Changes when colours, sizes or letters of the pages do."""
    return hashlib.sha256(TOKENS.read_bytes()).hexdigest()


def remember(folder: Path) -> None:
    """Write down what the pages said that are in the pictures."""
    said = {shot: json.loads((folder / f"{shot}.json").read_text(encoding="utf-8")) for shot, _top in sorted(PICTURES.values())}
    SAID.write_text(json.dumps({"look": look(), "said": said}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        if len(sys.argv) == 1:
            shots(folder)
        if missing := make(folder):
            sys.exit(f"The browser tests left no {', '.join(missing)}")
        remember(folder)


if __name__ == "__main__":
    main()
