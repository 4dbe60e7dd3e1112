"""Rows of this stage; the letters stand in the order of `row.COLUMNS`."""

from datetime import date

from tests.cast import Cast
from tests.grid.row import Route, Row
from wayahead.base.coproduction import actions as table
from wayahead.base.coproduction.models import MeetingPoint
from wayahead.base.people import actions as people
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening import tasks
from wayahead.loop.listening.actions import Words
from wayahead.loop.listening.models import Participation, Statement, Voice


def typed(cast: Cast) -> Voice:
    """What Precious typed for Moira, not read yet."""
    words = Words("The lamps in the yard are out.", quote="unnamed")
    return listening.type_for(cast.conversation, words, by=cast.helper, speaker=cast.neighbour, consented=True)


def unread(cast: Cast) -> Voice:
    """What Ines said and nobody has read yet."""
    return listening.say(cast.conversation, Words("It is too dark.", quote="unnamed"), by=cast.resident)


def circle_voice(cast: Cast) -> Voice:
    """What Dougie said inside his circle."""
    return listening.say(cast.circle_conversation, Words("It helps to walk.", quote="unnamed"), by=cast.organiser)


def circle_statement(cast: Cast) -> Statement:
    """The statement drawn from it: the same one, however often it is asked for."""
    drawn: Statement | None = cast.circle_conversation.statements.filter(text="Walking helps.").first()
    return drawn or listening.draw_statement(
        cast.circle_conversation, by=cast.organiser, text="Walking helps.", voices=[circle_voice(cast)]
    )


def point(cast: Cast) -> MeetingPoint:
    """Something said at a meeting."""
    gathering = table.Gathering(title="Round the table", held_on=date(2026, 11, 2), place="Library")
    said = [("said", "The bus stops at seven.")]
    meeting = table.note_meeting(cast.coproduction, gathering, by=cast.facilitator, present=[], points=said)
    return meeting.points.get()


def participation(cast: Cast) -> Participation:
    """Ines takes part."""
    return listening.take_part(cast.conversation, by=cast.resident)


ROWS = [
    Row("conversation.see", lambda cast: cast.conversation, "yyyyyyyyyy"),
    Row("conversation.see", lambda cast: cast.circle_conversation, "hhh y hhhhhh"),
    Row("conversation.open", lambda cast: cast.coproduction, "nnnnn y nnnn"),
    Row("conversation.open", lambda cast: cast.circle, "hhh y hhhhhh"),
    Row("conversation.close", lambda cast: cast.conversation, "nnnnn y nnnn"),
    Row("conversation.import", lambda cast: cast.coproduction, "nnnnn y nnnn"),
    Row("participation.start", lambda cast: cast.conversation, "yyyyyyyyyy"),
    Row("participation.start", lambda cast: cast.circle_conversation, "hhh y hhhhhh"),
    Row("voice.say", lambda cast: cast.conversation, "yyyyyyyyyy"),
    Row("voice.say", lambda cast: cast.circle_conversation, "hhh y hhhhhh"),
    Row("voice.type", lambda cast: cast.conversation, "nnn yyyyyyy"),
    Row("voice.type", lambda cast: cast.circle_conversation, "hhh y hhhhhh"),
    # Read, and its speaker lets everybody read it; then unread; then only Moira's and her helper's; then the circle's.
    Row("voice.see", lambda cast: cast.voice, "yyyyyyyyyy"),
    Row("voice.see", unread, "h y hhh y hhhh"),
    Row("voice.see", typed, "hh y h y y hhhh"),
    Row("voice.see", circle_voice, "hhh y hhhhhh"),
    Row("voice.hand_over", typed, "hh n h y n hhhh"),
    Row("voice.hand_over", lambda cast: cast.voice, "nnnnnnnnnn"),
    Row("voice.change", lambda cast: cast.voice, "n y nnnnnnnn"),
    Row("voice.change", typed, "hh y h n n hhhh"),
    Row("voice.withdraw", lambda cast: cast.voice, "n y nnnnnnnn"),
    Row("voice.withdraw", typed, "hh y h n n hhhh"),
    Row("voice.read", lambda cast: cast.conversation, "nnnnn y nnnn"),
    Row("voice.set_aside", lambda cast: cast.voice, "nnnnn y nnnn"),
    Row("voice.set_aside", unread, "h n hhh y hhhh"),
    Row("voice.keep_back", lambda cast: cast.voice, "nnnnn y nnnn"),
    Row("voice.keep_back", unread, "h n hhh y hhhh"),
    Row("statement.see", lambda cast: cast.statement, "yyyyyyyyyy"),
    Row("statement.see", circle_statement, "hhh y hhhhhh"),
    Row("statement.draw", lambda cast: cast.conversation, "nnnnn y nnnn"),
    Row("statement.seed", lambda cast: cast.conversation, "nnnnn y nnnn"),
    Row("statement.join", lambda cast: cast.statement, "nnnnn y nnnn"),
    Row("statement.set_aside", lambda cast: cast.statement, "nnnnn y nnnn"),
    Row("statement.take_up_again", lambda cast: cast.statement, "nnnnn y nnnn"),
    Row("statement.reword", lambda cast: cast.statement, "nnnnn y nnnn"),
    Row("statement.split", lambda cast: cast.statement, "nnnnn y nnnn"),
    Row("statement.split", circle_statement, "hhh y hhhhhh"),
    Row("point.hear", point, "nnnnn y nnnn"),
    Row("vote.cast", lambda cast: cast.conversation, "yyyyyyyyyy"),
    Row("vote.cast", lambda cast: cast.circle_conversation, "hhh y hhhhhh"),
    Row("map.see", lambda cast: cast.conversation, "yyyyyyyyyy"),
    Row("map.see", lambda cast: cast.circle_conversation, "hhh y hhhhhh"),
    Row("hearing.see", lambda cast: cast.conversation, "yyyyyyyyyy"),
    Row("hearing.see", lambda cast: cast.circle_conversation, "hhh y hhhhhh"),
]


def of_conversation(cast: Cast) -> list[object]:
    """What the addresses of one conversation need."""
    return [cast.coproduction.slug, cast.conversation.pk]


def of_voice(cast: Cast) -> list[object]:
    """What the addresses of one voice need."""
    return [cast.coproduction.slug, cast.voice.receipt]


def of_statement(cast: Cast) -> list[object]:
    """What the addresses of one statement need."""
    return [cast.coproduction.slug, cast.statement.pk]


def voted_on(cast: Cast) -> list[object]:
    """The same, after twelve people in two camps answered eight statements."""
    drawn = [
        listening.draw_statement(cast.conversation, by=cast.facilitator, text=f"Idea {n}.", voices=[cast.voice])
        for n in range(8)
    ]
    for person in range(12):
        part = listening.take_part(cast.conversation, by=people.welcome_guest())
        for n, statement in enumerate(drawn):
            listening.vote(part, statement, listening.Choice(1 if (n < 4) == (person < 6) else -1))
    tasks.redraw(cast.conversation)
    return of_conversation(cast)


ROUTES = [
    Route("listening", "coproduction.see", lambda cast: [cast.coproduction.slug]),
    Route("conversation_open", "conversation.open", lambda cast: [cast.coproduction.slug]),
    Route("conversation", "conversation.see", of_conversation),
    Route("conversation_close", "conversation.close", of_conversation, "post"),
    Route("statements", "conversation.see", of_conversation),
    Route("statement", "statement.see", of_statement),
    Route("voice_say", "voice.say", of_conversation),
    Route("voice_type", "voice.type", of_conversation),
    Route("voice", "voice.see", of_voice),
    Route("voice_handed_over", "voice.hand_over", lambda cast: [cast.coproduction.slug, typed(cast).receipt]),
    Route("voice_quote", "voice.change", of_voice, "post"),
    Route("voice_withdraw", "voice.withdraw", of_voice),
    Route("desk", "voice.read", of_conversation),
    Route("point_hear", "point.hear", lambda cast: [*of_conversation(cast), point(cast).pk], "post"),
    Route("voice_set_aside", "voice.set_aside", of_voice),
    Route("voice_keep_back", "voice.keep_back", of_voice, "post"),
    Route("statement_set_aside", "statement.set_aside", of_statement),
    Route("statement_take_up_again", "statement.take_up_again", of_statement, "post"),
    Route("statement_reword", "statement.reword", of_statement),
    Route("statement_split", "statement.split", of_statement),
    Route("statement_seed", "statement.seed", of_conversation),
    Route("said_twice", "voice.read", of_conversation),
    Route("policy"),
    Route("log", "conversation.see", of_conversation),
    Route("log_csv", "conversation.see", of_conversation),
    Route("vote", "vote.cast", of_conversation),
    Route("my_votes", "vote.cast", of_conversation),
    Route("vote_cast", "statement.see", of_statement, "post"),
    Route("results", "map.see", of_conversation),
    Route("results_all", "map.see", of_conversation),
    Route("results_news", "map.see", voted_on),
    Route("unusual", "map.see", voted_on),
    Route("results_json", "map.see", of_conversation),
    Route("heard", "hearing.see", of_conversation),
    Route("results_csv", "map.see", voted_on),
    Route("results_svg", "map.see", voted_on),
    Route("results_points", "map.see", voted_on),
]

API: dict[str, str | None] = {
    "GET /api/v1/conversations": None,
    "POST /api/v1/coproductions/{slug}/conversations": "conversation.open",
    "GET /api/v1/conversations/{id}": "conversation.see",
    "POST /api/v1/conversations/{id}/close": "conversation.close",
    "GET /api/v1/conversations/{id}/statements": "conversation.see",
    "POST /api/v1/conversations/{id}/statements": "statement.draw",
    "GET /api/v1/statements/{id}": "statement.see",
    "POST /api/v1/conversations/{id}/seeds": "statement.seed",
    "GET /api/v1/conversations/{id}/said-twice": "voice.read",
    "POST /api/v1/statements/{id}/voices": "statement.join",
    "POST /api/v1/statements/{id}/set-aside": "statement.set_aside",
    "POST /api/v1/statements/{id}/take-up-again": "statement.take_up_again",
    "POST /api/v1/statements/{id}/reword": "statement.reword",
    "POST /api/v1/statements/{id}/split": "statement.split",
    "POST /api/v1/conversations/{id}/set-aside": "voice.read",
    "GET /api/v1/policy": None,
    "GET /api/v1/conversations/{id}/log": "conversation.see",
    "GET /api/v1/conversations/{id}/results": "map.see",
    "GET /api/v1/conversations/{id}/hearing": "hearing.see",
    "GET /api/v1/conversations/{id}/version": "map.see",
    "GET /api/v1/conversations/{id}/place": "map.see",
    "GET /api/v1/conversations/{id}/voices": "conversation.see",
    "POST /api/v1/conversations/{id}/voices": "voice.say",
    "POST /api/v1/conversations/{id}/typed-voices": "voice.type",
    "GET /api/v1/voices/{receipt}": "voice.see",
    "PATCH /api/v1/voices/{receipt}": "voice.change",
    "POST /api/v1/voices/{receipt}/hand-over": "voice.hand_over",
    "POST /api/v1/voices/{receipt}/withdraw": "voice.withdraw",
    "POST /api/v1/voices/{receipt}/set-aside": "voice.set_aside",
    "POST /api/v1/voices/{receipt}/keep-back": "voice.keep_back",
    "GET /api/v1/conversations/{id}/desk": "voice.read",
    "POST /api/v1/conversations/{id}/points/{point}": "point.hear",
    "POST /api/v1/conversations/{id}/participants": "participation.start",
    "GET /api/v1/conversations/{id}/next": "vote.cast",
    "GET /api/v1/conversations/{id}/votes": "vote.cast",
    "POST /api/v1/conversations/{id}/votes": "vote.cast",
}
