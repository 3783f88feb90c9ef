"""A recording waits: tell the queue."""

from typing import Any

from django.dispatch import receiver

from media.signals import work_waiting
from media.tasks import process_recording


@receiver(work_waiting)
def enqueue(sender: Any, *, recording_id: int, **kwargs: Any) -> None:
    process_recording.enqueue(recording_id)
