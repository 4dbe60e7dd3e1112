"""Areas of the official statistics, and communities: where work goes on, and for whom."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.places import actions
from wayahead.base.places.models import Area, Community
from wayahead.base.places.reading import LARGE_TO_SMALL, areas_named
from wayahead.web.fields import AreaField
from wayahead.web.outline import outline
from wayahead.web.pages import Ask, attempt, page, paged


class CommunityForm(forms.Form):
    """A community to add."""

    name = forms.CharField(
        label=gettext_lazy("Its name"),
        max_length=120,
        help_text=gettext_lazy("For example, Carers in Lockside. The words its own people use."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What do its people share?"), choices=Community.Kind.choices, widget=forms.RadioSelect
    )
    about = forms.CharField(
        label=gettext_lazy("Who they are, in a few words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    area = AreaField(label=gettext_lazy("Where, if it has a place"), required=False)


def places(request: Ask) -> HttpResponse:
    """Areas by name or code; and how many communities there are."""
    words = request.GET.get("q", "").strip()[:80]
    found = areas_named(access.visible(request.person, Area), words)
    kind = request.GET.get("kind", "")
    if kind in Area.Kind.values:
        found = found.filter(kind=kind)
    query = "".join(f"{name}={value}&" for name, value in (("q", words), ("kind", kind)) if value)
    return page(
        request,
        "places/areas.html",
        rows=paged(request, found.select_related("parent"), 30),
        words=words,
        kind=kind,
        kinds=[(value, Area.Kind(value).label) for value in LARGE_TO_SMALL],
        query=query,
        communities=access.visible(request.person, Community).count(),
    )


def area(request: Ask, code: str, year: int) -> HttpResponse:
    """One area: what it lies in, what lies in it, and the co-productions there."""
    found = access.fetch(request.person, "area.see", code=code, year=year)
    return page(
        request,
        "places/area.html",
        area=found,
        inside=access.visible(request.person, Area).filter(parent=found)[:200],
        years=access.visible(request.person, Area).filter(code=code).exclude(year=year).order_by("-year"),
        coproductions=access.visible(request.person, CoProduction).filter(area=found),
        nearby=access.visible(request.person, CoProduction).filter(area__parent=found).select_related("area"),
        communities=access.visible(request.person, Community).filter(area=found),
        outline=outline(found.boundary),
        place_name=found.name,
    )


def communities(request: Ask) -> HttpResponse:
    """Every community."""
    rows = access.visible(request.person, Community).select_related("area")
    may_add = access.allows(request.person, "community.add")
    return page(request, "places/communities.html", rows=paged(request, rows, 30), may_add=may_add)


def community(request: Ask, pk: int) -> HttpResponse:
    """One community, and what is worked on with it."""
    found = access.fetch(request.person, "community.see", pk=pk)
    rows = access.visible(request.person, CoProduction).filter(communities=found)
    return page(request, "places/community.html", community=found, rows=rows)


def add_community(request: Ask) -> HttpResponse:
    """Add a community; one of that name is the same one."""
    person = access.require(request.person, "community.add")
    form = CommunityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.add_community, by=person, **form.cleaned_data)
        if made:
            messages.success(request, _("There it is."))
            return redirect("community", made.pk)
    return page(request, "places/add_community.html", form=form)


urlpatterns = [
    path("places/", places, name="places"),
    path("places/communities/", communities, name="communities"),
    path("places/communities/add/", add_community, name="community_add"),
    path("places/communities/<int:pk>/", community, name="community"),
    path("places/<slug:code>/<int:year>/", area, name="area"),
]
