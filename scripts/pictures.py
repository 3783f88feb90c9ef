"""Pictures of the guides, made from what the browser tests see: `make pictures`.

python scripts/pictures.py            runs the walks that leave the pictures, then makes the guides' files of them
python scripts/pictures.py FOLDER     takes pictures that are there
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "college" / "static" / "college" / "help"
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


def main() -> None:
    if len(sys.argv) > 1:
        missing = make(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            shots(Path(folder))
            missing = make(Path(folder))
    if missing:
        sys.exit(f"The browser tests left no {', '.join(missing)}")


if __name__ == "__main__":
    main()
