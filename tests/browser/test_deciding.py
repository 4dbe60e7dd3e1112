"""Journeys 3, 5, 6, 8 and 9: limits in public, a plan within them, one bid, one report, and because you said."""

import pytest

from .visit import TWO_WAYS, Visits, Way

HOME = "/c/evenings-in-lockside/"
NEED = "Carers can have one evening a week for themselves"


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_limits_are_published_asked_about_and_loosened(visits: Visits, way: Way) -> None:
    """Journey 3: an officer posts a limit, somebody without an account asks why, and it moves in public."""
    sentence = f"It costs no more than £50 for each person ({way})."
    femi = visits.come(way)
    femi.be("Femi")
    femi.go(f"{HOME}constraints/")
    femi.follow("Publish a limit")
    femi.follow("What it costs per person")
    femi.write("For each person it costs no more than", "50")
    femi.write("The limit in one plain sentence", sentence)
    femi.write("Why? Everybody can read this.", "That is what the leisure budget is worked out with.")
    femi.choose("It is inconvenient: we could, and it would cost us something")
    femi.write("What would happen if it were not kept, and who says so?", "Another service would get less.")
    femi.choose("Fixed")
    femi.press("Publish it")
    femi.sees("You said that it is inconvenient. Then it is not fixed")
    femi.is_clean()
    femi.choose("Could move if…")
    femi.write("It could move if", "a funder shares the cost")
    femi.press("Publish it")
    femi.reads(sentence)
    femi.sees("Another service would get less.")
    limit = femi.page.url
    femi.is_clean()

    resident = visits.come(way)
    resident.go(limit)
    resident.write("Why does this limit stand?", "Sitting with somebody costs more. Why 50?")
    resident.press("Ask")
    resident.sees("Asked. The answer is owed by")

    neighbour = visits.come(way)
    neighbour.go(limit)
    neighbour.write("Why does this limit stand?", "Sitting with somebody costs more, so why 50?")
    neighbour.press("Ask")
    neighbour.sees("Do you ask the same?")
    neighbour.is_clean()
    neighbour.choose("“Sitting with somebody costs more. Why 50?”")
    neighbour.press("Ask")
    neighbour.sees("1 more person asks the same.")
    neighbour.follow("Propose what would loosen it")
    neighbour.write("What would loosen it?", "Let two neighbours share one sitter.")
    neighbour.write("For each person it costs no more than", "100")
    neighbour.press("Propose it")
    neighbour.sees("It costs no more than £100 for each person.")
    neighbour.follow("What would fit then?")
    neighbour.sees("Could all solutions go ahead together?")
    neighbour.is_clean()

    femi.go(limit)
    answering = femi.page.locator("article", has_text="Sitting with somebody costs more. Why 50?")
    answering.get_by_role("link", name="Answer it").click()
    femi.is_clean()
    femi.choose("The limit moves")
    femi.write("Your answer, with the reasons. Everybody can read it.", "Ropewalk Trust pays half, so it is 100 now.")
    femi.write("For each person it costs no more than", "40")
    femi.press("Answer")
    femi.sees("That leaves less room than before")
    femi.write("For each person it costs no more than", "100")
    femi.choose("It is inconvenient: we could, and it would cost us something")
    femi.write("What would happen if it were not kept, and who says so?", "Ropewalk Trust would have to pay more.")
    femi.press("Answer")
    femi.sees("The sentence says £50, and it would be checked with £100.")
    femi.is_clean()
    femi.write("How does it read now?", sentence.replace("£50", "£100"))
    femi.press("Answer")
    femi.sees("Answered. Everybody can read it.")

    neighbour.go(limit)
    neighbour.sees("What changed because people asked")
    neighbour.sees("2 people asked for it here.")
    neighbour.is_clean()
    resident.go(f"{HOME}constraints/")
    resident.follow("Moved because people asked")
    resident.sees(sentence.replace("£50", "£100"))
    resident.sees("It moved.")
    resident.is_clean()
    resident.go(f"{HOME}hearing/")
    resident.sees("Averhythe Council")
    resident.sees("Whose suggestions were taken in")
    resident.is_clean()


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_from_a_plan_to_because_you_said(visits: Visits, way: Way) -> None:
    """Journeys 5, 6, 8 and 9: drafted while the grid judges, bid, granted, reported, believed, answered."""
    title = f"Thursdays off ({way})"
    dougie, aneesa, ruth, ines = (visits.come(way) for _person in range(4))
    for person, name in ((dougie, "Dougie"), (aneesa, "Aneesa"), (ruth, "Ruth"), (ines, "Ines")):
        person.be(name)

    # 5: a version that costs too much, then one within the limits.
    dougie.go(f"{HOME}solutions/")
    dougie.follow("Start a solution")
    dougie.write("A short name for it", title)
    dougie.choose(NEED)
    dougie.press("Start it")
    dougie.write("What would happen?", "Somebody sits in for two hours, every Thursday.")
    dougie.write("What for", "Six people who sit in")
    dougie.write("How much, in pounds", "200,000")
    dougie.press("Keep this version")
    dougie.reads(title)
    solution = dougie.page.url
    dougie.sees("What each version meets and breaks")
    dougie.sees("Broken")
    dougie.follow("Write a new version")
    dougie.write("What changed since the last version, and who asked for it?", "One person who sits in.")
    dougie.write("What for", "One person who sits in")
    dougie.write("How much, in pounds", "600")
    dougie.press("Keep this version")
    dougie.sees("One person who sits in.")
    dougie.press("Share it with everybody")
    aneesa.go(solution)
    aneesa.follow("Write it down as agreed")
    aneesa.write("How did you come to agree, and who was there?", "Nine people on Tuesday, in the small room.")
    aneesa.press("Write it down as agreed")
    aneesa.sees("Nine people on Tuesday, in the small room.")

    # 6: one bid of it, nothing typed twice; granted with reasons.
    dougie.go(solution)
    dougie.follow("Make a bid of it")
    dougie.page.get_by_label("Who asks?").select_option(label="Lockside Tenants’ Group")
    dougie.choose("Ask Evenings together")
    dougie.write("How much do you ask for, in pounds?", "600")
    dougie.press("Send the bid")
    dougie.sees("Sent to 1 programme.")
    dougie.follow("Evenings together")
    dougie.sees("Decision by")
    bid = dougie.page.url
    ruth.go(bid)
    ruth.sees("Somebody sits in for two hours, every Thursday.")
    ruth.follow("Grant it")
    ruth.write("Why? Everybody can read this.", "Small, asked for by carers, and it can start at once.")
    ruth.press("Grant it")
    ruth.sees("£600 granted")

    # 9: the decision goes back to everybody whose words led there.
    aneesa.go(bid)
    aneesa.follow("Tell those whose words led here")
    aneesa.write("Because you said … what happened?", f"Because you said it: {title} begins in January.")
    aneesa.press("Tell them")
    aneesa.sees("voices have this answer now.")
    ines.go("/you/")
    ines.sees(f"Because you said it: {title} begins in January.")

    # 8: reported once, and somebody whose words led there says whether it is true.
    dougie.go(bid)
    dougie.follow("Report what came of it")
    dougie.write("What happened?", f"{title}: forty evenings, eleven carers.")
    dougie.write("How much was spent, in pounds?", "580")
    dougie.press("Report it")
    dougie.sees("Kept. Every funder reads the same.")
    dougie.go(f"{HOME}outcomes/")
    dougie.follow(title)
    dougie.sees("forty evenings, eleven carers.")
    ines.go(dougie.page.url)
    ines.follow("Say whether it is true")
    ines.choose("Partly")
    ines.write("What is different, or what should they know?", "Not in the school holidays.")
    ines.press("Keep this")
    ines.sees("You said: Partly.")
    ines.follow("See the whole line")
    ines.sees(NEED)
