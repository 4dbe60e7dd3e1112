"""Journey 5: a plan crafted together within limits, and one that people do themselves, in real words."""

import pytest

from .visit import EVERY_WAY, TWO_WAYS, Visits, Way

HOME = "/c/evenings-in-lockside/"
NEED = "Carers can have one evening a week for themselves"


@pytest.mark.parametrize("way", EVERY_WAY, ids=str)
def test_a_plan_is_crafted_together_within_limits(visits: Visits, way: Way) -> None:
    """Drafted while the grid looks on; suggested to by a guest; taken in; objected to, answered, agreed."""
    title = f"A bench and a lamp ({way})"
    dougie, aneesa, guest, joan = (visits.come(way) for _person in range(4))
    dougie.be("Dougie")
    aneesa.be("Aneesa")

    dougie.go(f"{HOME}solutions/")
    dougie.follow("Start a solution")
    dougie.write("A short name for it", title)
    dougie.choose(NEED)
    dougie.press("Start it")
    dougie.write("What would happen?", "A bench by the lock, with a lamp over it.")
    dougie.write("Heading", "The bench")
    dougie.write("Words", "Three seats, in the open.")
    dougie.write("What for", "Bench and lamp")
    dougie.write("How much, in pounds", "-5")
    dougie.press("Keep this version")
    dougie.sees("Write an amount in pounds, such as 120 or 1,234.50.")
    dougie.write("How much, in pounds", "900,000")
    if way.has_script:  # the grid looks on while somebody writes
        dougie.page.keyboard.press("Tab")
        dougie.sees("Broken")
    dougie.press("Check it")
    dougie.sees("What you are writing")
    dougie.sees("Broken")
    dougie.is_clean()
    dougie.write("How much, in pounds", "900")
    dougie.press("Keep this version")
    dougie.reads(title)
    dougie.press("Share it with everybody")
    dougie.sees("Shared. Everybody can read it now.")
    solution = dougie.page.url
    dougie.is_clean()

    guest.go(solution)
    guest.follow("Suggest a change")
    guest.sees("you need no account")
    guest.page.get_by_label("What is it about?").select_option(label="The bench")
    guest.choose("It must")
    guest.write("What do you suggest?", "Arms on the bench, so that one can get up.")
    guest.write("Why?", "My knees.")
    guest.write("Which name may stand beside it?", "Aunt May")
    guest.is_clean()
    guest.press("Suggest it")
    guest.sees("It is not answered yet.")
    suggestion = guest.page.url
    guest.is_clean()

    dougie.go(suggestion)
    dougie.follow("Take it in")
    dougie.write("What changed since the last version, and who asked for it?", "The bench has arms.")
    dougie.write("Words", "Three seats with arms, in the open.")
    dougie.press("Keep this version")
    dougie.sees("Aunt May")
    dougie.press("Share it with everybody")
    dougie.follow("See what changed, word by word")
    dougie.sees("with arms,")
    dougie.is_clean()

    guest.go(suggestion)
    guest.choose("Yes, it is in")
    guest.press("Keep this for version 2")
    guest.sees("Version 2: Yes, it is in")

    joan.go(solution)
    joan.follow("I cannot live with it as it is")
    joan.write("What can you not live with, and why?", "The lamp shines into my boat.")
    joan.press("Say it")
    joan.sees("It stands")
    reason = joan.page.url

    aneesa.go(solution)
    aneesa.follow("Write it down as agreed")
    aneesa.write("How did you come to agree, and who was there?", "Twelve people by the lock.")
    aneesa.press("Write it down as agreed")
    aneesa.sees("1 reason against it stands.")
    aneesa.go(reason)
    aneesa.follow("Say how it was answered")
    aneesa.write("How was it answered? Everybody can read this.", "The lamp has a shade on the water’s side.")
    aneesa.press("Write it down")
    aneesa.sees("The lamp has a shade on the water’s side.")
    aneesa.go(solution)
    aneesa.follow("Write it down as agreed")
    aneesa.write("How did you come to agree, and who was there?", "Twelve people by the lock.")
    aneesa.press("Write it down as agreed")
    aneesa.sees("Twelve people by the lock.")
    aneesa.is_clean()


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_an_opportunity_is_answered_by_what_people_do_themselves(visits: Visits, way: Way) -> None:
    """Opened by an officer, seen on the first page, answered without a funder, helped with, done, and told."""
    title, call = f"Swaps ({way})", f"The old shop ({way})"
    femi, dougie, aneesa, guest = (visits.come(way) for _person in range(4))
    for person, name in ((femi, "Femi"), (dougie, "Dougie"), (aneesa, "Aneesa")):
        person.be(name)
    femi.go(f"{HOME}opportunities/")
    femi.is_clean()
    femi.follow("Tell of an opportunity")
    femi.choose("A building or a place")
    femi.write("Its name", call)
    femi.write("What has become possible?", "The shop by the lock is free until Easter.")
    femi.write("Who decides, and when?", "Femi, at once")
    femi.write("By which day can people answer?", "2020-01-01")
    femi.press("Open it")
    femi.sees("This day has passed already.")
    femi.write("By which day can people answer?", "2099-01-01")
    femi.press("Open it")
    femi.reads(call)

    dougie.go(HOME)
    dougie.follow(call)
    dougie.follow("Start a solution that answers it")
    dougie.write("A short name for it", title)
    dougie.choose(NEED)
    dougie.choose("We do it ourselves, and need no funder")
    dougie.press("Start it")
    dougie.write("What would happen?", "On Saturdays people swap what they have.")
    dougie.write("What is done", "Fetch the tables")
    dougie.write("What help is wanted", "A van")
    dougie.press("Keep this version")
    dougie.press("Share it with everybody")
    solution = dougie.page.url

    guest.go(f"{HOME}offers/")
    guest.is_clean()
    guest.follow("Offer help")
    guest.choose("Something to lend or give")
    guest.write("Say it in a few words", f"My van ({way})")
    guest.write("Which name may stand beside it?", "Aunt May")
    guest.press("Offer it")
    guest.sees("Thank you.")

    dougie.go(solution)
    dougie.follow("Steps, and where help is wanted")
    dougie.page.get_by_label("Ask somebody who offered help").select_option(label=f"My van ({way}) (Aunt May)")
    dougie.press("Ask them")
    dougie.sees("was asked")
    steps = dougie.page.url
    guest.go(f"{HOME}offers/")
    guest.page.get_by_role("button", name="Yes, I help").locator("visible=true").first.click()
    guest.sees("They know now.")

    aneesa.go(solution)
    aneesa.follow("Write it down as agreed")
    aneesa.write("How did you come to agree, and who was there?", "All who came.")
    aneesa.press("Write it down as agreed")
    aneesa.sees("All who came.")
    dougie.go(steps)
    dougie.is_clean()
    dougie.page.get_by_role("button", name="This is done").click()
    dougie.sees("1 of 1 steps are done.")
    dougie.follow("Tell what came of it")
    dougie.write("What happened?", "Forty people swapped.")
    dougie.press("Report it")
    dougie.sees("without a funder")
    dougie.is_clean()
