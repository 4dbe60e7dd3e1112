"""Pages of outcomes: report once, say whether it is true, answer those whose words led there."""

from datetime import timedelta

from django.utils import timezone

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.journey.answers import because_you_said
from wayahead.loop.funding.models import Grant
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Words
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.models import Measure, Report


def lines(*measures: tuple[str, str, str, str]) -> dict[str, str]:
    """The lines of what was counted, as a browser sends them."""
    given = {"measures-TOTAL_FORMS": str(len(measures)), "measures-INITIAL_FORMS": "0"}
    for number, measure in enumerate(measures):
        for name, value in zip(("indicator", "unit", "before", "after"), measure, strict=True):
            given[f"measures-{number}-{name}"] = value
    return given


def test_an_empty_page_shows_what_a_report_could_be(cast: Cast) -> None:
    shown = cast.browser(None).get(f"/c/{cast.coproduction.slug}/outcomes/").content.decode()
    assert "No reports yet" in shown
    assert "Sample" in shown


def test_a_report_that_is_due_says_until_when_and_a_late_one_says_so(cast: Cast) -> None:
    page = f"/c/{cast.coproduction.slug}/outcomes/"
    assert cast.grant
    assert "Report what came of it" not in cast.browser(None).get(page).content.decode()
    assert "Report what came of it" in cast.browser(cast.organiser).get(page).content.decode()
    assert "Late:" not in cast.browser(None).get(page).content.decode()
    Grant.objects.update(report_due_on=timezone.localdate() - timedelta(days=1))
    assert "Late:" in cast.browser(None).get(page).content.decode()


def test_a_grantee_reports_once_and_is_led_to_those_who_spoke(cast: Cast) -> None:
    slug = cast.coproduction.slug
    page = f"/c/{slug}/grants/{cast.grant.pk}/report/"
    assert cast.browser(cast.organiser).get(page).status_code == 200
    given = {"words": "Open 180 evenings.", "spent_pence": "50,000", "people_reached": "310"}
    given |= lines(("Carers out in the evening", "people", "4", "61"), ("", "", "", ""))
    answer = cast.browser(cast.organiser).post(page, given)
    made = Report.objects.get()
    assert answer["Location"] == f"/c/{slug}/reports/{made.pk}/answer/"
    told = cast.browser(cast.organiser).post(answer["Location"], {"words": "180 evenings were open."})
    assert told["Location"] == f"/c/{slug}/reports/{made.pk}/"
    assert "180 evenings were open." in cast.browser(cast.resident).get("/you/").content.decode()
    again = cast.browser(cast.organiser).post(page, given)
    assert again.status_code == 200
    assert "You report once" in again.content.decode()
    shown = cast.browser(None).get(f"/c/{slug}/reports/{made.pk}/").content.decode()
    for words in ("Open 180 evenings.", ">£52,000</a>", "£50,000 of ", "310", "Carers out in the evening"):
        assert words in shown
    assert "Open 180 evenings." in cast.browser(None).get(f"/c/{slug}/outcomes/").content.decode()


def test_a_half_counted_line_is_sent_back_at_its_own_field(cast: Cast) -> None:
    page = f"/c/{cast.coproduction.slug}/grants/{cast.grant.pk}/report/"
    given = {"words": "Open.", "spent_pence": "1"} | lines(("Carers", "", "", ""))
    answer = cast.browser(cast.organiser).post(page, given)
    assert answer.status_code == 200
    assert set(answer.context["lines"].forms[0].errors) == {"unit", "after"}
    assert not Measure.objects.exists()


def test_somebody_whose_words_led_there_says_whether_it_is_true(cast: Cast) -> None:
    page = f"/c/{cast.coproduction.slug}/reports/{cast.report.pk}/"
    assert "Say whether it is true" in cast.browser(cast.resident).get(page).content.decode()
    assert "Say whether it is true" not in cast.browser(cast.neighbour).get(page).content.decode()
    bare = cast.browser(cast.resident).post(f"{page}true/", {"answer": "no", "comment": ""})
    assert "comment" in bare.context["form"].errors
    given = {"answer": "partly", "comment": "Not on Sundays."}
    assert cast.browser(cast.resident).post(f"{page}true/", given).status_code == 302
    assert "You said: Partly" in cast.browser(cast.resident).get(page).content.decode()


def test_of_fewer_than_five_only_the_number_is_told(cast: Cast) -> None:
    page = f"/c/{cast.coproduction.slug}/reports/{cast.report.pk}/"
    guests = [people.welcome_guest() for _ in range(10)]
    for guest in guests:
        voice = listening.say(cast.conversation, Words("Me too."), by=guest)
        cast.statement.voices.add(voice)
    for guest in guests[:4]:
        actions.say_whether_true(cast.report, by=guest, answer="partly", comment="Only on weekdays.")
    shown = cast.browser(None).get(page).content.decode()
    assert "4 people have answered" in shown
    assert "Only on weekdays." not in shown
    assert "4 of 4" not in shown
    actions.say_whether_true(cast.report, by=guests[4], answer="partly", comment="Only on weekdays.")
    shown = cast.browser(None).get(page).content.decode()
    assert "Only on weekdays." in shown
    assert "5 of 5" not in shown, "all of one mind would say what each of them said"
    for guest in guests[5:]:
        actions.say_whether_true(cast.report, by=guest, answer="yes")
    shown = cast.browser(None).get(page).content.decode()
    assert "5 of 10" in shown
    assert "5 of the 10 people" in cast.browser(None).get(f"/c/{cast.coproduction.slug}/outcomes/").content.decode()


def test_what_nobody_was_told_yet_stands_there_until_they_are(cast: Cast) -> None:
    page = f"/c/{cast.coproduction.slug}/outcomes/"
    assert cast.bid
    assert "Still to be told" not in cast.browser(None).get(page).content.decode()
    assert cast.report
    shown = cast.browser(None).get(page).content.decode()
    assert "Still to be told" in shown
    assert "Tell them" not in shown
    assert cast.browser(cast.facilitator).get(page).content.decode().count("Tell them") == 2
    because_you_said(cast.bid, by=cast.organiser, words="Two evenings a week.")
    because_you_said(cast.report, by=cast.organiser, words="180 evenings were open.")
    assert "Still to be told" not in cast.browser(None).get(page).content.decode()
