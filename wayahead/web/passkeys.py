"""Adding a passkey, as the sign-in library does it."""

from allauth.mfa.webauthn.views import AddWebAuthnView
from django.urls import reverse


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """Ends at the list of one's passkeys: the library would lead to emergency codes, which a passkey does not need."""

    def get_success_url(self) -> str:
        """Where one's passkeys are listed."""
        return reverse("mfa_list_webauthn")
