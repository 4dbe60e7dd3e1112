"""Two tensions of Lockside: one settled as a trial, one that nobody has talked about yet."""

from typing import Any, NamedTuple


class SideStory(NamedTuple):
    """One side: who it is, what it needs, which needs and statements that rests on, who speaks for it."""

    name: str
    what_it_needs: str
    needs: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    speaker: str = ""
    why: str = ""


# The sentence that divides most; it was found in the votes, and Aneesa took it up. Its first side agrees with it.
FOUND = "quiet"
NIGHTS = {
    "title": "Evenings for the young, nights for those who sleep by the basin",
    "at_stake": "After the youth club closed, the basin became the place to be: ramps, speakers, friends until midnight. "
    "Above it people get up at four. Whoever loses, loses the evening or the night.",
    "tried": "Signs about noise, twice; they went into the water. A warden in summer, who moved the young people on to the shops. "
    "Asking nicely, and not so nicely.",
}
SLEEPERS = SideStory(
    "Those who sleep by the basin",
    "To sleep from ten until they get up, at four some of them, without having to be anybody’s enemy for it.",
    needs=("sleep",),
    statements=("quiet",),
    speaker="moira",
    why="I live above the basin and I am up at four.",
)
YOUNG = SideStory(
    "Young people at the basin",
    "A place that is theirs, until ten, where they are together and nobody moves them on.",
    needs=("own_place",),
    statements=("own_place", "skate"),
    speaker="kofi",
    why="I skate there every night that it is dry.",
)

# What each side said that the other needs, and what the other said to that. The last words of each were accepted.
MIRRORS: tuple[dict[str, Any], ...] = (
    {
        "of": "moira",
        "by": "kofi",
        "words": "They want it quiet.",
        "answer": "not_quite",
        "said": "We do not want it quiet. We want to sleep. In the day you may be as loud as you like.",
    },
    {
        "of": "moira",
        "by": "kofi",
        "words": "They have to sleep before work that starts when we would still be asleep, and sound comes up over the water as if it "
        "was in the room. They do not want us gone, they want the night.",
        "answer": "yes",
        "said": "Yes. And thank you for the part about the water.",
    },
    {
        "of": "kofi",
        "by": "moira",
        "words": "They have nowhere else. At home there are six of them in three rooms, the club is shut, and wherever they stand "
        "somebody comes and says not here. They need one place from which nobody sends them away.",
        "answer": "yes",
        "said": "Yes. Nobody said it like that before.",
    },
)

TRIAL = "Out of doors until nine, then inside the hall until ten"
OPTIONS: tuple[dict[str, Any], ...] = (
    {
        "title": "Everything out of doors ends at nine",
        "words": "No skating, no speakers, every day of the week.",
        "weighed": (
            ("moira", "can_live", "It is what we asked for, at first."),
            ("kofi", "cannot", "Then we are sent away again, only earlier."),
        ),
    },
    {
        "title": TRIAL,
        "words": "Speakers off at nine. On Thursdays and Fridays, when residents hold the keys, the small room of the hall is open to "
        "young people until ten. They keep the rota themselves. Whoever is too loud hears it from the rota first, not from a warden.",
        "weighed": (
            ("moira", "with_change", "If somebody answers the phone when it is loud at eleven all the same."),
            ("kofi", "can_live", "If the room is ours on those nights and not a room with us in it."),
        ),
    },
    {
        "title": "A roof and panels for the skate corner",
        "words": "They would take the sound. They cost £33,000, and the bid for them was not funded.",
        "weighed": (
            ("moira", "can_live", "If they work. Nobody could tell us whether they do."),
            ("kofi", "can_live", "It is what we wanted in the first place."),
        ),
    },
)
SETTLED: dict[str, Any] = {
    "how": "compromise",
    "words": "We try it for three months. Speakers are off at nine. On Thursdays and Fridays the small room is theirs until ten, and "
    "Kofi’s rota has the phone. If it is loud after ten more than twice a month, we sit down again at once.",
    "dissent": "Four neighbours would have had everything end at nine, all week: they cannot sleep through a trial. "
    "Some of those who skate say that two evenings indoors are no place of their own.",
}
DAYS_OF_TRIAL = 90

REMARKS: tuple[dict[str, str], ...] = (
    {"text": "My nephew says he will keep that rota. He has never kept anything else.", "kind": "said", "then": "show"},
    {
        "text": "In 2019 the chapel let them in on Fridays. It was quiet, and it ended when the caretaker retired.",
        "kind": "tried",
        "then": "show",
    },
    {
        "text": "Two nights of seven is a start. On those two I shall sleep. On the other five I am told to be patient.",
        "kind": "dissent",
        "then": "show",
    },
    {
        "text": "I know who throws the bottles, and I will write his name here.",
        "kind": "said",
        "then": "It is about one person, who could be found by it.",
    },
    {"text": "Could somebody measure how loud it is, so that we stop guessing?", "kind": "said", "then": ""},
)

# Nobody has talked about this one yet.
LAMPS = {
    "title": "Light for those who walk home, dark for those who sleep on the boats",
    "at_stake": "Three lamps burn until midnight since people asked for them. They shine into the cabins of those who live on the "
    "water, who were asked late.",
    "tried": "One lamp was turned a little. It shines on the lock now, and on nobody’s way.",
}
WALKERS = SideStory(
    "Those who walk home by the water",
    "To see the edge, and whoever comes towards them, on the last ten minutes of the day.",
    needs=("home_safe",),
    statements=("towpath",),
)
BOATS = SideStory(
    "Those who live on the boats",
    "A dark room at night, as everybody else has, without having to nail their windows shut.",
    statements=("dark",),
)
# What the boats said once the lamps burned, and the sentence that Aneesa drew from it: it is open for votes.
DARK = "A lamp of the town should not shine into anybody’s bedroom, on land or on the water."
FROM_THE_BOATS = (
    ("The lamp by the lock shines straight into my bunk. I have nailed a board over the window.", "Joss"),
    ("I voted for the lamps. I did not know that they would be over my bed.", "Winnie"),
    ("My little one thinks that it is morning, at eleven at night.", ""),
)
