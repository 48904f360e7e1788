"""Mail in demo mode: kept for the demo's mail page, never sent."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class DemoMailBackend(BaseEmailBackend):
    """Writes each message to DemoMail."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        from lms.demo.models import DemoMail  # noqa: PLC0415 - a mail backend is imported before apps are ready

        for message in email_messages:
            for to in message.recipients():
                DemoMail.objects.create(to=to, subject=str(message.subject), body=str(message.body))
        return len(email_messages)
