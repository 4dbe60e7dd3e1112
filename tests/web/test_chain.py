"""The page of a chain and its file."""

import json
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from prov.model import ProvDocument

from tests.cast import Cast
from wayahead.journey.erasure import erase_person
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Words
from wayahead.loop.outcomes import actions as outcomes


def words(cast: Cast, address: str) -> str:
    """The page of an address as a visitor gets it."""
    answer = cast.browser(None).get(address)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def things(cast: Cast) -> list[tuple[str, int]]:
    """Something of every kind on the line."""
    cast.report  # noqa: B018
    rows = [cast.voice, cast.statement, cast.need, cast.solution, cast.agreed_version, cast.programme]
    return [(row._meta.label_lower, row.pk) for row in [*rows, cast.bid, cast.grant, cast.report]]


def test_a_chain_from_anywhere_shows_the_voice_and_what_came_of_it(cast: Cast) -> None:
    for kind, key in things(cast):
        found = words(cast, f"/chain/{kind}/{key}/")
        assert "Open 180 evenings." in found, kind
        if kind != "funding.programme":
            assert "Somebody to sit with my mum" in found, kind


def test_it_is_drawn_twice_with_words_for_those_who_do_not_see_it(cast: Cast) -> None:
    found = words(cast, f"/chain/outcomes.report/{cast.report.pk}/")
    drawings = [f"<svg{part.partition('</svg>')[0]}</svg>" for part in found.split("<svg")[1:] if 'role="img"' in part]
    assert len(drawings) == 2
    for drawing in drawings:
        tree = ElementTree.fromstring(drawing)
        assert {tree.find("title") is not None, tree.find("desc") is not None} == {True}
        assert "style=" not in drawing
        assert len(tree.findall("path[@class='chain-edge']")) == 7
        width, height = map(int, tree.attrib["viewBox"].split()[2:])
        places = [(int(one.attrib["cx"]), int(one.attrib["cy"])) for one in tree.findall("circle")]
        assert all(0 < x < width and 0 < y < height for x, y in places)


def test_a_withdrawn_voice_stays_as_a_bead_without_words(cast: Cast) -> None:
    address = f"/chain/outcomes.report/{cast.report.pk}/"
    erase_person(cast.resident, by=cast.resident)
    found = words(cast, address)
    assert "A voice withdrawn by its speaker" in found
    assert "node-gone" in found
    assert "Somebody to sit with my mum" not in found


def test_words_that_nobody_may_read_are_not_on_the_page(cast: Cast) -> None:
    quiet = listening.say(cast.conversation, Words("Do not quote me."), by=cast.neighbour)
    listening.draw_statement(cast.conversation, by=cast.facilitator, text="Quiet.", voices=[quiet])
    assert cast.browser(None).get(f"/chain/listening.voice/{quiet.pk}/").status_code == 404
    assert cast.browser(cast.neighbour).get(f"/chain/listening.voice/{quiet.pk}/").status_code == 200
    found = words(cast, f"/chain/listening.statement/{quiet.statements.get().pk}/")
    assert "Do not quote me." not in found
    assert "A voice that is counted, not shown" in found


@pytest.mark.parametrize("address", ["people.person/1", "needs.need/999999", "nonsense/1"])
def test_what_is_not_on_any_chain_is_not_found(cast: Cast, address: str) -> None:
    assert cast.browser(cast.steward).get(f"/chain/{address}/").status_code == 404
    assert cast.browser(cast.steward).get(f"/chain/{address}/prov.json").status_code == 404


def test_more_voices_do_not_ask_the_database_more_often(cast: Cast) -> None:
    address = f"/chain/outcomes.report/{cast.report.pk}/"

    def speak(number: int) -> None:
        voice = listening.say(cast.conversation, Words(f"Me too, {number}."), by=cast.neighbour)
        cast.statement.voices.add(voice)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            words(cast, address)
        return len(asked)

    speak(0)
    before = queries()
    for number in range(1, 40):
        speak(number)
    assert queries() == before
    assert "and 21 more" in words(cast, address)


def test_the_file_is_prov_without_anybodys_words(cast: Cast) -> None:
    answer = cast.browser(None).get(f"/chain/outcomes.report/{cast.report.pk}/prov.json")
    assert answer["Content-Disposition"].startswith("attachment")
    read = ProvDocument.deserialize(content=answer.content.decode(), format="json")
    assert len(list(read.get_records())) > 10
    assert "my mum" not in json.dumps(json.loads(answer.content))


def test_what_should_change_stands_beside_the_line_between_need_and_report(cast: Cast) -> None:
    count = outcomes.Count(cast.indicator.pk, why_not="Nobody asked.")
    report = outcomes.report(cast.grant, outcomes.Account("Open.", 1, counts=[count]), by=cast.organiser)
    shown = cast.browser(None).get(f"/chain/outcomes.report/{report.pk}/").content.decode()
    assert "Carers go out" in shown
    page = cast.browser(None).get(f"/chain/outcomes.outcome/{cast.outcome.pk}/").content.decode()
    assert "Carers need an evening off" in page
    assert f"/needs/{cast.need.number}/outcomes/" in page
