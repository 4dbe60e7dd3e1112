"""How a funder gives, through the API: computed from what happened, never filled in."""

from django.http import Http404
from ninja import Router, Schema

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.loop.funding.trusting import Profile, profile_of

router = Router(tags=["funding"])


class ProfileOut(Schema):
    """One funder against the eight commitments of open and trusting grant-making. Null: nothing to go by yet."""

    programmes: int
    extra_questions: int
    extra_questions_changed_after_an_answer: int
    words_each: int | None
    bids: int
    decided: int
    granted: int
    refused: int
    refused_with_reasons: int
    refused_with_what_would_change_it: int
    median_days: int | None
    late: int
    grants: int
    grants_to_new_groups: int
    smallest_grant_pence: int | None
    follow_ups: int
    limits: int
    limits_that_could_move: int
    limits_moved: int


def as_figures(profile: Profile) -> dict[str, int | None]:
    """The figures of a profile."""
    return {
        "programmes": len(profile.programmes),
        "extra_questions": len(profile.questions),
        "extra_questions_changed_after_an_answer": len(profile.changed),
        "words_each": profile.words_each,
        "bids": len(profile.bids),
        "decided": len(profile.decided),
        "granted": len(profile.granted),
        "refused": len(profile.refused),
        "refused_with_reasons": len(profile.with_reasons),
        "refused_with_what_would_change_it": len(profile.with_a_way),
        "median_days": profile.median_days,
        "late": len(profile.late),
        "grants": len(profile.grants),
        "grants_to_new_groups": len(profile.to_new_groups),
        "smallest_grant_pence": profile.smallest_pence,
        "follow_ups": len(profile.follow_ups),
        "limits": len(profile.limits),
        "limits_that_could_move": len(profile.could_move),
        "limits_moved": profile.answering.moved if profile.answering else 0,
    }


@router.get("/organisations/{slug}/how-it-gives", response=ProfileOut)
def how_it_gives(request: Ask, slug: str) -> dict[str, int | None]:
    """How one funder gives; 404 for an organisation that never opened a programme."""
    funder = access.fetch(request.person, "organisation.see", slug=slug)
    profile = profile_of(funder, sees=lambda model: access.visible(request.person, model))
    if profile is None:
        raise Http404
    return as_figures(profile)
