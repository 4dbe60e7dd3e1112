"""A limit goes in the very moment in which somebody asks of it: nobody is left waiting for an answer that never comes.

Two connections; the first holds its transaction open until the second is seen to wait for it.
"""

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection, transaction

from tests.cast import Cast
from wayahead.base.record.models import Event
from wayahead.base.refusal import NotPossible
from wayahead.loop.constraints import actions
from wayahead.loop.constraints.models import Constraint, Question

pytestmark = pytest.mark.django_db(transaction=True)
Deed = Callable[[], object]


def one_while_the_other(first: Deed, second: Deed) -> list[str]:
    """Does both, the second begun before the first is kept; gives what was refused to the second, in words."""
    refused = []

    def do_second() -> None:
        try:
            second()
        except NotPossible as error:
            refused.append(str(error))
        finally:
            connection.close()

    meanwhile = Thread(target=do_second)
    with transaction.atomic():
        first()
        meanwhile.start()
        while meanwhile.is_alive() and not somebody_waits():
            pass
        assert meanwhile.is_alive(), "The second did not wait for the first."
    meanwhile.join(timeout=60)
    return refused


def somebody_waits() -> bool:
    """Whether a connection waits for what another holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        (waiting,) = cursor.fetchone()
    return bool(waiting)


def ways_to_go(cast: Cast) -> dict[str, Deed]:
    """Its owner withdraws it, or answers a question with that."""
    limit, question, officer = cast.limit, cast.question, cast.officer
    return {
        "withdraw": lambda: actions.withdraw(limit, by=officer, reason="The rule fell."),
        "answer": lambda: actions.answer(question, by=officer, answer="withdrawn", words="The rule fell."),
    }


def asks(cast: Cast) -> Deed:
    """Moira asks something of her own."""
    limit, moira = cast.limit, cast.neighbour
    return lambda: actions.ask_why(limit, by=moira, text="Why is it there at all?")


@pytest.mark.parametrize("way", ["withdraw", "answer"])
def test_who_asks_while_a_limit_goes_hears_that_it_went_and_leaves_no_question(cast: Cast, way: str) -> None:
    going, asking = ways_to_go(cast)[way], asks(cast)
    assert one_while_the_other(going, asking) == ["This limit was withdrawn. There is nothing left to ask."]
    assert Constraint.objects.get(pk=cast.limit.pk).state == Constraint.State.WITHDRAWN
    assert list(Question.objects.values_list("answer", flat=True)) == ["withdrawn"]
    assert Event.objects.filter(kind="question.asked").count() == 1


@pytest.mark.parametrize("way", ["withdraw", "answer"])
def test_a_limit_that_goes_while_somebody_asks_answers_them_too(cast: Cast, way: str) -> None:
    going, asking = ways_to_go(cast)[way], asks(cast)
    assert one_while_the_other(asking, going) == []
    answers = Question.objects.order_by("pk").values_list("answer", "answer_text")
    assert list(answers) == [("withdrawn", "The rule fell.")] * 2
    kind = {"withdraw": "limit.withdrawn", "answer": "question.answered"}[way]
    told = Event.objects.get(kind=kind).facts["questions"]
    assert sorted(told) == sorted(Question.objects.values_list("pk", flat=True))
