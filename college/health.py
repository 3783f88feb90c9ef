"""What /healthz asks: is each part that the college stands on answering?"""

from collections.abc import Callable
from datetime import timedelta
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string

STUCK_AFTER = timedelta(minutes=10)
SKEW = timedelta(seconds=1)  # between a machine's clock and the database's: windows open and end by the former, and all machines must agree


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def clock() -> None:
    """Every machine's clock is that of the database, within a second. SQLite is on the same machine."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        before = timezone.now()
        cursor.execute("SELECT clock_timestamp()")
        (there,) = cursor.fetchone()
    if not before - SKEW <= there <= timezone.now() + SKEW:
        raise RuntimeError("the clock of this machine is not that of the database")


def queue() -> None:
    """A job that has been due for ten minutes means that no worker is at work."""
    from django_ox.models import OxTask

    before = timezone.now() - STUCK_AFTER
    if OxTask.objects.filter(status="READY", enqueued_at__lt=before).filter(run_after__isnull=True).exists():
        raise RuntimeError("jobs are waiting and no worker takes them")


def search() -> None:
    import_string("search.domain.check_health")()


def storage() -> None:
    """The disk here, and the S3 store where there is one."""
    settings.STORAGE_ROOT.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=settings.STORAGE_ROOT) as probe:
        probe.write(b"ok")
    import_string("media.storages.check")()


PARTS: dict[str, Callable[[], None]] = {"database": database, "clock": clock, "queue": queue, "search": search, "storage": storage}


def register(name: str, check: Callable[[], None]) -> None:
    """An upper room's own part, named when its app is ready. `check` raises when something is wrong."""
    PARTS[name] = check


def report() -> dict[str, str]:
    """`ok` or what is wrong (the kind of error only: addresses and paths are nobody's business) for each part."""
    return {name: _state(check) for name, check in PARTS.items()}


def _state(check: Callable[[], None]) -> str:
    try:
        check()
    except Exception as error:  # a health check reports whatever goes wrong
        return f"down: {type(error).__name__}"
    return "ok"
