"""Work of the college for the queue."""

from django.tasks import task
from django.utils import timezone

from college import complaints, deliveries, duties, leaving, notices, people_import


@task
def forget_contacts() -> int:
    """How to reach the senders of old complaints."""
    return complaints.forget_contacts(now=timezone.now())


@task
def settle_duties() -> int:
    """End the roles that are over, and give the groups of those that begin."""
    return duties.settle(now=timezone.now())


@task
def forget_imports() -> int:
    """What tables of people said, a month later."""
    return people_import.forget_rows(now=timezone.now())


@task
def delete_accounts() -> int:
    """Accounts whose owners asked for it two weeks ago."""
    return leaving.carry_out(now=timezone.now())


@task
def deliver_notices() -> int:
    """Notices by e-mail and SMS."""
    return deliveries.deliver(now=timezone.now())


@task
def forget_notices() -> int:
    """What people were told half a year ago."""
    return notices.forget_old(now=timezone.now())
