"""Pages of asking why, proposing, asking it too, answering all; what if a limit moved; who answers whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tests.cast import Cast
from tests.web.test_constraints import JSON, address
from wayahead.base.people import actions as people
from wayahead.channels.tasks import deliver
from wayahead.loop.constraints import actions
from wayahead.loop.constraints.models import Constraint, Question
from wayahead.loop.constraints.tasks import remind_of_late_answers
from wayahead.loop.solutions import actions as solutions


def read(cast: Cast, rest: str = "", person: Any = None) -> str:
    """A page of limits as somebody reads it."""
    return cast.browser(person).get(address(cast, rest)).content.decode()


def test_who_asks_much_the_same_is_asked_whether_it_is_the_same_and_joins(cast: Cast) -> None:
    visitor, page = cast.browser(None), address(cast, f"{cast.question.constraint_id}/")
    first = visitor.post(page + "ask/", {"text": "why not any more?"})
    assert first.status_code == 200
    assert "Do you ask the same?" in first.content.decode()
    assert Question.objects.count() == 1
    said = {"text": "why not any more?", "same_as": str(cast.question.pk)}
    assert visitor.post(page + "ask/", said)["Location"] == page
    assert Question.objects.exclude(pk=cast.question.pk).get().same_as == cast.question
    shown = visitor.get(page).content.decode()
    assert "1 more person asks the same." in shown
    assert "You asked this" in shown


def test_who_asks_sees_what_was_asked_already_and_what_became_of_it(cast: Cast) -> None:
    _ = cast.council_party
    page = f"{cast.limit.pk}/"
    assert "Asked already" not in read(cast, page + "ask/")
    answered = actions.ask_why(cast.limit, by=people.welcome_guest(), text="Whose rule is it?")
    actions.answer(answered, by=cast.officer, answer="confirmed", words="The cabinet’s.")
    actions.ask_why(cast.limit, by=people.welcome_guest(), text="", same_as=cast.question)
    for form in ("ask/", "propose/"):
        shown = read(cast, page + form)
        assert "Asked already" in shown
        assert "Waits for its answer, owed by" in shown
        assert "2 people ask it" in shown
        assert f"/questions/{cast.question.pk}/ask-too/" in shown
        assert f"/questions/{answered.pk}/ask-too/" not in shown
        assert f"#question-{answered.pk}" in shown
        assert shown.index("“Why not more?”") < shown.index("“Whose rule is it?”")


def test_who_says_that_theirs_is_another_question_keeps_it(cast: Cast) -> None:
    page = address(cast, f"{cast.question.constraint_id}/")
    cast.browser(None).post(page + "ask/", {"text": "Why not more?!", "same_as": "another"})
    assert Question.objects.unjoined().count() == 2


def test_a_visitor_asks_it_too_with_one_press_and_only_once(cast: Cast) -> None:
    url = f"/c/{cast.coproduction.slug}/questions/{cast.question.pk}/ask-too/"
    visitor = cast.browser(None)
    for _press in range(2):
        assert visitor.post(url)["Location"] == address(cast, f"{cast.limit.pk}/")
    assert Question.objects.count() == 2
    cast.browser(cast.resident).post(url)
    assert Question.objects.count() == 2


def test_a_proposal_with_a_figure_shows_what_would_fit_then(cast: Cast) -> None:
    _ = (cast.council_party, cast.draft)
    page, visitor = address(cast, f"{cast.limit.pk}/"), cast.browser(None)
    assert "It costs no more than" in visitor.get(page + "propose/").content.decode()
    sent = visitor.post(page + "propose/", {"text": "Count the heating.", "at_most_pence": "90,000"})
    assert sent["Location"] == page
    asked = Question.objects.get()
    assert asked.proposed == {"test": "total_cost", "at_most_pence": 9_000_000}
    shown = visitor.get(page).content.decode()
    assert "It costs no more than £90,000 in all." in shown
    link = f"{page}what-if/?proposal={asked.pk}"
    assert link in shown
    solutions.share(cast.draft, by=cast.facilitator)
    tried = visitor.get(link).content.decode()
    assert "These would fit every limit then" in tried
    assert "Version 1 of “Lockside Lates”" in tried


def test_a_proposal_without_another_figure_has_none(cast: Cast) -> None:
    _ = cast.council_party
    cast.browser(None).post(address(cast, f"{cast.limit.pk}/propose/"), {"text": "Wait.", "at_most_pence": "60,000"})
    assert Question.objects.get().proposed == {}


def test_a_bad_figure_is_refused_at_its_blank_and_stores_nothing(cast: Cast) -> None:
    _ = cast.draft
    solutions.share(cast.draft, by=cast.facilitator)
    visitor, page = cast.browser(None), address(cast, f"{cast.limit.pk}/")
    given = {"text": "So.", "at_most_pence": "lots", "try": "1"}
    for answer in (visitor.post(page + "propose/", given), visitor.get(page + "what-if/", given)):
        assert "at_most_pence" in answer.context["form"].errors
    bounds = {"at_most_pence": "1", "at_least_pence": "2", "try": "1"}
    assert "at_most_pence" in visitor.get(page + "what-if/", bounds).context["form"].errors
    assert not Question.objects.exists()


def test_a_facilitator_joins_two_questions_on_a_page(cast: Cast) -> None:
    other = actions.ask_why(cast.question.constraint, by=cast.neighbour, text="Who says so?")
    url = f"/c/{cast.coproduction.slug}/questions/{other.pk}/join/"
    browser = cast.browser(cast.facilitator)
    assert url in browser.get(address(cast, f"{cast.limit.pk}/")).content.decode()
    assert browser.post(url, {"to": cast.question.pk}).status_code == 302
    other.refresh_from_db()
    assert other.same_as == cast.question
    assert cast.browser(None).post(url, {"to": cast.question.pk}).status_code == 403


def test_everybody_who_asked_gets_the_answer_and_the_page_says_what_changed(cast: Cast) -> None:
    actions.ask_why(cast.question.constraint, by=cast.neighbour, text="", same_as=cast.question)
    given = {"answer": "withdrawn", "words": "We found the money."}
    url = f"/c/{cast.coproduction.slug}/questions/{cast.question.pk}/answer/"
    assert cast.browser(cast.officer).post(url, given).status_code == 302
    assert not Question.objects.waiting().exists()
    assert "What changed because people asked" in read(cast, f"{cast.limit.pk}/")
    assert cast.limit.current.statement in read(cast, "?show=asked")
    assert cast.limit.current.statement in read(cast, "?show=fixed")


def test_a_late_answer_shows_on_the_limit_the_list_and_the_organisations_page(cast: Cast) -> None:
    late = timezone.localdate() - timedelta(days=3)
    asked = timezone.now() - timedelta(days=17)
    Question.objects.filter(pk=cast.question.pk).update(due_on=late, asked_at=asked, reminded_on=late)
    assert "3 days late" in read(cast, f"{cast.limit.pk}/")
    assert "was reminded on" in read(cast, f"{cast.limit.pk}/")
    assert cast.limit.current.statement in read(cast, "?show=late")
    page = cast.browser(None).get(f"/organisations/{cast.council.slug}/").content.decode()
    assert "3 days late" in page
    assert "1 of them late" in page
    hearing = cast.browser(None).get(f"/c/{cast.coproduction.slug}/hearing/").content.decode()
    assert "Averhythe Council" in hearing


def test_what_is_asked_in_a_private_circle_is_not_counted_on_a_public_page(cast: Cast) -> None:
    _ = cast.circle_question
    page = f"/organisations/{cast.tenants.slug}/"
    assert "Asked about its limits" not in cast.browser(None).get(page).content.decode()
    assert "Asked about its limits" in cast.browser(cast.organiser).get(page).content.decode()


def test_an_officer_withdraws_a_limit_for_another_and_cannot_go_in_a_circle(cast: Cast) -> None:
    browser = cast.browser(cast.officer)
    first, second = cast.limit, cast.judged_limit
    given = {"reason": "A new year.", "replaced_by": second.pk}
    assert browser.post(address(cast, f"{first.pk}/withdraw/"), given).status_code == 302
    assert "In its place stands:" in read(cast, f"{first.pk}/")
    assert "It stands in place of:" in read(cast, f"{second.pk}/")
    again = browser.post(address(cast, f"{second.pk}/withdraw/"), {"reason": "Back.", "replaced_by": first.pk})
    assert "replaced_by" in again.context["form"].errors
    second.refresh_from_db()
    assert second.state == Constraint.State.STANDING


def test_what_if_pages_say_what_comes_in_and_what_clashes(cast: Cast) -> None:
    limit = cast.limit
    base = f"/c/{cast.coproduction.slug}/what-if/"
    visitor = cast.browser(None)
    assert "Nothing to work out yet" in visitor.get(base).content.decode()
    solutions.share(cast.draft, by=cast.facilitator)
    page = visitor.get(base).content.decode()
    assert "1 limit leaves no version of “Lockside Lates”." in page
    assert "no limit that could move keeps a version out by itself." in page
    one = visitor.get(address(cast, f"{limit.pk}/what-if/")).content.decode()
    assert "It costs no more than £90,000 in all." in one
    tried = visitor.get(address(cast, f"{limit.pk}/what-if/"), {"try": "1", "at_most_pence": "95,000"})
    assert "These would fit every limit then" in tried.content.decode()
    dropped = visitor.get(address(cast, f"{limit.pk}/what-if/"), {"dropped": "1"}).content.decode()
    assert "If it went" in dropped
    assert limit.versions.count() == 1


def test_a_what_if_page_names_the_missing_fact_and_says_that_nobody_knows(cast: Cast) -> None:
    _ = (cast.limit, cast.judged_limit)
    solutions.share(cast.draft, by=cast.facilitator)
    url = address(cast, f"{cast.limit.pk}/what-if/")
    page = cast.browser(None).get(url, {"dropped": "1"}).content.decode()
    assert "Of these nobody can say, because facts are missing" in page
    assert "Nobody has judged yet whether it keeps to “Children go home safely”." in page
    assert "These would fit every limit then" not in page
    api = cast.browser(None).post(f"/api/v1/limits/{cast.limit.pk}/what-if", {"test": None}, JSON).json()
    (unknown,) = api["move"]["unknown"]
    assert (unknown["id"], api["move"]["comes_in"]) == (cast.draft.pk, [])
    assert unknown["missing"] == ["Nobody has judged yet whether it keeps to “Children go home safely”."]


def test_the_api_asks_too_joins_tries_and_hears(cast: Cast) -> None:
    solutions.share(cast.draft, by=cast.facilitator)
    browser = cast.browser(None)
    limit, moira = f"/api/v1/limits/{cast.limit.pk}", cast.api(cast.neighbour)
    given = {"kind": "loosen", "text": "Count it.", "proposed": {"test": "total_cost", "at_most_pence": 9_000_000}}
    other = browser.post(f"{limit}/questions", given, JSON, headers=moira).json()
    assert other["proposed"]["at_most_pence"] == 9_000_000
    bad = browser.post(f"{limit}/questions", given | {"proposed": {"test": "judged"}}, JSON, headers=moira)
    assert (bad.status_code, bad.json()["field"]) == (409, "test")
    too = browser.post(f"{limit}/questions", {"same_as": cast.question.pk}, JSON, headers=moira)
    assert too.json()["same_as"] == cast.question.pk, too.content
    join = f"/api/v1/questions/{other['id']}/join"
    assert browser.post(join, {"to": cast.question.pk}, JSON, headers=moira).status_code == 403
    joined = browser.post(join, {"to": cast.question.pk}, JSON, headers=cast.api(cast.facilitator))
    assert joined.json()["same_as"] == cast.question.pk
    tried = browser.post(f"{limit}/what-if", {"test": given["proposed"]}, JSON).json()
    assert [version["id"] for version in tried["move"]["comes_in"]] == [cast.draft.pk]
    assert tried["together"]["can_stand"]
    assert browser.post(f"{limit}/what-if", {"test": {"test": "x"}}, JSON).json()["field"] == "test"
    swept = browser.get(f"/api/v1/coproductions/{cast.coproduction.slug}/what-if").json()
    assert swept["moves"] == []
    assert swept["together"]["parts"][0]["limit"] == cast.limit.pk
    heard = browser.get(f"/api/v1/coproductions/{cast.coproduction.slug}/hearing").json()
    assert heard["owners"][0]["waiting"] == 1
    read_limit = browser.get(limit).json()
    assert read_limit["says"] == ["It costs no more than £60,000 in all."]
    assert read_limit["current"]["honest_answer"] == "fixed"


def test_how_limits_work_is_told_to_everybody(cast: Cast) -> None:
    assert "is it fixed, or is it inconvenient?" in cast.browser(None).get("/how-limits-work/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_everybody_who_asked_is_written_to_once_and_late_organisations_too(cast: Cast) -> None:
    for person, to in ((cast.resident, "ines@example.org"), (cast.neighbour, "moira@example.org")):
        people.change_details(person, by=person, name="", answer_to=to, language="en-gb")
        people.give_consent(person, by=person, purpose="answers")
    actions.ask_why(cast.question.constraint, by=cast.neighbour, text="Why so little?", same_as=cast.question)
    late = timezone.localdate() - timedelta(days=3)
    Question.objects.update(due_on=late)
    remind_of_late_answers(0)
    deliver(0)
    (reminder,) = mail.outbox
    assert reminder.to == ["femi@example.org"]
    assert reminder.subject == "Averhythe Council owes an answer"
    assert "We can spend no more than £60,000 on this." in reminder.body
    mail.outbox.clear()
    actions.answer(cast.question, by=cast.officer, answer="confirmed", words="It is all there is.")
    deliver(0)
    deliver(0)
    assert sorted(one.to[0] for one in mail.outbox) == ["ines@example.org", "moira@example.org"]
    assert "Why so little?" in next(one.body for one in mail.outbox if one.to == ["moira@example.org"])


def test_ones_own_page_says_what_one_asked_and_when_the_answer_is_owed(cast: Cast) -> None:
    _ = cast.question
    browser = cast.browser(cast.resident)
    page = browser.get("/you/").content.decode()
    assert "Why not more?" in page
    assert "The answer is owed by" in page
    actions.answer(cast.question, by=cast.officer, answer="confirmed", words="So it is.")
    answered = browser.get("/you/").content.decode()
    assert "The limit stands, and this is why." in answered
    assert "So it is." in answered


def test_who_acts_for_an_organisation_sees_the_answers_it_owes(cast: Cast) -> None:
    question = cast.question
    where = f"#question-{question.pk}"
    mine, others = (cast.browser(who).get("/you/").content.decode() for who in (cast.officer, cast.grants_officer))
    assert "Answers you owe" in mine
    assert where in mine
    assert "Answers you owe" not in others
    of_the_council = f"/organisations/{cast.council.slug}/"
    assert where in cast.browser(None).get(of_the_council).content.decode()
    actions.answer(question, by=cast.officer, answer="confirmed", words="The budget stands.")
    assert "Answers you owe" not in cast.browser(cast.officer).get("/you/").content.decode()


def test_a_guest_asks_why_through_the_api_as_on_the_page(cast: Cast) -> None:
    asked = cast.browser(None).post(f"/api/v1/limits/{cast.limit.pk}/questions", {"text": "Why sixty?"}, JSON)
    assert asked.status_code == 201, asked.content
    assert Question.objects.filter(asker__email=None).count() == 1
