"""When the worker has prepared a replay, the demo learner gets her place in it. A signal that is missed is caught up by the next seeding."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.utils import timezone

from media.models import Recording
from media.signals import recording_changed


@receiver(recording_changed, sender=Recording)
def _ready(sender: type, recording_id: int, **kwargs: Any) -> None:
    if settings.DEMO and Recording.objects.filter(pk=recording_id, state=Recording.State.READY).exists():
        from demo.seeding import replays  # it brings everything that writes files, which only a demo needs

        replays.watch(timezone.now())
