"""Journeys 6 to 9 in one: four funders, one bid, an officer who stands aside, one report, a word on it, the answer."""

import re
from datetime import date, datetime, timedelta
from urllib.parse import quote

import pytest

from .plans import AMOUNT, HOME, agree_on, follow_of
from .visit import TWO_WAYS, Visit, Visits, Way

NEED = "Carers can have one evening a week for themselves"
OTHER = "People who live by the basin can sleep"
WHY = "Why? Everybody can read this."
QUESTION = "What would make evenings in Lockside better?"
OTHERS = 4  # with Ines they are five, whose word counts


def open_programme(person: Visit, organisation: str, title: str, needs: tuple[str, ...], question: str = "") -> str:
    """Somebody of a funder opens a programme; gives its address."""
    person.go(f"/organisations/{organisation}/programmes/open/")
    person.write("What the programme is called", title)
    person.write("How much there is in all, in pounds", "5,000")
    person.write("Opens on", date.today().isoformat())
    person.write("Closes on", (date.today() + timedelta(days=30)).isoformat())
    for need in needs:
        person.choose(need)
    if question:
        person.write("A question of your own", question)
        person.press("Open it")
        person.sees("Say what the answer decides.")
        person.write("What its answer decides", "Our insurer asks for it.")
    person.press("Open it")
    person.reads(title)
    return person.page.url


def tick_refugees(dougie: Visit) -> None:
    """The money is for refugees: one code among the standard's, found by a word or in its group."""
    dougie.page.get_by_text("Who leads, and whom it is for, in codes").click()
    codes = dougie.page.get_by_role("group", name=re.compile("^Which communities is the money for"))
    if dougie.way.has_script:
        codes.get_by_label("Find a community").fill("no such community")
        dougie.sees("None is called that.")
        codes.get_by_label("Find a community").fill("refugee")
    else:
        codes.get_by_role("group", name="Migrants").locator("summary").click()
    dougie.is_clean()
    codes.get_by_label("Refugees", exact=True).check()


def others_speak(somebody: Visit, aneesa: Visit, mark: str) -> list[dict[str, str]]:
    """More people say what stands under the need already; Aneesa puts them with it. Gives how each comes back."""
    ask, coming_back = somebody.page.request, []
    needs = ask.get("/api/v1/coproductions/evenings-in-lockside/needs?limit=100").json()["results"]
    statement = next(need for need in needs if need["title"] == NEED)["statements"][0]
    number = ask.get(f"/api/v1/statements/{statement}").json()["number"]
    conversations = ask.get("/api/v1/conversations?limit=100").json()["results"]
    conversation = next(one for one in conversations if one["question"] == QUESTION)["id"]
    for n in range(OTHERS):
        words = {"text": f"Nobody can sit with my mother {n} ({mark})."}
        said = ask.post(f"/api/v1/conversations/{conversation}/voices", data=words)
        assert said.ok, said.text()
        coming_back.append({"Authorization": f"Bearer {said.json()['token']}"})
    aneesa.go(f"{HOME}listening/{conversation}/desk/?q={quote(mark)}")
    aneesa.sees(f"{OTHERS} voices to read with these words")
    for box in aneesa.page.get_by_role("checkbox", name=mark).all():
        box.check()
    aneesa.write("The number of the statement that says it already", str(number))
    aneesa.press("Join them to it")
    aneesa.sees(f"They stand with statement {number} now.")
    return coming_back


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_one_bid_to_four_funders_comes_back_as_an_answer(visits: Visits, way: Way) -> None:
    """Each step by whoever it is up to, from the programmes to the answer on the page of somebody who spoke."""
    dougie, aneesa, ruth, femi = (visits.come(way) for _person in range(4))
    for person, name in ((dougie, "Dougie"), (aneesa, "Aneesa"), (ruth, "Ruth"), (femi, "Femi")):
        person.be(name)
    mark = f"{way}, {datetime.now():%H:%M:%S}"  # the same practice space may be walked twice
    town, homes, lamps, title = (f"{name} ({mark})" for name in ("Ways home", "Keys", "Late lights", "Taxis home"))
    council = open_programme(femi, "averhythe-council", town, (NEED,), "Who calls the taxi?")
    open_programme(femi, "lockside-homes", homes, (NEED,))
    open_programme(ruth, "the-lamplight-fund", lamps, (NEED, OTHER))
    ruth.follow("Say which come first")
    for need in (NEED, OTHER):
        ruth.page.get_by_label(re.compile(f"^{need}")).select_option("1")
    ruth.press("Keep this order")
    ruth.sees("Another need has this place.")
    ruth.is_clean()
    ruth.page.get_by_label(re.compile(f"^{OTHER}")).select_option("2")
    ruth.press("Keep this order")
    ruth.sees("Priority 1:")
    ruth.is_clean()

    # Journey 6: one bid, sent to four.
    words = {"what": "A taxi home for carers on Thursdays.", "costs": "Taxis", "who": "Eleven carers at the hall."}
    solution = agree_on(title, dougie, aneesa, need=NEED, **words)
    dougie.go(solution)
    dougie.follow("Make a bid of it")
    dougie.page.get_by_label("Who asks?").select_option(label="Lockside Tenants’ Group")
    for programme in ("Evenings together", town, homes, lamps):
        dougie.choose(f"Ask {programme}")
        dougie.page.get_by_role("group", name=programme, exact=True).get_by_label(AMOUNT).fill("600")
    of_town = dougie.page.get_by_role("group", name=town, exact=True)
    of_town.get_by_label("Who calls the taxi?").fill("Whoever hosts that evening.")
    tick_refugees(dougie)
    dougie.press("Send the bid")
    dougie.sees("Sent to 4 programmes at once.")
    dougie.sees("Migrants: Refugees")
    dougie.sees("What should change")
    dougie.is_clean()
    whole = dougie.page.url

    # Journey 7: funders see each other, one asks less from now on, one stands aside, two pay.
    femi.go(whole)
    follow_of(femi, "Not this time", town)
    femi.write("Why not this time? Everybody can read this.", "Our taxis run on Fridays.")
    femi.press("Keep this decision")
    femi.go(council)
    follow_of(femi, "Ask it no more", "Who calls the taxi?")
    femi.press("Ask it no more")
    femi.sees("Somebody has answered this.")
    femi.is_clean()
    femi.write("Why do you not need it any more? Everybody can read this.", "The insurer changed.")
    femi.press("Ask it no more")
    femi.sees("What it no longer asks: 1 question")
    femi.go(whole)
    follow_of(femi, "It touches something of your own? Stand aside", homes)
    femi.is_clean()
    femi.write("What ties you to it?", "My brother drives one of the taxis.")
    femi.press("Stand aside")
    femi.sees("You leave this to others")
    femi.sees("Nobody else of Lockside Homes can yet.")
    femi.is_clean()
    dougie.go(whole)
    dougie.sees("My brother drives one of the taxis.")
    dougie.page.get_by_role("button", name=re.compile(f"^Take it back from this one ?: {re.escape(homes)}$")).click()
    ruth.go(whole)
    follow_of(ruth, "Offer a part", "Evenings together")
    ruth.write("How much do you offer, in pounds?", "500")
    ruth.write(WHY, "It lets carers stay until the end.")
    ruth.press("Offer it")
    follow_of(ruth, "Offer a part", lamps)
    ruth.write("How much do you offer, in pounds?", "300")
    ruth.write(WHY, "Late, and in the dark.")
    ruth.press("Offer it")
    ruth.go(f"{HOME}funding/grid/")
    ruth.page.get_by_text(re.compile(f"^What these figures are made of ?: {NEED}$")).click()
    ruth.page.get_by_role("link", name=title).locator("visible=true").first.wait_for()
    ruth.is_clean()
    dougie.go(whole)
    dougie.follow("Go ahead with less")
    dougie.write("What is cut, and for whom?", "One Thursday a month.")
    dougie.press("Go ahead with it")
    dougie.sees("It goes ahead with less.")

    # Journey 9: everybody whose words led there hears the decision.
    dougie.follow("Evenings together")
    bid = dougie.page.url
    dougie.follow("Tell those whose words led here")
    dougie.write("Because you said … what happened?", f"There is a taxi home now ({mark}).")
    dougie.press("Tell them")
    dougie.sees("Told:")
    ines = visits.come(way)
    ines.be("Ines")
    ines.go("/you/")
    ines.sees(f"There is a taxi home now ({mark}).")

    # Journey 8: one report; somebody who spoke finds it on her own page and says what is different.
    dougie.go(bid)
    dougie.follow("Report what came of it")
    dougie.sees("It is a small grant, so it asks for little.")
    dougie.write("What happened?", "Forty taxis, all on Thursdays.")
    dougie.write("How much was spent, in pounds?", "790")
    for field in dougie.page.get_by_label("If there is no figure: why?").locator("visible=true").all():
        field.fill("Nobody counted it yet.")
    dougie.is_clean()
    dougie.press("Report it")
    dougie.sees("Every funder reads the same.")
    dougie.page.locator("main textarea").first.fill(f"The taxis go on until June ({mark}).")
    dougie.press("Tell them")
    dougie.sees("Forty taxis, all on Thursdays.")
    dougie.is_clean()
    report = dougie.page.url
    ines.go("/you/")
    ines.sees(f"The taxis go on until June ({mark}).")
    ines.sees("Is it true?")
    ines.is_clean()
    ines.follow(title)
    ines.reads("Is it true?")
    ines.choose("Partly")
    ines.write("What is different, or what should they know?", "Mine came at half past ten.")
    ines.is_clean()
    ines.press("Keep this")
    ines.go("/you/")
    assert ines.page.get_by_role("link", name=title, exact=True).count() == 0
    ines.page.get_by_role("link", name=re.compile("^See the whole line")).first.click()
    ines.sees(title)

    # Others whose words stand there see it differently too: an answer is owed, and given beside the report.
    somebody = visits.come(way)
    for bearer in others_speak(somebody, aneesa, mark):
        said = {"answer": "no", "comment": "Mine never came."}
        verdict = f"/api/v1/reports/{report.rstrip('/').rpartition('/')[2]}/verdict"
        answer = somebody.page.request.put(verdict, data=said, headers=bearer)
        assert answer.ok, answer.text()
    somebody.go(report)
    somebody.sees("Disputed, and answered?")
    somebody.sees("Everybody can read the answer here.")
    somebody.is_clean()
    dougie.go(report)
    dougie.follow("Answer those who see it differently")
    dougie.reads("Answer those who see it differently")
    dougie.sees("Mine never came.")
    dougie.is_clean()
    dougie.write("What do you say to those who see it differently?", "They come at half past nine from now on.")
    dougie.press("Answer them")
    dougie.sees("They come at half past nine from now on.")
    ines.go(report)
    ines.sees("They come at half past nine from now on.")
    ines.is_clean()
