"""The same report as a sheet: take it away filled with what is asked, send it back filled in. All of it, or nothing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wayahead import access
from wayahead.formats.reportsheet import ASKED, Line, as_csv, as_xlsx, read
from wayahead.formats.seeds import Flaw, Flaws
from wayahead.loop.funding.models import Grant
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.actions import field_of
from wayahead.loop.outcomes.asking import Asked, asked_of
from wayahead.loop.outcomes.models import Indicator
from wayahead.loop.outcomes.wording import figure_words
from wayahead.web.downloading import cell
from wayahead.web.outcomes.forms import ReportForm
from wayahead.web.pages import Ask, attempt, page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_FLAWS = 30
ANSWER = ASKED[0]
PLAIN = ("words", "did_not_work", "people_reached", "spent_pence")
# Where each part of an indicator stands.
COLUMNS = dict(zip(("figure", "of", "spread", "parts", "why_not"), ASKED, strict=True))


class SheetForm(forms.Form):
    """The sheet, filled in."""

    file = forms.FileField(
        label=gettext_lazy("The sheet, filled in"), help_text=gettext_lazy("CSV or a spreadsheet (XLSX).")
    )


def key_of(indicator: Indicator) -> str:
    """How a row names its indicator."""
    return f"indicator {indicator.pk}"


def lines_of(asked: Asked) -> list[Line]:
    """Every row, told what is asked."""
    form = ReportForm(asked=asked)
    plain = [Line(name, (cell(str(form.fields[name].label)), "", "")) for name in PLAIN]
    return plain + [
        Line(
            key_of(one),
            (
                cell(f"{one.words} ({one.get_kind_display()})"),
                cell(one.unit),
                cell(figure_words(one, one.baseline, one.baseline_of)),
            ),
        )
        for one in (*asked.indicators, *asked.more)
    ]


def places(asked: Asked) -> dict[str, tuple[str, str]]:
    """The row and the column of each field of the form."""
    found = {name: (name, ANSWER) for name in PLAIN}
    for one in (*asked.indicators, *asked.more):
        found |= {field_of(one.pk, part): (key_of(one), column) for part, column in COLUMNS.items()}
    return found


def download(request: Ask, slug: str, pk: int, kind: str) -> HttpResponse:
    """The sheet to fill in."""
    grant = access.fetch(request.person, "report.make", pk=pk, bid__version__solution__coproduction__slug=slug)
    lines = lines_of(asked_of(grant.bid.version, grant))
    data, content = (as_xlsx(lines), XLSX) if kind == "xlsx" else (as_csv(lines), "text/csv; charset=utf-8")
    answer = HttpResponse(data, content_type=content)
    answer["Content-Disposition"] = f'attachment; filename="report-{grant.pk}.{kind}"'
    return answer


def upload(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Send the sheet back: it becomes the report, or every defect is named with its row and column."""
    grant = access.fetch(request.person, "report.make", pk=pk, bid__version__solution__coproduction__slug=slug)
    asked = asked_of(grant.bid.version, grant)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made = made_of(form, grant, asked, by=access.somebody(request.person))
        if made:
            messages.success(request, _("Kept. Every funder reads the same. Now tell those whose words led here."))
            return redirect("report_answer", slug, made.pk)
    version = grant.bid.version
    return page(
        request, "outcomes/sheet.html", coproduction=version.solution.coproduction, here="outcomes", version=version,
        grant=grant, form=form, asked=asked,
    )  # fmt: skip


def made_of(form: SheetForm, grant: Grant, asked: Asked, by: Any) -> Any:
    """The report of a sheet; None when something is wrong with it, said on the form."""
    at = places(asked)
    try:
        lines = read(form.cleaned_data["file"].read(), [line.key for line in lines_of(asked)])
    except Flaws as error:
        tell(form, error.flaws)
        return None
    rows = {line.key: line for line in lines}
    given = {(line.key, column): words for line in lines for column, words in line.given}
    report = ReportForm({name: given.get(place, "") for name, place in at.items()}, asked=asked)
    made = None
    if report.is_valid():
        made = attempt(report, actions.report, grant, report.account(), by=by)
    if made is None:
        flaws = []
        for name, errors in report.errors.items():
            key, column = at.get(name, ("", ""))
            number = rows[key].number if key in rows else 0
            flaws += [(number, key, column, str(words)) for words in errors]
        for number, key, column, words in sorted(flaws):
            form.add_error("file", words_of(number, key, column, words))
    return made


def words_of(number: int, key: str, column: str, words: str) -> str:
    """Where something is wrong, and what."""
    if not key:
        return words
    where = {"row": number or f"“{key}”", "column": column, "words": words}
    return _("Row %(row)s, column “%(column)s”: %(words)s") % where


def tell(form: forms.Form, flaws: list[Flaw]) -> None:
    """Put every defect on the field; of very many, how many more there are."""
    for flaw in flaws[:MOST_FLAWS]:
        form.add_error("file", str(flaw))
    more = len(flaws) - MOST_FLAWS
    if more > 0:
        form.add_error("file", ngettext("And %d more.", "And %d more.", more) % more)


HERE = "c/<slug:slug>/grants/<int:pk>/report/"
urlpatterns = [
    path(f"{HERE}sheet/", upload, name="report_sheet"),
    path(f"{HERE}sheet.xlsx", download, {"kind": "xlsx"}, name="report_sheet_xlsx"),
    path(f"{HERE}sheet.csv", download, {"kind": "csv"}, name="report_sheet_csv"),
]
