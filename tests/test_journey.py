"""The whole line, from a voice to its answer, made by actions and read in both directions."""

import json
from io import StringIO
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from prov.model import ProvDocument

from tests.cast import Cast
from wayahead import access
from wayahead.base.people.models import Person
from wayahead.journey.answers import because_you_said
from wayahead.journey.chain import Chain, trace
from wayahead.journey.edges import Name, model_of
from wayahead.journey.erasure import erase_person
from wayahead.journey.provenance import document
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Words
from wayahead.loop.needs.models import Need, Succession

LINE = [
    "listening.voice",
    "listening.statement",
    "needs.need",
    "solutions.solution",
    "solutions.version",
    "funding.bid",
    "funding.grant",
    "outcomes.report",
]


def follow(start: Name, person: Person | None, *, upstream: bool) -> Chain:
    """The chain as this person sees it."""
    up, down = trace(start, sees=lambda model: access.visible(person, model))
    return up if upstream else down


def kinds(chain: Chain) -> list[str]:
    """The kinds of its nodes, as they were reached."""
    return list(dict.fromkeys(node.kind for node in chain.nodes.values()))


def names(cast: Cast) -> list[Name]:
    """The whole line of the cast, from the voice on."""
    rows = (
        cast.voice,
        cast.statement,
        cast.need,
        cast.solution,
        cast.agreed_version,
        cast.bid,
        cast.grant,
        cast.report,
    )
    return [(row._meta.label_lower, row.pk) for row in rows]


def test_a_voice_leads_to_its_report_and_the_report_back_to_it(cast: Cast) -> None:
    line = names(cast)
    because_you_said(cast.report, by=cast.organiser, words="180 evenings were open.")
    assert cast.voice.answers.get().words == "180 evenings were open."
    down, up = (follow(line[0], None, upstream=False), follow(line[-1], None, upstream=True))
    assert [name for name in down.nodes if name[0] in LINE] == line
    assert set(line) <= set(up.nodes)
    assert ("funding.programme", cast.programme.pk) in up.nodes
    assert set(pairwise(line)) <= set(down.pairs)
    assert {(later, earlier) for earlier, later in pairwise(line)} <= set(up.pairs)


def test_the_line_can_be_followed_from_the_middle(cast: Cast) -> None:
    line = names(cast)
    down, up = follow(line[2], None, upstream=False), follow(line[2], None, upstream=True)
    assert kinds(up) == ["needs.need", "listening.statement", "listening.voice"]
    assert set(kinds(down)) == {*LINE[2:], "funding.programme"}


def test_a_programme_does_not_lead_to_other_peoples_bids(cast: Cast) -> None:
    assert cast.report
    other = Need.objects.create(
        coproduction=cast.coproduction,
        number=91,
        title="Something else",
        story="Quite.",
        state="published",
        published_at=cast.need.published_at,
        written_by=cast.organiser,
    )
    cast.programme.needs.add(other)
    assert kinds(follow(("needs.need", other.pk), None, upstream=False)) == ["needs.need", "funding.programme"]
    assert ("needs.need", other.pk) not in follow(("funding.bid", cast.bid.pk), None, upstream=True).nodes


def test_a_merged_need_stays_on_the_line(cast: Cast) -> None:
    earlier = Need.objects.create(
        coproduction=cast.coproduction,
        number=92,
        title="A night off",
        story="The same.",
        state="succeeded",
        published_at=cast.need.published_at,
        written_by=cast.organiser,
    )
    earlier.statements.set([cast.statement])
    Succession.objects.create(earlier=earlier, later=cast.need, kind="merged", reason="The same wish.")
    down = follow(("needs.need", earlier.pk), cast.facilitator, upstream=False)
    assert ("needs.need", cast.need.pk) in down.nodes
    up = follow(("needs.need", cast.need.pk), cast.facilitator, upstream=True)
    assert ("needs.need", earlier.pk) in up.nodes


def test_erasing_ones_voice_leaves_the_chain_standing(cast: Cast) -> None:
    line = names(cast)
    erase_person(cast.resident, by=cast.resident)
    up = follow(line[-1], None, upstream=True)
    assert set(line) <= set(up.nodes)
    voice = up.nodes[line[0]]
    assert voice.is_withdrawn
    assert str(voice.row) == "A voice withdrawn by its speaker"


def test_words_that_nobody_may_read_are_counted_and_not_shown(cast: Cast) -> None:
    quiet = listening.say(cast.conversation, Words("Please do not quote me."), by=cast.neighbour)
    statement = listening.draw_statement(cast.conversation, by=cast.facilitator, text="Quiet people.", voices=[quiet])
    start = ("listening.statement", statement.pk)
    assert follow(start, None, upstream=True).nodes["listening.voice", quiet.pk].row is None
    assert follow(start, cast.neighbour, upstream=True).nodes["listening.voice", quiet.pk].row == quiet


def test_a_chain_from_something_hidden_is_not_there(cast: Cast) -> None:
    voice = listening.say(cast.circle_conversation, Words("Only for us."), by=cast.organiser)
    listening.draw_statement(cast.circle_conversation, by=cast.organiser, text="For us.", voices=[voice])
    with pytest.raises(LookupError):
        follow(("listening.voice", voice.pk), None, upstream=False)


def test_more_voices_do_not_ask_the_database_more_often(cast: Cast) -> None:
    line = names(cast)

    def speak(number: int) -> None:
        voice = listening.say(cast.conversation, Words(f"Me too, {number}."), by=cast.neighbour)
        cast.statement.voices.add(voice)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            follow(line[-1], None, upstream=True)
        return len(asked)

    speak(0)
    before = queries()
    for number in range(1, 12):
        speak(number)
    assert queries() == before


def test_the_chain_downloads_as_prov_that_others_can_read(cast: Cast) -> None:
    line = names(cast)
    start = line[3]
    up, down = follow(start, None, upstream=True), follow(start, None, upstream=False)
    written = document(up, down, base_url="https://way.example").serialize(format="json")
    read = ProvDocument.deserialize(content=written, format="json")
    assert len(list(read.get_records())) == len(up.nodes | down.nodes) + len(up.pairs) + len(down.pairs)
    assert cast.voice.text not in json.dumps(json.load(StringIO(written)))


def test_a_kind_that_stands_nowhere_on_the_line_has_no_model() -> None:
    with pytest.raises(LookupError):
        model_of("people.person")
