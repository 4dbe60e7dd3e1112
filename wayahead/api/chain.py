"""The chain through the API: from anything to everything upstream and downstream of it."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from ninja import Router, Schema

from wayahead.access.chain import both_ways
from wayahead.api.asking import Ask
from wayahead.journey.chain import Chain
from wayahead.journey.edges import Name
from wayahead.journey.provenance import document
from wayahead.journey.titles import title

router = Router(tags=["chain"])


class NodeOut(Schema):
    """One thing on the chain. A voice that the caller may not read has no words in its title."""

    kind: str
    id: int
    title: str
    is_withdrawn: bool


class StepOut(Schema):
    """`later` came from `earlier`; each is written as `kind/id`."""

    earlier: str
    later: str


class ChainOut(Schema):
    """Everything upstream and downstream of one thing."""

    start: str
    nodes: list[NodeOut]
    steps: list[StepOut]


def name_of(name: Name) -> str:
    """`needs.need/7`."""
    return f"{name[0]}/{name[1]}"


def steps_of(up: Chain, down: Chain) -> list[dict[str, str]]:
    """Every step of both directions, from earlier to later, each once."""
    pairs = dict.fromkeys([(far, near) for near, far in up.pairs] + down.pairs)
    return [{"earlier": name_of(earlier), "later": name_of(later)} for earlier, later in pairs]


@router.get("/chain/{kind}/{pk}", response=ChainOut)
def chain(request: Ask, kind: str, pk: int) -> dict[str, Any]:
    """Where a thing came from and what became of it."""
    up, down = both_ways(request.person, (kind, pk))
    nodes = [
        {"kind": node.kind, "id": node.name[1], "title": title(node), "is_withdrawn": node.is_withdrawn}
        for node in (up.nodes | down.nodes).values()
    ]
    return {"start": name_of(up.start), "nodes": nodes, "steps": steps_of(up, down)}


@router.get("/chain/{kind}/{pk}/prov", response=dict[str, Any])
def prov(request: Ask, kind: str, pk: int) -> HttpResponse:
    """The same as W3C PROV-JSON."""
    up, down = both_ways(request.person, (kind, pk))
    words = document(up, down, base_url=settings.BASE_URL).serialize(format="json")
    return HttpResponse(words, content_type="application/json")
