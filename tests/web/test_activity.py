"""What happened: for whom it is told, in which words, and what stays nobody's business."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import wayahead
from tests.cast import Cast
from wayahead.access.activity import BATCH, happened, is_personal
from wayahead.base.coproduction import actions as table
from wayahead.base.people import actions as people
from wayahead.base.record import reading
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Words
from wayahead.web.sentences import OF_KIND, SENTENCES, part_label

NOTE = re.compile(r"""\bnote\(\s*"([a-z_]+\.[a-z_]+)\"""")
PACKAGE = Path(wayahead.__file__).parent


def noted() -> set[str]:
    """Every kind of event that the code can write down."""
    return {kind for file in PACKAGE.rglob("*.py") for kind in NOTE.findall(file.read_text(encoding="utf-8"))}


def kinds(found: Sequence[object]) -> list[str]:
    """Of what was found."""
    return [happening.event.kind for happening in found]  # type: ignore[attr-defined]


def test_every_kind_of_event_has_a_sentence_or_is_personal() -> None:
    """A new kind without a sentence fails here."""
    assert len(noted()) > 40
    assert {kind for kind in noted() if not is_personal(kind)} - set(OF_KIND) == set()


def test_no_personal_kind_has_a_sentence() -> None:
    """It could never be read."""
    assert [kind for kind in OF_KIND if is_personal(kind)] == []
    assert all(part_label(part) for part in SENTENCES)


def test_no_kind_is_put_together_out_of_pieces() -> None:
    """So that the test above finds them all."""
    calls = [call for file in PACKAGE.rglob("*.py") for call in re.findall(r"\bnote\(\s*(\S)", file.read_text())]
    assert set(calls) <= {'"', "k"}, calls


@pytest.mark.parametrize("who", ["facilitator", "steward", "resident"])
def test_what_concerns_one_person_is_nobody_elses_business(cast: Cast, who: str) -> None:
    """Not even a steward's."""
    people.give_consent(cast.resident, by=cast.resident, purpose="contact")
    table.raise_concern(page="/", words="Worried.", by=cast.resident, coproduction=cast.coproduction)
    found = happened(getattr(cast, who), most=100)
    assert reading.events().filter(kind="concern.raised").exists()
    assert [kind for kind in kinds(found) if is_personal(kind)] == []


def test_a_stranger_reads_nothing_of_a_private_circle(cast: Cast) -> None:
    """Its members do."""
    _ = cast.circle_conversation
    assert "conversation.opened" not in kinds(happened(cast.stranger))
    assert "conversation.opened" in kinds(happened(cast.organiser))
    assert cast.browser(cast.stranger).get(f"/c/{cast.circle.slug}/activity/").status_code == 404
    assert cast.browser(cast.stranger).get(f"/c/{cast.circle.slug}/activity/feed/").status_code == 404
    everything = cast.browser(cast.stranger).get("/activity/").content.decode()
    assert cast.circle.title not in everything


def test_what_happened_to_a_hidden_thing_leaves_no_trace(cast: Cast) -> None:
    """A voice that nobody has read is known to its speaker and the facilitator only."""
    _ = cast.voice
    assert "voice.said" not in kinds(happened(cast.stranger))
    assert "voice.said" in kinds(happened(cast.resident))
    assert "voice.said" in kinds(happened(cast.facilitator))


def test_nobody_is_named_but_organisations_are(cast: Cast) -> None:
    """On the page, in the feed and in the API."""
    _ = cast.council_party
    for address in ("/activity/", "/activity/feed/", f"/c/{cast.coproduction.slug}/activity/", "/api/v1/activity"):
        words = cast.browser(None).get(address).content.decode()
        assert "Femi" not in words, address
        assert "Aneesa" not in words, address
        assert "verhythe" in words, address


def test_it_is_told_by_part_and_page_by_page(cast: Cast) -> None:
    """Every event comes once."""
    _ = cast.conversation
    for n in range(70):
        table.plan_cost(cast.coproduction, by=cast.facilitator, kind="other", words=f"Line {n}", planned_pence=n)
    address = f"/c/{cast.coproduction.slug}/activity/"
    told, query = [], "?part=table"
    while True:
        answer = cast.browser(None).get(address + query)
        told += [row.happening.event.pk for row in answer.context["rows"]]
        if answer.context["older"] is None:
            break
        query = f"?part=table&before={answer.context['older']}"
    assert len(told) == len(set(told)) == 71
    rows = cast.browser(None).get(address + "?part=listening").context["rows"]
    assert [row.title for row in rows] == [cast.conversation.question]


@pytest.mark.parametrize("query", ["?part=nothing", "?before=x", "?before=-1", "?before=" + "9" * 40, "?before=²"])
def test_whatever_the_address_asks_for_there_is_a_page(cast: Cast, query: str) -> None:
    """Never a broken one."""
    assert cast.browser(None).get("/activity/" + query).status_code == 200


def test_hidden_events_do_not_end_a_page_early(cast: Cast) -> None:
    """What lies beyond a whole batch of hidden things is still found."""
    _ = cast.council_party
    for _n in range(BATCH + 5):
        listening.say(cast.conversation, Words("Hello."), by=cast.resident)
    assert "party.sat_down" in kinds(happened(cast.stranger))


def test_a_longer_page_asks_no_more_of_the_database(cast: Cast) -> None:
    """As many questions for 40 lines as for 4."""

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert cast.browser(None).get("/activity/").status_code == 200
        return len(queries)

    def plan(times: int) -> None:
        for n in range(times):
            table.plan_cost(cast.coproduction, by=cast.facilitator, kind="other", words=f"Line {n}", planned_pence=n)

    plan(2)
    few = asked()
    plan(25)
    assert asked() == few


def test_the_feed_is_atom_and_each_entry_leads_to_its_thing(cast: Cast) -> None:
    """With a name that stays."""
    conversation = cast.conversation
    answer = cast.browser(None).get(f"/c/{cast.coproduction.slug}/activity/feed/")
    assert answer["Content-Type"].startswith("application/atom+xml")
    words = answer.content.decode()
    assert f"/c/{cast.coproduction.slug}/listening/{conversation.pk}/" in words
    assert conversation.question in words


def test_the_api_tells_the_same_and_no_more(cast: Cast) -> None:
    """By kind and before an event; neither who nor the figures."""
    _ = cast.council_party
    slug = cast.coproduction.slug
    browser = cast.browser(None)
    found = browser.get(f"/api/v1/activity?coproduction={slug}&kind=party.sat_down").json()
    assert [(one["kind"], one["for_organisation"]) for one in found] == [("party.sat_down", cast.council.slug)]
    assert set(found[0]) == {"id", "at", "kind", "about", "coproduction", "for_organisation"}
    older = browser.get(f"/api/v1/activity?coproduction={slug}&before={found[0]['id']}").json()
    assert [one["kind"] for one in older] == ["coproduction.started"]
    assert browser.get(f"/api/v1/activity?coproduction={cast.circle.slug}").status_code == 404
    assert browser.get("/api/v1/activity?kind=concern.raised").json() == []
