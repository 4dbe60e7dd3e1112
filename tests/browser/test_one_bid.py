"""Journey 6: one bid, sent once to two funders, asked about once, and paid for by both together."""

import pytest

from .plans import AMOUNT, agree_on, follow_of
from .visit import TWO_WAYS, Visits, Way

NEED = "Everybody has a warm place to be after six"


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_one_bid_is_paid_for_by_two_funders(visits: Visits, way: Way) -> None:
    """Sent to two with one extra answer; one question answered for both; two parts make the whole."""
    title = f"A stove ({way})"
    dougie, aneesa, ruth = (visits.come(way) for _person in range(3))
    dougie.be("Dougie")
    aneesa.be("Aneesa")
    ruth.be("Ruth")

    words = {
        "what": "A stove in the laundry room, lit by whoever comes first.",
        "costs": "Stove and flue",
        "who": "Nine people by the lock.",
    }
    solution = agree_on(title, dougie, aneesa, need=NEED, **words)

    dougie.go(solution)
    dougie.follow("Make a bid of it")
    dougie.sees("Read it as funders will")
    dougie.is_clean()
    dougie.page.get_by_label("Who asks?").select_option(label="Lockside Tenants’ Group")
    dougie.press("Send the bid")
    dougie.sees("Tick at least one programme to ask.")
    dougie.choose("Ask Evenings together")
    dougie.choose("Ask Warm rooms")
    for programme, pounds in (("Evenings together", "600"), ("Warm rooms", "500")):
        dougie.page.get_by_role("group", name=programme, exact=True).get_by_label(AMOUNT).fill(pounds)
    dougie.press("Send the bid")
    dougie.sees("Answer this in a sentence or two, or do not tick the programme.")
    dougie.is_clean()
    dougie.write("Who opens the hall when the host is ill?", "Whoever has the key that week.")
    dougie.press("Send the bid")
    dougie.sees("Sent to 2 programmes at once.")
    dougie.sees("How much had to be rewritten")
    whole = dougie.page.url
    dougie.is_clean()

    ruth.go(whole)
    follow_of(ruth, "Ask a question", "Evenings together")
    ruth.write("What do you need to know to decide?", "Who sweeps the flue?")
    ruth.press("Ask it")
    dougie.go(whole)
    dougie.follow("Answer it")
    dougie.write("Your answer, for all funders of this bid", "Bert, who swept flues for thirty years.")
    dougie.press("Answer it")
    dougie.sees("Bert, who swept flues for thirty years.")

    ruth.go(whole)
    follow_of(ruth, "Offer a part", "Evenings together")
    ruth.write("How much do you offer, in pounds?", "901")
    ruth.write("Why? Everybody can read this.", "It warms forty people.")
    ruth.press("Offer it")
    ruth.sees("Grant between a penny and what was asked.")
    ruth.is_clean()
    ruth.write("How much do you offer, in pounds?", "600")
    ruth.press("Offer it")
    ruth.sees("Offers £600.")
    ruth.sees("£300")
    ruth.is_clean()
    follow_of(ruth, "Offer a part", "Warm rooms")
    ruth.write("Why? Everybody can read this.", "Somebody always has the key.")
    ruth.press("Offer it")
    ruth.sees("It is whole: all of it is granted")
    ruth.is_clean()

    stranger = visits.come(way)
    stranger.go("/organisations/")
    stranger.follow("Ropewalk Trust")
    stranger.sees("How it gives")
    stranger.is_clean()
    follow_of(stranger, "See which", "Act with urgency")
    stranger.reads("How Ropewalk Trust gives")
    stranger.is_clean()
