"""People who act in the same moment: each in a thread with a connection of its own, on the database of the run."""

import threading
from collections import Counter
from collections.abc import Callable

from django.db import connection, transaction

from college.errors import DomainError

BLOCKED = 1.0  # seconds: time enough to come to the lock


def all_at_once(*works: Callable[[], object]) -> Counter[str]:
    """Run every work from one starting line; how often each result ("done", a refusal's code, or a fault in words) came."""
    line, results = threading.Barrier(len(works)), list[str]()

    def run(work: Callable[[], object]) -> None:
        connection.ensure_connection()
        line.wait(timeout=60)
        results.append(_result(work))

    threads = [_started(run, work) for work in works]
    for thread in threads:
        thread.join(timeout=120)
    return Counter(results)


def while_uncommitted(change: Callable[[], object], work: Callable[[], object], then: Callable[[], object] = lambda: None) -> str:
    """How `work` ends that begins after `change` has been made and before it is committed: "done", a refusal's code, or a fault in words.

    `then` is what the first transaction does last, when `work` has come as far as it can: two that wait for each other fail here.
    """
    results = list[str]()
    with transaction.atomic():
        change()
        thread = _started(lambda: results.append(_result(work)))
        thread.join(timeout=BLOCKED)
        then()
    thread.join(timeout=60)
    return results[0] if results else "still waiting"


def _started(target: Callable[..., object], *args: object) -> threading.Thread:
    def run() -> None:
        try:
            target(*args)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def _result(work: Callable[[], object]) -> str:
    try:
        work()
    except DomainError as refusal:
        return refusal.code
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "done"
