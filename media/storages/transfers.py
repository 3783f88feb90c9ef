"""Many files to the store and from it, several at once, while the worker's step goes on telling that it lives."""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from threading import Event

from media.storages import cache

AT_ONCE = 8
TICK_SECONDS = 0.25
Followed = Callable[[int], None]


class _Ended(Exception):
    """Another transfer has failed, or the step shall end."""


def run(jobs: Iterable[Callable[[Followed], None]]) -> None:
    """Do all of them, each told what to call with the bytes it moved. The first that fails ends the others, and is raised; so does the step's tick."""
    current, end = cache.step(), Event()

    def followed(_moved: int) -> None:
        if end.is_set():
            raise _Ended

    with ThreadPoolExecutor(AT_ONCE) as pool:
        left = {pool.submit(job, followed) for job in jobs}
        try:
            while left:
                done, left = wait(left, timeout=TICK_SECONDS, return_when=FIRST_EXCEPTION)
                for one in done:
                    one.result()
                if current:
                    current.tick()
        except BaseException:
            end.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
