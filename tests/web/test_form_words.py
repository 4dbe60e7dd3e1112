"""What forms say when something is missing or cannot be read: our words, with the name of the field, never Django's."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.db import transaction
from django.urls import reverse

from tests.cast import Cast
from tests.grid.row import Route
from tests.test_access import ROUTES, everybody, letters, name_of, set_the_scene
from wayahead.web.faults import faults_of

TYPED = ("", "☃", "☃" * 20_000)  # nothing, nonsense, too much

# How Django begins what it says of a field.
DJANGOS = re.compile(
    r"This field is required|Select a valid choice|is not a valid|is not one of the available|Null characters"
    r"|\bEnter (?:a|an|the|only|valid)\b|Ensure (?:this|that)|No file was submitted|The submitted file"
)


class Forms(HTMLParser):
    """The forms of a page that are sent by POST: where to, the names of their controls, and what they hide."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[tuple[str, dict[str, str], set[str]]] = []
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = given.get("method", "").lower() == "post"
            if self.is_inside:
                self.found.append((given.get("action") or self.address, {}, set()))
        elif self.is_inside and tag in ("input", "select", "textarea") and given.get("name"):
            _address, hidden, controls = self.found[-1]
            if given.get("type") == "hidden":
                hidden[given["name"]] = given.get("value", "")
            else:
                controls.add(given["name"])

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = self.is_inside and tag != "form"


def forms_of(page: str, address: str) -> list[tuple[str, dict[str, str], set[str]]]:
    """Every form of a page that has something to fill in."""
    reader = Forms(address)
    reader.feed(page)
    return [one for one in reader.found if one[2]]


def said(page: str) -> list[str]:
    """What a page says is to be put right."""
    told = re.findall(r'<p class="govuk-error-message"[^>]*>(.*?)</p>', page, re.DOTALL)
    summary = re.search(r'<div class="govuk-error-summary.*?</div>', page, re.DOTALL)
    told += re.findall(r"<li>(.*?)</li>", summary[0], re.DOTALL) if summary else []
    return [unescape(re.sub(r"<[^>]*>", "", one)) for one in told]


def answers(cast: Cast, route: Route) -> Iterator[str]:
    """What the forms of a page answer when every field holds nothing, nonsense or too much."""
    address = reverse(route.name, args=route.args(cast))
    people = zip(everybody(cast), letters(route), strict=True)
    browser = cast.browser(next((who for (_name, who), letter in people if letter == "y" and who), None))
    opened = browser.get(address)
    if opened.status_code != 200 or "html" not in opened["Content-Type"]:
        return
    for action, hidden, controls in forms_of(opened.content.decode(), address):
        for typed in TYPED:
            before = transaction.savepoint()
            sent = browser.post(action, dict.fromkeys(controls, typed) | hidden)
            transaction.savepoint_rollback(before)
            if sent.status_code == 200 and "html" in sent["Content-Type"]:
                yield sent.content.decode()


@pytest.mark.parametrize("route", [one for one in ROUTES if one.method == "get"], ids=name_of)
def test_no_form_speaks_djangos_english(cast: Cast, route: Route) -> None:
    set_the_scene(cast)
    for page in answers(cast, route):
        assert [words for words in said(page) if DJANGOS.search(words)] == []
        assert "This field is required" not in page
        assert "Select a valid choice" not in page


def test_a_form_that_is_sent_empty_is_read_by_these_tests(cast: Cast) -> None:
    set_the_scene(cast)
    empty = next(answers(cast, next(one for one in ROUTES if one.name == "solution_start")))
    assert "Write something under “A short name for it”." in said(empty)


class Everything(forms.Form):
    """A field of each kind."""

    why = forms.CharField(label="Why?", max_length=5, min_length=2)
    chosen = forms.CharField(label="Yours", error_messages={"required": "Write what you ask."})
    one = forms.ChoiceField(label="Which one?", choices=[("a", "A")])
    many = forms.MultipleChoiceField(label="Which ones?", choices=[("a", "A")])
    count = forms.IntegerField(label="How many", min_value=1, max_value=9)
    share = forms.DecimalField(label="Share", max_digits=3, decimal_places=1)
    day = forms.DateField(label="When")
    source = forms.URLField(label="Source", assume_scheme="https")
    mail = forms.EmailField(label="Mail")
    yes = forms.BooleanField(label="I agree")


def words_for(**given: Any) -> dict[str, str]:
    """What is said of each field."""
    form = Everything(given)
    return {field.name: " ".join(faults_of(field)) for field in form}


def test_an_empty_field_is_asked_for_by_its_name_unless_somebody_chose_better_words() -> None:
    said_of = words_for()
    assert said_of["why"] == "Write something under “Why?”."
    assert said_of["chosen"] == "Write what you ask."
    assert said_of["one"] == "Choose one under “Which one?”."
    assert said_of["many"] == "Choose at least one under “Which ones?”."
    assert said_of["count"] == "Write a number under “How many”."
    assert said_of["day"] == "Choose a day under “When”."
    assert said_of["yes"] == "Tick “I agree” to go on."


def test_what_cannot_be_read_is_answered_with_what_to_write() -> None:
    unknown = {"one": "b", "many": ["b"], "source": "x y", "mail": "x"}
    said_of = words_for(why="too long", count="x", share="x", day="x", **unknown)
    assert said_of["why"] == "Write no more than 5 characters under “Why?”; 8 stand there now."
    assert said_of["one"] == "Choose one of those that stand under “Which one?”."
    assert said_of["many"] == "Choose among those that stand under “Which ones?”."
    assert said_of["count"] == "Write a whole number under “How many”, such as 12."
    assert said_of["share"] == "Write a number under “Share”, such as 12 or 12.5."
    assert said_of["day"] == "Choose a day under “When”, or write it like 2026-01-31."
    assert said_of["source"] == "Write a whole address under “Source”, such as https://example.org."
    assert said_of["mail"] == "Write a whole e-mail address under “Mail”, such as ines@example.org."
    assert words_for(count="10")["count"] == "Write 9 or less under “How many”."
    assert words_for(share="1.25")["share"].endswith("after the point under “Share”.")
    assert words_for(why="a\0b")["why"] == "Take the character that nobody can see out of “Why?”."
