"""What hurries an award: the signal of a completion. The sweep finds what this missed."""

from typing import Any

from django.dispatch import receiver

from courses.credits.tasks import award_completion
from courses.learning.domain import completed


@receiver(completed)
def _completed(sender: type, completion_id: int, **kwargs: Any) -> None:
    """Sent after the commit; a queue that does not answer breaks no roll call."""
    award_completion.enqueue(completion_id)
