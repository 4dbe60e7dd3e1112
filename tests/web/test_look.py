"""The look: parts that can be drawn, and rules that no template may break."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.urls import reverse

import wayahead
from tests.cast import Cast
from wayahead.api import api
from wayahead.web.templatetags.wayahead import ICONS, bar_of, clock_ticks, pounds, share_of

PACKAGE = Path(wayahead.__file__).parent
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
DOCUMENT = PACKAGE.parent / "docs" / "look.md"


class Example(forms.Form):
    """One field of each kind."""

    words = forms.CharField(
        label="What you want to say", help_text="Any language.", widget=forms.Textarea, max_length=99
    )
    when = forms.DateField(label="Which Thursday?", widget=forms.DateInput(attrs={"placeholder": "soon"}))
    how = forms.ChoiceField(label="May we quote you?", choices=[("a", "Yes"), ("b", "No")], widget=forms.RadioSelect)
    which = forms.MultipleChoiceField(label="Which?", choices=[("a", "One")], widget=forms.CheckboxSelectMultiple)
    lived = forms.BooleanField(label="I have lived this", required=False)
    where = forms.CharField(label="Where shall we answer?", required=False)


STAGES = [
    {"label": "Listening", "url": "/a/", "state": "passed", "news": False},
    {"label": "Needs", "url": "/b/", "state": "here", "news": False},
    {"label": "Limits", "url": "/c/", "state": "ahead", "news": True},
]
QUOTE = {"text": "I can’t go out after six.", "who": "Ines, by text message", "lang": "en-gb", "url": "/voice/"}
PARTS: Mapping[str, Mapping[str, object]] = {
    "answer_clock": {
        "promised_days": 14,
        "elapsed_days": 17,
        "answered": False,
        "late_days": 3,
        "words": "3 days late",
    },
    "banner": {
        "tone": "broken",
        "title": "It breaks a fixed limit",
        "text": "Two adults",
        "link_label": "See",
        "link_url": "/",
    },
    "bar_interval": {"label": "Group A agrees", "group_letter": "A", "share": 0.84, "low": 0.73, "high": 0.91},
    "bar_key": {},
    "chain_list": {"nodes": [{"title": "A need", "kind_label": "came from", "shape": "agreed", "children": []}]},
    "check_mark": {"state": "with_change", "word": "With a change"},
    "details": {"summary": "Why?", "text": "Because of insurance."},
    "doors": {"doors": [{"key": "live", "icon": "home", "title": "I live here", "words": "Say what you need."}]},
    "empty_state": {"title": "No bids yet", "text": "One could look like this:", "sample_title": "Lockside Lates"},
    "error_summary": {
        "form": Example({}),
        "more": [{"words": "Line 2: write an amount.", "field": "id_costs-1-pence"}],
    },
    "field": {"field": Example({})["words"]},
    "figure_strip": {
        "title": "So far",
        "title_id": "far",
        "figures": [{"figure": "412", "word": "people said", "url": "/"}],
    },
    "form": {"form": Example({}), "submit_label": "Say it", "action": "/say/", "csrf_token": "x"},
    "group_chip": {"letter": "B", "name": "Sleep comes first", "size": 121},
    "group_path": {"letter": "C"},
    "limit_card": {
        "firmness": "could_move",
        "firmness_label": "Could move if…",
        "statement": "£52,000",
        "moved_from": "£38,000",
    },
    "line_list": {"stages": STAGES, "shape": "wide"},
    "money_bar": {"committed": 200, "offered": 100, "asked": 400, "of": 400},
    "need_card": {"number": 3, "title": "Somewhere warm", "kind_label": "Need", "voices_count": 80, "relies_count": 2},
    "two_sides": {"is_understood": True},
    "weighing_mark": {"state": "can_live", "word": "We can live with it"},
    "pager": {"page_obj": Paginator([1, 2, 3], 1).page(2)},
    "party_card": {"organisation": "Averhythe Council", "can_decide": "Hours", "answers_within_days": 14, "url": "/"},
    "pot_picture": {
        "title": "£700 of £1,000",
        "pieces": [
            {"at": 0.0, "width": 70.0, "middle": 35.0, "label": "4"},
            {"at": 70.0, "width": 30.0, "middle": 85.0, "label": "left", "is_left": True},
        ],
    },
    "share_bar": {"label": "0 to 20% used", "number": 9, "of": 30, "figure": "9 people"},
    "quote": QUOTE,
    "shape": {"letter": "D"},
    "statement_card": {
        "statement": SimpleNamespace(text="Carers need an evening off.", language="en-gb"),
        "how_it_came": "Somebody said",
    },
    "statement_row": {"text": "Carers need an evening off.", "url": "/", "note": "12 agree"},
    "step_list": {"steps": [{"title": "Say it", "words": "In any language.", "url": "/"}]},
    "street": {},
    "table": {
        "caption": "Groups",
        "heads": [{"words": "Group"}, {"words": "People", "is_numeric": True}],
        "rows": [["A", "7"]],
    },
    "tag": {"text": "Agreed", "tone": "good"},
    "the_line": {"stages": STAGES, "of_what": "Evenings in Lockside", "here": "needs"},
    "voice_receipt": QUOTE | {"receipt": "LOCK-7K2M", "hears_back": "By 26 November"},
}


def drawn(part: str, **takes: object) -> str:
    """A part as HTML."""
    return render_to_string(f"parts/{part}.html", takes)


def test_every_part_has_a_sample_and_a_row_in_the_document() -> None:
    parts = {path.stem for path in (PACKAGE / "templates" / "parts").glob("*.html")}
    documented = set(re.findall(r"^\| `(\w+)` \|", DOCUMENT.read_text(), re.MULTILINE))
    assert parts == set(PARTS) == documented


@pytest.mark.parametrize("part", PARTS)
def test_a_part_shows_what_it_is_given(part: str) -> None:
    html = drawn(part, **PARTS[part])
    given = [value for value in PARTS[part].values() if isinstance(value, str) and len(value) > 6]
    hidden = {"broken", "can_live", "with_change", "could_move"}
    for words in given:
        assert words in html or words in hidden


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE / "templates")))
def test_no_template_holds_what_the_content_security_policy_blocks(path: Path) -> None:
    html = path.read_text()
    assert not re.search(r"<style\b|\sstyle=", html)
    assert not re.search(r"<[a-z][^>]*\son[a-z]+=", html)
    scripts = re.findall(r"<script\b([^>]*)>", html)
    assert all("src=" in attributes or 'type="application/json"' in attributes for attributes in scripts)


def test_every_icon_that_a_template_names_exists() -> None:
    named = {name for path in TEMPLATES for name in re.findall(r'{% icon "(\w+)" %}', path.read_text())}
    assert named <= set(ICONS)


@pytest.mark.parametrize("name", ["wayahead.css", "wayahead.rtl.css"])
def test_the_stylesheet_asks_no_other_host_for_anything(name: str) -> None:
    css = (PACKAGE / "static" / name).read_text()
    assert "@import" not in css
    for address in re.findall(r"url\(([^)]*)\)", css):
        asked = address.strip("\"'")
        assert asked.startswith("data:") or (PACKAGE / "static" / asked).is_file()
    assert len(css) < 120_000


def test_the_lock_of_the_stylesheet_names_no_registry() -> None:
    assert "://" not in re.sub(r'"url": "[^"]*"', "", (PACKAGE.parent / "design" / "package-lock.json").read_text())


@pytest.mark.parametrize(
    ("pence", "words"),
    [(0, "£0"), (5, "£0.05"), (123_400, "£1,234"), (123_450, "£1,234.50"), (-250, "−£2.50"), (None, "")],
)
def test_pence_are_shown_as_people_write_money(pence: int | None, words: str) -> None:
    assert pounds(pence) == words


def test_a_bar_is_solid_as_far_as_we_are_sure() -> None:
    bar = bar_of(0.84, 0.73, 0.91)
    assert (bar.sure, bar.maybe, bar.tick) == (73.0, 18.0, 84.0)


def test_a_part_of_the_money_is_never_drawn_wider_than_all_of_it() -> None:
    assert [share_of(50, 200), share_of(300, 200), share_of(None, 200), share_of(5, 0)] == [25.0, 100, 0, 0]


def test_a_clock_has_a_tick_for_each_promised_day_and_more_outside_when_late() -> None:
    kinds = [tick.kind for tick in clock_ticks(14, 17, 3, answered=False)]
    assert kinds == ["past"] * 14 + ["late"] * 3
    assert [tick.kind for tick in clock_ticks(3, 1, 0, answered=False)] == ["past", "left", "left"]


def test_a_wrong_form_leads_to_each_field_that_is_wrong() -> None:
    html = drawn("form", form=Example({"words": "Hello"}), submit_label="Say it", action="/", csrf_token="x")
    assert "There are 3 things to put right" in html
    for target in ("id_when", "id_how_0", "id_which_0"):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html
    assert 'aria-describedby="id_how_error"' in html
    assert 'id="id_how_error"' in html
    assert 'aria-describedby="id_words_hint"' in html


def test_what_may_be_left_out_says_so_and_nothing_stands_inside_a_field() -> None:
    html = drawn("form", form=Example(), submit_label="Say it", action="/", csrf_token="x")
    assert html.count("(optional)") == 1
    assert "placeholder" not in html
    assert "(optional)" not in drawn("field", field=Example()["where"], is_quiet=True)


def test_a_withdrawn_voice_says_so_and_nothing_else() -> None:
    html = drawn("quote", is_withdrawn=True, **QUOTE)
    assert "A voice withdrawn by its speaker." in html
    assert QUOTE["text"] not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "template"),
    [
        ("account_login", "account/login.html"),
        ("account_signup", "account/signup.html"),
        ("account_request_login_code", "account/request_login_code.html"),
    ],
)
def test_the_ways_in_are_pages_of_ours(cast: Cast, page: str, template: str) -> None:
    answer = cast.browser(None).get(reverse(page))
    assert template in [used.name for used in answer.templates]
    assert 'class="masthead"' in answer.content.decode()


@pytest.mark.django_db
def test_whoever_asks_for_a_code_is_told_where_it_went(cast: Cast) -> None:
    assert cast.organiser.email
    browser = cast.browser(None)
    answer = browser.post(reverse("account_login"), {"login": cast.organiser.email}, follow=True)
    html = answer.content.decode()
    assert "Write the code from your e-mail" in html
    assert cast.organiser.email in html
    assert "Leave it" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "words"), [("mfa_index", "A code by e-mail always works"), ("mfa_list_webauthn", "You have none yet")]
)
def test_passkeys_are_explained_in_our_words(cast: Cast, page: str, words: str) -> None:
    answer = cast.browser(cast.organiser).get(reverse(page), follow=True)
    assert words in answer.content.decode()


def test_a_broken_page_needs_nothing_to_be_shown() -> None:
    assert "Something broke here" in engines["django"].get_template("500.html").render({})


def test_each_address_of_the_api_that_a_page_links_to_has_its_name_for_itself() -> None:
    text = "".join(path.read_text() for path in TEMPLATES)
    named = set(re.findall(r"{% url 'api:([a-z_-]+)'", text))
    assert "who_was_heard" in named
    patterns = Counter(pattern.name for entry in api.urls[0] for pattern in getattr(entry, "url_patterns", [entry]))
    assert {name: patterns[name] for name in named if patterns[name] > 1} == {}
