"""Journey 1, say it: by guests, by a helper who types, by keyboard alone; and journey 2, name the need."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .visit import EVERY_WAY, TWO_WAYS, Visit, Visits, Way

QUESTION = "What would make evenings in Lockside better?"


@pytest.mark.parametrize("way", EVERY_WAY, ids=str)
def test_a_carer_says_it_without_an_account(visits: Visits, way: Way) -> None:
    """From the landing page in two taps; she is told who sees it and when she hears back, and finds it again."""
    carer = visits.come(way)
    carer.go("/")
    carer.follow("Or show me an example")
    carer.reads("Evenings in Lockside")
    carer.follow("Listening")
    carer.follow(QUESTION)
    carer.follow("Say it")
    for promise in ("Who will see it", "Your name", "When you hear back", "You don’t need an account."):
        carer.sees(promise)
    carer.write("What you want to say", "I look after my dad. I cannot go out. One evening would do.")
    carer.press("Say it")
    carer.reads("Thank you. We have it.")
    carer.sees("You hear back by")
    carer.follow("See what others said")
    carer.press("Agree")
    carer.sees("After 7 we can show who sees it like you.")
    carer.press("Undo the last one")
    carer.sees("Taken back. You can answer it again.")
    carer.follow("What I said")
    carer.sees("I look after my dad. I cannot go out. One evening would do.")


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_nothing_said_is_answered_in_plain_words(visits: Visits, way: Way) -> None:
    """An empty form comes back with what to put right, and a link to it."""
    carer = visits.come(way)
    carer.go("/")
    carer.follow("Or show me an example")
    carer.follow("Listening")
    carer.follow(QUESTION)
    carer.follow("Say it")
    carer.press("Say it")
    carer.follow("Write something first.")
    expect(carer.page.get_by_label("What you want to say", exact=True)).to_be_focused()


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_a_befriender_types_it_with_consent(visits: Visits, way: Way) -> None:
    """It stays the speaker's: Precious hands over a receipt and a link, and the speaker comes back by that link."""
    precious = visits.come(way)
    precious.be("Precious")
    precious.go("/c/evenings-in-lockside/listening/")
    precious.follow(QUESTION)
    precious.follow("Type it for somebody")
    precious.write("What you want to say", "Waan kaligay ahay habeenkii.")
    precious.press("Write it down for them")
    precious.sees("Ask first. Type it only when the person said yes.")
    precious.choose("I asked, and they said yes: this may be written down here.")
    precious.press("Write it down for them")
    precious.reads("Now hand this over")
    link = precious.page.locator("code").inner_text().strip()

    speaker = visits.come(way)
    speaker.go("/join/" + link.split("/join/")[1])
    speaker.go("/you/")
    speaker.sees("Waan kaligay ahay habeenkii.")


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_a_tenants_group_names_the_need(visits: Visits, way: Way) -> None:
    """Written from statements, checked back with those who spoke, published with strengths and dissent."""
    title = f"Two hours out, one evening a week ({way})"
    dougie = visits.come(way)
    dougie.be("Dougie")
    dougie.go("/c/evenings-in-lockside/needs/")
    dougie.follow("Write a need from what was said")
    dougie.write("In one sentence", title)
    dougie.write("What is behind it", "People who look after somebody cannot leave home after dark.")
    dougie.choose("Carers need somebody to sit in, so that they can go out one evening a week.")
    dougie.press("Keep the draft")
    dougie.reads(title)
    dougie.press("Ask those who said it")
    dougie.sees("people are asked now.")
    need = dougie.page.url

    ines = visits.come(way)
    ines.be("Ines")
    ines.go("/you/")
    ines.follow(title)
    ines.reads("Is that what you meant?")
    ines.choose("Yes, that is what I meant")
    ines.press("Send my answer")
    ines.sees("Thank you. It counts, also when it is a no.")

    dougie.follow("Publish it")
    dougie.write("Who does not agree, and why?", "Two people say that a warm room helps more people.")
    dougie.press("Publish it")
    dougie.sees("Published. Everybody can read it, and rely on it.")

    anybody = visits.come(way)
    anybody.go(need)
    for words in ("Does every group agree?", "Two people say that a warm room helps more people.", "1 yes, that is"):
        anybody.sees(words)


def tab_to(visit: Visit, is_there: Callable[[str], bool]) -> None:
    """Press Tab until the focus stands on what is looked for; it has to be seen where it stands."""
    for _step in range(150):
        visit.page.keyboard.press("Tab")
        focus = visit.page.locator(":focus")
        if is_there(focus.evaluate("it => (it.labels && it.labels[0] || it).innerText.trim()")):
            outline = focus.evaluate("it => getComputedStyle(it).outlineStyle + getComputedStyle(it).boxShadow")
            assert outline != "nonenone", "the focus does not show"
            return
    raise AssertionError("Tab never comes there")


def enter(visit: Visit) -> None:
    """Press Enter, and arrive where it leads."""
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_journey_one_by_keyboard_alone(visits: Visits, way: Way) -> None:
    """Tab, Enter, Space and letters; where the focus stands is always to be seen."""
    carer = visits.come(way)
    keys = carer.page.keyboard
    carer.go("/")
    for words in ("Or show me an example", "Listening", QUESTION, "Say it"):
        tab_to(carer, words.__eq__)
        enter(carer)
    tab_to(carer, lambda text: text == "What you want to say")
    keys.type("Nobody asks us at night.")
    tab_to(carer, lambda text: text.startswith("I have lived this."))
    keys.press("Space")
    tab_to(carer, lambda text: text == "Say it")
    enter(carer)
    carer.reads("Thank you. We have it.")
    tab_to(carer, lambda text: text == "See what others said")
    enter(carer)
    carer.reads("Is this true for you?")
    tab_to(carer, lambda text: text == "Disagree")
    keys.press("Space")
    carer.sees("After 7 we can show who sees it like you.")
