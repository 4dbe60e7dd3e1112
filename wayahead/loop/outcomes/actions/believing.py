"""Whether people believe a report, what whoever reported says to that, and the answer to everybody who spoke."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.models import Bid
from wayahead.loop.listening.models import Voice
from wayahead.loop.outcomes.models import Answer, Report, Verdict
from wayahead.loop.outcomes.verdicts import is_disputed
from wayahead.loop.tensions.actions.wording import said

REPLY_WITHIN_DAYS = 14
BETWEEN_REMINDERS = timedelta(days=7)


@transaction.atomic
def say_whether_true(report: Report, *, by: Person, answer: str, comment: str = "") -> Verdict:
    """Somebody whose voice is upstream says whether the report is true; saying it again replaces it."""
    if answer not in Verdict.Answer.values:
        raise NotPossible(_("Say yes, partly or no."), field="answer")
    if answer != Verdict.Answer.YES and not comment.strip():
        raise NotPossible(_("Say in a few words what is different."), field="comment")
    locked = Report.objects.select_for_update().get(pk=report.pk)
    said_now = {"answer": answer, "comment": comment.strip(), "given_at": timezone.now()}
    earlier = report.verdicts.filter(person__in=by.selves).order_by("pk").first()
    verdict, _made = Verdict.objects.update_or_create(
        report=report, person_id=earlier.person_id if earlier else by.pk, defaults=said_now
    )
    facts = {"disputed": begin_dispute(locked)}
    note("verdict.given", report, by=by, coproduction_id=report.version.solution.coproduction_id, facts=facts)
    return verdict


def begin_dispute(report: Report) -> bool:
    """Start the clock once so many see it differently that whoever reported owes an answer; True when it starts now."""
    if report.disputed_at is not None or not is_disputed(report):
        return False
    report.disputed_at = timezone.now()
    report.reply_due_on = timezone.localdate() + timedelta(days=REPLY_WITHIN_DAYS)
    report.save(update_fields=["disputed_at", "reply_due_on"])
    return True


@transaction.atomic
def reply(report: Report, *, by: Person, words: str) -> Report:
    """Whoever reported answers those who see it differently, once, for everybody to read."""
    answer = said(words, field="words", most=2000, ask=_("Say what you make of it, and what you do about it."))
    locked = Report.objects.select_for_update(of=("self",)).select_related("grant__bid__applicant").get(pk=report.pk)
    if locked.disputed_at is None:
        raise NotPossible(_("There is nothing to answer: this report is not disputed."))
    if locked.reply:
        raise NotPossible(_("This was answered already."))
    locked.reply, locked.replied_by, locked.replied_at = answer, by, timezone.now()
    locked.save(update_fields=["reply", "replied_by", "replied_at"])
    note(
        "report.answered",
        locked,
        by=by,
        coproduction_id=locked.version.solution.coproduction_id,
        for_organisation=locked.grant.bid.applicant if locked.grant else None,
    )
    return locked


@transaction.atomic
def remind_of_reply(report: Report, *, by: Person | None = None) -> bool:
    """Put whoever reported in mind of the answer that is late, at most once in so many days; whether that was due."""
    today = timezone.localdate()
    owing = Report.objects.owing(today).select_for_update(of=("self",)).select_related("grant__bid__applicant")
    locked = owing.filter(pk=report.pk).first()
    if locked is None or (locked.reminded_on and today - locked.reminded_on < BETWEEN_REMINDERS):
        return False
    locked.reminded_on = today
    locked.save(update_fields=["reminded_on"])
    note(
        "report.reminded",
        locked,
        by=by,
        coproduction_id=locked.version.solution.coproduction_id,
        for_organisation=locked.grant.bid.applicant if locked.grant else None,
    )
    return True


@transaction.atomic
def answer_voices(voices: Iterable[Voice], *, by: Person, words: str, about: Bid | Report) -> list[Answer]:
    """Because you said: each of these voices without an answer yet to this decision, or this report, gets it."""
    if not words.strip():
        raise NotPossible(_("Write the answer in plain words."), field="words")
    if isinstance(about, Bid) and about.is_waiting:
        raise NotPossible(_("This bid is not decided yet. Answer once it is."))
    type(about)._default_manager.select_for_update().get(pk=about.pk)
    of_what = {"report": None, "bid": about} if isinstance(about, Bid) else {"report": about}
    answered = set(Answer.objects.filter(**of_what).values_list("voice_id", flat=True))
    answers = Answer.objects.bulk_create(
        Answer(voice=voice, words=words.strip(), given_by=by, **of_what) for voice in voices if voice.pk not in answered
    )
    if not answers:
        raise NotPossible(_("Everybody whose words led here has this answer already, or there is nobody to answer."))
    note(
        "answer.given",
        about,
        by=by,
        coproduction_id=about.version.solution.coproduction_id,
        facts={"answers": [answer.pk for answer in answers]},
    )
    return answers
