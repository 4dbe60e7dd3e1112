"""Days in forms: the browser's own calendar takes and gives them in one way, whatever the language of the page."""

from django.utils import timezone

from tests.cast import Cast


def test_a_day_that_is_filled_in_already_is_one_that_browsers_show(cast: Cast) -> None:
    """A calendar field that is given 31/01/2027 stays empty, and the day is lost."""
    bid = cast.bid
    browser = cast.browser(cast.grants_officer)
    page = browser.get(f"/c/{cast.coproduction.slug}/bids/{bid.pk}/award/").content.decode()
    year = timezone.localdate().year + 1
    assert f'type="date" name="report_due_on" value="{year}-' in page


def test_whoever_grants_is_led_to_a_page_that_they_may_see(cast: Cast) -> None:
    """To answer those who spoke is not the funder's: they come back to the bid."""
    bid = cast.bid
    address = f"/c/{cast.coproduction.slug}/bids/{bid.pk}/"
    given = {"amount_pence": "100", "reasons": "Small.", "report_due_on": "2099-01-31"}
    answer = cast.browser(cast.grants_officer).post(f"{address}award/", given, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert answer.status_code == 200
