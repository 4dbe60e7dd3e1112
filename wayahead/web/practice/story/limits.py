"""What bounds the solutions in Lockside: limits of all three kinds, what people asked, and what was answered."""

from typing import Any, NamedTuple

from django.utils import timezone

from wayahead.loop.constraints.actions import Terms


class Bound(NamedTuple):
    """A limit and the organisation that owns it."""

    key: str
    owner: str
    terms: Terms


# Whole years from now, so that the story does not grow old.
YEAR = timezone.localdate().year + 2

LIMITS = (
    Bound(
        "trust_cap",
        "trust",
        Terms(
            kind="financial",
            statement="No more than £45,000 for one solution.",
            reason="So that a year’s money reaches at least eight groups.",
            firmness="could_move",
            honest_answer="inconvenient",
            honest_words="Nothing would break. Seven groups would share what eight share now, and the trustees would have to say so.",
            would_move_if="a solution answers three needs at once, and says so in figures",
            who_can_move="Ruth, with two trustees",
            test={"test": "total_cost", "at_most_pence": 4_500_000},
        ),
    ),
    Bound(
        "involvement",
        "trust",
        Terms(
            kind="policy",
            statement="At least 5% of the money pays for involving people.",
            reason="Work with people costs money. Whoever leaves it out pays with other people’s evenings.",
            firmness="preference",
            honest_answer="inconvenient",
            honest_words="People would pay for the meetings themselves, as they did for years.",
            test={"test": "cost_share", "cost_kind": "involvement", "at_least_percent": 5},
        ),
    ),
    Bound(
        "checks",
        "council",
        Terms(
            kind="policy",
            statement="Whoever sits alone with somebody at home has an enhanced check.",
            reason="The law, since 2012, and because of what happened here in 2019.",
            firmness="fixed",
            honest_answer="fixed",
            honest_words="It is an offence, and somebody could come to harm. The Disclosure and Barring Service says so.",
            source="https://www.gov.uk/government/organisations/disclosure-and-barring-service",
        ),
    ),
    Bound(
        "hall_hours",
        "council",
        Terms(
            kind="practical",
            statement="The hall closes at nine.",
            reason="The caretaker’s contract ends then, and the alarm sets itself.",
            firmness="could_move",
            honest_answer="inconvenient",
            honest_words="Somebody would have to lock up and be paid for it. The building itself can stay open.",
            would_move_if="two people who live here hold keys and are insured",
            who_can_move="Femi’s manager, within a month",
        ),
    ),
    Bound(
        "council_year",
        "council",
        Terms(
            kind="practical",
            statement=f"It does not run past March {YEAR}.",
            reason="The council promises money for this financial year and the next, and no further.",
            firmness="fixed",
            honest_answer="fixed",
            honest_words="The council may not promise money that no budget has voted for. The section 151 officer says so.",
            test={"test": "dates", "ends_not_after": f"{YEAR}-03-31"},
        ),
    ),
    Bound(
        "all_money",
        "trust",
        Terms(
            kind="financial",
            statement="For everything in Lockside together there is £120,000.",
            reason="It is what all of us at the table have found for two years. Nobody has more.",
            firmness="could_move",
            honest_answer="inconvenient",
            honest_words="We would have to ask others for money, and that takes half a year.",
            would_move_if="the county, or anybody else, brings more",
            who_can_move="Ruth, as soon as somebody does",
            document="Note of the table of 4 September, page 2. Ask Ruth for it.",
            test={"test": "together_cost", "at_most_pence": 12_000_000},
        ),
    ),
    Bound(
        "place",
        "lamplight",
        Terms(
            kind="policy",
            statement="It happens in Averhythe.",
            reason="The fund was left to the people of the borough.",
            firmness="fixed",
            honest_answer="fixed",
            honest_words="The will of 1911 says so, and the Charity Commission would ask for the money back.",
            test={"test": "area", "must_lie_in": ["E09000999"]},
        ),
    ),
    Bound(
        "people",
        "lamplight",
        Terms(
            kind="financial",
            statement="No more than £150 for each person.",
            reason="Past that we could give the money to people, and should.",
            firmness="could_move",
            honest_answer="inconvenient",
            honest_words="We would reach fewer people with the same money, and would have to say why.",
            would_move_if="the people it is for say that it is worth it to them",
            test={"test": "cost_per_person", "at_most_pence": 15_000},
        ),
    ),
)

# Who asked why of which limit, what they asked, and what the owner answered; no answer: the clock still runs.
QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "limit": "trust_cap",
        "who": "dougie",
        "text": "Why £45,000? One thing that answers three needs is cheaper than three things, and yet it is forbidden.",
        "answer": "loosened",
        "words": "Nobody can tell beforehand which plan will answer three needs at once. You are right: one solution may cost up to £60,000 from now on.",
        "statement": "No more than £60,000 for one solution.",
        "test": {"test": "total_cost", "at_most_pence": 6_000_000},
        "would_move_if": "somebody else at the table pays for what goes past it",
        "honest_answer": "inconvenient",
        "honest_words": "At £60,000 a year’s money reaches six groups. Past that we would have to turn some of them away.",
    },
    {
        "limit": "hall_hours",
        "who": "ines",
        "text": "Why nine? By the time my mum is in bed it is eight.",
        "joined": (
            ("precious", "Why nine? The bus from the hospital comes at ten past."),
            ("kofi", ""),
        ),
        "answer": "loosened",
        "words": "Two residents have done the training and hold keys. On Thursdays and Fridays it is ten.",
        "statement": "The hall closes at nine, on Thursdays and Fridays at ten.",
        "would_move_if": "more people who live here hold keys, for more evenings",
        "who_can_move": "Femi’s manager, as soon as two more hold keys",
        "honest_answer": "inconvenient",
        "honest_words": "Without the two who hold keys somebody would have to be paid to lock up.",
    },
    {
        "limit": "checks",
        "who": "precious",
        "text": "Why an enhanced check for a neighbour of thirty years?",
        "answer": "confirmed",
        "words": "Because it is the law, and it protects the neighbour as well. We pay for it, and it takes eight days.",
    },
    {
        "limit": "people",
        "who": "kofi",
        "text": "Why count pounds for each person? A place is for everybody who might come.",
        "answer": "loosened",
        "words": "For places that are open to all we count everybody who comes in a year, and take £200.",
        "statement": "No more than £200 for each person who comes in a year.",
        "test": {"test": "cost_per_person", "at_most_pence": 20_000},
        "honest_answer": "inconvenient",
        "honest_words": "We would reach fewer people, and those who come once would count as much as those who come every week.",
    },
    {
        "limit": "council_year",
        "who": "aneesa",
        "text": "What would have to happen for you to promise five years, as the county does?",
        "joined": (("dougie", ""), ("precious", "Why does it stop in March? Newcomers only begin to come by then.")),
    },
    {
        "limit": "all_money",
        "who": "dougie",
        "kind": "loosen",
        "text": "The county has £15,000 for warm rooms that nobody asked for. Ask for it, and count it in.",
        "proposed": {"test": "together_cost", "at_most_pence": 13_500_000},
    },
)
