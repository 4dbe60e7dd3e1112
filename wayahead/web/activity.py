"""What happened, here and everywhere one can see: as a page and as a feed."""

from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from wayahead import access
from wayahead.access.activity import happened
from wayahead.base.coproduction.models import CoProduction
from wayahead.web.pages import Ask, page
from wayahead.web.sentences import SENTENCES, Sentence, part_label, told

A_PAGE = 30


def activity(request: Ask, slug: str = "") -> HttpResponse:
    """What happened that the reader may see, newest first; in one co-production, or everywhere."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug) if slug else None
    part = request.GET.get("part", "")
    kinds = list(SENTENCES[part]) if part in SENTENCES else None
    before = request.GET.get("before", "")
    known = int(before) if before.isdecimal() and len(before) < 18 else None
    found = happened(request.person, coproduction=coproduction, kinds=kinds, before=known, most=A_PAGE + 1)
    return page(
        request,
        "activity.html",
        coproduction=coproduction,
        rows=[told(happening) for happening in found[:A_PAGE]],
        parts=[(name, part_label(name)) for name in SENTENCES],
        part=part if kinds else "",
        older=found[A_PAGE - 1].event.pk if len(found) > A_PAGE else None,
        is_later_page=known is not None,
        feed=reverse("coproduction_activity_feed", args=[slug]) if slug else reverse("activity_feed"),
    )


class Happened(Feed):  # type: ignore[type-arg]
    """The same as an Atom feed."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str = "") -> CoProduction | None:
        """The co-production that is asked for, if any; kept with who asks."""
        self.reader = getattr(request, "person", None)
        return access.fetch(self.reader, "coproduction.see", slug=slug) if slug else None

    def title(self, found: CoProduction | None) -> str:
        """What the feed is called."""
        return _("What happened in %s") % found.title if found else _("What happened")

    def link(self, found: CoProduction | None) -> str:
        """Where the same stands as a page."""
        return reverse("coproduction_activity", args=[found.slug]) if found else reverse("activity")

    def items(self, found: CoProduction | None) -> list[Sentence]:
        """The newest of it."""
        return [told(happening) for happening in happened(self.reader, coproduction=found, most=A_PAGE)]

    def item_title(self, item: Sentence) -> str:
        """The sentence."""
        return item.words

    def item_description(self, item: Sentence) -> str:
        """What it is about, and for whom."""
        who, where = item.happening.organisation, item.happening.coproduction
        return " · ".join(str(words) for words in (item.title, who, where) if words)

    def item_link(self, item: Sentence) -> str:
        """The thing itself."""
        return item.address or reverse("activity")

    def item_guid(self, item: Sentence) -> str:
        """A name that stays."""
        return f"tag:wayahead,2025:event:{item.happening.event.pk}"

    def item_pubdate(self, item: Sentence) -> Any:
        """When."""
        return item.happening.event.at

    item_updateddate = item_pubdate


def feed(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A feed of its own for each request: who asks differs."""
    return Happened()(request, slug=slug)


urlpatterns = [
    path("activity/", activity, name="activity"),
    path("activity/feed/", feed, name="activity_feed"),
    path("c/<slug:slug>/activity/", activity, name="coproduction_activity"),
    path("c/<slug:slug>/activity/feed/", feed, name="coproduction_activity_feed"),
]
