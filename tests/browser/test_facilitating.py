"""A facilitator runs a conversation from the pages alone; a guest votes, changes their mind and stops, by keyboard."""

import pytest
from playwright.sync_api import expect

from .visit import DESK, EVERY_WAY, PHONE, TWO_WAYS, Visit, Visits, Way

LISTENING = "/c/evenings-in-lockside/listening/"
BY_KEYBOARD = Way(DESK, has_script=True)
SEEDS = [f"There should be {what}." for what in ("benches", "a kettle", "lamps", "buses and a market", "a choir")]
VOTERS, LONGEST_WAIT = 12, 90  # seconds for the first map, on a machine that is busy with other tests


def opened(visits: Visits, way: Way, question: str) -> tuple[Visit, str]:
    """A facilitator with a new conversation, and its address."""
    aneesa = visits.come(way)
    aneesa.be("Aneesa")
    aneesa.go(f"{LISTENING}open/")
    aneesa.write("Your one question", question)
    aneesa.page.locator("main form button[type=submit]").last.click()
    aneesa.sees("Open. Anybody can speak now, without an account.")
    return aneesa, aneesa.page.url


def others_vote(visit: Visit, address: str) -> None:
    """Many people answer everything: one half agrees with what the other half does not."""
    ask, here = visit.page.request, f"/api/v1/conversations/{address.rstrip('/').rpartition('/')[2]}"
    for n in range(VOTERS):
        token = ask.post(f"{here}/participants").json()["token"]
        bearer = {"Authorization": f"Bearer {token}"}
        then = ask.get(f"{here}/next", headers=bearer).json()["next"]
        while then:
            vote = {"statement": then["id"], "vote": 1 if then["number"] % 2 == n % 2 else -1}
            then = ask.post(f"{here}/votes", data=vote, headers=bearer).json()["next"]


def wait_for_results(visit: Visit, address: str) -> None:
    """The page shows what everybody answered once the worker has drawn the last map."""
    answers = f"{VOTERS * (len(SEEDS) + 1)} answers"
    for _second in range(LONGEST_WAIT):
        visit.go(f"{address}results/")
        if visit.page.get_by_text(answers).count():
            return
        visit.page.wait_for_timeout(1000)
    raise AssertionError("no map of all answers was drawn")


@pytest.mark.parametrize("way", EVERY_WAY[:2], ids=str)
def test_a_facilitator_seeds_splits_and_reads_what_people_share(visits: Visits, way: Way) -> None:
    aneesa, address = opened(visits, way, f"What is missing here? ({way})")
    aneesa.follow("The desk: read what people said")
    aneesa.sees("Everything is read.")
    aneesa.follow("Statements to start with")
    aneesa.write("Statements, one on each line", f"{SEEDS[0]}\n{'x' * 282}\n{SEEDS[0]}")
    aneesa.press("Put them to the vote")
    aneesa.sees("Row 2, column statement: 2 characters too long.")
    aneesa.sees("Row 3, column statement: it stands in row 1 already.")
    aneesa.write("Statements, one on each line", "\n".join(SEEDS))
    aneesa.press("Put them to the vote")
    aneesa.sees("5 statements are open for votes.")
    aneesa.is_clean()

    aneesa.follow(SEEDS[3])
    aneesa.follow("Split it")
    aneesa.write("One idea on each line", "There should be buses.\nThere should be a market.")
    aneesa.press("Split it")
    aneesa.sees("Split. Each part is open for votes.")
    aneesa.sees("There should be a market.")
    aneesa.is_clean()

    others_vote(aneesa, address)
    wait_for_results(aneesa, address)
    aneesa.sees(f"{VOTERS} people answered")
    aneesa.is_clean()
    aneesa.go(f"{address}heard/")
    aneesa.sees(f"All {len(SEEDS) + 1} open statements have been answered by at least 10 people.")
    aneesa.sees("By how people answered")
    aneesa.is_clean()
    aneesa.go(f"{address}log/")
    aneesa.sees("A statement was split")


def test_a_facilitator_moderates_by_keyboard_alone(visits: Visits) -> None:
    aneesa, address = opened(visits, BY_KEYBOARD, "What would you change first?")
    for words in (
        "The steps are icy every winter morning.",
        "Buy my lamps!",
        "The steps are icy, every winter morning!",
    ):
        guest = visits.come()
        guest.go(f"{address}say/")
        guest.write("What you want to say", words)
        guest.press("Say it")
        guest.reads("Thank you. We have it.")
    aneesa.go(f"{address}desk/")
    aneesa.is_clean()
    keys, focus = aneesa.page.keyboard, aneesa.page.locator(":focus")
    aneesa.page.get_by_role("checkbox").first.focus()
    keys.press("Space")
    keys.press("d")
    keys.type("The steps are icy every winter morning.")
    keys.press("Tab")
    keys.press("Tab")
    expect(focus).to_have_text("Put this to the vote")
    keys.press("Enter")
    aneesa.sees("Statement 1 is open for votes.")
    aneesa.sees("Sounds like statement 1")

    aneesa.page.get_by_role("checkbox").first.focus()
    keys.press("ArrowDown")
    keys.press("j")
    aneesa.sees("They stand with statement 1 now.")

    aneesa.page.get_by_role("checkbox").first.focus()
    keys.press("Space")
    keys.press("s")
    keys.press("ArrowUp")
    keys.press("ArrowUp")
    expect(aneesa.page.get_by_label("It advertises something")).to_be_checked()
    keys.press("Tab")
    keys.press("Tab")
    expect(focus).to_have_text("Set them aside with this reason")
    keys.press("Enter")
    aneesa.sees("Set aside, with your reason.")
    aneesa.sees("Everything is read.")


@pytest.mark.parametrize("way", TWO_WAYS, ids=str)
def test_a_guest_votes_changes_their_mind_and_stops_by_keyboard(visits: Visits, way: Way) -> None:
    guest = visits.come(way)
    keys = guest.page.keyboard
    guest.go(f"{LISTENING}1/vote/")
    guest.is_clean()
    matters = guest.page.get_by_label("This matters a lot to me", exact=True)
    matters.focus()
    keys.press("Space")
    if way.has_script:
        keys.press("1")
    else:
        keys.press("Tab")
        keys.press("Enter")
    guest.sees("You have answered 1.")
    guest.sees("Matters a lot to me")
    expect(matters).not_to_be_checked()
    guest.page.get_by_role("button", name="Undo the last one").press("Enter")
    guest.sees("Taken back. You can answer it again.")
    matters.focus()
    for key in ("Tab", "Tab", "Enter"):  # past Agree to Disagree
        keys.press(key)
    guest.sees("You have answered 1.")
    guest.is_clean()

    guest.page.get_by_role("link", name="My 1 answer").press("Enter")
    guest.reads("My answers")
    guest.page.locator("summary", has_text="Change").press("Enter")
    guest.page.locator(".my-vote").get_by_role("button", name="Agree", exact=True).press("Enter")
    guest.reads("My answers")
    expect(guest.page.locator(".answers li > p")).to_contain_text("Agree:")
    guest.is_clean()
    guest.go(f"{LISTENING}1/vote/")
    guest.page.get_by_role("link", name="Stop here and see the results").press("Enter")
    guest.reads("What people share")
    guest.sees("You are with")


def test_a_vote_that_does_not_arrive_is_said_and_can_be_sent_again(visits: Visits) -> None:
    guest = visits.come(Way(PHONE, has_script=True))
    guest.go(f"{LISTENING}1/vote/")
    guest.sees("You have answered 0.")
    guest.context.set_offline(True)
    guest.press("Agree")
    guest.sees("This did not arrive")
    guest.is_clean()
    guest.context.set_offline(False)
    guest.press("Agree")
    guest.sees("You have answered 1.")
    expect(guest.page.get_by_text("This did not arrive")).to_have_count(0)
    assert all("DISCONNECTED" in fault or "sendError" in fault for fault in guest.faults)
    guest.faults.clear()
