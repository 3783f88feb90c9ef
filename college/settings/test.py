"""The tests: passwords hash fast, data in a folder of their own, which goes with the process that made it."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "DATA_DIR" not in os.environ:
    folder, maker = tempfile.mkdtemp(prefix="college-tests-"), os.getpid()
    os.environ["DATA_DIR"] = folder
    atexit.register(lambda: shutil.rmtree(folder, ignore_errors=True) if os.getpid() == maker else None)  # not by a process that it forks
os.environ.setdefault("DEMO", "false")

from college.settings.base import *  # noqa: F403
from college.settings.base import DATA_DIR, DATABASES

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}

MFA_REQUIRED = False
PAGE_CACHE_SECONDS = 0  # the tests of the page cache set it
STAMPS_ROOT = DATA_DIR / "stamps" / os.environ.get("PYTEST_XDIST_WORKER", "main")  # a change in one worker's database is none in another's
RATE_LIMITS: dict[str, tuple[int, int]] = {}
ACCOUNT_RATE_LIMITS = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, since SQLite's in-memory database would be migrated anew by every worker and could not be shared with a browser's server.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA_DIR) / "test.sqlite3")}

STATIC_ROOT = None  # nothing is collected
WHITENOISE_AUTOREFRESH = True  # finds a file when it is asked for: every test client would otherwise list all of them anew
# What browsers look for faults with.
STATICFILES_DIRS = [("tests", Path(__file__).resolve().parents[2] / "tests" / "vendor")]
