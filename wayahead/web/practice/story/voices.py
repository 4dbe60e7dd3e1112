"""What people in Lockside said, theme by theme, and how each of three camps feels about the sentence drawn from it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """One statement, the voices it was drawn from, and how likely families, night people and neighbours agree with it."""

    key: str
    statement: str
    likes: tuple[float, float, float]
    voices: tuple[str, ...]


THEMES = (
    Theme(
        "warm",
        "There should be one warm room open every evening after six.",
        (0.94, 0.90, 0.89),
        (
            "After six there is nowhere to sit that is warm and free.",
            "The flat is cold and the café shuts at five. Then what?",
            "Somewhere to be in the evening that is not the pub.",
            "I sit on the bus to keep warm. There and back, there and back.",
            "One room with the heating on. That is all I ask.",
            "My lad does his homework in the chicken shop because it is warm.",
            "In winter I go to bed at seven to save on the heating.",
            "A kettle, a radiator and somebody to say hello to.",
            "I would come every night if there was a warm room.",
            "The hall is dark five evenings out of seven. Why?",
            "We have a hall. We have radiators. Nobody has the key after six.",
            "I live on my own. From six till I sleep I speak to nobody.",
        ),
    ),
    Theme(
        "towpath",
        "The towpath should be lit until midnight.",
        (0.91, 0.93, 0.83),
        (
            "I walk home along the road, twenty minutes longer, because the towpath is black.",
            "The lamps by the lock have been out since spring.",
            "I finish at eleven. I run the last bit.",
            "My daughter rings me the whole way along the towpath.",
            "You cannot see the edge of the water.",
            "Put the lights on. Half of us stay in because of it.",
            "I fell over a bike there in the dark.",
            "It is a lovely path until half past four in December.",
            "Three lamps would do it, from the lock to the bridge.",
            "I use a chair. In the dark I cannot tell kerb from canal.",
        ),
    ),
    Theme(
        "sitting",
        "Carers need somebody to sit in, so that they can go out one evening a week.",
        (0.96, 0.72, 0.84),
        (
            "If somebody sat with my mum on a Thursday I'd come to everything.",
            "I have not been out after dark for two years.",
            "He cannot be left. So neither of us goes.",
            "Two hours. I want two hours.",
            "The sitting service stops at five. Evenings are when I need it.",
            "My wife wanders. I can't go to a meeting about carers because I am one.",
            "My brother needs me at bedtime, so my evening ends at seven.",
            "A neighbour would sit with her if somebody showed them how.",
            "I was offered a leaflet. I need a person.",
            "You ask us to come and talk and never ask who is with our mums.",
            "Nobody counts carers who are seventeen.",
        ),
    ),
    Theme(
        "own_place",
        "Young people need a place of their own until ten.",
        (0.56, 0.97, 0.15),
        (
            "There is nowhere that is ours.",
            "We get moved on from the basin, then from the shops, then from the bench.",
            "They shut the youth club when I was eleven. I'm sixteen.",
            "Give us a room and let us run it.",
            "At home there are six of us in three rooms. Where should I go?",
            "A place till ten where nobody asks what we are up to.",
            "Everything for us ends at half five, like we go to bed then.",
            "My boys are good boys with nowhere to be.",
            "We would keep it clean. It would be ours.",
        ),
    ),
    Theme(
        "quiet",
        "Music out of doors should stop at nine.",
        (0.52, 0.03, 0.97),
        (
            "I'm up at four for work. The speakers go on till midnight.",
            "Sound carries over water. They don't know how loud it is up here.",
            "I like that they have fun. I don't like it at eleven.",
            "The baby wakes every time.",
            "Nine is fair. After that, indoors.",
            "My windows are single glazed and my landlord does not care.",
            "I've asked nicely. I have asked not so nicely.",
            "Some of us are ill and cannot sleep through it.",
        ),
    ),
    Theme(
        "library",
        "The library should stay open until nine, twice a week.",
        (0.88, 0.84, 0.66),
        (
            "The library closes at five, when I finish work.",
            "It is the only place with a computer I can use.",
            "I'd bring the kids after tea.",
            "Two late nights. Not much to ask.",
            "The library has toilets, heating and chairs with arms. It has everything.",
            "I learned English there. Now my shifts changed and it is always shut.",
            "My council letters want a printer. The printer is in the library. The library is shut.",
        ),
    ),
    Theme(
        "skate",
        "The skate corner at the basin should stay.",
        (0.50, 0.95, 0.08),
        (
            "The skate corner is the best thing in Lockside.",
            "We built those ramps ourselves.",
            "It is noisy for an hour. Then we go home.",
            "My knees say no but I love watching them.",
            "If you take the corner we will only skate outside your window.",
            "My son met his friends there after we moved.",
        ),
    ),
    Theme(
        "bus",
        "A bus after ten on Fridays and Saturdays is worth paying for.",
        (0.55, 0.95, 0.28),
        (
            "The last bus goes at ten to ten. Films end at ten.",
            "A taxi home costs what I earned in two hours.",
            "I leave every party at half nine.",
            "I clean offices till eleven and walk forty minutes.",
            "If there was a bus I could take the evening job.",
            "Two late buses a week. Try it for a year.",
        ),
    ),
    Theme(
        "bins",
        "The bins by the basin should be emptied on Sundays.",
        (0.86, 0.68, 0.95),
        (
            "By Sunday night the bins are a feast for the gulls.",
            "I pick up chicken boxes every Monday before work.",
            "People do use the bins. The bins are full.",
            "Rats. I've seen three.",
            "It would feel looked after.",
            "We swept it ourselves in May. By June, same again.",
        ),
    ),
    Theme(
        "supper",
        "There should be a supper that costs little, once a week, in the hall.",
        (0.90, 0.80, 0.82),
        (
            "I cook for one and eat standing up.",
            "The Eid supper was the best night of the year. Do it every week.",
            "I'd cook. Give me a kitchen that works.",
            "I don't want a food bank. I want a table.",
            "Two pounds and sit where you like.",
            "Old and young would come if there was food.",
            "My mum would teach people to make sambusa.",
            "The kitchen in the hall passed its check and nobody uses it.",
        ),
    ),
    Theme(
        "mornings",
        "People who work nights need somewhere open at six in the morning.",
        (0.35, 0.88, 0.12),
        (
            "I come off nights at six and there's nowhere to get a tea.",
            "My evening is your morning.",
            "Night workers keep this place going and nothing is ever open for us.",
            "We sit in the car park, five of us nurses.",
        ),
    ),
    Theme(
        "wardens",
        "Wardens on foot would make me feel safer than cameras.",
        (0.78, 0.74, 0.40),
        (
            "A person in a coat who knows my name. That's safety.",
            "Cameras only tell you afterwards.",
            "When we had wardens I knew both of them.",
            "A warden talks to kids. A camera films them.",
            "Somebody to walk with from the stop.",
        ),
    ),
    Theme(
        "cameras",
        "Cameras on the towpath would make me feel safer.",
        (0.48, 0.10, 0.90),
        (
            "I was mugged there. I want cameras.",
            "If they know they're filmed they behave.",
            "One at the lock and one at the bridge.",
            "After what happened in March I won't go without.",
        ),
    ),
    Theme(
        "benches",
        "There should be benches with backs and arms along the towpath.",
        (0.80, 0.45, 0.96),
        (
            "I can walk for ten minutes and then I need to sit.",
            "Benches without backs are for pigeons.",
            "They took the benches away so that nobody would sleep there. So nobody sits there.",
            "With my hip I need arms to get up again.",
            "I'd sit by the water of an evening, if I could sit.",
        ),
    ),
    Theme(
        "women",
        "The warm room should have hours for women only.",
        (0.88, 0.30, 0.22),
        (
            "My mother would come if it was women only.",
            "I had a bad time. I want one evening without men.",
            "Somewhere to take off my scarf and talk.",
            "One evening a week is enough.",
        ),
    ),
    Theme(
        "languages",
        "Notices should be in Somali, Bengali and Polish as well.",
        (0.93, 0.55, 0.28),
        (
            "My dad has lived here thirty years and gets told nothing.",
            "I translate every letter for my whole stairwell.",
            "Bangla please. Also large.",
            "We are always the last to hear, so we are always too late.",
            "Say it out loud at the mosque and the Polish shop. Not all of us read.",
        ),
    ),
    Theme(
        "run_it",
        "Teenagers should help to run the place that they use.",
        (0.73, 0.96, 0.46),
        (
            "Ask us before you paint it.",
            "I could do the rota. I do it for my five-a-side.",
            "If we run it we look after it.",
            "Let them have the keys. Not all of them. Two of them.",
            "We've got ideas and nobody has got our number.",
        ),
    ),
    Theme(
        "lifts",
        "Somebody should answer the phone when a lift breaks after six.",
        (0.94, 0.85, 0.95),
        (
            "Ninth floor, pushchair, lift dead. The line says office hours.",
            "My neighbour missed dialysis.",
            "It always breaks in the evening.",
            "I pressed 1, I pressed 2, I pressed 4. Then it hung up.",
            "If the lift is out I don't go out, because I may not get back in.",
            "A real person, until ten at least.",
            "I sat on the stairs with the shopping till my son came.",
        ),
    ),
    Theme(
        "night_off",
        "A night off for carers matters more than any building.",
        (0.92, 0.20, 0.26),
        (
            "You can paint the hall gold. I still can't get to it.",
            "People first, then rooms.",
            "Spend it on hands, not bricks.",
            "My nan raised four of us. She's never had a night off.",
        ),
    ),
    Theme(
        "heating",
        "Mend the heating in the hall before anything else.",
        (0.80, 0.62, 0.84),
        (
            "I wore my coat through bingo.",
            "The boiler in the hall is older than me.",
            "No point in a warm room that is cold.",
            "The radiators bang and do nothing.",
            "The caretaker says it's a valve. So mend the valve.",
        ),
    ),
    Theme(
        "two_hours",
        "I would help for two hours a week if somebody asked me.",
        (0.74, 0.60, 0.62),
        (
            "I'm retired and handy. Nobody has ever asked.",
            "I could do teas on a Tuesday.",
            "I used to run the scouts.",
            "I'd sit with somebody's mum. I sat with mine.",
            "I can fix bikes and I can teach it.",
            "Put me down for washing up.",
            "I speak four languages and watch telly all evening.",
        ),
    ),
    Theme(
        "toilets",
        "The toilets by the basin should be open until ten.",
        (0.88, 0.81, 0.87),
        (
            "I plan my whole evening round toilets.",
            "They lock at four. It's a park, not a bank.",
            "With two small ones, no toilet means no outing.",
            "There's a radar key lock and the key doesn't work.",
            "Men manage. I don't.",
        ),
    ),
    Theme(
        "drink",
        "Drinking should not be allowed at the basin.",
        (0.52, 0.12, 0.92),
        (
            "Glass everywhere on Saturday morning.",
            "I don't mind people. I mind them drunk.",
            "A can in the sun is not a crime, but ten are a nuisance.",
            "My kids ask why the man is asleep.",
        ),
    ),
    Theme(
        "homework",
        "There should be help with homework until seven.",
        (0.95, 0.30, 0.26),
        (
            "I left school at twelve in another country. I can't help with fractions.",
            "There are three of them and one table.",
            "A student could earn a bit and help.",
            "She's clever and stuck.",
            "My son would go if his friends went.",
        ),
    ),
    Theme(
        "market",
        "The car park by the hall could be a market in the evening.",
        (0.52, 0.88, 0.20),
        (
            "It's empty from six. Put stalls on it.",
            "I sell at Ridley. I'd sell here.",
            "Light, people, food smells. You'd feel safe.",
            "In Kumasi the night market is the best part of the day.",
        ),
    ),
    Theme(
        "vans",
        "Deliveries at night should stop.",
        (0.50, 0.15, 0.93),
        (
            "The vans beep backwards at two in the morning.",
            "Crates at five, every day, under my bed.",
            "The supermarket promised. They promised.",
        ),
    ),
    Theme(
        "repair",
        "A shed where people mend bikes and radios together would be used.",
        (0.66, 0.84, 0.70),
        (
            "I've got the tools and nobody to show.",
            "I learned to weld in prison. I'd like to teach it somewhere nicer.",
            "Half the bikes in the stairwell only need a chain.",
            "Men don't talk at tables. We talk over a broken thing.",
        ),
    ),
    Theme(
        "one_room",
        "Older and younger people should share one room rather than have two.",
        (0.80, 0.20, 0.24),
        (
            "I miss having young ones about.",
            "Not with that music.",
            "My gran and I could both go, then I could take her home.",
            "Two rooms means two half-empty rooms.",
        ),
    ),
)

# Said once, and not taken up: each with the public reason that its speaker gets.
SET_ASIDE = (
    (
        "Close Lockside Road to cars at night.",
        "Another conversation about the road is open until the spring; we handed this on to it.",
    ),
    (
        "Get rid of the councillor for our ward.",
        "Elections decide that. We kept it out so that this stays about evenings.",
    ),
    ("My neighbour at number 14 is the problem.", "It names a person. Aneesa has rung to ask if help is wanted."),
)

# What people put in front when they tell it themselves. It goes with whatever follows: it says nothing of age, work or family.
BEGINNINGS = (
    "",
    "",
    "",
    "",
    "Honestly: ",
    "Since you ask: ",
    "Write this down. ",
    "I have said it before. ",
    "At last somebody asks. ",
    "If it were up to me: ",
    "From Lockside: ",
    "For what it is worth: ",
    "First of all: ",
    "Somebody has to say it. ",
    "On behalf of nobody but me: ",
    "My family says the same. ",
)

# None of them is in the cast: whoever is played said what the story says of them, and nothing else.
FIRST_NAMES = (
    "Inga", "Maureen", "Kwame", "Amina", "Tadeusz", "Joyce", "Rahim", "Bea", "Leon", "Halima", "Pete", "Yusuf", "Grace",
    "Nkechi", "Dot", "Marek", "Shirin", "Callum", "Winston", "Farah", "Ola", "Jean", "Tomas", "Hodan", "Billy",
)  # fmt: skip
