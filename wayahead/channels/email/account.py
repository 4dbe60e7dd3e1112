"""How the sign-in library meets our people: e-mail code or passkey, no password."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from wayahead.channels.email.sending import queue_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Codes go through the outbox, so that the practice space can show them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Anybody may have an account."""
        return True

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of the library's messages by our own door."""
        message = self.render_mail(template_prefix, email, context)
        queue_mail(to=email, subject=message.subject, body=message.body, person=context.get("user"))
