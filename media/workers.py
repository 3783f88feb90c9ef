"""The queue's worker for recordings: one that is told to end also tells the job that runs.

It belongs into the queue's options (TASKS["default"]["OPTIONS"]["WORKER_CLASS"] = "media.workers.RecordingWorker").
"""

from django_ox.worker import Worker

from media.stopping import STOP


class RecordingWorker(Worker):
    """The queue's worker, which also tells the running job. One that merely reached its number of tasks lets the last one finish."""

    _is_complete = False

    def _complete(self, event: str, message: str) -> None:
        self._is_complete = True
        super()._complete(event, message)

    def request_stop(self) -> None:
        super().request_stop()
        if not self._is_complete:
            STOP.set()
