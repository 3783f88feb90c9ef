"""`python -m demo`: make the demo college where there is none, then serve it until Ctrl-C.

The parent never loads Django itself: a second start costs what the web server costs, and nothing more.
"""

import argparse
import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from college import supervisor
from college.settings import env
from demo import accounts

MADE_OF = ("*/migrations/*.py", "demo/**/*.py", "demo/content/**/*.toml", "demo/recordings/*", "requirements/base.txt")


def fingerprint() -> str:
    """Changes when the database or the demo's content would come out differently."""
    digest = hashlib.sha256()
    for file in sorted({file for pattern in MADE_OF for file in env.ROOT.glob(pattern) if file.is_file()}):
        digest.update(file.relative_to(env.ROOT).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def prepare(folder: Path) -> None:
    stamp, made_of = folder / "made-of", fingerprint()
    if stamp.exists() and stamp.read_text() == made_of:
        return
    try:
        failed = subprocess.call([sys.executable, "-m", "demo.preparing"], cwd=env.ROOT)
        if failed == -signal.SIGINT:  # it has ended by the Ctrl-C that has yet to come here
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.exit("\nStopped. What is made so far stays; the next start goes on from there.")
    if failed:
        sys.exit(failed)
    stamp.write_text(made_of)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port: int = parser.parse_args().port
    os.environ.update({"DEMO": "true", "DJANGO_SETTINGS_MODULE": "college.settings.dev"})
    os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    try:
        lock = supervisor.hold_lock(env.data_dir())
        supervisor.require_free(port)
    except supervisor.AlreadyRunning as busy:
        sys.exit(f"A college is running here already ({busy}). Stop it first, or set PORT and DATA_DIR to others.")
    prepare(env.data_dir())
    say(f"\n  http://127.0.0.1:{port}\n\n{accounts.table()}\n\n  Ctrl-C stops it. Recordings are prepared in the background; their pages show how far.\n")
    status = supervisor.Supervisor(supervisor.commands(port), port).run()
    lock.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
