"""Averhythe, its organisations, and who sits at the table."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from wayahead.base.coproduction import actions as table
from wayahead.base.coproduction.models import CoProduction, CostLine, MeetingPoint, Presence
from wayahead.base.people import actions as people
from wayahead.base.people.models import Consent, Installation, Organisation, Person
from wayahead.base.places import actions as places
from wayahead.base.places.models import Area, Community
from wayahead.web.practice.story.cast import CHARACTERS

GUESTS = ("ines",)


@dataclass(frozen=True)
class Town:
    """What the rest of the story stands on."""

    people: dict[str, Person]
    organisations: dict[str, Organisation]
    borough: Area
    parts: list[Area]
    coproduction: CoProduction
    circle: CoProduction


def build_town() -> Town:
    """The borough, its people and organisations, one co-production for all to see and one private circle."""
    installation, _made = Installation.objects.get_or_create()
    installation.is_practice, installation.run_by = True, "Nobody: Averhythe is made up"
    installation.contact, installation.safeguarding_lead = "sam@practice.example", "Sam"
    installation.save()
    cast = {character.key: person_of(character.key, character.name, character.address) for character in CHARACTERS}
    cast["sam"].is_steward = True
    cast["sam"].save(update_fields=["is_steward"])
    organisations = found_organisations(cast)
    borough = places.add_area(code="E09000999", year=2025, name="Averhythe", kind="borough", by=cast["sam"])
    ward = places.add_area(
        code="E05099901", year=2025, name="Lockside", kind="ward", by=cast["sam"], parent=borough, boundary=BOUNDARY
    )
    carers = places.add_community(
        name="Carers in Lockside", kind="experience", by=cast["aneesa"], about="People who look after somebody.", area=ward
    )  # fmt: skip
    boats = places.add_community(
        name="The boats", kind="place", by=cast["aneesa"], about="Moored by the lock.", area=ward
    )
    coproduction = lay_the_table(cast, organisations, ward, (carers, boats))
    parts = [
        places.add_area(code=code, year=2025, name=name, kind="lsoa", by=cast["sam"], parent=ward)
        for code, name in PARTS
    ]
    return Town(cast, organisations, borough, parts, coproduction, close_a_circle(cast))


PARTS = (("E01099901", "The Basin"), ("E01099902", "Ropewalk Estate"), ("E01099903", "Bridge Street"))


# An outline of nowhere: a bend of an invented canal.
BOUNDARY = {
    "type": "Polygon",
    "coordinates": [
        [[-0.06, 51.53], [-0.05, 51.536], [-0.041, 51.534], [-0.038, 51.528], [-0.047, 51.524], [-0.057, 51.525], [-0.06, 51.53]]
    ],
}  # fmt: skip


def person_of(key: str, name: str, address: str) -> Person:
    """Somebody of the story: a guest who left an address, or somebody with an account."""
    if key in GUESTS:
        guest = people.welcome_guest()
        people.change_details(guest, by=guest, name=name, answer_to=address, language="en-gb")
        people.give_consent(guest, by=guest, purpose=Consent.Purpose.ANSWERS)
        return guest
    return Person.objects.create_user(email=address, name=name)


def found_organisations(cast: dict[str, Person]) -> dict[str, Organisation]:
    """A tenants' group, a support organisation, a charity, the council, a housing association and two funders."""
    founded = (
        ("tenants", "Lockside Tenants’ Group", "community_group", "dougie", "Meets in the laundry room, first Mondays."),
        ("alongside", "Averhythe Alongside", "support", "precious", "Walks with groups until they speak for themselves."),
        ("sitting", "The Sitting Room", "civil_society", "dougie", "A small charity: people who sit with people."),
        ("council", "Averhythe Council", "public_body", "femi", "Runs the library, the hall and the towpath’s lamps."),
        ("homes", "Lockside Homes", "public_body", "femi", "Owns the blocks, the lifts and the stairwells."),
        ("trust", "Ropewalk Trust", "funder", "ruth", "Gives about £400,000 a year to groups by the canal."),
        ("lamplight", "The Lamplight Fund", "funder", "ruth", "Small grants for things that you can see in the dark."),
    )  # fmt: skip
    return {
        key: people.start_organisation(name=name, kind=kind, by=cast[lead], about=about)
        for key, name, kind, lead, about in founded
    }


def lay_the_table(
    cast: dict[str, Person], organisations: dict[str, Organisation], ward: Area, communities: tuple[Community, ...]
) -> CoProduction:
    """Evenings in Lockside: started from an issue, with its parties, what involving people costs, and a first meeting."""
    coproduction = table.start(
        title="Evenings in Lockside",
        issue="After six there is nowhere to go in Lockside. The hall is dark, the library is shut, the towpath is black, "
        "and people who look after somebody cannot leave home at all.",
        by=cast["aneesa"],
        reach=table.Reach(area=ward, communities=communities),
    )
    for key, can, cannot, days in PARTIES:
        organisation = organisations[key]
        lead = organisation.memberships.select_related("person").get(role="lead").person
        table.sit_down(
            coproduction, by=lead, organisation=organisation, can_decide=can, cannot_decide=cannot, answers_within_days=days
        )  # fmt: skip
    for kind, words, planned, spent, payer in COSTS:
        line = table.plan_cost(
            coproduction, by=cast["aneesa"], kind=kind, words=words, planned_pence=planned, paid_by=organisations[payer]
        )
        table.spend(line, by=cast["aneesa"], pence=spent)
    today = timezone.localdate()
    hold_first_meeting(coproduction, cast["aneesa"], today)
    concern = table.raise_concern(
        page="/", words="Somebody wrote the number of my flat.", by=cast["ines"], coproduction=coproduction
    )
    table.handle_concern(concern, by=cast["aneesa"], outcome="Taken out the same day, and we rang to say sorry.")
    return coproduction


PARTIES = (
    ("tenants", "What we do ourselves: the rota, the keys, who we ask.", "Anything that costs more than £500.", 7),
    ("alongside", "Whose words we help to write down, and in which language.", "What the words are.", 7),
    ("council", "Opening hours of the library and the hall, lamps on the towpath.", "Council tax, and what the county pays for.", 14),
    ("homes", "Repairs in the blocks, and who answers the phone.", "Rents; they are set by law.", 14),
    ("trust", "Grants of up to £60,000, each month.", "Anything outside Averhythe, and anything for one person alone.", 10),
    ("lamplight", "Grants of up to £40,000 for things that you can see.", "Wages for longer than a year.", 21),
)  # fmt: skip

COSTS = (
    (CostLine.Kind.RECOGNITION, "£20 for each evening, for up to 12 residents", 240_000, 164_000, "trust"),
    (CostLine.Kind.ACCESS, "Somali and Bengali interpreters, four evenings", 96_000, 72_000, "council"),
    (CostLine.Kind.EXPENSES, "Somebody to sit in while carers come", 60_000, 54_000, "alongside"),
    (CostLine.Kind.ROOMS, "The hall, and soup", 40_000, 38_500, "tenants"),
)


def hold_first_meeting(coproduction: CoProduction, by: Person, day: date) -> None:
    """People in one room, with what was said and agreed."""
    table.note_meeting(
        coproduction,
        table.Gathering(
            title="First evening in the hall",
            held_on=day,
            place="Lockside Hall, small room",
            access_asked="A ramp, Somali, somebody to sit with two people at home.",
            access_met="All three.",
            recognition_pence=22_000,
        ),
        by=by,
        present=[
            Presence(role="residents", number=11),
            Presence(role="carers", number=4),
            Presence(role="officers of the council", number=2, names="Femi", names_agreed=True),
        ],
        points=[
            (MeetingPoint.Kind.SAID, "The hall is ours and we never get in."),
            (MeetingPoint.Kind.SAID, "I would come if somebody walked home with me."),
            (MeetingPoint.Kind.SAID, "Do not ask us again unless you tell us what happened last time."),
            (MeetingPoint.Kind.AGREED, "Everybody who speaks hears back within 14 days."),
            (MeetingPoint.Kind.AGREED, "Residents are paid for evenings, officers are paid already."),
        ],
    )


def close_a_circle(cast: dict[str, Person]) -> CoProduction:
    """A private circle: nobody else sees that it is there."""
    circle = table.start(
        title="Kofi and Dougie, Tuesdays",
        issue="What Kofi wants to get out of this year, and what Dougie can open doors to.",
        by=cast["dougie"],
        reach=table.Reach(scale=CoProduction.Scale.CIRCLE, is_private=True),
    )
    table.take_seat(circle, by=cast["dougie"], person=cast["kofi"])
    return circle
