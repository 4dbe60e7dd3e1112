"""Begin to talk, settle until a day, look again."""

from ninja import Router, Status

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.tensions.shapes import ReasonIn, ResolutionOut, SettleIn, TensionOut, WordsIn
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.actions import Settlement
from wayahead.loop.tensions.models import Option, Resolution, Tension

router = Router(tags=["tensions"])


@router.post("/tensions/{pk}/talk", response=TensionOut)
def begin_talking(request: Ask, pk: int) -> Tension:
    """Ask both sides to the table."""
    found = access.fetch(request.person, "tension.talk", pk=pk)
    return actions.begin_talking(found, by=access.somebody(request.person))


@router.post("/tensions/{pk}/resolutions", response={201: ResolutionOut})
def settle(request: Ask, pk: int, given: SettleIn) -> Status[Resolution]:
    """Write down how it was settled; on its day it comes back to the table by itself."""
    found = access.fetch(request.person, "tension.settle", pk=pk)
    person = access.somebody(request.person)
    decided_by = access.fetch(person, "organisation.see", slug=given.decided_by) if given.decided_by else None
    option: Option | None = None
    if given.option is not None:
        option = access.fetch(person, "option.weigh", pk=given.option)
    words = given.model_dump(exclude={"decided_by", "option"})
    settlement = Settlement(decided_by=decided_by, option=option, **words)
    return Status(201, actions.settle(found, settlement, by=person))


@router.post("/tensions/{pk}/reopen", response=ResolutionOut)
def reopen(request: Ask, pk: int, given: ReasonIn) -> Resolution:
    """Bring it back before its day."""
    found = access.fetch(request.person, "tension.reopen", pk=pk)
    return actions.reopen(found, by=access.somebody(request.person), because=given.reason)


@router.post("/resolutions/{pk}/how-it-went", response=ResolutionOut)
def say_how_it_went(request: Ask, pk: int, given: WordsIn) -> Resolution:
    """Say how it went since it was settled."""
    found = access.fetch(request.person, "resolution.look_back", pk=pk)
    return actions.say_how_it_went(found, by=access.somebody(request.person), words=given.words)
