"""The account of the ledger. It knows a pseudonym, so that a person can be deleted and the chain stays valid."""

import uuid

from django.conf import settings
from django.db import models


class Account(models.Model):
    """Whose credits are counted. The owner's link is cut when she leaves; the pseudonym stays in the ledger."""

    pseudonym = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="credit_account")
    opened_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.pseudonym)
