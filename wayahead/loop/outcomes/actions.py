"""What people can do about results: report once, say whether it is true, answer those who spoke."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.models import Bid, Grant
from wayahead.loop.listening.models import Voice
from wayahead.loop.outcomes.models import Answer, Measure, Report, Verdict
from wayahead.loop.solutions.models import Version


@dataclass(frozen=True)
class Counted:
    """One thing counted before and after."""

    indicator: str
    unit: str
    before: Decimal | None
    after: Decimal


@dataclass(frozen=True)
class Account:
    """What a grantee says: what happened, what did not work, what it cost."""

    words: str
    spent_pence: int
    did_not_work: str = ""
    people_reached: int | None = None
    measures: Sequence[Counted] = ()


def refuse_bad_account(account: Account) -> None:
    """Say what is wrong with an account, at its field."""
    if not account.words.strip():
        raise NotPossible(_("Say what happened."), field="words")
    if account.spent_pence < 0:
        raise NotPossible(_("Money spent cannot be below nought."), field="spent_pence")


def keep(account: Account, *, by: Person, version: Version, grant: Grant | None) -> Report:
    """The report with its measures."""
    plain = {name: value for name, value in vars(account).items() if name != "measures"}
    made = Report.objects.create(version=version, grant=grant, reported_by=by, **plain)
    Measure.objects.bulk_create(Measure(report=made, **vars(measure)) for measure in account.measures)
    return made


@transaction.atomic
def report(grant: Grant, account: Account, *, by: Person) -> Report:
    """The grantee reports once; every funder reads the same."""
    refuse_bad_account(account)
    Grant.objects.select_for_update().get(pk=grant.pk)
    if grant.reports.exists():
        raise NotPossible(_("This grant is reported already. You report once."))
    made = keep(account, by=by, version=grant.bid.version, grant=grant)
    note(
        "report.made",
        made,
        by=by,
        coproduction_id=made.version.solution.coproduction_id,
        for_organisation=grant.bid.applicant,
        facts={"pence": account.spent_pence, "measures": len(account.measures)},
    )
    return made


@transaction.atomic
def report_what_we_did(version: Version, account: Account, *, by: Person) -> Report:
    """Those who did something themselves, without a funder, say once what came of it."""
    refuse_bad_account(account)
    locked = Version.objects.select_for_update().get(pk=version.pk)
    if not version.solution.is_community_led:
        raise NotPossible(_("What was paid for is reported by whoever got the grant."))
    if locked.state != Version.State.AGREED:
        raise NotPossible(_("Agree on it first, then do it, then tell what came of it."))
    if locked.reports.exists():
        raise NotPossible(_("What came of it is told already. You tell it once."))
    made = keep(account, by=by, version=version, grant=None)
    facts = {"pence": account.spent_pence, "measures": len(account.measures)}
    note("report.made", made, by=by, coproduction_id=version.solution.coproduction_id, facts=facts)
    return made


@transaction.atomic
def say_whether_true(report: Report, *, by: Person, answer: str, comment: str = "") -> Verdict:
    """Somebody whose voice is upstream says whether the report is true; saying it again replaces it."""
    if answer not in Verdict.Answer.values:
        raise NotPossible(_("Say yes, partly or no."), field="answer")
    if answer != Verdict.Answer.YES and not comment.strip():
        raise NotPossible(_("Say in a few words what is different."), field="comment")
    Report.objects.select_for_update().get(pk=report.pk)
    said = {"answer": answer, "comment": comment.strip(), "given_at": timezone.now()}
    earlier = report.verdicts.filter(person__in=by.selves).order_by("pk").first()
    verdict, _made = Verdict.objects.update_or_create(
        report=report, person_id=earlier.person_id if earlier else by.pk, defaults=said
    )
    note("verdict.given", report, by=by, coproduction_id=report.version.solution.coproduction_id)
    return verdict


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
