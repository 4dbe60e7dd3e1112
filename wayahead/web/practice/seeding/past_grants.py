"""What was given in Lockside before: a file that funders could have published comes in as any such file does."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from wayahead.formats import threesixty
from wayahead.formats.threesixty.writing import Award, Body, Link, Place, as_json, package_of
from wayahead.loop.funding import actions as funding
from wayahead.loop.funding.publishing import body_of
from wayahead.web.practice.seeding.town import Town
from wayahead.web.practice.story.past_grants import BEFORE, ELSEWHERE, Before


def give_before(town: Town) -> None:
    """Write the file, read it as the standard says, and bring its grants in."""
    awards = [award_of(number, one, town) for number, one in enumerate(BEFORE, start=1)]
    data = as_json(package_of(awards, publisher="Nobody: Averhythe is made up")).encode()
    file = threesixty.read_bytes(data, "grants-before.json")
    funding.import_past_grants(threesixty.given(file), by=town.people["sam"], name=file.name, digest=file.digest)


def award_of(number: int, one: Before, town: Town) -> Award:
    """One grant of the past as its funder would publish it."""
    now = timezone.localtime() - timedelta(days=one.days_ago)
    return Award(
        identifier=f"{settings.GRANTS_PREFIX}-before-{number}",
        title=one.title,
        description=one.description,
        awarded_pence=one.pence,
        asked_pence=one.pence,
        awarded_on=now.date(),
        changed_at=now,
        address=f"{settings.BASE_URL}/past-grants/",
        funder=known(one.funder, town),
        recipient=known(one.recipient, town),
        programme=Link(f"{settings.GRANTS_PREFIX}-before-{one.funder}", "Small grants", f"{settings.BASE_URL}/"),
        needs=(),
        places=[Place(*one.place)],
    )


def known(key: str, town: Town) -> Body:
    """An organisation of the story, or one that is heard of only here."""
    if key in ELSEWHERE:
        return Body(f"{settings.GRANTS_PREFIX}-org-{key}", ELSEWHERE[key])
    return body_of(town.organisations[key])
