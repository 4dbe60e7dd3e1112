"""How the sign-in library meets our people: e-mail code or passkey, no password."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from wayahead.base.people.models import Person
from wayahead.channels.email.sending import queue_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Codes go through the outbox, so that the practice space can show them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Anybody may have an account."""
        return True

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of the library's messages by our own door."""
        beside = {"email": email, "base_url": settings.BASE_URL.rstrip("/")}
        message = self.render_mail(template_prefix, email, beside | context)
        queue_mail(to=email, subject=message.subject, body=message.body, person=context.get("user"))


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A passkey is another way in, not a second lock: a code by e-mail goes on working beside it, as the page says."""

    def is_mfa_enabled(self, user: Person, types: list[str] | None = None) -> bool:
        """Whether this person set up a second code; asked for passkeys alone, whether they have one."""
        wanted = set(types or Authenticator.Type.values)
        if wanted != {Authenticator.Type.WEBAUTHN}:
            wanted -= {Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES}
        return bool(super().is_mfa_enabled(user, list(wanted)))
