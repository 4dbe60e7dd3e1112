"""The money of one co-production, grants to take away, and what others gave before."""

from urllib.parse import urlencode

from django.db.models import Prefetch, Q, QuerySet, Sum
from django.http import HttpResponse
from django.urls import path

from wayahead import access
from wayahead.base.places.models import Area
from wayahead.base.refusal import NotPossible
from wayahead.formats.threesixty import NotInstalled, writing
from wayahead.loop.funding.grid import with_all_within
from wayahead.loop.funding.models import Bid, Grant, PastGrant, Programme, Round, WholeBid
from wayahead.loop.funding.publishing import published
from wayahead.loop.funding.sums import with_standing
from wayahead.web.pages import Ask, page, paged

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def funding(request: Ask, slug: str) -> HttpResponse:
    """The money of one co-production: what is offered for its needs, asked, granted and refused."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    wholes = access.visible(request.person, WholeBid).filter(version__solution__coproduction=coproduction)
    wholes = wholes.select_related("applicant", "version__solution")
    bids = Bid.objects.select_related("programme__funder", "grant").order_by("pk")
    offered = access.visible(request.person, Programme).filter(needs__coproduction=coproduction).distinct()
    grants = access.visible(None, Grant).filter(bid__version__solution__coproduction=coproduction)
    return page(
        request, "funding/all.html", coproduction=coproduction, here="funding",
        wholes=with_standing(wholes.prefetch_related(Prefetch("bids", bids))),
        programmes=offered.select_related("funder"),
        rounds=access.visible(request.person, Round).filter(coproduction=coproduction).select_related("result"),
        has_grants=grants.exists(),
    )  # fmt: skip


def grants(request: Ask, kind: str) -> HttpResponse:
    """Every public grant, for anybody to take away (360Giving 1.4)."""
    return download(access.visible(None, Grant), kind, "grants")


def grants_here(request: Ask, slug: str, kind: str) -> HttpResponse:
    """The grants of one co-production, for anybody to take away; a private circle's are published nowhere."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    here = access.visible(None, Grant).filter(bid__version__solution__coproduction=coproduction)
    return download(here, kind, f"grants-{slug}")


def download(grants: "QuerySet[Grant]", kind: str, name: str) -> HttpResponse:
    """These grants as a file."""
    package = published(grants)
    try:
        data = writing.as_xlsx(package) if kind == "xlsx" else writing.as_json(package).encode()
    except NotInstalled as error:
        raise NotPossible(str(error)) from error
    answer = HttpResponse(data, content_type=XLSX if kind == "xlsx" else "application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def past_grants(request: Ask) -> HttpResponse:
    """What others gave before, the newest first; looked for by words and places."""
    words = request.GET.get("words", "").strip()[:80]
    funder, area = request.GET.get("funder", "")[:200], area_of(request)
    rows = access.visible(request.person, PastGrant).prefetch_related("places")
    if words:
        rows = rows.filter(
            Q(title__icontains=words) | Q(description__icontains=words) | Q(funder_name__icontains=words)
            | Q(recipient_name__icontains=words) | Q(pk__in=PastGrant.objects.filter(places__name__icontains=words))
        )  # fmt: skip
    if funder:
        rows = rows.filter(funder_name=funder)
    if area:
        rows = rows.filter(pk__in=PastGrant.objects.given_in(with_all_within(area)), currency="GBP")
    asked = {"words": words, "funder": funder, "area": str(area.pk) if area else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return page(
        request, "funding/past_grants.html", rows=paged(request, rows), words=words, query=query + "&" if query else "",
        funder=funder, area=area, sum_pence=rows.aggregate(sum=Sum("amount_pence"))["sum"] if funder or area else None,
    )  # fmt: skip


def area_of(request: Ask) -> Area | None:
    """The area whose past somebody asks for."""
    asked = request.GET.get("area", "")
    is_key = asked.isascii() and asked.isdigit() and len(asked) < 10
    return access.visible(request.person, Area).filter(pk=int(asked)).first() if is_key else None


urlpatterns = [
    path("c/<slug:slug>/funding/", funding, name="funding"),
    path("c/<slug:slug>/funding/grants.json", grants_here, {"kind": "json"}, name="grants_here_json"),
    path("c/<slug:slug>/funding/grants.xlsx", grants_here, {"kind": "xlsx"}, name="grants_here_xlsx"),
    path("programmes/grants.json", grants, {"kind": "json"}, name="grants_json"),
    path("programmes/grants.xlsx", grants, {"kind": "xlsx"}, name="grants_xlsx"),
    path("past-grants/", past_grants, name="past_grants"),
]
