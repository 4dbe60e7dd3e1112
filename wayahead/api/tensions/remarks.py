"""What people say about a tension, read by a facilitator first."""

from django.db.models import QuerySet
from ninja import Router, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.tensions.shapes import ReasonIn, RemarkIn, RemarkOut
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.models import Remark

router = Router(tags=["tensions"])


@router.get("/tensions/{pk}/remarks", response=list[RemarkOut])
@paginate
def remarks(request: Ask, pk: int) -> QuerySet[Remark]:
    """What everybody may read, what you said, and, for facilitators, what waits."""
    found = access.fetch(request.person, "tension.see", pk=pk)
    return access.visible(request.person, Remark).filter(tension=found)


@router.post("/tensions/{pk}/remarks", response={201: RemarkOut})
def remark(request: Ask, pk: int, given: RemarkIn) -> Status[Remark]:
    """Say something about it. Needs a participation token."""
    found = access.fetch(request.person, "tension.remark", pk=pk)
    return Status(201, actions.remark(found, by=access.somebody(request.person), **given.model_dump()))


@router.post("/remarks/{pk}/show", response=RemarkOut)
def show(request: Ask, pk: int) -> Remark:
    """Let everybody read it."""
    found = access.fetch(request.person, "remark.read", pk=pk)
    return actions.show_remark(found, by=access.somebody(request.person))


@router.post("/remarks/{pk}/set-aside", response=RemarkOut)
def set_aside(request: Ask, pk: int, given: ReasonIn) -> Remark:
    """Do not show it; the reason is shown."""
    found = access.fetch(request.person, "remark.read", pk=pk)
    return actions.set_remark_aside(found, by=access.somebody(request.person), reason=given.reason)


@router.post("/remarks/{pk}/take-back", response=RemarkOut)
def take_back(request: Ask, pk: int) -> Remark:
    """Take back what you said."""
    found = access.fetch(request.person, "remark.take_back", pk=pk)
    return actions.take_remark_back(found, by=access.somebody(request.person))
