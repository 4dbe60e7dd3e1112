"""Speaking for a side, understanding the other, weighing options."""

from django.db.models import QuerySet
from ninja import Router, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.tensions.shapes import (
    AnswerIn,
    NeedIn,
    OptionIn,
    OptionOut,
    SideOut,
    SpeakerOut,
    UnderstandIn,
    UnderstandingOut,
    WeighIn,
    WeighingOut,
    WhyIn,
)
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.models import Option, Side, Speaker, Understanding, Weighing

router = Router(tags=["tensions"])


@router.post("/sides/{pk}/speakers", response={201: SpeakerOut})
def ask_to_speak(request: Ask, pk: int, given: WhyIn) -> Status[Speaker]:
    """Ask to speak for a side. Needs a participation token; a facilitator lets you in."""
    side = access.fetch(request.person, "side.speak", pk=pk)
    return Status(201, actions.ask_to_speak(side, by=access.somebody(request.person), why=given.why))


@router.get("/coproductions/{slug}/speakers", response=list[SpeakerOut])
@paginate
def speakers(request: Ask, slug: str) -> QuerySet[Speaker]:
    """Where you asked to speak, and, for facilitators, who asks."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    return access.visible(request.person, Speaker).filter(side__tension__coproduction=coproduction)


@router.post("/speakers/{pk}/let-in", response=SpeakerOut)
def let_in(request: Ask, pk: int) -> Speaker:
    """Let somebody speak for a side."""
    speaker = access.fetch(request.person, "speaker.answer", pk=pk)
    return actions.let_in(speaker, by=access.somebody(request.person))


@router.post("/speakers/{pk}/turn-down", response=SpeakerOut)
def turn_down(request: Ask, pk: int, given: WhyIn) -> Speaker:
    """Not this time, and why."""
    speaker = access.fetch(request.person, "speaker.answer", pk=pk)
    return actions.turn_down(speaker, by=access.somebody(request.person), reason=given.why)


@router.post("/speakers/{pk}/stand-down", response=SpeakerOut)
def stand_down(request: Ask, pk: int) -> Speaker:
    """No longer speak for a side."""
    speaker = access.fetch(request.person, "speaker.leave", pk=pk)
    return actions.stand_down(speaker, by=access.somebody(request.person))


@router.put("/sides/{pk}/need", response=SideOut)
def say_need(request: Ask, pk: int, given: NeedIn) -> Side:
    """Say what your side needs."""
    side = access.fetch(request.person, "side.say_need", pk=pk)
    return actions.say_need(side, by=access.somebody(request.person), what_it_needs=given.what_it_needs)


@router.post("/sides/{pk}/understandings", response={201: UnderstandingOut})
def say_what_they_need(request: Ask, pk: int, given: UnderstandIn) -> Status[Understanding]:
    """Say what the side across the table needs."""
    side = access.fetch(request.person, "side.mirror", pk=pk)
    return Status(201, actions.say_what_they_need(side, by=access.somebody(request.person), words=given.words))


@router.post("/understandings/{pk}/answer", response=UnderstandingOut)
def answer_understanding(request: Ask, pk: int, given: AnswerIn) -> Understanding:
    """Say whether that is what your side needs."""
    found = access.fetch(request.person, "understanding.answer", pk=pk)
    return actions.answer_understanding(found, by=access.somebody(request.person), **given.model_dump())


@router.post("/tensions/{pk}/options", response={201: OptionOut})
def offer(request: Ask, pk: int, given: OptionIn) -> Status[Option]:
    """Put an option on the table."""
    found = access.fetch(request.person, "tension.offer", pk=pk)
    return Status(201, actions.offer(found, by=access.somebody(request.person), **given.model_dump()))


@router.post("/options/{pk}/weighings", response=WeighingOut)
def weigh(request: Ask, pk: int, given: WeighIn) -> Weighing:
    """Weigh an option for your side; doing it again replaces it."""
    option = access.fetch(request.person, "option.weigh", pk=pk)
    side = access.fetch(request.person, "side.weigh", pk=given.side)
    return actions.weigh(option, side, by=access.somebody(request.person), state=given.state, why=given.why)
