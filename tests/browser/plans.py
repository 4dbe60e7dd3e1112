"""What several journeys begin with: a plan that people wrote and agreed on."""

import re

from .visit import Visit

HOME = "/c/evenings-in-lockside/"
AMOUNT = "How much do you ask for, in pounds?"


def follow_of(person: Visit, words: str, which: str) -> None:
    """Follow the link of these words that is about one programme or commitment, which is named for those who listen."""
    person.page.get_by_role("link", name=re.compile(f"^{re.escape(words)} ?: {re.escape(which)}$")).first.click()


def agree_on(title: str, dougie: Visit, aneesa: Visit, *, need: str, what: str, costs: str, who: str) -> str:
    """Dougie drafts it for £900, Aneesa writes down that people agreed; gives its address."""
    dougie.go(f"{HOME}solutions/")
    dougie.follow("Start a solution")
    dougie.write("A short name for it", title)
    dougie.choose(need)
    dougie.press("Start it")
    dougie.write("What would happen?", what)
    dougie.write("What for", costs)
    dougie.write("How much, in pounds", "900")
    dougie.press("Keep this version")
    dougie.press("Share it with everybody")
    solution = dougie.page.url
    aneesa.go(solution)
    aneesa.follow("Write it down as agreed")
    aneesa.write("How did you come to agree, and who was there?", who)
    aneesa.press("Write it down as agreed")
    return solution
