"""Whatever is written: kept as it was meant, or refused at its field with nothing stored.

`EXAMPLES=10000` tries that often; in the suite it is tried a little.
"""

import os
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from wayahead.base.record.reading import events
from wayahead.base.refusal import NotPossible
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.actions import Settlement, SideWords, Words
from wayahead.loop.tensions.models import Remark, Resolution, Side, Tension, Weighing
from wayahead.web.tensions.forms import PLAIN, RESTS_ON, SAID

a_little = settings(
    max_examples=int(os.environ.get("EXAMPLES", "40")),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WRITTEN = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", " ", "\x00", "a\x00b", "\ud800", "x" * 79, "x" * 81, "x" * 141, "x" * 501, "x" * 1001]),
)
FIELDS = {*PLAIN, *(f"{name}_{n}" for name in (*SAID, *RESTS_ON, "statements") for n in Side.Position.values)}


def tried(act: Any, fields: set[str]) -> bool:
    """Whether something was done; refused it is refused at a field, and the record says nothing of it."""
    before, refused = events().count(), None
    try:
        with transaction.atomic():
            act()
    except NotPossible as error:
        refused = error
    assert events().count() == before + (refused is None)
    if refused is not None:
        assert str(refused)
        assert refused.field in fields or refused.field is None
    return refused is None


@a_little
@given(st.lists(WRITTEN, min_size=7, max_size=7), st.sampled_from(["", "A", "Z", "é"]))
def test_a_tension_is_kept_whole_or_not_at_all(cast: Cast, written: list[str], group: str) -> None:
    _ = cast.coproduction
    title, at_stake, tried_before, name, need, other_name, other_need = written
    sides = (SideWords(name, need, group=group), SideWords(other_name, other_need))
    words = Words(title=title, at_stake=at_stake, tried=tried_before, sides=sides)
    before = Tension.objects.count()
    done = tried(lambda: actions.register(cast.coproduction, words, by=cast.facilitator), FIELDS)
    assert Tension.objects.count() == before + done
    if done:
        kept = Tension.objects.latest("pk")
        assert (kept.title, kept.at_stake) == (title.strip(), at_stake.strip())
        assert all(kept.sides.values_list("what_it_needs", flat=True))


@a_little
@given(
    how=st.sampled_from([*Resolution.How.values, "", "won"]),
    words=WRITTEN,
    dissent=WRITTEN,
    review_on=st.dates(),
    is_trial=st.booleans(),
    is_decided=st.booleans(),
    who_else=WRITTEN,
)
def test_it_is_settled_soundly_or_not_at_all(
    cast: Cast, how: str, words: str, dissent: str, review_on: date, is_trial: bool, is_decided: bool, who_else: str
) -> None:
    _ = (cast.tension, cast.council)
    given_words = Settlement(
        how=how,
        words=words,
        dissent=dissent,
        review_on=review_on,
        is_trial=is_trial,
        decided_by=cast.council if is_decided else None,
        decided_by_words=who_else,
    )
    saved = transaction.savepoint()
    cast.tension.refresh_from_db()
    before = Resolution.objects.count()
    fields = {"how", "words", "dissent", "review_on", "option", "decided_by", "decided_by_words"}
    done = tried(lambda: actions.settle(cast.tension, given_words, by=cast.facilitator), fields)
    assert Resolution.objects.count() == before + done
    transaction.savepoint_rollback(saved)


@a_little
@given(WRITTEN, st.sampled_from([*Remark.Kind.values, "rant"]), st.sampled_from(["en-gb", "x" * 13, "\x00"]))
def test_a_remark_is_kept_whole_or_not_at_all(cast: Cast, text: str, kind: str, language: str) -> None:
    before, tension, _ = Remark.objects.count(), cast.tension, cast.neighbour
    fields = {"text", "kind", "language"}
    done = tried(lambda: actions.remark(tension, by=cast.neighbour, text=text, kind=kind, language=language), fields)
    assert Remark.objects.count() == before + done


@a_little
@given(WRITTEN, st.sampled_from([*Weighing.State.values, "maybe"]))
def test_an_option_is_not_weighed_by_bad_words(cast: Cast, why: str, state: str) -> None:
    option, side = cast.option, cast.side
    assert not tried(
        lambda: actions.weigh(option, side, by=cast.resident, state=state, why=why), {"state", "why", "side"}
    )
    assert not Weighing.objects.exists()


@pytest.mark.parametrize("address", ["register/", "{tension}/settle/", "{tension}/say/", "sides/{side}/need/"])
def test_a_form_of_nonsense_comes_back_with_what_to_put_right(cast: Cast, address: str) -> None:
    where = address.format(tension=cast.tension.pk, side=cast.side.pk)
    browser = cast.browser(cast.facilitator)
    stood = events().count()
    nonsense = {"how": "won", "review_on": "Thursday", "group_1": "9:Z", "needs_1": "x", "kind": "rant", "text": "\x00"}
    sent = browser.post(f"/c/{cast.coproduction.slug}/tensions/{where}", nonsense)
    assert sent.status_code == 200
    assert "to put right" in sent.content.decode()
    assert events().count() == stood
