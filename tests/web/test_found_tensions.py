"""What was found, as a facilitator reads it: each side by words on the matter itself, and money with its amounts."""

from tests.cast import Cast
from wayahead.journey.tensions import matters
from wayahead.kernels.tensions import Found, Leg
from wayahead.loop.listening import actions as listening
from wayahead.loop.needs.models import Need
from wayahead.loop.tensions import actions as tensions
from wayahead.loop.tensions.actions import SideWords, Words
from wayahead.loop.tensions.findings import keep
from wayahead.loop.tensions.models import Tension


def register_of(cast: Cast) -> str:
    """The register, with what was found, as Aneesa reads it."""
    page = cast.browser(cast.facilitator).get(f"/c/{cast.coproduction.slug}/tensions/")
    return page.content.decode()


def divided(cast: Cast) -> Found:
    """Two groups that answer the statement in opposite ways; nobody of the second said a sentence about it."""
    statement, conversation = cast.statement.pk, cast.conversation.pk
    legs = (
        Leg(statements=(statement,), conversation=conversation, group=0),
        Leg(conversation=conversation, group=1),
    )
    return Found("divided", f"divided:{statement}", 0.8, legs)


def far(cast: Cast) -> Found:
    """A funder whose money goes elsewhere than most people ask for."""
    legs = (Leg(needs=(cast.need.pk,)), Leg(needs=(cast.need.pk,), organisations=(cast.trust.pk,)))
    return Found("far", f"far:{cast.trust.pk}:{cast.need.pk}", 0.4, legs)


def test_each_side_has_only_words_on_the_matter_and_what_is_known_of_who_disagrees_stands_below(cast: Cast) -> None:
    Need.objects.filter(pk=cast.need.pk).update(dissent="A warm room helps more people.")
    keep(cast.coproduction, [divided(cast)])
    page = register_of(cast)
    first, second = page[page.index("Most of them agree.") :].split("Most of them disagree.", 1)
    assert cast.voice.text in first.replace("&#x27;", "'")
    assert "A warm room helps more people." not in first
    assert "A warm room helps more people." in second
    assert "Nobody has said in words why. Ask them before it comes to the table." in second


def test_what_a_statement_is_about_are_its_needs_and_its_voices(cast: Cast) -> None:
    _ = cast.need
    other = listening.draw_statement(
        cast.conversation, by=cast.facilitator, text="The bins are full.", voices=[cast.voice]
    )
    found = matters([cast.statement.pk, other.pk])
    assert found[cast.statement.pk] >= {f"need:{cast.need.pk}", f"voice:{cast.voice.pk}"}
    assert found[other.pk] == {f"voice:{cast.voice.pk}"}


def test_money_that_goes_elsewhere_shows_how_much_is_offered_and_granted(cast: Cast) -> None:
    programme = cast.programme
    keep(cast.coproduction, [far(cast)])
    assert "£60,000 offered, £0 of it granted so far." in register_of(cast).replace("\xa0", " ")
    assert programme.title in register_of(cast)
    assert cast.grant
    page = register_of(cast)
    assert "£0 of it granted" not in page
    assert " of it granted so far." in page


def test_the_tension_that_is_made_of_it_shows_the_money_to_everybody(cast: Cast) -> None:
    _ = (cast.programme, cast.trust_party)
    found = keep(cast.coproduction, [far(cast)])[0]
    sides = (
        SideWords(name="Who asks for it", what_it_needs="An evening.", needs=[cast.need]),
        SideWords(name="The trust", what_it_needs="To see it.", needs=[cast.need], organisation=cast.trust),
    )
    words = Words(title="Where the money goes", at_stake="The evening.", tried="", sides=sides)
    tension: Tension = tensions.register(cast.coproduction, words, by=cast.facilitator, finding=found)
    page = cast.browser(None).get(f"/c/{cast.coproduction.slug}/tensions/{tension.pk}/").content.decode()
    assert page.count("offered, £0 of it granted so far.") == 2
