"""Seek agreement on a version: reasons against it and what became of them, votes, and the outcome with its dissent."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.solutions.models import Agreement, Ballot, Objection, Version
from wayahead.loop.solutions.votes import FEWEST, outcome_of


@transaction.atomic
def seek_agreement(version: Version, *, by: Person, way: str, closes_on: date, panel: str = "") -> Agreement:
    """Ask whether a shared version can be agreed: by consent, by a vote or through a panel, until a day."""
    if way not in Agreement.Way.values:
        raise NotPossible(_("Choose how you come to agree."), field="way")
    if way == Agreement.Way.PANEL and not panel.strip():
        raise NotPossible(_("Say who sits on the panel."), field="panel")
    if closes_on < timezone.localdate():
        raise NotPossible(_("This day has passed already."), field="closes_on")
    locked = Version.objects.select_for_update().get(pk=version.pk)
    if locked.state != Version.State.SHARED:
        raise NotPossible(_("Only a version that was shared, and not agreed yet, can be agreed."))
    if locked.agreements.filter(outcome=Agreement.Outcome.SOUGHT).exists():
        raise NotPossible(_("People are asked about this version already."))
    sought = Agreement.objects.create(version=version, way=way, panel=panel.strip(), closes_on=closes_on, sought_by=by)
    note("agreement.sought", sought, by=by, coproduction_id=version.solution.coproduction_id)
    return sought


@transaction.atomic
def object_to(version: Version, *, by: Person, reason: str, signed: str = "", language: str = "en-gb") -> Objection:
    """Somebody says why they cannot live with a shared version. It stands until they take it back or it is answered."""
    if not reason.strip():
        raise NotPossible(_("Say what you cannot live with, and why."), field="reason")
    if version.state != Version.State.SHARED:
        raise NotPossible(_("Reasons against it are heard while a version is shared and not agreed yet."))
    raised = Objection.objects.create(
        version=version, reason=reason.strip(), signed=signed.strip(), language=language, objector=by
    )
    note("objection.raised", raised, by=by, coproduction_id=version.solution.coproduction_id)
    return raised


def close(objection: Objection, **changes: object) -> Objection:
    """Change a reason that stands; one that does not any more is refused."""
    if not Objection.objects.standing().filter(pk=objection.pk).update(**changes):
        raise NotPossible(_("This was settled already."))
    objection.refresh_from_db()
    return objection


@transaction.atomic
def answer_objection(objection: Objection, *, by: Person, words: str) -> Objection:
    """A facilitator writes down how a reason against a version was answered; both stay to be read."""
    if not words.strip():
        raise NotPossible(_("Say how it was answered. Everybody can read it."), field="words")
    answer = {"answer_words": words.strip(), "answered_by": by, "answered_at": timezone.now()}
    close(objection, state=Objection.State.ANSWERED, **answer)
    note("objection.answered", objection, by=by, coproduction_id=objection.version.solution.coproduction_id)
    return objection


@transaction.atomic
def take_objection_back(objection: Objection, *, by: Person) -> Objection:
    """Whoever gave a reason takes it back: they can live with it now. The reason stays to be read."""
    close(objection, state=Objection.State.TAKEN_BACK, answered_at=timezone.now())
    note("objection.taken_back", objection, by=by, coproduction_id=objection.version.solution.coproduction_id)
    return objection


@transaction.atomic
def say_if_agreed(agreement: Agreement, *, by: Person, agrees: bool) -> Ballot:
    """Somebody says whether this can be agreed; saying it again replaces it. The record does not say who."""
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if not locked.takes_votes:
        raise NotPossible(_("The vote on this version is over."))
    earlier = locked.ballots.filter(person__in=by.selves).select_related("person").order_by("pk").first()
    ballot, _made = Ballot.objects.update_or_create(
        agreement=locked,
        person=earlier.person if earlier else by,
        defaults={"agrees": agrees, "given_at": timezone.now()},
    )
    note("agreement.voted", agreement, by=None, coproduction_id=locked.version.solution.coproduction_id)
    return ballot


def round_of(version: Version, by: Person) -> Agreement:
    """The round that is under way, locked; where nobody asked before, people consented at the table today."""
    Version.objects.select_for_update().get(pk=version.pk)
    sought = version.agreements.select_for_update().filter(outcome=Agreement.Outcome.SOUGHT).first()
    return sought or Agreement(version=version, sought_by=by, closes_on=timezone.localdate())


def refuse_if_not_carried(agreement: Agreement, version: Version) -> None:
    """By consent nobody is left with a reason against it; by a vote it has ended, and enough people carry it. What was
    not agreed when people were asked is not agreed at the table behind their backs.
    """
    if agreement.pk is None and version.agreements.filter(outcome=Agreement.Outcome.NOT_AGREED).exists():
        raise NotPossible(_("It was not agreed when people were asked last. Ask them again first."))
    standing = Objection.objects.in_the_way_of(version).count()
    if agreement.way == Agreement.Way.CONSENT and standing:
        words = ngettext(
            "%d reason against it stands. Answer it first, or ask whoever gave it to take it back.",
            "%d reasons against it stand. Answer them first, or ask those who gave them to take them back.",
            standing,
        )
        raise NotPossible(words % standing, field="against")
    if agreement.way == Agreement.Way.VOTE:
        if agreement.is_early:
            raise NotPossible(_("People can still vote. Write the outcome down once they have."))
        vote = outcome_of(agreement)
        if not vote.is_shown:
            raise NotPossible(
                _("Fewer than %d people answered: too few to say. Write down that it was not agreed, or ask again.")
                % FEWEST
            )
        if not vote.carries:
            raise NotPossible(_("No more people agree than disagree. Write down that it was not agreed, and why."))


def end(agreement: Agreement, because: str) -> None:
    """A round that ends before the day that people were told says why, for everybody to read."""
    if agreement.is_early and not because.strip():
        day = date_format(agreement.closes_on, "j F")
        raise NotPossible(_("People were told that they are asked until %s. Say why it ends before.") % day,
                          field="cut_short")  # fmt: skip
    agreement.cut_short = because.strip() if agreement.is_early else ""


@transaction.atomic
def agree(
    version: Version, *, by: Person, words: str, dissent: str = "", review_on: date | None = None, cut_short: str = ""
) -> Version:
    """A version is agreed: how people came to it, who still dissents, and when they look at it again."""
    agreement = round_of(version, by)
    is_by_panel = agreement.way == Agreement.Way.PANEL
    if not words.strip():
        by_panel = _("Say what the panel decided, why, and who sat on it.")
        raise NotPossible(
            by_panel if is_by_panel else _("Say how you came to agree, and who was there."), field="words"
        )
    if is_by_panel and review_on is None:
        raise NotPossible(_("Say when you look at what the panel decided again."), field="review_on")
    if review_on and review_on <= timezone.localdate():
        raise NotPossible(_("Choose a day that is still to come."), field="review_on")
    refuse_if_not_carried(agreement, version)
    end(agreement, cut_short)
    agreed = Version.objects.filter(pk=version.pk, state=Version.State.SHARED).update(
        state=Version.State.AGREED, agreed_at=timezone.now()
    )
    if not agreed:
        raise NotPossible(_("Only a version that was shared, and not agreed yet, can be agreed."))
    write_down(agreement, Agreement.Outcome.AGREED, by, words, dissent)
    agreement.review_on = review_on
    agreement.rests_on_guests = agreement.way == Agreement.Way.VOTE and outcome_of(agreement).rests_on_guests
    agreement.save()
    version.refresh_from_db()
    note("version.agreed", version, by=by, coproduction_id=version.solution.coproduction_id)
    return version


def write_down(agreement: Agreement, outcome: str, by: Person, words: str, dissent: str) -> None:
    """The outcome of a round, in words."""
    agreement.outcome, agreement.written_by, agreement.written_at = outcome, by, timezone.now()
    agreement.words, agreement.dissent = words.strip(), dissent.strip()


@transaction.atomic
def not_agree(version: Version, *, by: Person, words: str, dissent: str = "", cut_short: str = "") -> Agreement:
    """A round ends without agreement, and says why. The version stays shared, and another round can follow."""
    if not words.strip():
        raise NotPossible(_("Say why you did not agree."), field="words")
    if version.state != Version.State.SHARED:
        raise NotPossible(_("Only a version that was shared, and not agreed yet, can be agreed."))
    agreement = round_of(version, by)
    end(agreement, cut_short)
    write_down(agreement, Agreement.Outcome.NOT_AGREED, by, words, dissent)
    agreement.save()
    note("agreement.not_reached", agreement, by=by, coproduction_id=version.solution.coproduction_id)
    return agreement


@transaction.atomic
def come_back(agreement: Agreement) -> Agreement:
    """The day has come on which people said that they look at it again; it comes back once."""
    came = Agreement.objects.due_for_review().filter(pk=agreement.pk, came_back_at=None)
    if not came.update(came_back_at=timezone.now()):
        raise NotPossible(_("It is not the day to look at this again, or it came back already."))
    agreement.refresh_from_db()
    note("agreement.came_back", agreement, by=None, coproduction_id=agreement.version.solution.coproduction_id)
    return agreement


@transaction.atomic
def review(agreement: Agreement, *, by: Person, words: str) -> Agreement:
    """People looked at what they had agreed once more, and say what they found."""
    if not words.strip():
        raise NotPossible(_("Say what you found when you looked again."), field="words")
    reviewed = Agreement.objects.filter(pk=agreement.pk, outcome=Agreement.Outcome.AGREED, reviewed_at=None).update(
        review_words=words.strip(), reviewed_at=timezone.now()
    )
    if not reviewed:
        raise NotPossible(_("This was looked at again already, or was never agreed."))
    agreement.refresh_from_db()
    note("agreement.reviewed", agreement, by=by, coproduction_id=agreement.version.solution.coproduction_id)
    return agreement
