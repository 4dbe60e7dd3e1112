"""Pages of needs: written from what was said, checked back, published, merged, split, relied on."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.core import told_of
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Words
from wayahead.loop.listening.models import Statement, Voice
from wayahead.loop.needs import actions
from wayahead.loop.needs.models import Need, Reliance


def at(name: str, cast: Cast, *args: object) -> str:
    """An address inside the cast's co-production."""
    return reverse(name, args=[cast.coproduction.slug, *args])


def read(browser: Client, address: str) -> str:
    """The words of a page."""
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def said_by_new_people(cast: Cast, number: int) -> tuple[Statement, list[Person]]:
    """A statement drawn from as many new guests."""
    guests = [people.welcome_guest() for _ in range(number)]
    voices = [listening.say(cast.conversation, Words("It is dark."), by=guest) for guest in guests]
    drawn = listening.draw_statement(cast.conversation, by=cast.facilitator, text="It is dark.", voices=voices)
    return drawn, guests


def test_a_need_goes_from_what_was_said_to_what_is_relied_on(cast: Cast) -> None:
    """The council writes and asks back, Ines answers, everybody reads, the trust relies."""
    _ = (cast.council_party, cast.trust_party, cast.statement)
    officer, resident, funder = (cast.browser(one) for one in (cast.officer, cast.resident, cast.grants_officer))
    words = {
        "kind": "need",
        "title": "An evening off",
        "story": "Nobody sits with mum.",
        "written_for": cast.council.pk,
    }
    rests_on = {"statements": [cast.statement.pk], "quotes": [cast.voice.pk]}
    assert officer.post(at("need_write", cast), words | rests_on).status_code == 302
    need = Need.objects.get()
    assert resident.get(at("need", cast, need.number)).status_code == 404

    assert officer.post(at("need_ask_back", cast, need.number)).status_code == 302
    asked = reverse("check_back", args=[need.pk])
    assert asked in read(resident, reverse("you"))
    assert cast.voice.text.split(".")[1].strip() in read(resident, asked)
    assert resident.post(asked, {"answer": "yes"}).status_code == 302
    assert asked not in read(resident, reverse("you"))

    assert officer.post(at("need_publish", cast, need.number), {"dissent": "Two shop owners."}).status_code == 302
    page = read(Client(), at("need", cast, need.number))
    for shown in ("An evening off", "Two shop owners.", "Averhythe Council", "1 yes", "Somebody to sit with my mum"):
        assert shown in page
    assert "An evening off" in read(Client(), at("needs", cast))

    relied = {"organisation": cast.trust.pk, "what_for": "The programme of next year"}
    assert funder.post(at("need_rely", cast, need.number), relied).status_code == 302
    assert "The programme of next year" in read(Client(), at("need", cast, need.number))
    stop = at("reliance_stop", cast, Reliance.objects.get().pk)
    assert stop in read(funder, at("need", cast, need.number))
    assert stop not in read(officer, at("need", cast, need.number))
    assert funder.post(stop, {"reason": "The programme ended."}).status_code == 302
    assert "The programme ended." in read(Client(), at("need", cast, need.number))


def test_a_coproduction_without_needs_shows_a_sample_and_one_way_on(cast: Cast) -> None:
    page = read(Client(), at("needs", cast))
    assert "No needs yet" in page
    assert at("listening", cast) in page


def test_a_draft_is_in_nobodys_list_but_its_writers(cast: Cast) -> None:
    title = cast.draft_need.title
    assert title in read(cast.browser(cast.officer), at("needs", cast))
    assert title in read(cast.browser(cast.facilitator), at("needs", cast))
    assert title not in read(cast.browser(cast.neighbour), at("needs", cast))


def test_the_form_offers_only_quotes_of_people_who_said_yes(cast: Cast) -> None:
    counted = listening.say(cast.conversation, Words("Please do not quote me."), by=cast.neighbour)
    listening.draw_statement(cast.conversation, by=cast.facilitator, text="Quiet people.", voices=[counted])
    assert cast.statement
    page = read(cast.browser(cast.facilitator), at("need_write", cast))
    assert cast.voice.text[:30].split("'")[0] in page
    assert "Please do not quote me" not in page


def test_of_very_much_the_form_shows_what_is_looked_for_and_keeps_what_was_ticked(cast: Cast) -> None:
    """Thousands of voices are no list to scroll; looking for words loses nothing that was written."""
    words = [Words(f"Number {n}.", quote="unnamed") for n in range(45)]
    voices = [listening.say(cast.conversation, one, by=cast.neighbour) for one in words]
    drawn = listening.draw_statement(cast.conversation, by=cast.facilitator, text="Numbers.", voices=voices[:44])
    rare = listening.draw_statement(
        cast.conversation, by=cast.facilitator, text="A zebra crossing.", voices=voices[44:]
    )
    browser, address = cast.browser(cast.facilitator), at("need_write", cast)
    assert "40 of 45 are shown. Look for words to see others." in read(browser, address)
    given = {"title": "Half a thought", "statements": [drawn.pk], "quotes": [voices[3].pk]}
    answer = browser.post(address, given | {"look": "1", "find": "zebra"})
    page = answer.content.decode()
    assert "Half a thought" in page
    assert "to put right" not in page
    fields = answer.context["form"].fields
    assert [pk for pk, _label in fields["statements"].widget.choices] == [drawn.pk, rare.pk]
    assert [pk for pk, _label in fields["quotes"].widget.choices] == [voices[3].pk]
    assert answer.context["form"]["quotes"].value() == [str(voices[3].pk)]
    near = browser.post(address, given | {"statements": [rare.pk], "look": "1"}).context["form"]
    assert [pk for pk, _label in near.fields["quotes"].widget.choices][:2] == [voices[3].pk, voices[44].pk]
    kept = browser.post(address, given | {"story": "Counted.", "kind": "need", "find": "zebra"})
    assert kept.status_code == 302
    assert list(Need.objects.get().quotes.all()) == [voices[3]]


def test_words_are_kept_when_a_form_needs_something_else(cast: Cast) -> None:
    answer = cast.browser(cast.facilitator).post(at("need_write", cast), {"title": "Half a thought", "kind": "need"})
    assert answer.status_code == 200
    assert "Half a thought" in answer.content.decode()
    assert not Need.objects.exists()


def test_a_quote_that_was_taken_back_is_gone_from_the_page(cast: Cast) -> None:
    address = at("need", cast, cast.need.number)
    assert "Somebody to sit with my mum" in read(Client(), address)
    listening.change_quote(cast.voice, by=cast.resident, quote=Voice.Quote.COUNTED)
    assert "Somebody to sit with my mum" not in read(Client(), address)


def test_a_quote_that_is_kept_back_is_read_nowhere_and_chosen_nowhere(cast: Cast) -> None:
    need, words = cast.need, "Somebody to sit with my mum"
    listening.keep_back(cast.voice, by=cast.facilitator, kept_back=True)
    conversation = reverse("conversation", args=[cast.coproduction.slug, cast.conversation.pk])
    for browser in (Client(), cast.browser(cast.facilitator)):
        for page in (at("need", cast, need.number), conversation):
            assert words not in read(browser, page)
    assert words not in read(cast.browser(cast.facilitator), at("need_write", cast))
    assert told_of([need], {})[0].quotes == []
    draft = actions.Draft("Light", "Dark.", list(need.statements.all()), [cast.voice])
    with pytest.raises(NotPossible, match="may not be quoted"):
        actions.write(cast.coproduction, draft, by=cast.facilitator)


@pytest.mark.parametrize(("number", "is_shown"), [(4, False), (5, True)])
def test_what_people_said_to_it_is_read_by_all_once_nobody_stands_out(cast: Cast, number: int, is_shown: bool) -> None:
    statement, guests = said_by_new_people(cast, number)
    need = actions.write(cast.coproduction, actions.Draft("Light", "Dark.", [statement]), by=cast.facilitator)
    actions.check_back(need, by=cast.facilitator)
    actions.answer_check_back(need, by=guests[0], answer="not_quite", comment="The yard, not the street.")
    for guest in guests[1:]:
        actions.answer_check_back(need, by=guest, answer="yes")
    address = at("need", cast, need.number)
    assert "The yard, not the street." in read(cast.browser(cast.facilitator), address)
    actions.publish(need, by=cast.facilitator)
    assert ("The yard, not the street." in read(Client(), address)) is is_shown


def test_changed_words_bring_back_the_question_and_the_earlier_answer(cast: Cast) -> None:
    need, resident, facilitator = cast.checking_need, cast.browser(cast.resident), cast.browser(cast.facilitator)
    asked = reverse("check_back", args=[need.pk])
    assert "Say in a few words" in resident.post(asked, {"answer": "no"}).content.decode()
    assert resident.post(asked, {"answer": "no", "comment": "I meant Sundays."}).status_code == 302
    refused = facilitator.post(at("need_publish", cast, need.number), {"dissent": ""})
    assert "More people said no than yes" in refused.content.decode()
    words = {"kind": "need", "title": "Sundays", "story": "Sundays.", "statements": [cast.statement.pk]}
    assert facilitator.post(at("need_change", cast, need.number), words).status_code == 302
    assert "before the words changed" in read(facilitator, at("need", cast, need.number))
    assert facilitator.post(at("need_ask_back", cast, need.number)).status_code == 302
    assert asked in read(resident, reverse("you"))
    assert "I meant Sundays." in read(resident, asked)


def test_merged_and_split_needs_lead_to_one_another_in_public(cast: Cast) -> None:
    statement, _guests = said_by_new_people(cast, 1)
    other = actions.write(cast.coproduction, actions.Draft("Light", "Dark.", [statement]), by=cast.facilitator)
    actions.check_back(other, by=cast.facilitator)
    actions.publish(other, by=cast.facilitator)
    facilitator = cast.browser(cast.facilitator)
    words = {"title": "Evenings out", "story": "Both.", "reason": "One wish, said twice."}
    merged = facilitator.post(at("need_merge", cast), words | {"needs": [cast.need.pk, other.pk]})
    later = Need.objects.get(title="Evenings out")
    assert merged["Location"] == at("need", cast, later.number)
    page = read(Client(), at("need", cast, cast.need.number))
    assert "One wish, said twice." in page
    assert at("need", cast, later.number) in page
    assert at("need", cast, other.number) in read(Client(), at("need", cast, later.number))

    actions.check_back(later, by=cast.facilitator)
    actions.publish(later, by=cast.facilitator)
    parts = {
        "first_title": "Evenings",
        "first_statements": [cast.statement.pk],
        "second_title": "Lamps",
        "second_statements": [statement.pk],
        "reason": "Two wishes after all.",
    }
    lost = facilitator.post(at("need_split", cast, later.number), parts | {"second_statements": [cast.statement.pk]})
    assert "Every statement of this need" in lost.content.decode()
    assert facilitator.post(at("need_split", cast, later.number), parts).status_code == 302
    assert set(later.became.values_list("later__title", flat=True)) == {"Evenings", "Lamps"}


def test_nobody_relies_in_the_name_of_an_organisation_of_others(cast: Cast) -> None:
    wrong = {"organisation": cast.council.pk, "what_for": "Everything"}
    assert cast.trust
    answer = cast.browser(cast.grants_officer).post(at("need_rely", cast, cast.need.number), wrong)
    assert answer.status_code == 200
    assert not Reliance.objects.exists()


# The same through the API


def call(cast: Cast, person: Person | None, method: str, path: str, **given: object) -> tuple[int, Any]:
    """What the API answers to this person."""
    ask = getattr(Client(), method)
    answer = ask(f"/api/v1/{path}", given or None, content_type="application/json", headers=cast.api(person))
    return answer.status_code, answer.json()


def test_the_api_does_what_the_pages_do(cast: Cast) -> None:
    _ = (cast.council_party, cast.statement)
    slug, words = cast.coproduction.slug, {"title": "Light", "story": "Dark.", "statements": [cast.statement.pk]}
    status, made = call(cast, cast.officer, "post", f"coproductions/{slug}/needs", **words, written_for=cast.council.pk)
    assert (status, made["state"], made["statements"]) == (201, "draft", [cast.statement.pk])
    need = f"needs/{made['id']}"
    assert call(cast, cast.resident, "get", need)[0] == 404
    assert call(cast, cast.officer, "put", need, **words | {"title": "More light"})[1]["title"] == "More light"
    assert call(cast, cast.officer, "post", f"{need}/publish", dissent="")[0] == 409
    assert call(cast, cast.officer, "post", f"{need}/check-back") == (202, {"asked": 1})
    _status, waiting = call(cast, cast.resident, "get", "check-backs")
    assert waiting["results"][0]["title"] == "More light"
    assert call(cast, cast.neighbour, "post", f"{need}/answer", answer="yes")[0] == 404
    assert call(cast, cast.resident, "post", f"{need}/answer", answer="yes") == (200, {"answer": "yes"})
    assert call(cast, cast.resident, "get", "check-backs")[1]["results"] == []
    assert call(cast, cast.officer, "post", f"{need}/publish", dissent="Two.")[1]["dissent"] == "Two."
    assert call(cast, None, "get", need)[1]["checked"]["yes"] == 1
    _status, listed = call(cast, None, "get", f"coproductions/{slug}/needs")
    assert [one["id"] for one in listed["results"]] == [made["id"]]


def test_the_api_merges_splits_and_relies(cast: Cast) -> None:
    statement, _guests = said_by_new_people(cast, 1)
    draft = actions.Draft("Light", "Dark.", [cast.statement, statement])
    need = actions.write(cast.coproduction, draft, by=cast.facilitator)
    actions.check_back(need, by=cast.facilitator)
    actions.publish(need, by=cast.facilitator)
    given = {"organisation": cast.council.pk, "what_for": "Opening hours"}
    assert call(cast, cast.grants_officer, "post", f"needs/{need.pk}/reliances", **given)[0] == 403
    status, relied = call(cast, cast.officer, "post", f"needs/{need.pk}/reliances", **given)
    assert (status, relied["what_for"]) == (201, "Opening hours")
    stopped = call(cast, cast.officer, "post", f"reliances/{relied['id']}/stop", reason="It closed.")[1]
    assert stopped["ended_because"] == "It closed."
    assert call(cast, None, "get", f"needs/{need.pk}/reliances")[1]["results"] == [stopped]
    parts = [{"title": "A", "statements": [cast.statement.pk]}, {"title": "B", "statements": [statement.pk]}]
    status, _made = call(cast, cast.facilitator, "post", f"needs/{need.pk}/split", parts=parts, reason="Two wishes.")
    first, second = Need.objects.filter(title__in=["A", "B"]).order_by("title")
    assert (status, call(cast, None, "get", f"needs/{need.pk}")[1]["became"]) == (201, [first.pk, second.pk])
    for one in (first, second):
        actions.check_back(one, by=cast.facilitator)
        actions.publish(one, by=cast.facilitator)
    merge = {"needs": [first.pk, second.pk], "title": "Both", "story": "Both.", "reason": "One wish after all."}
    status, made = call(cast, cast.facilitator, "post", f"coproductions/{cast.coproduction.slug}/needs/merge", **merge)
    assert (status, made["came_from"]) == (201, [first.pk, second.pk])
