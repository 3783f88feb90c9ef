"""What this room does when a recording is cut anew."""

from typing import Any

from django.dispatch import receiver

from courses.learning.domain.retiming import retime
from media.models import Recording
from media.rules.cuts import EditList
from media.signals import recording_recut


@receiver(recording_recut, sender=Recording)
def _recut(sender: type, recording_id: int, before: EditList, after: EditList, **kwargs: Any) -> None:
    retime(recording_id=recording_id, before=before, after=after)
