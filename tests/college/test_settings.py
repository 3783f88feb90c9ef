"""Settings: documented, typed, loud on nonsense, and safe in production."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from college.settings import env

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-for-this-test-" + "0123456789abcdefghijklmnopqrstuvwxyz"


def test_the_documented_table_is_the_table_of_the_code():
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| (.+) \|$", (ROOT / "docs" / "settings.md").read_text(encoding="utf-8"), re.M)
    assert rows == [(variable.name, f"`{variable.default}`" if variable.default else "empty", variable.does) for variable in env.VARIABLES]


def test_nothing_else_reads_the_environment():
    """Apart from the settings, only children are given a PATH and the demo says that it is one."""
    readers = [
        str(file.relative_to(ROOT))
        for room in ("college", "media", "courses", "search", "demo")
        for file in (ROOT / room).rglob("*.py")
        if re.search(r"os\.environ(\.get\(|\[)(?!\"DJANGO_SETTINGS_MODULE\")", file.read_text(encoding="utf-8"))
    ]
    assert [name for name in readers if name not in {"college/settings/env.py", "college/settings/test.py", "media/processes.py", "demo/__main__.py"}] == []


@pytest.mark.parametrize(
    ("name", "value", "reader"),
    [
        ("MFA_REQUIRED", "perhaps", lambda: env.flag("MFA_REQUIRED")),
        ("UPLOAD_MAX_BYTES", "8GB", lambda: env.number("UPLOAD_MAX_BYTES")),
        ("UPLOAD_MAX_BYTES", "0", lambda: env.number("UPLOAD_MAX_BYTES")),
        ("DATABASE_URL", "mysql://x/y", env.database),
        ("DATABASE_URL", "nonsense", env.database),
        ("CACHE_URL", "nonsense://", env.cache),
        ("EMAIL_URL", "nonsense://", env.mailer),
        ("SMS_OPTIONS", "key", lambda: env.pairs("SMS_OPTIONS")),
        ("STORAGE_URL", "ftp://host/folder", env.storage_root),
        ("STORAGE_CACHE_BYTES", "20GB", lambda: env.number("STORAGE_CACHE_BYTES")),
        ("STORAGE_URL", "s3://bucket", env.store),
        ("STORAGE_URL", "s3://key:secret@host/", env.store),
        ("STORAGE_URL", "s3://key:secret@host:port/bucket", env.store),
        ("STORAGE_URL", "s3://key:secret@host/Bucket_", env.store),
        ("STORAGE_URL", "s3://host/bucket", env.store),
        ("STORAGE_URL", "s3://key:secret@host/bucket/../other", env.store),
        ("STORAGE_URL", "s3://key:secret@host/bucket?scheme=ftp", env.store),
        ("STORAGE_URL", "s3://key:secret@host/bucket?zone=x", env.store),
        ("STORAGE_URL", "s3://key:secret@host/bucket?public=files.college.example", env.store),
        ("ELASTICSEARCH_URL", "localhost:9200", lambda: env.service_url("ELASTICSEARCH_URL")),
    ],
)
def test_nonsense_is_refused_with_the_name_of_the_variable(monkeypatch, name, value, reader):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        reader()


def test_a_store_is_named_with_all_that_is_needed(monkeypatch):
    monkeypatch.setenv("STORAGE_URL", "s3://kEy:a%2Fb%40c@files.example:9000/college/one?region=cn-east-1&scheme=http&public=https://watch.example/")
    store = env.store()
    assert (store.endpoint, store.bucket, store.prefix, store.region) == ("http://files.example:9000", "college", "one", "cn-east-1")
    assert (store.key, store.secret, store.public, store.origin) == ("kEy", "a/b@c", "https://watch.example", "https://watch.example")
    assert "a/b@c" not in repr(store)
    assert env.storage_root() == env.data_dir()


def test_key_and_secret_may_stand_in_variables_of_their_own(monkeypatch):
    for name, value in {"STORAGE_URL": "s3://files.example/college", "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}.items():
        monkeypatch.setenv(name, value)
    store = env.store()
    assert (store.endpoint, store.key, store.secret) == ("https://files.example", "key", "secret")


def test_what_is_said_about_a_wrong_store_keeps_its_secret(monkeypatch):
    monkeypatch.setenv("STORAGE_URL", "s3://key:s3cr3t@host:port/bucket")
    with pytest.raises(ImproperlyConfigured) as said:
        env.store()
    assert "s3cr3t" not in str(said.value)


def manage(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    settings = {
        "DJANGO_SETTINGS_MODULE": "college.settings.production",
        "ALLOWED_HOSTS": "college.example",
        "SITE_URL": "https://college.example",
        "EMAIL_URL": "smtp+tls://u:p@mail.example:587",
        "SECRET_KEY": "",
    }
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}  # the browser tests set it
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env={**inherited, **settings, **variables}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("variables", [{}, {"SECRET_KEY": "short"}, {"SECRET_KEY": "x" * 60}, {"SECRET_KEY": SECRET, "DEMO": "true"}])
def test_production_refuses_a_default_secret_and_the_demo(variables, tmp_path):
    done = manage("check", DATA_DIR=str(tmp_path), **variables)
    assert done.returncode != 0
    assert "production refuses" in done.stderr


def test_the_deployment_check_is_clean(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=SECRET, DATA_DIR=str(tmp_path))
    assert (done.returncode, "no issues" in done.stdout + done.stderr) == (0, True), done.stderr
