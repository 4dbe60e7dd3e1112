"""Statements to start with, and statements that say the same twice."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy, ngettext

from wayahead import access
from wayahead.formats.seeds import Flaws, Row, check, read_file, read_lines
from wayahead.kernels.opinion.alike import alike_within
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions import Seed
from wayahead.loop.listening.models import Conversation, Statement
from wayahead.web.fields import WordsField
from wayahead.web.listening.voices import WRITTEN_IN, talk_page
from wayahead.web.pages import Ask, attempt, paged

MOST_FLAWS, PAIRS_A_PAGE, MOST_COMPARED = 30, 20, 3000
LANGUAGES = [code for code, _name in WRITTEN_IN]


class SeedForm(forms.Form):
    """Lines, or a file."""

    lines = WordsField(
        label=gettext_lazy("Statements, one on each line"),
        rows=8,
        required=False,
        help_text=gettext_lazy("Each one idea that people can agree or disagree with, up to 280 characters."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file: CSV or a spreadsheet (XLSX)"),
        required=False,
        help_text=gettext_lazy(
            "Its first row names the columns: “statement” and, if there are several languages, “language”, such as bn."
        ),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=WRITTEN_IN, initial="en-gb")

    def rows(self) -> list[Row]:
        """What was given, as it stands."""
        given = self.cleaned_data
        if given["file"]:
            return read_file(given["file"].read(), given["language"])
        return read_lines(given["lines"], given["language"])

    def seeds(self, conversation: Conversation) -> list[Seed]:
        """What was given, when every row of it can be put to the vote; else none, with every defect on the form."""
        open_now = conversation.statements.filter(state=Statement.State.ACCEPTED)
        try:
            rows = check(
                self.rows(),
                most_characters=Statement.MOST_CHARACTERS,
                languages=LANGUAGES,
                known=set(open_now.values_list("text", flat=True)),
            )
        except Flaws as error:
            self.tell(error)
            return []
        return [Seed(row.text, row.language) for row in rows]

    def tell(self, error: Flaws) -> None:
        """Put every defect on the field that it came by; of very many, how many more there are."""
        field = "file" if self.cleaned_data["file"] else "lines"
        for flaw in error.flaws[:MOST_FLAWS]:
            self.add_error(field, str(flaw))
        more = len(error.flaws) - MOST_FLAWS
        if more > 0:
            self.add_error(field, ngettext("And %d more.", "And %d more.", more) % more)


def seed(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Put many statements to the vote at once, or none where a single one has a defect."""
    conversation = access.fetch(request.person, "statement.seed", pk=pk, coproduction__slug=slug)
    form = SeedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        seeds = form.seeds(conversation)
        by = access.somebody(request.person)
        made: Any = attempt(form, actions.seed_statements, conversation, by=by, seeds=seeds) if seeds else None
        if made:
            said = ngettext("%d statement is open for votes.", "%d statements are open for votes.", len(made))
            messages.success(request, said % len(made))
            return redirect("statements", slug, pk)
    return talk_page(request, "seed", conversation, form=form)


def said_twice(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Pairs of open statements that say nearly the same, for a facilitator to decide."""
    conversation = access.fetch(request.person, "voice.read", pk=pk, coproduction__slug=slug)
    newest = conversation.statements.filter(state=Statement.State.ACCEPTED).order_by("-number")[:MOST_COMPARED]
    rows = sorted(newest.only("conversation", "number", "text", "language", "hearings"), key=lambda one: one.number)
    pairs = alike_within([one.text for one in rows])
    page_of_pairs = paged(request, pairs, PAIRS_A_PAGE)
    shown = [(rows[pair.first], rows[pair.second]) for pair in page_of_pairs]
    return talk_page(request, "said_twice", conversation, rows=page_of_pairs, pairs=shown)


urlpatterns = [
    path("c/<slug:slug>/listening/<int:pk>/seed/", seed, name="statement_seed"),
    path("c/<slug:slug>/listening/<int:pk>/said-twice/", said_twice, name="said_twice"),
]
