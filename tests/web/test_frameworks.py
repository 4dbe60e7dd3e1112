"""Pages of a need's framework, and the report that answers it: by form, by sheet, and whether people believe it."""

import csv
import io
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from tests.cast import Cast
from tests.web.test_outcomes import lines
from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Words
from wayahead.loop.listening.models import Participation, Placement
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.models import Idea, Indicator, Measure, Report


def framework(cast: Cast) -> str:
    """The address of the need's framework."""
    return f"/c/{cast.coproduction.slug}/needs/{cast.need.number}/outcomes/"


def read(cast: Cast, address: str, person: Person | None = None) -> str:
    """What somebody reads there."""
    return cast.browser(person).get(address).content.decode()


def test_an_empty_framework_shows_what_could_stand_there_and_one_way_on(cast: Cast) -> None:
    shown = read(cast, framework(cast))
    assert "Nobody has said yet what should change" in shown
    assert "Suggest what to count" in shown
    assert "Say what should change" in read(cast, framework(cast), cast.facilitator)
    assert framework(cast) in read(cast, f"/c/{cast.coproduction.slug}/needs/{cast.need.number}/")


def test_a_facilitator_writes_it_and_everybody_reads_it_as_picture_and_list(cast: Cast) -> None:
    browser = cast.browser(cast.facilitator)
    bare = browser.post(f"{framework(cast)}new/", {"title": "Carers go out", "what_we_do": ""})
    assert set(bare.context["form"].errors) == {"what_we_do", "why_it_matters"}
    given = {"title": "Carers go out", "what_we_do": "Somebody sits in", "why_it_matters": "Nobody can do it for ever"}
    to_indicator = browser.post(f"{framework(cast)}new/", given)["Location"]
    terms = {
        "words": "Carers who went out last week",
        "unit": "people",
        "kind": "share",
        "better": "up",
        "baseline": "24",
        "baseline_of": "120",
        "baseline_on": "2026-09-03",
        "target": "50",
        "target_on": "2027-09-03",
    }
    wrong = browser.post(to_indicator, terms | {"baseline_of": "12"})
    assert set(wrong.context["form"].errors) == {"baseline"}
    assert browser.post(to_indicator, terms)["Location"] == framework(cast)
    shown = read(cast, framework(cast))
    for words in ("Carers go out", "24 of 120 people", "50 of every hundred people", 'class="wide"', 'class="narrow"'):
        assert words in shown
    assert "Change it" not in shown
    assert "style=" not in shown.partition("<main")[2].partition("</main>")[0]


def test_the_four_questions_stand_word_for_word_with_their_source_and_licence(cast: Cast) -> None:
    page = f"/c/{cast.coproduction.slug}/outcomes/{cast.outcome.pk}/wellbeing/"
    assert cast.browser(cast.facilitator).post(page).status_code == 302
    shown = read(cast, framework(cast))
    assert shown.count("Overall, how satisfied are you with your life nowadays?") >= 2
    assert "Open Government Licence v3.0" in shown
    assert "6–10 High" in shown
    happy = Indicator.objects.get(question="ons4.happiness")
    change = cast.browser(cast.facilitator).get(f"/c/{cast.coproduction.slug}/indicators/{happy.pk}/change/")
    assert "words" not in change.context["form"].fields


def test_a_visitor_suggests_and_reads_the_answer(cast: Cast) -> None:
    browser = cast.browser(None)
    assert browser.post(f"{framework(cast)}suggest/", {"text": "Count whether I slept."}).status_code == 302
    idea = Idea.objects.get()
    assert "Count whether I slept." in browser.get(framework(cast)).content.decode()
    assert "Count whether I slept." not in read(cast, framework(cast))
    answer = f"/c/{cast.coproduction.slug}/ideas/{idea.pk}/"
    cast.browser(cast.facilitator).post(answer, {"is_taken": "yes", "words": "We ask it from January."})
    shown = read(cast, framework(cast))
    assert "Count whether I slept." in shown
    assert "We ask it from January." in shown


def figures(cast: Cast, **given: str) -> dict[str, str]:
    """A whole report as a browser sends it, with 66 of 110 carers unless said otherwise."""
    told = {"words": "Open 180 evenings.", "spent_pence": "50,000"} | lines()
    counted = {"figure": "66", "of": "110", "why_not": "", "parts": ""} | given
    return told | {f"indicator-{cast.indicator.pk}-{part}": value for part, value in counted.items()}


def test_a_report_is_asked_what_people_said_they_would_look_for(cast: Cast) -> None:
    assert cast.indicator
    page = f"/c/{cast.coproduction.slug}/grants/{cast.grant.pk}/report/"
    shown = read(cast, page, cast.organiser)
    assert "It takes about 20 minutes" in shown
    assert "Carers who went out last week" in shown
    empty = cast.browser(cast.organiser).post(page, figures(cast, figure="", of=""))
    assert set(empty.context["form"].errors) == {f"indicator-{cast.indicator.pk}-figure"}
    odd = cast.browser(cast.organiser).post(page, figures(cast, parts="Lock Street, 12 out of 40"))
    assert set(odd.context["form"].errors) == {f"indicator-{cast.indicator.pk}-parts"}
    assert not Report.objects.exists()
    parts = "Lock Street: 40 of 60\r\nMill Row: 20/40"
    assert cast.browser(cast.organiser).post(page, figures(cast, parts=parts)).status_code == 302
    shown = read(cast, f"/c/{cast.coproduction.slug}/reports/{Report.objects.get().pk}/")
    for words in ("24 of 120 people", "66 of 110 people", "Better: from 20% to 60%", "The target of 50% is reached."):
        assert words in shown
    assert "40 of 60 people" in shown
    assert "Better: from 20% to 60%" in read(cast, framework(cast))


def test_each_funder_reads_its_slice_of_the_same_report(cast: Cast) -> None:
    other = actions.add_indicator(
        cast.outcome, actions.Terms("Evenings open", "evenings", "single"), by=cast.facilitator
    )
    chosen = {"organisation": cast.trust.pk, "indicators": [cast.indicator.pk]}
    assert cast.browser(cast.grants_officer).post(f"{framework(cast)}read/", chosen).status_code == 302
    assert "Ropewalk Trust" in read(cast, framework(cast))
    page = f"/c/{cast.coproduction.slug}/grants/{cast.grant.pk}/report/"
    told = figures(cast) | {f"indicator-{other.pk}-figure": "180", f"indicator-{other.pk}-why_not": ""}
    cast.browser(cast.organiser).post(page, told)
    report = f"/c/{cast.coproduction.slug}/reports/{Report.objects.get().pk}/"
    assert "Evenings open" in read(cast, report)
    theirs = read(cast, f"{report}?reads={cast.trust.slug}")
    assert "Evenings open" not in theirs
    assert "66 of 110 people" in theirs
    assert "Evenings open" in read(cast, f"{report}?reads=nobody")


def sheet(cast: Cast, kind: str) -> tuple[str, list[list[Any]]]:
    """The address to send it back to, and the rows of the sheet as it was taken away."""
    page = f"/c/{cast.coproduction.slug}/grants/{cast.grant.pk}/report/sheet"
    data = cast.browser(cast.organiser).get(f"{page}.{kind}").content
    if kind == "csv":
        return f"{page}/", list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    rows = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return f"{page}/", [["" if cell is None else str(cell) for cell in row] for row in rows]


def filled(cast: Cast, rows: list[list[Any]], of: str = "110", **given: str) -> SimpleUploadedFile:
    """The sheet with these answers, as a CSV file."""
    key = f"indicator {cast.indicator.pk}"
    answers = {"words": "Open 180 evenings.", "spent_pence": "50000.0", key: "66"} | given
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(rows[0])
    for row in rows[1:]:
        writer.writerow([*row[:4], answers.get(row[0], ""), of if row[0] == key else "", *row[6:]])
    return SimpleUploadedFile("report.csv", out.getvalue().encode())


def test_the_sheet_comes_filled_with_what_is_asked_and_goes_back_as_the_report(cast: Cast) -> None:
    assert cast.indicator
    for kind in ("csv", "xlsx"):
        back, rows = sheet(cast, kind)
        assert [row[0] for row in rows[1:]] == [
            "words", "did_not_work", "people_reached", "spent_pence", f"indicator {cast.indicator.pk}"
        ]  # fmt: skip
        assert rows[5][3] == "24 of 120 people"
    answer = cast.browser(cast.organiser).post(back, {"file": filled(cast, rows)})
    made = Report.objects.get()
    assert answer["Location"].endswith(f"/reports/{made.pk}/answer/")
    assert made.spent_pence == 5_000_000
    assert Measure.objects.get().of == 110


def test_what_is_wrong_with_a_sheet_is_named_by_row_and_column_and_nothing_is_kept(cast: Cast) -> None:
    assert cast.indicator
    back, rows = sheet(cast, "csv")
    wrong = cast.browser(cast.organiser).post(back, {"file": filled(cast, rows, spent_pence="a lot", of="sixty")})
    said = " ".join(wrong.context["form"].errors["file"])
    assert "Row 5, column “Answer”: Write an amount in pounds" in said
    assert "Row 6, column “Of how many people”: Enter a whole number." in said
    too_many = cast.browser(cast.organiser).post(back, {"file": filled(cast, rows, of="60")})
    assert "Row 6, column “Answer”" in " ".join(too_many.context["form"].errors["file"])
    broken = SimpleUploadedFile("report.xlsx", b"PK\x03\x04 no spreadsheet")
    assert "cannot be opened" in cast.browser(cast.organiser).post(back, {"file": broken}).content.decode()
    nonsense = SimpleUploadedFile("report.csv", b"a,b\n1,2\n")
    assert "column is missing" in cast.browser(cast.organiser).post(back, {"file": nonsense}).content.decode()
    strange = [*rows, ["indicator 0", *[""] * 3, "5", *[""] * 4], list(rows[1])]
    said = cast.browser(cast.organiser).post(back, {"file": filled(cast, strange)}).content.decode()
    assert "nothing that we asked" in said
    assert not Report.objects.exists()


def say_all(cast: Cast, yes: int, no: int) -> list[Person]:
    """So many people whose words led there say that the report is true, and so many that it is not."""
    guests = [people.welcome_guest() for _ in range(yes + no)]
    for n, guest in enumerate(guests):
        cast.statement.voices.add(listening.say(cast.conversation, Words("Me too."), by=guest))
        answer, comment = ("yes", "") if n < yes else ("no", "Not on Sundays.")
        actions.say_whether_true(cast.report, by=guest, answer=answer, comment=comment)
    return guests


def test_a_disputed_report_is_answered_against_a_clock_in_public(cast: Cast) -> None:
    page = f"/c/{cast.coproduction.slug}/reports/{cast.report.pk}/"
    say_all(cast, yes=8, no=4)
    assert "Disputed" not in read(cast, page)
    early = cast.browser(cast.organiser).post(f"{page}reply/", {"words": "It is true."})
    assert "not disputed" in early.content.decode()
    say_all(cast, yes=0, no=1)
    report = Report.objects.get()
    assert report.reply_due_on == timezone.localdate() + timedelta(days=actions.REPLY_WITHIN_DAYS)
    assert "Disputed, and answered?" in read(cast, page)
    assert "Answer those who see it differently" in read(cast, page, cast.organiser)
    assert "Answer those who see it differently" not in read(cast, page, cast.facilitator)
    Report.objects.update(reply_due_on=timezone.localdate() - timedelta(days=2))
    assert "2 days late" in read(cast, page)
    assert "Disputed. An answer was owed" in read(cast, f"/c/{cast.coproduction.slug}/outcomes/")
    given = cast.browser(cast.organiser).post(f"{page}reply/", {"words": "From March on Sundays too."})
    assert given["Location"] == page
    assert "From March on Sundays too." in read(cast, page)
    again = cast.browser(cast.organiser).post(f"{page}reply/", {"words": "Again."})
    assert "answered already" in again.content.decode()


def test_each_group_is_shown_where_nobody_stands_out(cast: Cast) -> None:
    everybody = say_all(cast, yes=24, no=16)
    for n, guest in enumerate(everybody):
        group = 0 if n < 16 or n >= 32 else 1
        part, _is_new = Participation.objects.get_or_create(
            conversation=cast.conversation, person=guest, defaults={"channel": "web"}
        )
        Placement.objects.create(participation=part, group=group)
    shown = read(cast, f"/c/{cast.coproduction.slug}/reports/{cast.report.pk}/")
    assert "Group A, 24 people: yes" in shown
    assert "Group B, 16 people: yes" in shown
    assert "24 of 40" in shown
    Placement.objects.filter(participation__person=everybody[-1]).update(group=2)
    shown = read(cast, f"/c/{cast.coproduction.slug}/reports/{cast.report.pk}/")
    assert "Group C: not shown" in shown
    assert "Group A: not shown" in shown or "Group B: not shown" in shown, "or the sum would tell"


def test_what_involving_people_costs_stands_on_the_bid_and_on_the_report(cast: Cast) -> None:
    assert cast.cost_line
    for page in (f"reports/{cast.report.pk}", f"bids/{cast.bid.pk}"):
        assert "What involving people costs" in read(cast, f"/c/{cast.coproduction.slug}/{page}/")
