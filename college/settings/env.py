"""Typed values from the environment, which fail loudly on nonsense.

Every variable that the project reads is declared once in `VARIABLES`; `docs/settings.md` shows the same table and a test compares the two.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
INSECURE_KEY = "insecure-key-for-the-demo-and-the-tests-only-0123456789"


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, the default as written, and what it does, in words for the operator."""

    name: str
    default: str
    does: str


@dataclass(frozen=True, slots=True)
class Store:
    """An S3-compatible store: `endpoint` is what we ask, `public` what browsers see; everything of ours lies in `bucket` below `prefix`."""

    endpoint: str
    bucket: str
    prefix: str
    region: str
    public: str
    key: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def origin(self) -> str:
        """What the content security policy names."""
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.public))


VARIABLES = (
    Variable("ACCEL_REDIRECT", "", "Internal nginx location of the replay files; empty lets Django send them itself"),
    Variable("ALLOWED_HOSTS", "127.0.0.1,localhost", "Host names that the site answers to, separated by commas"),
    Variable("AWS_ACCESS_KEY_ID", "", "Key of the S3 store, when STORAGE_URL does not name it"),
    Variable("AWS_SECRET_ACCESS_KEY", "", "Secret of the S3 store, when STORAGE_URL does not name it"),
    Variable("CACHE_URL", "locmemcache://", "Cache: locmemcache://, dbcache://table or rediscache://host:port/number; several machines need a shared one"),
    Variable("COLLEGE_PHONE", "0551-0000 0000", "The desk's telephone number, shown in every header and footer"),
    Variable("CSRF_TRUSTED_ORIGINS", "", "Full origins behind a proxy, such as https://college.example"),
    Variable("DATABASE_URL", "sqlite:///DATA_DIR/college.sqlite3", "Database: sqlite:///path or postgres://user:password@host:port/name"),
    Variable("DATA_DIR", "var", "Folder for the database, uploads and recordings"),
    Variable("DEFAULT_FROM_EMAIL", "college@localhost", "Sender of the site's e-mails"),
    Variable("DEMO", "false", "true shows the demo accounts on the sign-in page and asks nobody for a second factor"),
    Variable("ELASTICSEARCH_URL", "", "Elasticsearch server, such as http://127.0.0.1:9200; empty searches in the database"),
    Variable("EMAIL_URL", "consolemail://", "Mail server: smtp+tls://user:password@host:587, consolemail:// or filemail:///folder"),
    Variable("MFA_REQUIRED", "true", "true asks committee and administrators for a second factor (the demo never does)"),
    Variable("PAGE_CACHE_SECONDS", "60", "How long a page is kept at most; a change drops it at once, free seats after a second, in a rush ten; 0 keeps none"),
    Variable("SECRET_KEY", "", "Secret of sessions and signed addresses, at least 50 characters; production refuses to start without"),
    Variable("SECRET_KEY_FALLBACKS", "", "Former values of SECRET_KEY, comma-separated, until what was made under them has ended (operating.md says what)"),
    Variable("SECURE_SSL_REDIRECT", "true", "Production only: true sends http visitors to https"),
    Variable("SITE_URL", "http://127.0.0.1:8000", "Address of the site, used in e-mails and links of the admin"),
    Variable("SMS_BACKEND", "", "Class that sends SMS, such as college.sms.ConsoleBackend, which the demo takes; empty: none are sent (notices.md)"),
    Variable("SMS_OPTIONS", "", "What that class is given, as key=value&key=value; signs such as & in a value are written as %26"),
    Variable("SPEECH_MODEL_DIR", "", "Folder with a model for faster-whisper, which then drafts captions (needs requirements/speech.txt); empty: off"),
    Variable("STORAGE_CACHE_BYTES", "21474836480", "With an S3 store: room in DATA_DIR for files of it that are worked on, in bytes (20 GiB)"),
    Variable("STORAGE_URL", "file:///DATA_DIR", "Where uploads and recordings are kept: file:///folder, or s3://key:secret@host:port/bucket (operating.md)"),
    Variable("TRUSTED_PROXIES", "0", "Number of proxies in front of the site; sign-in limits then count the address that the first one saw"),
    Variable("REQUEST_NAMES", "15", "Names that a course asked for by a neighbourhood needs before the office plans a class; it can change each one"),
    Variable("UPLOAD_MAX_BYTES", "8589934592", "Largest recording that may be uploaded, in bytes (8 GiB)"),
)
S3_FORM = "s3://key:secret@host:port/bucket"
DEFAULTS = {variable.name: variable.default for variable in VARIABLES}

_env = environ.Env()


def text(name: str) -> str:
    return os.environ.get(name, DEFAULTS[name]).strip()


def flag(name: str) -> bool:
    value = text(name).lower()
    if value not in {"true", "false", "1", "0", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")
    return value in {"true", "1", "yes"}


def number(name: str, *, least: int = 1) -> int:
    value = text(name)
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number of at least {least}, not {value!r}")
    return int(value)


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def pairs(name: str) -> dict[str, str]:
    """key=value&key=value as a dict; what is said about a wrong one never repeats it: it may hold a secret."""
    value = text(name)
    try:
        return dict(parse_qsl(value, keep_blank_values=True, strict_parsing=True)) if value else {}
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must look like key=value&key=value") from error


def data_dir() -> Path:
    return (ROOT / text("DATA_DIR")).resolve()


def database() -> dict:
    """The DATABASES entry. SQLite takes the write lock at BEGIN and keeps its connection: both measured (docs/dependencies.md)."""
    url = text("DATABASE_URL").replace("DATA_DIR", str(data_dir()))
    try:
        config = _env.db_url_config(url)
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    engine = config.get("ENGINE", "")
    if engine == "django.db.backends.sqlite3":
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)  # SQLite makes the file, not its folder
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
        }
    elif engine == "django.db.backends.postgresql":
        config["ENGINE"] = "college.postgresql"
    else:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:// or postgres://")
    return {**config, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}


def cache() -> dict:
    try:
        return _env.cache_url_config(text("CACHE_URL"))
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"CACHE_URL cannot be read: {error}") from error


def page_cache() -> dict:
    """The same place for whole pages, apart from the counters: a flood of pages must not push those out."""
    found = cache()
    in_memory = found["BACKEND"].endswith("LocMemCache")
    return {**found, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 2000}} if in_memory else {**found, "KEY_PREFIX": "pages"}


def mailer() -> dict:
    """The MAILERS entry of EMAIL_URL."""
    try:
        found = _env.email_url_config(text("EMAIL_URL"))
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"EMAIL_URL cannot be read: {error}") from error
    if not found["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        folder = found.get("EMAIL_FILE_PATH")
        return {"BACKEND": found["EMAIL_BACKEND"], "OPTIONS": {"file_path": folder} if "filebased" in found["EMAIL_BACKEND"] else {}}
    options = {"host": "EMAIL_HOST", "port": "EMAIL_PORT", "username": "EMAIL_HOST_USER", "password": "EMAIL_HOST_PASSWORD"}
    known = {option: found[key] for option, key in options.items() if found.get(key)}
    return {"BACKEND": found["EMAIL_BACKEND"], "OPTIONS": {**known, "use_tls": found.get("EMAIL_USE_TLS", False), "use_ssl": found.get("EMAIL_USE_SSL", False)}}


def storage_root() -> Path:
    """The folder behind STORAGE_URL; with an S3 store the one where files lie while they are worked on."""
    if store():
        return data_dir()
    url = urlsplit(text("STORAGE_URL").replace("DATA_DIR", str(data_dir()).lstrip("/")))
    if url.scheme != "file" or url.netloc or not url.path.strip("/"):
        raise ImproperlyConfigured(f"STORAGE_URL must look like file:///folder or {S3_FORM}")
    return Path(url.path)


def store() -> Store | None:
    """The S3 store that STORAGE_URL names; None when files are kept in a folder."""
    url = text("STORAGE_URL")
    return store_of(url, text("AWS_ACCESS_KEY_ID"), text("AWS_SECRET_ACCESS_KEY")) if url.startswith("s3:") else None


def store_of(url: str, key: str = "", secret: str = "") -> Store:
    """Read s3://key:secret@host:port/bucket/prefix?region=…&scheme=…&public=…; key and secret are taken where the address names none.

    What is said about a wrong one never repeats it: it holds a secret.
    """
    try:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)) if parts.query else {}
        address = parts.netloc.rpartition("@")[2] if parts.hostname and parts.port != 0 else ""
    except ValueError as error:
        raise ImproperlyConfigured(
            f"STORAGE_URL cannot be read: it must look like {S3_FORM}; / @ : ? # in key and secret are written as %2F and so on"
        ) from error
    bucket, _, prefix = parts.path.strip("/").partition("/")
    scheme = options.get("scheme", "https")
    made = Store(
        endpoint=f"{scheme}://{address}",
        bucket=bucket,
        prefix=prefix,
        region=options.get("region", "us-east-1"),
        public=options.get("public", f"{scheme}://{address}").rstrip("/"),
        key=unquote(parts.username or "") or key,
        secret=unquote(parts.password or "") or secret,
    )
    _check_store(made, address, scheme, options)
    return made


def _check_store(made: Store, address: str, scheme: str, options: dict[str, str]) -> None:
    public = urlsplit(made.public)
    faults = {
        f"it must look like {S3_FORM}": not (address and re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", made.bucket)),
        "the prefix may have letters, digits, - _ . and / only": not re.fullmatch(r"[\w./-]*", made.prefix, re.ASCII) or ".." in made.prefix,
        "after ? stand region, scheme and public only": bool(options.keys() - {"region", "scheme", "public"}),
        "scheme is http or https": scheme not in {"http", "https"},
        "public is the address that browsers see, such as https://files.college.example": public.scheme not in {"http", "https"} or not public.netloc,
        "it names no key and secret, and neither do AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY": not (made.key and made.secret),
    }
    if fault := next((said for said, is_so in faults.items() if is_so), ""):
        raise ImproperlyConfigured(f"STORAGE_URL cannot be used: {fault}")


def service_url(name: str) -> str:
    value = text(name)
    if value and urlsplit(value).scheme not in {"http", "https"}:
        raise ImproperlyConfigured(f"{name} must begin with http:// or https://, not {value!r}")
    return value.rstrip("/")
