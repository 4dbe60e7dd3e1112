"""Journey 7: a funder opens a round, people choose on a page and on paper, it is counted, and the grants are made."""

import re

import pytest
from django.utils import timezone

from .visit import TWO_WAYS, Visit, Visits, Way

HOME = "/c/evenings-in-lockside/"
HERE = "I live, work, study or am cared for in Lockside"
WARM = "Everybody has a warm place to be after six"
EVENING = "Carers can have one evening a week for themselves"
SMALL = ("A bench every two hundred steps", "Bus fares for carers", "A noise meter that everybody can read")


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_people_read_a_result_and_choose_in_the_open_round(visits: Visits, way: Way) -> None:
    """Somebody without an account sees why something was not funded, then says what they would be glad of."""
    somebody = visits.come(way)
    somebody.go(f"{HOME}funding/")
    somebody.follow("What small things come first this winter?")
    somebody.reads("What is funded")
    somebody.sees("Why not us?")
    somebody.sees("would have done it")
    somebody.sees("How equally people’s shares were used")
    somebody.is_clean()
    somebody.go(f"{HOME}rounds/")
    somebody.is_clean()
    somebody.follow("And what comes next?")
    somebody.is_clean()
    somebody.follow("Say what you would be glad of")
    somebody.reads("What would you be glad of?")
    for title in SMALL[:2]:
        somebody.page.get_by_role("checkbox", name=title).check()
    if way.has_script:
        somebody.sees("You support 2 of 6. That is fine: tick all you would be glad of.")
    somebody.is_clean()
    somebody.press("Keep what I chose")
    somebody.sees("Say that you live, work, study or are cared for in Lockside")
    somebody.page.get_by_role("checkbox", name=HERE).check()
    somebody.is_clean()
    somebody.press("Keep what I chose")
    somebody.sees("You support 2 of 6")
    somebody.follow("Change what you chose")
    somebody.page.get_by_role("checkbox", name=SMALL[0]).uncheck()
    somebody.press("Keep what I changed")
    somebody.sees("You support 1 of 6")


def agree_on(title: str, dougie: Visit, aneesa: Visit, *, need: str = WARM) -> None:
    """A plan for £300 that the tenants would carry out, shared and agreed."""
    dougie.go(f"{HOME}solutions/")
    dougie.follow("Start a solution")
    dougie.write("A short name for it", title)
    dougie.choose(need)
    dougie.press("Start it")
    dougie.write("What would happen?", f"{title} for everybody.")
    dougie.write("What for", title)
    dougie.write("How much, in pounds", "300")
    dougie.page.get_by_label("Who would do it").select_option(label="Lockside Tenants’ Group")
    dougie.press("Keep this version")
    dougie.press("Share it with everybody")
    aneesa.go(dougie.page.url)
    aneesa.follow("Write it down as agreed")
    aneesa.write("How did you come to agree, and who was there?", "All of us.")
    aneesa.press("Write it down as agreed")
    aneesa.sees("All of us.")


def begin_a_round(ruth: Visit, question: str, titles: list[str]) -> None:
    """The form of a round with £400 over these plans alone, filled in as far as every round needs it."""
    ruth.go("/programmes/")
    ruth.follow("Small pots by the lock")
    ruth.follow("Let people of “Evenings in Lockside” decide over a part of it")
    ruth.is_clean()
    ruth.write("What do people decide?", question)
    ruth.write("How much do they share out, in pounds?", "400")
    ruth.page.get_by_label("Until which day can people choose?").fill(timezone.localdate().isoformat())
    for box in ruth.page.get_by_role("group", name="Which solutions stand in it?").get_by_role("checkbox").all():
        box.uncheck()
    for title in titles:
        ruth.choose(f"{title}, £300")


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_a_round_from_its_opening_to_its_grants(visits: Visits, way: Way) -> None:
    """A plan is agreed twice over; a round opens on it, is chosen in, counted today, and pays."""
    dougie, aneesa, ruth = (visits.come(way) for _person in range(3))
    for person, name in ((dougie, "Dougie"), (aneesa, "Aneesa"), (ruth, "Ruth")):
        person.be(name)
    titles = [f"{name} ({way})" for name in ("Lanterns", "Blankets")]
    for title in titles:
        agree_on(title, dougie, aneesa)

    begin_a_round(ruth, f"Light or warmth? ({way})", titles)
    ruth.press("Open the round")
    ruth.reads(f"Light or warmth? ({way})")
    round = ruth.page.url
    ruth.follow("Print ballots on paper")
    ruth.write("How many?", "3")
    ruth.press("Make more ballots")
    ruth.sees("Paper 3")
    ruth.is_clean()

    for number in range(4):
        guest = visits.come(way)
        guest.go(f"{round}choose/")
        guest.page.get_by_role("checkbox", name=titles[0]).check()
        if number == 3:
            guest.page.get_by_role("checkbox", name=titles[1]).check()
        guest.page.get_by_role("checkbox", name=HERE).check()
        guest.press("Keep what I chose")
        guest.sees("Kept.")
    aneesa.go(round)
    aneesa.follow("Type ballots from paper")
    aneesa.write("Which number stands on the paper?", "2")
    aneesa.page.get_by_role("checkbox", name=titles[0]).check()
    aneesa.page.get_by_role("checkbox", name=HERE).check()
    aneesa.press("Keep this paper")
    aneesa.sees("Paper 2 is kept.")
    aneesa.write("Which number stands on the paper?", "2")
    aneesa.page.get_by_role("checkbox", name=HERE).check()
    aneesa.press("Keep this paper")
    aneesa.sees("Paper 2 was typed already.")
    aneesa.is_clean()

    ruth.go(round)
    ruth.press("Close it and count")
    ruth.reads("What is funded")
    ruth.sees("1 of 2 solutions are funded")
    ruth.follow("Make these grants")
    ruth.press("Make the grants")
    ruth.sees("Granted: 1 solution has its money.")
    ruth.page.get_by_role("link", name="Its grant").first.click()
    ruth.sees("£300 granted")


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_a_paid_panel_scores_with_reasons(visits: Visits, way: Way) -> None:
    """Needs and funders side by side; five residents score, one stands aside; it is counted, paid, and told to all."""
    dougie, aneesa, ruth = (visits.come(way) for _person in range(3))
    for person, name in ((dougie, "Dougie"), (aneesa, "Aneesa"), (ruth, "Ruth")):
        person.be(name)
    titles = [f"{name} ({way})" for name in ("Kites", "Drums")]
    for title in titles:
        agree_on(title, dougie, aneesa, need=EVENING)
    ruth.go(f"{HOME}funding/grid/")
    ruth.reads("Needs and funders")
    ruth.sees("Funder by funder")
    begin_a_round(ruth, f"Wind or noise? ({way})", titles)
    ruth.choose("A panel of residents scores, with reasons, and is paid for its time")
    ruth.write("What does the panel look at?", "Who gains by it")
    ruth.write("How many seats has the panel?", "5")
    ruth.write("What is each member paid, in pounds?", "25")
    ruth.press("Open the round")
    ruth.reads(f"Wind or noise? ({way})")
    round = ruth.page.url
    ruth.follow("The panel: links and payment")
    ruth.is_clean()
    links = [code.inner_text() for code in ruth.page.locator("main ol code").all()]
    assert len(links) == 5

    for number, link in enumerate(links):
        member = visits.come(way)
        member.go(link)
        member.press("Take part")
        member.sees("You are on the panel")
        for title, points in zip(titles, ("5", "1"), strict=True):
            member.follow(title)
            if number == 0 and title == titles[1]:
                member.choose("I have an interest in this, so I stand aside")
            else:
                member.choose(points)
            member.write("Your reasons", f"{points} is what it is worth to us.")
            if number == 0:
                member.is_clean()
            member.press("Keep this")
            member.sees("Kept.")

    ruth.go(f"{round}pack/")
    ruth.sees("Who gains by it")
    ruth.is_clean()
    ruth.go(f"{round}invitations/")
    ruth.press("Write down that 5 were paid")
    ruth.sees("5 members are written down as paid.")
    ruth.go(round)
    ruth.press("Close it and count")
    ruth.sees("What the panel made of each")
    ruth.sees("Somebody on the panel has an interest in it and stood aside.")
    ruth.is_clean()
    ruth.page.get_by_text(re.compile("^The points that these are the means of")).first.click()
    ruth.sees("From most to least for each")

    # Journey 7 ends, and 9 begins: the grant with its reasons for the applicant, and an answer to whoever spoke.
    ruth.follow("Make these grants")
    ruth.reads("Make the grants")
    ruth.press("Make the grants")
    ruth.sees("Granted: 1 solution has its money.")
    ruth.page.get_by_role("link", name=re.compile(f"^Its grant ?: {re.escape(titles[0])}$")).click()
    ruth.sees("£300 granted")
    bid = ruth.page.url
    dougie.go(bid)
    dougie.sees(f"By the round “Wind or noise? ({way})”")
    dougie.follow("Tell those whose words led here")
    dougie.write("Because you said … what happened?", f"Because you said it: kites on Thursdays ({way}).")
    dougie.press("Tell them")
    dougie.sees("Told:")
    ines = visits.come(way)
    ines.be("Ines")
    ines.go("/you/")
    ines.sees(f"Because you said it: kites on Thursdays ({way}).")
    ines.page.get_by_role("link", name=re.compile("^See the whole line")).first.click()
    ines.sees(titles[0])
