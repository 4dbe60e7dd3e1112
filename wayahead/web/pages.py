"""What every view tells its story with: a page, a form that listens to actions, a small word of thanks."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.base.refusal import NotPossible

Result = TypeVar("Result")
Given = ParamSpec("Given")

# The line, in order: name of the address, word on screen.
STAGES: list[tuple[str, str]] = [
    ("listening", "Listening"),
    ("needs", "Needs"),
    ("constraints", "Limits"),
    ("tensions", "Tensions"),
    ("solutions", "Solutions"),
    ("funding", "Money"),
    ("outcomes", "Outcomes"),
]


class Ask(HttpRequest):
    """A request that knows who asks; `PersonMiddleware` puts the person there."""

    person: Person | None
    is_new_guest: bool = False


def stage_label(name: str) -> str:
    """The word on screen for a stage."""
    return {
        "listening": _("Listening"),
        "needs": _("Needs"),
        "constraints": _("Limits"),
        "tensions": _("Tensions"),
        "solutions": _("Solutions"),
        "funding": _("Money"),
        "outcomes": _("Outcomes"),
    }[name]


def the_line(coproduction: CoProduction, here: str) -> list[dict[str, object]]:
    """The stages as the header shows them: passed, here, ahead."""
    names = [name for name, _word in STAGES]
    at = names.index(here) if here in names else -1
    return [
        {
            "label": stage_label(name),
            "url": reverse(name, args=[coproduction.slug]),
            "state": "here" if n == at else "passed" if n < at else "ahead",
            "news": False,
        }
        for n, name in enumerate(names)
    ]


def page(
    request: HttpRequest,
    template: str,
    *,
    coproduction: CoProduction | None = None,
    here: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A whole page; inside a co-production it shows the line and where on it the reader stands."""
    concern = reverse("concern") + f"?page={request.path}"
    if coproduction is not None:
        context |= {"coproduction": coproduction, "stages": the_line(coproduction, here), "here": here}
        if coproduction.area:
            context["place_name"] = coproduction.area.name
        concern += f"&about={coproduction.slug}"
    return render(request, template, context | {"concern_url": concern}, status=status)


def attempt(
    form: BaseForm, action: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
) -> Result | None:
    """The action's result; None when it is not possible, with its words put on the form's own field."""
    try:
        return action(*args, **kwargs)
    except NotPossible as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None


def how_many(rows: "QuerySet[Any]", of: str) -> Coalesce:
    """Counts `rows` for each outer row that their field `of` points to; several counts do not multiply one another."""
    counted = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).annotate(how_many=Count("pk", distinct=True))
    return Coalesce(Subquery(counted.values("how_many")), 0)


def paged(request: HttpRequest, rows: "QuerySet[Any] | list[Any]", per_page: int = 20) -> "Page[Any]":
    """One page of many rows, whatever the address asks for."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
