"""Journeys 8 and 9: what should change, one report against it, what those who spoke make of it, and the answer."""

import re

import pytest

from .visit import TWO_WAYS, Visits, Way

HOME = "/c/evenings-in-lockside/"
NEED = "When something breaks after six, somebody answers"


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_what_should_change_is_written_suggested_and_answered(visits: Visits, way: Way) -> None:
    """The community writes what it would look for, and a neighbour without an account has a say in it."""
    title = f"The lift works again the same night ({way})"
    aneesa, neighbour, ruth = (visits.come(way) for _person in range(3))
    aneesa.be("Aneesa")
    aneesa.go(f"{HOME}needs/")
    aneesa.follow(NEED)
    aneesa.page.locator("a[href$='/outcomes/']").filter(has_text=re.compile("What|How|Say")).first.click()
    framework = aneesa.page.url
    aneesa.go(f"{framework}new/")
    aneesa.write("What do we do?", "Somebody with a key answers the telephone until ten.")
    aneesa.write("What changes by that?", title)
    aneesa.write("Why does that matter?", "Nobody sits on the stairs all night.")
    aneesa.is_clean()
    aneesa.press("Keep it")
    aneesa.reads("How could anybody see it?")
    aneesa.write("What do you count?", "Calls that were answered the same night")
    aneesa.write("In what?", "calls")
    aneesa.write("How is it today?", "12")
    aneesa.write("Of how many people?", "40")
    aneesa.press("Keep it")
    aneesa.sees("Say on which day that was.")
    aneesa.is_clean()
    aneesa.write("Counted on", "2026-09-03")
    aneesa.press("Keep it")
    aneesa.reads("What should change")
    aneesa.sees("12 of 40 people")
    aneesa.is_clean()

    neighbour.go(framework)
    neighbour.follow("Suggest what to count")
    neighbour.is_clean()
    neighbour.write("What would you count, or change?", f"How long people wait ({way}).")
    neighbour.press("Suggest it")
    neighbour.sees(f"How long people wait ({way}).")
    neighbour.sees("Waits for its answer.")

    aneesa.go(framework)
    aneesa.page.get_by_role("link", name=re.compile(r"^Answer it ?: ?How long people wait")).first.click()
    aneesa.choose("It is taken up")
    aneesa.write("How, or why not?", "We write the minutes down from January.")
    aneesa.is_clean()
    aneesa.press("Answer it")
    neighbour.go(framework)
    neighbour.sees("We write the minutes down from January.")
    neighbour.is_clean()

    ruth.be("Ruth")
    ruth.go(framework)
    ruth.follow("Choose what we read")
    ruth.choose("Calls that were answered the same night")
    ruth.is_clean()
    ruth.press("Keep it")
    ruth.sees("Read by")


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_a_report_is_read_believed_disputed_and_answered(visits: Visits, way: Way) -> None:
    """The seeded report on the lamps: each funder's slice, how sure it is, who believes it, and the answer."""
    visitor, ines = visits.come(way), visits.come(way)
    visitor.go(f"{HOME}outcomes/")
    visitor.is_clean()
    visitor.follow("Three lamps on the towpath")
    visitor.sees("Better: from 22% to 61%.")
    visitor.sees("Nobody can say how sure that is")
    visitor.sees("We asked too late to ask twice.")
    visitor.sees("Disputed, and answered?")
    visitor.sees("You are right about the bridge.")
    visitor.sees("What involving people costs")
    visitor.is_clean()
    visitor.follow("The Lamplight Fund")
    visitor.sees("It is the same report, and the same figures.")
    assert visitor.page.get_by_text("We asked too late to ask twice.").count() == 0
    visitor.is_clean()
    visitor.page.get_by_role("link", name=re.compile("^See what it was held against")).first.click()
    visitor.reads("What should change")
    visitor.sees("Three lamps burn between the lock and the bridge")
    visitor.is_clean()

    ines.be("Ines")
    ines.go("/you/")
    ines.sees("Because you said")


def test_the_sheet_comes_back_with_row_and_column_of_what_is_wrong(visits: Visits) -> None:
    """Dougie takes the sheet of Lockside Lates away and sends it back half filled in; nothing is kept."""
    dougie = visits.come()
    dougie.be("Dougie")
    dougie.go(f"{HOME}outcomes/")
    dougie.page.get_by_role("link", name=re.compile("^Report what came of it")).first.click()
    dougie.sees("It takes about")
    dougie.is_clean()
    dougie.follow("Take it away, and send it back")
    dougie.is_clean()
    with dougie.page.expect_download() as taken:
        dougie.follow("A CSV file")
    dougie.page.get_by_label("The sheet, filled in").set_input_files(taken.value.path())
    dougie.press("Send it back")
    dougie.sees("Row 2, column “Answer”: This field is required.")
    dougie.is_clean()
