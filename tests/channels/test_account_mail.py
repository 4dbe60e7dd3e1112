"""What the sign-in library sends is said in our words: a code, never a password, and who it is from."""

import pytest
from django.test import Client

from tests.cast import Cast
from wayahead.channels.models import Message


def newest(to: str) -> Message:
    """The newest message to an address."""
    return Message.objects.filter(to=to).latest("pk")


@pytest.mark.parametrize(
    ("page", "address", "subject"),
    [
        ("signup", "new@example.org", "Your code for Wayahead"),
        ("signup", "known", "You have an account already"),
        ("login/code", "known", "Your code for Wayahead"),
        ("login/code", "nobody@example.org", "There is no account for this address"),
    ],
)
def test_a_message_about_an_account_says_what_to_do(cast: Cast, page: str, address: str, subject: str) -> None:
    to = cast.organiser.email if address == "known" else address
    assert to
    assert Client().post(f"/account/{page}/", {"email": to}).status_code == 302
    message = newest(to)
    assert message.subject == subject
    assert message.body.startswith("Hello,")
    assert message.body.rstrip().endswith("http://localhost:8000")
    assert "reset" not in message.body
    assert "If it was not you, do nothing." in message.body or "If you did not ask for it, do nothing." in message.body
