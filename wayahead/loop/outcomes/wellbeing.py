"""The four questions on personal wellbeing (ONS4), in the words in which everybody asks them, so that answers compare.

Source: Office for National Statistics, personal well-being harmonised standard of the Government Statistical Service,
https://analysisfunction.civilservice.gov.uk/policy-store/personal-well-being/ . Crown copyright, used under the Open
Government Licence v3.0. The words are kept as they are, in English; the four answers are never added up.
"""

from dataclasses import dataclass

SOURCE = "https://analysisfunction.civilservice.gov.uk/policy-store/personal-well-being/"
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
INTRODUCTION = (
    "Next I would like to ask you four questions about your feelings on aspects of your life. There are no right or "
    "wrong answers. For each of these questions I’d like you to give an answer on a scale of 0 to 10, where 0 is "
    "“not at all” and 10 is “completely”."
)
GOOD = ((0, 4, "Low"), (5, 6, "Medium"), (7, 8, "High"), (9, 10, "Very high"))
ANXIETY = ((0, 1, "Very low"), (2, 3, "Low"), (4, 5, "Medium"), (6, 10, "High"))


@dataclass(frozen=True)
class Question:
    """One question, which way is better, and how one person's answer is called, from a figure to a figure."""

    key: str
    words: str
    better: str
    bands: tuple[tuple[int, int, str], ...]


QUESTIONS = (
    Question("ons4.satisfaction", "Overall, how satisfied are you with your life nowadays?", "up", GOOD),
    Question(
        "ons4.worthwhile",
        "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
        "up",
        GOOD,
    ),
    Question("ons4.happiness", "Overall, how happy did you feel yesterday?", "up", GOOD),
    Question(
        "ons4.anxiety",
        "On a scale where 0 is “not at all anxious” and 10 is “completely anxious”, "
        "overall, how anxious did you feel yesterday?",
        "down",
        ANXIETY,
    ),
)
LOWEST, HIGHEST = 0, 10
UNIT = "0 to 10"
# Scales that others own, which may not be copied here: they are named, with where they are kept.
LICENSED = ("WEMWBS", "SWEMWBS", "EQ-5D", "TOMs", "Outcomes Star")
