"""The page of a chain, and its file."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead.access.chain import both_ways
from wayahead.base.coproduction.models import CoProduction
from wayahead.journey.answers import answered_among
from wayahead.journey.chain import Chain
from wayahead.journey.provenance import document
from wayahead.journey.titles import kind_label, title
from wayahead.web.chain.listing import Item, nested, shape
from wayahead.web.chain.picture import SIZES, draw
from wayahead.web.pages import Ask, page
from wayahead.web.sentences import PAGES, page_of


def chain(request: Ask, kind: str, pk: int) -> HttpResponse:
    """Where a thing came from and what became of it."""
    start = (kind, pk)
    up, down = both_ways(request.person, start)
    node = up.nodes[start]
    coproduction = coproduction_of(node.row)
    answered, voices = answered_among(up, down)
    here = Item(title(node), kind_label(kind), shape(node), is_here=True)
    return page(
        request,
        "chain/chain.html",
        coproduction=coproduction,
        here=kind.partition(".")[0],
        node=here,
        own_page=page_of(node.row, coproduction) if node.row and kind in PAGES else "",
        up=nested(up),
        down=nested(down),
        pictures=[draw(up, down, size, is_answered=bool(answered)) for size in SIZES],
        drawn=in_words(up, down),
        start=start,
        answered=answered,
        voices=voices,
    )


def in_words(up: Chain, down: Chain) -> str:
    """What the drawing shows, for those who do not see it."""
    nodes = (up.nodes | down.nodes).values()
    counts = dict[str, int]()
    for node in nodes:
        counts[node.kind] = counts.get(node.kind, 0) + 1
    parts = [f"{kind_label(kind, count)}: {count}" for kind, count in counts.items()]
    things = ngettext("%d thing on this line.", "%d things on this line.", len(nodes)) % len(nodes)
    return f"{things} {'; '.join(parts)}. {_('The list beside it says the same.')}"


def coproduction_of(row: Any) -> CoProduction | None:
    """The co-production that a thing on the chain belongs to; none for a funder's programme."""
    for step in ("grant", "bid", "version", "solution", "need", "constraint", "meeting"):
        if not hasattr(row, "coproduction"):
            row = getattr(row, step, row)
    return getattr(row, "coproduction", None)


def prov(request: Ask, kind: str, pk: int) -> HttpResponse:
    """The same chain as W3C PROV-JSON."""
    up, down = both_ways(request.person, (kind, pk))
    words = document(up, down, base_url=settings.BASE_URL).serialize(format="json", indent=1)
    answer = HttpResponse(words, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="wayahead-chain-{kind}-{pk}.json"'
    return answer


urlpatterns = [
    path("chain/<str:kind>/<int:pk>/", chain, name="chain"),
    path("chain/<str:kind>/<int:pk>/prov.json", prov, name="chain_prov"),
]
