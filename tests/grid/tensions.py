"""Rows of tensions; the letters stand in the order of `row.COLUMNS`. Ines, the resident, speaks for the first side."""

from tests.cast import Cast
from tests.grid.row import Route, Row
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.models import Option, Remark, Speaker, Understanding

ALL = "yyyyyyyyyy"
ONLY_IN_THE_CIRCLE = "hhh y hhhhhh"
ONLY_THE_FACILITATOR = "nnnnn y nnnn"


def circle_option(cast: Cast) -> Option:
    """An option at the circle's table."""
    found = cast.circle_side.tension.options.first()
    return found or actions.offer(cast.circle_side.tension, by=cast.organiser, title="Walk more")


def circle_understanding(cast: Cast) -> Understanding:
    """What one side of the circle needs, as the other says it."""
    found = cast.circle_side.understandings.first()
    return found or actions.say_what_they_need(cast.circle_side, by=cast.organiser, words="Time.")


def circle_remark(cast: Cast) -> Remark:
    """What Dougie says about the circle's tension."""
    return actions.remark(cast.circle_side.tension, by=cast.organiser, text="Hm.")


def circle_speaker(cast: Cast) -> Speaker:
    """Dougie asks to speak for a side of the circle."""
    found = cast.circle_side.speakers.first()
    return found or actions.ask_to_speak(cast.circle_side, by=cast.organiser, why="It is mine.")


ROWS = [
    Row("tension.see", lambda cast: cast.tension, ALL),
    Row("tension.see", lambda cast: cast.circle_side.tension, ONLY_IN_THE_CIRCLE),
    Row("tension.register", lambda cast: cast.coproduction, "nnnnn yyy nn"),
    Row("tension.register", lambda cast: cast.circle, ONLY_IN_THE_CIRCLE),
    Row("tension.change", lambda cast: cast.tension, ONLY_THE_FACILITATOR),
    Row("tension.change", lambda cast: cast.circle_side.tension, ONLY_IN_THE_CIRCLE),
    Row("tension.talk", lambda cast: cast.tension, ONLY_THE_FACILITATOR),
    Row("tension.settle", lambda cast: cast.tension, ONLY_THE_FACILITATOR),
    Row("tension.settle", lambda cast: cast.circle_side.tension, ONLY_IN_THE_CIRCLE),
    Row("tension.reopen", lambda cast: cast.resolution.tension, ONLY_THE_FACILITATOR),
    Row("tension.remark", lambda cast: cast.tension, ALL),
    Row("tension.remark", lambda cast: cast.circle_side.tension, ONLY_IN_THE_CIRCLE),
    Row("tension.offer", lambda cast: cast.tension, "n y nnn yyy nn"),
    Row("tension.offer", lambda cast: cast.circle_side.tension, ONLY_IN_THE_CIRCLE),
    Row("side.say_need", lambda cast: cast.side, "n y nnn y nnnn"),
    Row("side.say_need", lambda cast: cast.other_side, "nnnnn y nnnn"),
    Row("side.say_need", lambda cast: cast.circle_side, ONLY_IN_THE_CIRCLE),
    Row("side.speak", lambda cast: cast.side, ALL),
    Row("side.speak", lambda cast: cast.circle_side, ONLY_IN_THE_CIRCLE),
    Row("side.mirror", lambda cast: cast.side, "nnnnn y nnnn"),
    Row("side.mirror", lambda cast: cast.other_side, "n y nnn y nnnn"),
    Row("side.mirror", lambda cast: cast.circle_side, ONLY_IN_THE_CIRCLE),
    Row("side.weigh", lambda cast: cast.side, "n y nnn y nnnn"),
    Row("side.weigh", lambda cast: cast.circle_side, ONLY_IN_THE_CIRCLE),
    Row("speaker.answer", lambda cast: cast.speaker, "hh n hh y hhhh"),
    Row("speaker.answer", circle_speaker, ONLY_IN_THE_CIRCLE),
    Row("speaker.leave", lambda cast: cast.speaker, "hh y hh n hhhh"),
    Row("speaker.leave", circle_speaker, ONLY_IN_THE_CIRCLE),
    Row("understanding.answer", lambda cast: cast.understanding, "n y nnn y nnnn"),
    Row("understanding.answer", circle_understanding, ONLY_IN_THE_CIRCLE),
    Row("option.weigh", lambda cast: cast.option, "n y nnn y nnnn"),
    Row("option.weigh", circle_option, ONLY_IN_THE_CIRCLE),
    Row("resolution.look_back", lambda cast: cast.resolution, ONLY_THE_FACILITATOR),
    Row("remark.read", lambda cast: cast.remark, "hh n hh y hhhh"),
    Row("remark.read", circle_remark, ONLY_IN_THE_CIRCLE),
    Row("remark.take_back", lambda cast: cast.remark, "hh y hh n hhhh"),
    Row("remark.take_back", circle_remark, ONLY_IN_THE_CIRCLE),
    Row("finding.see", lambda cast: cast.finding, "hhhhh y hhhh"),
    Row("finding.judge", lambda cast: cast.finding, "hhhhh y hhhh"),
]


def at(cast: Cast, key: int) -> list[str | int]:
    """The address of something at the co-production's tables."""
    return [cast.coproduction.slug, key]


ROUTES = [
    Route("tensions", "coproduction.see", lambda cast: [cast.coproduction.slug]),
    Route("tensions", None, lambda cast: [cast.circle.slug], expects=ONLY_IN_THE_CIRCLE),
    Route("tension", "tension.see", lambda cast: at(cast, cast.tension.pk)),
    Route("tension", None, lambda cast: [cast.circle.slug, cast.circle_side.tension_id], expects=ONLY_IN_THE_CIRCLE),
    Route("tension_register", "tension.register", lambda cast: [cast.coproduction.slug]),
    Route("tension_change", "tension.change", lambda cast: at(cast, cast.tension.pk)),
    Route("tension_talk", "tension.talk", lambda cast: at(cast, cast.tension.pk), method="post"),
    Route("tension_settle", "tension.settle", lambda cast: at(cast, cast.tension.pk)),
    Route("tension_reopen", "tension.reopen", lambda cast: at(cast, cast.resolution.tension_id)),
    Route("tension_desk", "tension.talk", lambda cast: at(cast, cast.tension.pk)),
    Route("resolution_look_back", "resolution.look_back", lambda cast: at(cast, cast.resolution.pk)),
    Route("side_speak", "side.speak", lambda cast: at(cast, cast.side.pk)),
    Route("side_need", "side.say_need", lambda cast: at(cast, cast.side.pk)),
    Route("side_mirror", "side.mirror", lambda cast: at(cast, cast.side.pk)),
    Route("understanding_answer", "understanding.answer", lambda cast: at(cast, cast.understanding.pk)),
    Route("speaker_let_in", "speaker.answer", lambda cast: at(cast, cast.speaker.pk), method="post"),
    Route("speaker_turn_down", "speaker.answer", lambda cast: at(cast, cast.speaker.pk)),
    Route("speaker_stand_down", "speaker.leave", lambda cast: at(cast, cast.speaker.pk), method="post"),
    Route("option_offer", "tension.offer", lambda cast: at(cast, cast.tension.pk)),
    Route("option_weigh", "option.weigh", lambda cast: at(cast, cast.option.pk)),
    Route("remark_say", "tension.remark", lambda cast: at(cast, cast.tension.pk)),
    Route("remark_take_back", "remark.take_back", lambda cast: at(cast, cast.remark.pk), method="post"),
    Route("remark_show", "remark.read", lambda cast: at(cast, cast.remark.pk), method="post"),
    Route("remark_set_aside", "remark.read", lambda cast: at(cast, cast.remark.pk)),
    Route("finding_take_up", "finding.judge", lambda cast: at(cast, cast.finding.pk)),
    Route("finding_set_aside", "finding.judge", lambda cast: at(cast, cast.finding.pk)),
]

API: dict[str, str | None] = {
    "GET /api/v1/coproductions/{slug}/tensions": "coproduction.see",
    "POST /api/v1/coproductions/{slug}/tensions": "tension.register",
    "GET /api/v1/coproductions/{slug}/findings": "coproduction.see",
    "GET /api/v1/coproductions/{slug}/speakers": "coproduction.see",
    "GET /api/v1/tensions/{pk}": "tension.see",
    "PUT /api/v1/tensions/{pk}": "tension.change",
    "POST /api/v1/tensions/{pk}/talk": "tension.talk",
    "POST /api/v1/tensions/{pk}/options": "tension.offer",
    "POST /api/v1/tensions/{pk}/resolutions": "tension.settle",
    "POST /api/v1/tensions/{pk}/reopen": "tension.reopen",
    "GET /api/v1/tensions/{pk}/remarks": "tension.see",
    "POST /api/v1/tensions/{pk}/remarks": "tension.remark",
    "POST /api/v1/sides/{pk}/speakers": "side.speak",
    "PUT /api/v1/sides/{pk}/need": "side.say_need",
    "POST /api/v1/sides/{pk}/understandings": "side.mirror",
    "POST /api/v1/speakers/{pk}/let-in": "speaker.answer",
    "POST /api/v1/speakers/{pk}/turn-down": "speaker.answer",
    "POST /api/v1/speakers/{pk}/stand-down": "speaker.leave",
    "POST /api/v1/understandings/{pk}/answer": "understanding.answer",
    "POST /api/v1/options/{pk}/weighings": "option.weigh",
    "POST /api/v1/resolutions/{pk}/how-it-went": "resolution.look_back",
    "POST /api/v1/remarks/{pk}/show": "remark.read",
    "POST /api/v1/remarks/{pk}/set-aside": "remark.read",
    "POST /api/v1/remarks/{pk}/take-back": "remark.take_back",
    "POST /api/v1/findings/{pk}/set-aside": "finding.judge",
}
