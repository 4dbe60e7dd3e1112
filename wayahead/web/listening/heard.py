"""Who was heard: how evenly people's statements were answered, and whether we asked as we promise."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.kernels.opinion.asking import DEFAULT
from wayahead.loop.listening.heard import FEWEST_SHOWN, who_was_heard
from wayahead.loop.listening.models import Watch
from wayahead.web.listening.voices import talk_page
from wayahead.web.pages import Ask

WIDTH, HEIGHT, ROOM_ABOVE, GAP = 640, 240, 28, 8


@dataclass(frozen=True)
class Column:
    """One tenth of the statements as a bar: where it stands, and the answers to its middle statement."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    answers: int
    statements: int


@dataclass(frozen=True)
class Skyline:
    """From the least heard tenth to the most, with the line of the promise across; in units of the drawing."""

    width: int
    height: int
    columns: tuple[Column, ...]
    promise_y: float


def skyline(tenths: list[tuple[int, float]], promise: int) -> Skyline | None:
    """The picture of these tenths; None of none."""
    if not tenths:
        return None
    top = max(promise, *(answers for _count, answers in tenths)) or 1
    step = WIDTH / len(tenths)

    def high(answers: float) -> float:
        return round((HEIGHT - ROOM_ABOVE) * answers / top, 1)

    columns = tuple(
        Column(
            x=round(n * step + GAP / 2, 1),
            y=HEIGHT - high(answers),
            width=round(step - GAP, 1),
            height=high(answers),
            middle=round((n + 0.5) * step, 1),
            answers=round(answers),
            statements=count,
        )
        for n, (count, answers) in enumerate(tenths)
    )
    return Skyline(WIDTH, HEIGHT, columns, HEIGHT - high(promise))


def who_is_heard(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The public panel of one conversation."""
    conversation = access.fetch(request.person, "hearing.see", pk=pk, coproduction__slug=slug)
    heard = who_was_heard(conversation)
    return talk_page(
        request,
        "heard",
        conversation,
        heard=heard,
        picture=skyline(heard.tenths, DEFAULT.floor),
        policy=DEFAULT,
        fewest=FEWEST_SHOWN,
        watch=Watch.objects.filter(conversation=conversation).first(),
    )


urlpatterns = [
    path("c/<slug:slug>/listening/<int:pk>/heard/", who_is_heard, name="heard"),
]
