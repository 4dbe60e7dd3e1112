"""From an agreed version to an answered voice, through the API alone."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from prov.model import ProvDocument

from tests.cast import Cast
from wayahead.base.people.models import Person

TODAY = timezone.localdate().isoformat()
NEXT_YEAR = (timezone.localdate() + timedelta(days=365)).isoformat()


def send(cast: Cast, person: Person | None, method: str, address: str, given: Any = None) -> Any:
    """What the API answers this person."""
    browser = cast.browser(None)
    call = getattr(browser, method)
    more = {"data": given, "content_type": "application/json"} if given is not None else {}
    answer: HttpResponse = call(f"/api/v1/{address}", headers=cast.api(person), **more)
    return answer


def made(answer: Any) -> Any:
    """What was made."""
    assert answer.status_code in (200, 201), answer.content
    return answer.json()


def test_the_second_half_of_the_line_walks_through_the_api(cast: Cast) -> None:
    offer = {"title": "Evenings", "pot_pence": 6_000_000, "opens_on": TODAY, "closes_on": NEXT_YEAR}
    opening = f"organisations/{cast.trust.slug}/programmes"
    programme = made(send(cast, cast.grants_officer, "post", opening, offer | {"needs": [cast.need.pk]}))
    assert programme["needs"] == [cast.need.pk]
    asked = {"programme": programme["id"], "applicant": cast.tenants.pk, "asked_pence": 5_200_000}
    bid = made(send(cast, cast.organiser, "post", f"versions/{cast.agreed_version.pk}/bids", asked))
    assert bid["grant"] is None
    decision = {"amount_pence": 5_000_000, "reasons": "It answers the need.", "report_due_on": NEXT_YEAR}
    grant = made(send(cast, cast.grants_officer, "post", f"bids/{bid['id']}/award", decision))
    assert made(send(cast, None, "get", f"programmes/{programme['id']}"))["remaining_pence"] == 1_000_000
    told = made(send(cast, cast.organiser, "post", f"bids/{bid['id']}/answer", {"words": "Two evenings a week."}))
    assert told == {"voices": 1}
    account = {
        "words": "Open 180 evenings.",
        "spent_pence": 5_000_000,
        "measures": [{"indicator": "Carers out", "unit": "people", "after": "61"}],
    }
    report = made(send(cast, cast.organiser, "post", f"grants/{grant['id']}/report", account))
    said = {"answer": "partly", "comment": "Not on Sundays."}
    assert made(send(cast, cast.resident, "put", f"reports/{report['id']}/verdict", said))["answer"] == "partly"
    again = made(send(cast, cast.organiser, "post", f"reports/{report['id']}/answer", {"words": "180 evenings."}))
    assert again == {"voices": 1}
    read = made(send(cast, None, "get", f"reports/{report['id']}"))
    assert read["verdict"] == {"total": 1, "yes": None, "tallies": [], "groups": [], "comments": []}
    own = {"indicator": "Carers out", "unit": "people", "before": None, "after": "61.00"}
    assert own.items() <= read["measures"][0].items()
    slug = cast.coproduction.slug
    assert (
        made(send(cast, None, "get", f"coproductions/{slug}/bids"))["results"][0]["grant"]["amount_pence"] == 5_000_000
    )
    assert len(made(send(cast, None, "get", f"coproductions/{slug}/reports"))["results"]) == 1
    assert len(made(send(cast, None, "get", "programmes"))["results"]) == 1


def test_a_chain_reads_the_same_as_its_page(cast: Cast) -> None:
    chain = made(send(cast, None, "get", f"chain/outcomes.report/{cast.report.pk}"))
    assert chain["start"] == f"outcomes.report/{cast.report.pk}"
    titles = {node["kind"]: node["title"] for node in chain["nodes"]}
    assert titles["listening.voice"].startswith("“I can't go out after six.")
    voice, statement = f"listening.voice/{cast.voice.pk}", f"listening.statement/{cast.statement.pk}"
    assert {"earlier": voice, "later": statement} in chain["steps"]
    written = send(cast, None, "get", f"chain/outcomes.report/{cast.report.pk}/prov").content.decode()
    read = ProvDocument.deserialize(content=written, format="json")
    assert len(list(read.get_records())) == len(chain["nodes"]) + len(chain["steps"])


def test_a_refused_and_a_withdrawn_bid(cast: Cast) -> None:
    bid = f"bids/{cast.bid.pk}"
    assert send(cast, cast.stranger, "post", f"{bid}/withdraw").status_code == 403
    assert made(send(cast, cast.organiser, "post", f"{bid}/withdraw"))["state"] == "withdrawn"
    again = send(cast, cast.grants_officer, "post", f"{bid}/refuse", {"reasons": "Late."})
    assert again.status_code == 409
    assert send(cast, cast.grants_officer, "post", f"{bid}/refuse", {"reasons": ""}).status_code == 422


def test_nobody_bids_for_an_organisation_that_is_not_theirs(cast: Cast) -> None:
    asked = {"programme": cast.programme.pk, "applicant": cast.council.pk, "asked_pence": 1}
    assert send(cast, cast.organiser, "post", f"versions/{cast.agreed_version.pk}/bids", asked).status_code == 403


def test_what_nobody_sees_is_not_found(cast: Cast) -> None:
    assert send(cast, None, "get", "chain/people.person/1").status_code == 404
    assert send(cast, None, "get", "bids/999999").status_code == 404
