"""The 360Giving Data Standard 1.4 in our own words: every field with its title and what may stand in it.

Source: https://standard.threesixtygiving.org/ (CC BY 4.0). A test holds this table against the standard's own schema.
"""

from typing import Any

VERSION = "1.4"

# ISO 4217, with the codes of former times, and ISO 3166-1: the codes that the standard takes.
CURRENCIES = """
ADP AED AFA AFN ALK ALL AMD ANG AOA AOK AON AOR ARA ARP ARS ARY ATS AUD AWG AYM AZM AZN BAD BAM BBD BDT BEC BEF BEL
BGJ BGK BGL BGN BHD BIF BMD BND BOB BOP BOV BRB BRC BRE BRL BRN BRR BSD BTN BUK BWP BYB BYN BYR BZD CAD CDF CHC CHE
CHF CHW CLF CLP CNY COP COU CRC CSD CSJ CSK CUC CUP CVE CYP CZK DDM DEM DJF DKK DOP DZD ECS ECV EEK EGP ERN ESA ESB
ESP ETB EUR FIM FJD FKP FRF GBP GEK GEL GHC GHP GHS GIP GMD GNE GNF GNS GQE GRD GTQ GWE GWP GYD HKD HNL HRD HRK HTG
HUF IDR IEP ILP ILR ILS INR IQD IRR ISJ ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAJ LAK LBP LKR LRD
LSL LSM LTL LTT LUC LUF LUL LVL LVR LYD MAD MDL MGA MGF MKD MLF MMK MNT MOP MRO MRU MTL MTP MUR MVQ MVR MWK MXN MXP
MXV MYR MZE MZM MZN NAD NGN NIC NIO NLG NOK NPR NZD OMR PAB PEH PEI PEN PES PGK PHP PKR PLN PLZ PTE PYG QAR RHD ROK
ROL RON RSD RUB RUR RWF SAR SBD SCR SDD SDG SDP SEK SGD SHP SIT SKK SLL SOS SRD SRG SSP STD STN SUR SVC SYP SZL THB
TJR TJS TMM TMT TND TOP TPE TRL TRY TTD TWD TZS UAH UAK UGS UGW UGX USD USN USS UYI UYN UYP UYU UZS VEB VEF VES VNC
VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XEU XFO XFU XOF XPD XPF XPT XRE XSU XTS XUA XXX YDD YER YUD YUM YUN
ZAL ZAR ZMK ZMW ZRN ZRZ ZWC ZWD ZWL ZWN ZWR
""".split()  # noqa: SIM905 - three hundred codes in eleven lines
COUNTRIES = """
AF AX AL DZ AS AD AO AI AQ AG AR AM AW AU AT AZ BS BH BD BB BY BE BZ BJ BM BT BO BQ BA BW BV BR IO BN BG BF BI KH CM
CA CV KY CF TD CL CN CX CC CO KM CG CD CK CR CI HR CU CW CY CZ DK DJ DM DO EC EG SV GQ ER EE ET FK FO FJ FI FR GF PF
TF GA GM GE DE GH GI GR GL GD GP GU GT GG GN GW GY HT HM VA HN HK HU IS IN ID IR IQ IE IM IL IT JM JP JE JO KZ KE KI
KP KR KW KG LA LV LB LS LR LY LI LT LU MO MK MG MW MY MV ML MT MH MQ MR MU YT MX FM MD MC MN ME MS MA MZ MM NA NR NP
NL NC NZ NI NE NG NU NF MP NO OM PK PW PS PA PG PY PE PH PN PL PT PR QA RE RO RU RW BL SH KN LC MF PM VC WS SM ST SA
SN RS SC SL SG SX SK SI SB SO ZA GS SS ES LK SD SR SJ SZ SE CH SY TW TJ TZ TH TL TG TK TO TT TN TR TM TC TV UG UA AE
GB US UM UY UZ VU VE VN VG VI WF EH YE ZM ZW
""".split()  # noqa: SIM905

DAY_PATTERN = "^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$"
PART_OF_DAY_PATTERN = "^[0-9]{4}(-(0[1-9]|1[012]))?$"

Kind = dict[str, Any]
TEXT: Kind = {"type": "string"}
TEXT_OR_NONE: Kind = {"type": ["string", "null"]}
NUMBER: Kind = {"type": "number"}
NUMBER_OR_NONE: Kind = {"type": ["number", "null"]}
ADDRESS: Kind = {"type": "string", "format": "uri"}
ADDRESS_OR_NONE: Kind = {"type": ["string", "null"], "format": "uri"}
MOMENT: Kind = {"type": "string", "format": "date-time"}
DAY: Kind = {"type": "string", "oneOf": [{"format": "date-time"}, {"pattern": DAY_PATTERN}]}
DAY_OR_NONE: Kind = {**DAY, "type": ["string", "null"]}
DAY_OR_PART: Kind = {**DAY, "oneOf": [*DAY["oneOf"], {"pattern": PART_OF_DAY_PATTERN}]}
CURRENCY: Kind = {"type": "string", "enum": CURRENCIES}
COUNTRY: Kind = {"type": ["string", "null"], "enum": COUNTRIES}


def record(required: tuple[str, ...] = (), **fields: tuple[str, Kind]) -> Kind:
    """An object with these fields, each by its name with its title."""
    properties = {name: {**kind, "title": title} if title else kind for name, (title, kind) in fields.items()}
    return {"type": "object", "properties": properties, **({"required": list(required)} if required else {})}


def several(one: Kind, *, least: int = 0, beside: tuple[str, ...] = ()) -> Kind:
    """A list; a single entry's fields `beside` stand in the grant's own row of a spreadsheet."""
    more: Kind = {"minItems": least} if least else {}
    return {"type": "array", "items": one, **more, **({"rollUp": list(beside)} if beside else {})}


MODIFIED = ("Last Modified", MOMENT)
LOCATION = record(
    id=("Identifier", TEXT),
    name=("Name", TEXT_OR_NONE),
    countryCode=("Country Code", COUNTRY),
    latitude=("Latitude", NUMBER_OR_NONE),
    longitude=("Longitude", NUMBER_OR_NONE),
    description=("Description", TEXT_OR_NONE),
    geoCode=("Geographic Code", TEXT_OR_NONE),
    geoCodeType=("Geographic Code Type", TEXT_OR_NONE),
    dateModified=MODIFIED,
)
ORGANISATION = record(
    ("id", "name"),
    id=("Identifier", TEXT),
    name=("Name", TEXT),
    department=("Department", TEXT),
    contactName=("Contact Name", TEXT),
    charityNumber=("Charity Number", TEXT),
    companyNumber=("Company Number", TEXT),
    streetAddress=("Street Address", TEXT),
    addressLocality=("City", TEXT),
    addressRegion=("County", TEXT),
    addressCountry=("Country", TEXT),
    postalCode=("Postal Code", TEXT),
    telephone=("Phone Number", TEXT),
    alternateName=("Alternate Name", TEXT),
    email=("Email", TEXT),
    description=("Description", TEXT),
    organisationType=("Organisation Type", TEXT_OR_NONE),
    url=("Web Address", ADDRESS),
    location=("Location", several(LOCATION)),
    dateModified=MODIFIED,
)
PERSON = record(("id", "name"), id=("Identifier", TEXT), name=("Name", TEXT))
PROGRAMME = record(
    code=("Code", TEXT),
    title=("Title", TEXT_OR_NONE),
    description=("Description", TEXT_OR_NONE),
    url=("URL", ADDRESS_OR_NONE),
    dateModified=MODIFIED,
)
CLASSIFICATION = record(
    vocabulary=("Vocabulary", TEXT),
    code=("Code", TEXT),
    title=("Title", TEXT_OR_NONE),
    description=("Description", TEXT_OR_NONE),
    url=("URL", ADDRESS_OR_NONE),
    dateModified=MODIFIED,
)
DOCUMENT = record(
    id=("Identifier", TEXT),
    title=("Title", TEXT_OR_NONE),
    url=("Web Address", ADDRESS_OR_NONE),
    description=("Description", TEXT_OR_NONE),
    documentType=("Document Type", TEXT_OR_NONE),
    dateModified=MODIFIED,
)
EVENT = record(
    title=("Title", TEXT),
    startDate=("Start Date", DAY_OR_PART),
    endDate=("End Date", DAY_OR_PART),
    duration=("Duration (months)", {**NUMBER, "minimum": 0}),
    description=("Description", TEXT),
    dateModified=MODIFIED,
)
TRANSACTION = record(
    id=("Identifier", TEXT),
    transactionDate=("Transaction Date", DAY),
    currency=("Currency", CURRENCY),
    value=("Value", NUMBER),
    valueDate=("Value Date", DAY_OR_NONE),
    description=("Description", TEXT_OR_NONE),
    provider=("Provider", TEXT_OR_NONE),
    recipient=("Recipient", TEXT_OR_NONE),
    dateModified=MODIFIED,
)
TO_INDIVIDUALS = record(
    primaryGrantReason=("Primary Grant Reason", TEXT),
    secondaryGrantReason=("Secondary Grant Reason", TEXT),
    grantPurpose=("Grant Purpose", several(TEXT)),
)
ADDRESS_FIELDS = (
    "id name charityNumber companyNumber streetAddress addressLocality addressRegion postalCode addressCountry "
    "description url"
)
GRANT = record(
    ("id", "title", "description", "currency", "amountAwarded", "awardDate", "fundingOrganization"),
    id=("Identifier", TEXT),
    title=("Title", TEXT),
    description=("Description", TEXT),
    currency=("Currency", CURRENCY),
    amountAppliedFor=("Amount Applied For", NUMBER),
    amountAwarded=("Amount Awarded", NUMBER),
    amountDisbursed=("Amount Disbursed", NUMBER),
    awardDate=("Award Date", DAY),
    url=("URL", ADDRESS),
    plannedDates=("Planned Dates", several(EVENT, beside=("startDate", "endDate", "duration"))),
    actualDates=("Actual Dates", several(EVENT)),
    recipientIndividual=("Recipient Ind", PERSON),
    toIndividualsDetails=("To Individuals Details", TO_INDIVIDUALS),
    recipientOrganization=(
        "Recipient Org",
        several(ORGANISATION, least=1, beside=tuple(ADDRESS_FIELDS.split())),
    ),
    beneficiaryLocation=(
        "Beneficiary Location",
        several(LOCATION, beside=("name", "countryCode", "latitude", "longitude", "geoCode", "geoCodeType")),
    ),
    fundingOrganization=("Funding Org", several(ORGANISATION, least=1, beside=("id", "name", "department"))),
    grantProgramme=("Grant Programme", several(PROGRAMME, beside=("code", "title", "url"))),
    fromOpenCall=("From An Open Call?", {**TEXT, "enum": ["Yes", "No"]}),
    fundingType=("Funding Type", several(CLASSIFICATION)),
    classifications=("Classifications", several(CLASSIFICATION)),
    relatedDocument=("Related Document", several(DOCUMENT)),
    applicationTransaction=("", several(TRANSACTION)),
    commitmentTransaction=("", several(TRANSACTION)),
    disbursementTransaction=("", several(TRANSACTION)),
    relatedActivity=("Related Activity", several(TEXT)),
    dateModified=MODIFIED,
    dataSource=("Data Source", ADDRESS_OR_NONE),
    regrantType=("For Regrant Type", TEXT),
    locationScope=("Location Scope", TEXT),
)
PUBLISHER = record(
    ("name",),
    identifier=("Identifier", TEXT),
    name=("Name", TEXT),
    website=("Website", ADDRESS),
    logo=("Logo", ADDRESS),
)
# What stands beside the grants. The grants themselves are read one by one.
PACKAGE = record(
    version=("Version", {**TEXT, "pattern": r"^(\d+\.)(\d+)$"}),
    extensions=("Extensions", {**several(TEXT), "uniqueItems": True}),
    title=("Title", TEXT),
    description=("Description", TEXT),
    issued=("Issued", DAY),
    modified=("Modified", DAY),
    identifier=("Identifier", TEXT),
    publisher=("Publisher", PUBLISHER),
    downloadURL=("Download URL", ADDRESS),
    accessURL=("Access URL", ADDRESS),
    license=("License", ADDRESS),
)


def heading_of(path: tuple[str | int, ...]) -> str:
    """How a spreadsheet heads the column of a field: “Recipient Org:Identifier”. Empty for what is no field."""
    kind, titles = GRANT, []
    for step in path:
        if isinstance(step, int) or str(step).isdigit():
            continue
        fields = kind.get("items", kind).get("properties", {})
        if step not in fields or "title" not in fields[step]:
            return ""
        kind = fields[step]
        titles.append(kind["title"])
    return ":".join(titles)
