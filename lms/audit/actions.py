"""The one way to write the audit log."""

from typing import Any

from django.db import models

from lms.accounts.models import User
from lms.audit.models import AuditEntry


def record(*, actor: User | None, verb: str, target: models.Model, **facts: Any) -> AuditEntry:
    """Writes who did what to which row, in the caller's transaction. `actor` None: the system itself."""
    name = target._meta.label_lower  # noqa: SLF001 - Django documents _meta
    return AuditEntry.objects.create(actor=actor, verb=verb, target=f"{name}:{target.pk}", facts=facts)
