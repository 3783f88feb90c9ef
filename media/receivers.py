"""A recording waits: tell the queue."""

from typing import Any

from django.dispatch import receiver

from media import rules
from media.models import Recording
from media.signals import work_waiting
from media.tasks import open_recording, process_recording


@receiver(work_waiting)
def enqueue(sender: Any, *, recording_id: int, **kwargs: Any) -> None:
    step = Recording.objects.filter(pk=recording_id).values_list("step", flat=True).first()
    job = open_recording if step in rules.QUICK else process_recording
    job.enqueue(recording_id)
