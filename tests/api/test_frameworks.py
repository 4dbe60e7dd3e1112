"""A need's framework and the report against it, through the API alone."""

from decimal import Decimal

from tests.api.test_money_and_outcomes import made, send
from tests.cast import Cast

OUTCOME = {"title": "Carers go out", "what_we_do": "Somebody sits in", "why_it_matters": "Nobody can for ever"}
INDICATOR = {
    "words": "Carers who went out",
    "unit": "people",
    "by_what": "by street",
    "baseline": "24",
    "baseline_of": 120,
    "baseline_on": "2026-09-03",
    "target": "50",
    "target_on": "2027-09-03",
}


def test_a_framework_is_written_suggested_answered_chosen_and_reported_against(cast: Cast) -> None:
    need, table = f"needs/{cast.need.pk}", cast.facilitator
    outcome = made(send(cast, table, "post", f"{need}/outcomes", OUTCOME))
    outcome = made(send(cast, table, "put", f"outcomes/{outcome['id']}", OUTCOME | {"title": "Carers have evenings"}))
    indicator = made(send(cast, table, "post", f"outcomes/{outcome['id']}/indicators", INDICATOR))
    indicator = made(send(cast, table, "put", f"indicators/{indicator['id']}", INDICATOR | {"baseline": "30"}))
    assert Decimal(indicator["baseline"]) == 30
    four = made(send(cast, table, "post", f"outcomes/{outcome['id']}/wellbeing"))
    for one in four:
        made(send(cast, table, "post", f"indicators/{one['id']}/drop", {"reason": "Too much to ask."}))
    idea = made(send(cast, cast.resident, "post", f"{need}/ideas", {"text": "Count whether I slept."}))
    assert made(send(cast, None, "get", f"{need}/ideas"))["results"] == []
    made(send(cast, table, "post", f"ideas/{idea['id']}/answer", {"is_taken": True, "words": "From January."}))
    assert made(send(cast, None, "get", f"ideas/{idea['id']}"))["state"] == "taken"
    choice = {"organisation": cast.trust.pk, "indicators": [indicator["id"]]}
    unknown = send(cast, cast.grants_officer, "put", f"{need}/readings", choice | {"indicators": [10**30]})
    assert unknown.json()["field"] == "indicators"
    made(send(cast, cast.grants_officer, "put", f"{need}/readings", choice))
    (read,) = made(send(cast, None, "get", f"{need}/outcomes"))["results"]
    assert read["title"] == "Carers have evenings"
    assert [one["read_by"] for one in read["indicators"] if not one["dropped_because"]] == [[cast.trust.pk]]

    asked = made(send(cast, cast.organiser, "get", f"grants/{cast.grant.pk}/asked"))
    assert [one["id"] for one in asked["indicators"]] == [indicator["id"]]
    assert asked["minutes"] == 20
    count = {"indicator": indicator["id"], "figure": "66", "of": 110, "parts": [{"name": "A", "hits": 30, "of": 50}]}
    account = {"words": "Open.", "spent_pence": 5_000_000, "counts": [count]}
    wrong = send(cast, cast.organiser, "post", f"grants/{cast.grant.pk}/report", account | {"counts": []})
    assert wrong.status_code == 409
    assert wrong.json()["field"] == f"indicator-{indicator['id']}-figure"
    report = made(send(cast, cast.organiser, "post", f"grants/{cast.grant.pk}/report", account))
    (measure,) = made(send(cast, None, "get", f"reports/{report['id']}"))["measures"]
    assert measure["indicator_id"] == indicator["id"]
    assert measure["says"][0].startswith("Better: from 25% to 60%.")
    assert measure["parts"] == [{"name": "A", "hits": 30, "of": 50}]
    late = send(cast, cast.organiser, "post", f"reports/{report['id']}/reply", {"words": "It is true."})
    assert late.status_code == 409
    made(send(cast, table, "post", f"outcomes/{outcome['id']}/drop", {"reason": "Another need."}))


def test_a_group_does_not_choose_what_funders_read(cast: Cast) -> None:
    choice = {"organisation": cast.tenants.pk, "indicators": []}
    _ = cast.trust_party
    refused = send(cast, cast.organiser, "put", f"needs/{cast.need.pk}/readings", choice)
    assert refused.status_code == 403
