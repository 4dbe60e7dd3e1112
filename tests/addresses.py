"""What kind of page an address leads to: two needs are one kind, the chain of a need and that of a bid are two."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve


def kind_of(address: str) -> str:
    """The name of the route behind an address of ours, with the kind of thing that it shows; empty for no page."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    words = [match.kwargs[name] for name in ("kind", "key") if name in match.kwargs]
    return " ".join([match.url_name or "", *words]).strip()
