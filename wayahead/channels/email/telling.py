"""What the e-mail channel tells, to whom: it reads the record and puts messages into the outbox."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.urls import reverse

from wayahead.base.coproduction.models import Party, Seat
from wayahead.base.people.models import Membership, Person
from wayahead.channels.email import bidding
from wayahead.channels.email.letters import Happened, key_of, mail, own_page, root, willing
from wayahead.channels.models import Message
from wayahead.journey.answers import voices_upstream
from wayahead.loop.constraints.models import Question
from wayahead.loop.listening.models import Voice
from wayahead.loop.needs.models import CheckBack
from wayahead.loop.outcomes.models import Answer, Report, Verdict
from wayahead.loop.solutions.models import Agreement, Objection, Suggestion
from wayahead.loop.tensions.models import Remark, Resolution, Speaker, Tension


def tell(event: Happened) -> None:
    """Put into the outbox what this event says to people, if anything."""
    teller = TELLERS.get(event.kind)
    if teller is not None:
        teller(event)


def because_you_said(event: Happened) -> None:
    """Everybody whose voice got an answer hears it, once however many of their voices it answers."""
    answers = Answer.objects.filter(pk__in=event.facts["answers"]).exclude(voice__state=Voice.State.WITHDRAWN)
    by_person: dict[Person, list[Answer]] = {}
    for answer in answers.order_by("pk").select_related("voice__speaker__claimed_by", "voice__coproduction", "report"):
        if answer.voice.speaker is not None:
            by_person.setdefault(root(answer.voice.speaker), []).append(answer)
    for person in willing(by_person):
        first = by_person[person][0]
        mail(
            event,
            person,
            "because_you_said",
            answer=first,
            voices=[answer.voice for answer in by_person[person]],
            chain_url=own_page(person, reverse("chain", args=["listening.voice", first.voice_id])),
        )


def is_that_right(event: Happened) -> None:
    """Those whose words became a need are asked whether it says what they meant."""
    asked = (
        CheckBack.objects.filter(need=key_of(event))
        .waiting()
        .select_related("person__claimed_by", "need__coproduction")
    )
    by_person = {root(check.person): check for check in asked}
    for person in willing(by_person):
        check_url = own_page(person, reverse("check_back", args=[by_person[person].need_id]))
        mail(event, person, "check_back", need=by_person[person].need, check_url=check_url)


def your_question(event: Happened) -> None:
    """Everybody who asked why of a limit, or joined who did, gets the answer; once, however often they asked."""
    asked = Question.objects.select_related("asker__claimed_by", "constraint__owner", "constraint__coproduction")
    # Events that were written before a limit's going answered all that waits name no questions: it is their own.
    keys = event.facts.get("questions", [key_of(event)] if event.kind == "question.answered" else [])
    by_person: dict[Person, Question] = {}
    for question in asked.filter(Q(pk__in=keys) | Q(same_as__in=keys)).order_by("pk"):
        if question.asker is not None:
            by_person.setdefault(root(question.asker), question)
    for person in willing(by_person):
        question = by_person[person]
        chain_url = own_page(person, reverse("chain", args=["constraints.constraint", question.constraint_id]))
        mail(event, person, "question_answered", question=question, chain_url=chain_url)


def it_is_on_the_table(event: Happened) -> None:
    """Everybody whose words stand on a side of a tension hears that it is on the table, where they can speak for it."""
    tension = Tension.objects.select_related("coproduction").get(pk=key_of(event))
    tell_both_sides(event, tension, "tension_on_the_table")


def it_is_settled(event: Happened) -> None:
    """The same people hear how it was settled, who still sees it differently, and when it is looked at again."""
    settled = Resolution.objects.select_related("tension__coproduction", "decided_by")
    resolution = settled.get(pk=event.facts["resolution"])
    tell_both_sides(event, resolution.tension, "tension_settled", resolution=resolution)


def tell_both_sides(event: Happened, tension: Tension, template: str, **context: Any) -> None:
    """One message to each person whose words led to a side, once however many of their voices did."""
    voices = voices_upstream(("tensions.tension", tension.pk))
    prefetch_related_objects(voices, "speaker__claimed_by")
    by_person: dict[Person, list[Voice]] = {}
    for voice in voices:
        if voice.speaker is not None:
            by_person.setdefault(root(voice.speaker), []).append(voice)
    to = reverse("tension", args=[tension.coproduction.slug, tension.pk])
    for person in willing(by_person):
        words = {"tension": tension, "voices": by_person[person], "tension_url": own_page(person, to)}
        mail(event, person, template, **words, **context)


def is_it_true(event: Happened) -> None:
    """Everybody whose words led to a report is asked once whether it is true."""
    report = report_of(event)
    for person, voices in upstream_of(report).items():
        say_url = own_page(person, reverse("verdict_give", args=[report.version.solution.coproduction.slug, report.pk]))
        mail(event, person, "is_it_true", report=report, voices=voices, say_url=say_url)


def they_see_it_differently(event: Happened) -> None:
    """Once so many see a report differently, those who lead the organisation that reported hear that an answer is owed.

    Of what people did themselves, whoever told of it hears it.
    """
    if not event.facts.get("disputed"):
        return
    report = report_of(event)
    to = reverse("report_reply", args=[report.version.solution.coproduction.slug, report.pk])
    for person in reporters(report):
        mail(event, person, "report_disputed", report=report, reply_url=own_page(person, to))


def reporters(report: Report) -> list[Person]:
    """Those who lead the organisation that reported; of what people did themselves, whoever told of it."""
    leads = Membership.objects.filter(
        role=Membership.Role.LEAD, left_at=None, organisation__bids__grant=report.grant_id
    )
    people = [one.person for one in leads.select_related("person")] if report.grant_id else [root(report.reported_by)]
    each = {person.pk: person for person in people}.values()
    return [person for person in each if person.reply_address and person.erased_at is None]


def you_owe_an_answer(event: Happened) -> None:
    """Whoever reported is put in mind of the answer that is late, unless it came meanwhile."""
    report = report_of(event)
    to = reverse("report_reply", args=[report.version.solution.coproduction.slug, report.pk])
    for person in [] if report.reply else reporters(report):
        mail(event, person, "report_answer_late", report=report, reply_url=own_page(person, to))


def they_answered(event: Happened) -> None:
    """Those who see a report differently hear what whoever reported says to that."""
    report = report_of(event)
    said = report.verdicts.exclude(answer=Verdict.Answer.YES).select_related("person__claimed_by").order_by("pk")
    to = reverse("report", args=[report.version.solution.coproduction.slug, report.pk])
    for person in willing({root(verdict.person): None for verdict in said}):
        mail(event, person, "report_answered", report=report, report_url=own_page(person, to))


def report_of(event: Happened) -> Report:
    """The report that an event is about."""
    with_names = Report.objects.select_related(
        "version__solution__coproduction", "grant__bid__applicant", "reported_by"
    )
    return with_names.get(pk=key_of(event))


def upstream_of(report: Report) -> dict[Person, list[Voice]]:
    """Everybody who can be written to and whose words led to a report, with those words."""
    voices = voices_upstream(("solutions.version", report.version_id))
    prefetch_related_objects(voices, "speaker__claimed_by")
    by_person: dict[Person, list[Voice]] = {}
    for voice in voices:
        if voice.speaker is not None:
            by_person.setdefault(root(voice.speaker), []).append(voice)
    return {person: by_person[person] for person in willing(by_person)}


def your_suggestion(event: Happened) -> None:
    """Whoever made a suggestion that is not taken in hears why."""
    tell_suggesters(event, Suggestion.objects.filter(pk=key_of(event)))


def your_suggestions_are_in(event: Happened) -> None:
    """Those whose suggestions a version took in are asked whether it does what they wanted, once they can read it."""
    tell_suggesters(event, Suggestion.objects.filter(taken_in=key_of(event)))


def tell_suggesters(event: Happened, suggestions: "QuerySet[Suggestion]") -> None:
    """One message to each person about all of theirs among these."""
    by_person: dict[Person, list[Suggestion]] = {}
    with_people = suggestions.exclude(suggester=None).select_related("suggester__claimed_by", "taken_in")
    for one in with_people.select_related("version__solution__coproduction").order_by("pk"):
        if one.suggester is not None:
            by_person.setdefault(root(one.suggester), []).append(one)
    for person in willing(by_person):
        solution = by_person[person][0].version.solution
        rows = [
            (one, own_page(person, reverse("suggestion", args=[solution.coproduction.slug, one.pk])))
            for one in by_person[person]
        ]
        mail(event, person, "suggestion_answered", solution=solution, rows=rows)


def your_reason(event: Happened) -> None:
    """Whoever gave a reason against a version hears how it was answered."""
    found = Objection.objects.select_related("objector__claimed_by", "version__solution__coproduction")
    objection = found.get(pk=key_of(event))
    for person in willing([root(objection.objector)] if objection.objector else []):
        solution = objection.version.solution
        to = reverse("version", args=[solution.coproduction.slug, solution.pk, objection.version.number])
        mail(event, person, "reason_answered", objection=objection, solution=solution, version_url=own_page(person, to))


def look_again(event: Happened) -> None:
    """Those who facilitate hear that the day has come to look at an agreement again."""
    agreement = Agreement.objects.select_related("version__solution__coproduction").get(pk=key_of(event))
    coproduction = agreement.version.solution.coproduction
    seats = Seat.objects.filter(coproduction=coproduction, role=Seat.Role.FACILITATOR, left_at=None)
    to = reverse("agreement", args=[coproduction.slug, agreement.pk])
    for person in {root(seat.person) for seat in seats.select_related("person__claimed_by")}:
        if person.reply_address and person.erased_at is None:
            mail(event, person, "look_again", agreement=agreement, agreement_url=own_page(person, to))


def you_asked_to_speak(event: Happened) -> None:
    """Whoever asked to speak for a side hears whether they were let in, and if not, why."""
    asked = Speaker.objects.select_related("person__claimed_by", "side__tension__coproduction")
    speaker = asked.get(pk=event.facts["speaker"])
    answered = {"speaker.let_in": Speaker.State.LET_IN, "speaker.turned_down": Speaker.State.TURNED_DOWN}[event.kind]
    for person in willing([root(speaker.person)] if speaker.state == answered else []):
        tension = speaker.side.tension
        to = own_page(person, reverse("tension", args=[tension.coproduction.slug, tension.pk]))
        other = tension.sides.exclude(pk=speaker.side_id).get()
        mail(event, person, "asked_to_speak", speaker=speaker, tension=tension, other=other, tension_url=to)


def your_remark(event: Happened) -> None:
    """Whoever said something about a tension that is not shown hears why."""
    remarks = Remark.objects.select_related("author__claimed_by", "tension__coproduction")
    remark = remarks.get(pk=event.facts["remark"])
    if remark.author is None or remark.state != Remark.State.SET_ASIDE:
        return
    for person in willing([root(remark.author)]):
        tension = remark.tension
        to = own_page(person, reverse("tension", args=[tension.coproduction.slug, tension.pk]))
        mail(event, person, "remark_set_aside", remark=remark, tension=tension, tension_url=to)


def answers_are_late(event: Happened) -> None:
    """Those who lead an organisation are put in mind of the answers that it owes, all of them in one message."""
    party = Party.objects.select_related("organisation", "coproduction").get(pk=key_of(event))
    asked = Question.objects.waiting().filter(pk__in=event.facts["questions"]).select_related("constraint")
    owed = [
        {"question": question, "url": f"{settings.BASE_URL}{limit_page(party, question)}"}
        for question in asked.prefetch_related("constraint__versions").order_by("due_on", "pk")
    ]
    leads = Membership.objects.filter(organisation=party.organisation, role=Membership.Role.LEAD, left_at=None)
    for membership in leads.select_related("person") if owed else []:
        if membership.person.email and membership.person.erased_at is None:
            mail(event, membership.person, "answers_late", party=party, owed=owed)


def limit_page(party: Party, question: Question) -> str:
    """The page of the limit that was asked about."""
    return reverse("limit", args=[party.coproduction.slug, question.constraint_id])


def your_link(event: Happened) -> None:
    """Somebody asked for their link; asking is consent enough."""
    person = Person.objects.get(pk=key_of(event))
    if person.reply_address and person.erased_at is None:
        mail(event, person, "link")


def forget(event: Happened) -> None:
    """Messages to somebody who left for good go with them, sent or not: they hold an address."""
    Message.objects.filter(person__in=Person.objects.get(pk=key_of(event)).selves).delete()


TELLERS: dict[str, Callable[[Happened], None]] = {
    "answer.given": because_you_said,
    "report.made": is_it_true,
    "verdict.given": they_see_it_differently,
    "report.reminded": you_owe_an_answer,
    "report.answered": they_answered,
    "need.asked_back": is_that_right,
    "question.answered": your_question,
    "limit.withdrawn": your_question,
    "tension.registered": it_is_on_the_table,
    "tension.settled": it_is_settled,
    "speaker.let_in": you_asked_to_speak,
    "speaker.turned_down": you_asked_to_speak,
    "remark.set_aside": your_remark,
    "suggestion.declined": your_suggestion,
    "version.shared": your_suggestions_are_in,
    "objection.answered": your_reason,
    "agreement.came_back": look_again,
    "party.reminded": answers_are_late,
    "bid.sent": bidding.it_came_in,
    "whole_bid.sent": bidding.it_came_in,
    "round.awarded": bidding.it_is_chosen,
    "follow_up.asked": bidding.you_are_asked,
    "follow_up.answered": bidding.you_are_answered,
    "part_offer.made": bidding.you_are_offered,
    "part_offer.made_it_whole": bidding.it_is_granted,
    "part_offer.taken_back": bidding.an_offer_is_taken_back,
    "grant.awarded": bidding.it_is_granted,
    "bid.refused": bidding.it_is_refused,
    "bid.withdrawn": bidding.it_is_taken_back,
    "whole_bid.withdrawn": bidding.it_is_taken_back,
    "whole_bid.accepted_short": bidding.it_goes_ahead_with_less,
    "link.asked": your_link,
    "person.erased": forget,
    "account.left": forget,
}
