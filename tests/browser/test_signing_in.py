"""An account by a code, a passkey made with it, and the passkey used: with an authenticator that the browser plays."""

import re
from secrets import token_hex

from .visit import Visit

ADDRESS = f"passkeys-{token_hex(4)}@example.org"  # a new one each time, for a practice space that goes on


def give_authenticator(visit: Visit) -> None:
    """The browser behaves like a phone whose owner confirms by touch."""
    session = visit.context.new_cdp_session(visit.page)
    session.send("WebAuthn.enable")
    abilities = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": abilities})


def type_the_code(visit: Visit) -> None:
    """Take the code from the newest message of the practice space's outbox, and type it where it was asked for."""
    visit.reads("Write the code from your e-mail")
    asked_at = visit.page.url
    visit.go("/practice/outbox/")
    newest = visit.page.locator("details").first
    newest.locator("summary").click()
    found = re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", newest.inner_text(), re.M)
    assert found, newest.inner_text()
    visit.go(asked_at)
    visit.write("Code", found[1])
    visit.press("Go on")
    visit.sees("You are signed in.")


def sign_out(visit: Visit) -> None:
    """From one's own page."""
    visit.go("/you/")
    visit.follow("Sign out")
    visit.reads("Sign out")
    visit.press("Sign out")
    visit.sees("You are signed out.")


def test_somebody_makes_a_passkey_and_signs_in_with_it(visit: Visit) -> None:
    """From a code by e-mail to a touch: nothing to remember, and the code goes on working beside it."""
    give_authenticator(visit)
    visit.go("/account/signup/")
    visit.write("Email", ADDRESS)
    visit.press("Send me a code")
    type_the_code(visit)
    visit.follow("Passkeys and signing in")
    visit.reads("Passkeys and signing in")
    visit.follow("Add a passkey")
    visit.reads("Add a passkey")
    visit.write("Name", "My phone")
    visit.press("Add it")
    visit.sees("Your passkey is added.")
    visit.sees("My phone")
    sign_out(visit)
    visit.go("/account/login/")
    visit.press("Use a passkey")
    visit.sees("You are signed in.")
    sign_out(visit)
    visit.go("/account/login/")
    visit.write("Email", ADDRESS)
    visit.press("Send me a code")
    type_the_code(visit)
