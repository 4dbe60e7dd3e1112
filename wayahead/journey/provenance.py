"""A chain as W3C PROV, so that anybody's tools can follow it. Source: https://www.w3.org/TR/prov-json/"""

from datetime import datetime
from typing import Any

from prov.model import PROV_LABEL, PROV_TYPE, ProvDocument

from wayahead.journey.chain import Chain, Node
from wayahead.journey.titles import title
from wayahead.loop.listening.models import Voice

SPACE = "way"


def document(up: Chain, down: Chain, *, base_url: str) -> ProvDocument:
    """Both directions from one thing: each thing an entity, each step a derivation. No voice's words are in it."""
    doc = ProvDocument()
    doc.add_namespace(SPACE, f"{base_url}/chain/")
    for node in (up.nodes | down.nodes).values():
        doc.entity(identifier(node.name), attributes(node))
    for later, earlier in up.pairs:
        doc.wasDerivedFrom(identifier(later), identifier(earlier))
    for earlier, later in down.pairs:
        doc.wasDerivedFrom(identifier(later), identifier(earlier))
    return doc


def identifier(name: tuple[str, int]) -> str:
    """A thing's identifier: its kind and key, as its page's address has them."""
    return f"{SPACE}:{name[0]}/{name[1]}"


def attributes(node: Node) -> dict[Any, Any]:
    """What PROV says of one thing: its kind, its title (never a voice's words), and since when it is there."""
    said: dict[Any, Any] = {PROV_TYPE: f"{SPACE}:{node.kind}", PROV_LABEL: label(node)}
    at = moment(node)
    if at is not None:
        said[f"{SPACE}:at"] = at.isoformat()
    return said


def label(node: Node) -> str:
    """The title of a thing; of a voice only that it is one."""
    if node.is_withdrawn:
        return "A voice withdrawn by its speaker"
    if node.row is None or isinstance(node.row, Voice):
        return "A voice"
    return title(node)


def moment(node: Node) -> datetime | None:
    """When a thing came to be."""
    for name in ("said_at", "drawn_at", "written_at", "declared_at", "asked_at", "published_at", "registered_at",
                 "started_at", "drafted_at", "opened_at", "sent_at", "awarded_at", "reported_at"):  # fmt: skip
        at = getattr(node.row, name, None)
        if isinstance(at, datetime):
            return at
    return None
