"""Codes of the DEI Data Standard (CC BY 4.0, the DEI Data Group): which communities lead, and whom money is for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wayahead.formats.threesixty.standard import GRANT, Kind, record

EXTENSION = "dei"  # its name in the registry of extensions of 360Giving
STANDARD = "1.1"
NOT_ASKED, ASKED = "AS100", "AS200"  # not applicable; during the application
NO_REPLY, REPLY = "RS100", "RS200"
TEXT: Kind = {"type": "string"}
# Code → name, in the order of the standard. Codes that end in four noughts are groups of communities.
NAMES = {
    "DEI010000": "Communities experiencing racial inequity",
    "DEI010100": "Black / African / Caribbean / Black British",
    "DEI010110": "African",
    "DEI010120": "Caribbean",
    "DEI010199": "Any other Black/ African/ Caribbean background",
    "DEI010200": "Mixed",
    "DEI010210": "White and Black",
    "DEI010220": "White and Asian",
    "DEI010299": "Any other Mixed / Multiple ethnic background",
    "DEI010300": "Asian / Asian British",
    "DEI010310": "Indian",
    "DEI010320": "Pakistani",
    "DEI010330": "Bangladeshi",
    "DEI010340": "Chinese",
    "DEI010399": "Any other Asian background",
    "DEI019900": "Other Group experiencing ethnic or racial inequity",
    "DEI019910": "Arab",
    "DEI019920": "Jewish",
    "DEI019930": "Gypsy, Roma and Traveller Communities",
    "DEI019999": "Any other Ethnic group",
    "DEI020000": "Disabled people",
    "DEI020100": "Physical Impairment",
    "DEI020110": "Mobility",
    "DEI020120": "Visual impairment/ partial sight/sight loss",
    "DEI020130": "Hard of hearing/ deaf/ hearing loss",
    "DEI020140": "Speech impairment",
    "DEI020200": "Mental Health",
    "DEI020300": "Cognitive differences",
    "DEI020310": "Learning disability",
    "DEI020320": "Learning difficulty",
    "DEI020330": "Neurodivergent",
    "DEI020400": "Health",
    "DEI029900": "Other",
    "DEI030000": "Faith",
    "DEI030100": "Catholic",
    "DEI030200": "Protestant",
    "DEI030300": "Other Christian denominations",
    "DEI030400": "Buddhist",
    "DEI030500": "Hindu",
    "DEI030600": "Jewish",
    "DEI030700": "Muslim",
    "DEI030800": "Sikh",
    "DEI030900": "Atheist",
    "DEI031000": "Agnostic",
    "DEI039900": "Other",
    "DEI040000": "LGBT+ People",
    "DEI040100": "Bisexual people",
    "DEI040110": "Bisexual men",
    "DEI040120": "Bisexual women",
    "DEI040200": "Gay men",
    "DEI040300": "Lesbian/gay women",
    "DEI040400": "Transgender people",
    "DEI040410": "Trans men",
    "DEI040420": "Trans women",
    "DEI040500": "Non-binary people",
    "DEI049900": "Other",
    "DEI050000": "Migrants",
    "DEI050100": "Asylum seekers",
    "DEI050200": "Refugees",
    "DEI050300": "Undocumented People",
    "DEI059900": "Other Migrants",
    "DEI060000": "Older People",
    "DEI070000": "Children and Young People",
    "DEI070100": "Young adults",
    "DEI070200": "Young people",
    "DEI070300": "Children",
    "DEI070400": "Infants",
    "DEI080000": "People who are educationally or economically disadvantaged",
    "DEI090000": "Women and girls",
    "DEI700000": "Welsh Language Speaking",
    "DEI800010": "The Protestant community",
    "DEI800020": "The Catholic community",
    "DEI800030": "Neither",
}
# The one group that the standard gives no code of its own.
NORTHERN_IRELAND = "Community background in Northern Ireland"


@dataclass(frozen=True)
class Group:
    """Codes that belong together: the one for all of them, where the standard has one, and those that say it closer."""

    name: str
    code: str | None
    closer: tuple[str, ...]

    @property
    def codes(self) -> list[str]:
        """All of its codes."""
        return [code for code in (self.code, *self.closer) if code]


def groups() -> list[Group]:
    """All the codes of the standard, in its order, by what they belong to."""
    found: dict[str, list[str]] = {}
    for code in NAMES:
        found.setdefault(code[:5], []).append(code)
    return [
        Group(NAMES[first], first, tuple(rest)) if is_whole(first) else Group(NORTHERN_IRELAND, None, (first, *rest))
        for first, *rest in found.values()
    ]


def is_whole(code: str) -> bool:
    """True for the code of a whole group."""
    return code.endswith("0000")


def full_name(code: str) -> str:
    """What a code says, with the group it belongs to: “Faith: Other”."""
    whole = f"{code[:5]}0000"
    return NAMES[code] if is_whole(code) or whole not in NAMES else f"{NAMES[whole]}: {NAMES[code]}"


AREA = record(
    ("askedStatus",),
    askedStatus=("Asked Status", TEXT),
    replyStatus=("Reply Status", TEXT),
    response=("DEI Response", record(taxonomyCodes=("Taxonomy Codes", {"type": "array", "items": TEXT}))),
)
DETAILS = record(
    ("leadership", "mission", "project"),
    deiVersion=("DEI Data Standard Version", TEXT),
    leadership=("Leadership", AREA),
    mission=("Mission", AREA),
    project=("Project", AREA),
)
# A grant with what the extension adds to it, for spreadsheets.
GRANT_WITH_DETAILS: Kind = {
    **GRANT,
    "properties": {**GRANT["properties"], "deiDetails": {**DETAILS, "title": "DEI Details"}},
}


def details(led_by: Sequence[str], meant_for: Sequence[str]) -> dict[str, Any]:
    """What a grant says about communities, or nothing where its bid said nothing. The mission is not asked for."""
    if not led_by and not meant_for:
        return {}
    return {
        "deiVersion": STANDARD,
        "leadership": answered(led_by),
        "mission": {"askedStatus": NOT_ASKED},
        "project": answered(meant_for),
    }


def answered(codes: Sequence[str]) -> dict[str, Any]:
    """One question of the standard, asked with the bid, and its reply."""
    if not codes:
        return {"askedStatus": ASKED, "replyStatus": NO_REPLY}
    return {"askedStatus": ASKED, "replyStatus": REPLY, "response": {"taxonomyCodes": list(codes)}}


def unknown(codes: Iterable[str]) -> list[str]:
    """Those that the standard does not have."""
    return [code for code in codes if code not in NAMES]
