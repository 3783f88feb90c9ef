"""Work of the college for the queue."""

from django.tasks import task
from django.utils import timezone

from college import complaints


@task
def forget_contacts() -> int:
    """How to reach the senders of old complaints."""
    return complaints.forget_contacts(now=timezone.now())
