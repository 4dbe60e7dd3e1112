"""What is put before somebody next, and the whole way of one vote."""

from collections.abc import Mapping
from dataclasses import replace
from random import SystemRandom
from uuid import UUID

import numpy as np
from django.db import connection

from wayahead.kernels.opinion.asking import DEFAULT, chances, draw, estimate_group
from wayahead.loop.listening.models import Statement
from wayahead.loop.listening.voting.ballot import Ballot, Kept, NotTakingPart, Showing
from wayahead.loop.listening.voting.remembered import PARTS, TALKS, Part, Talk, talk_of
from wayahead.loop.listening.voting.together import keep_together

CHANCE = SystemRandom()

# What is open and has no standing answer of this person, under any of their selves; the database has the last word.
# (Found from the person on, as an array of pseudonyms, so that only their own votes are ever looked at. `id + 0`: a
# plan that walks all votes backwards by their key, until one is this person's, must not look cheap.)
OPEN_TO = """
FROM listening_statement AS statement
WHERE statement.id = %(statement)s AND statement.state = 'accepted' AND (
  SELECT choice FROM listening_vote AS vote
  WHERE vote.conversation_id = statement.conversation_id AND vote.statement_id = statement.id
    AND vote.voter = ANY(ARRAY(
      SELECT pseudonym FROM listening_participation AS part WHERE part.conversation_id = statement.conversation_id
        AND part.person_id IN (
          SELECT %(person)s::bigint UNION ALL SELECT id FROM people_person WHERE claimed_by_id = %(person)s)))
  ORDER BY vote.id + 0 DESC LIMIT 1) IS NULL
"""
STILL_OPEN = f"SELECT 1 {OPEN_TO}"
SHOW = f"""
INSERT INTO listening_exposure (coproduction_id, conversation_id, statement_id, voter, policy, probability, among,
  "group")
SELECT coproduction_id, conversation_id, id, %(voter)s::uuid, %(policy)s, %(probability)s, %(among)s,
  %(group)s::smallint
{OPEN_TO}
"""


def vote_and_go_on(ballot: Ballot) -> tuple[Kept, Statement | None]:
    """Keep one vote and pick what comes next, in one commit. The answer is there only once both are durable."""
    talk, part = talk_of(ballot.conversation_id), PARTS.get((ballot.conversation_id, ballot.person_id))
    if talk is None or part is None:
        raise NotTakingPart
    with part.lock:
        answered = with_answer(part.answers, ballot)
        if lies_open(talk, part, answered):
            ballot = replace(ballot, lying_id=part.shown)
        else:
            ballot = replace(ballot, then=choose(talk, answered))
        kept = keep_together(ballot)
        if kept.is_new:
            part.answers = answered
            if ballot.next_id is not None and kept.is_next_open:
                part.shown = ballot.next_id
                return kept, talk.statements[talk.place[ballot.next_id]]
    return kept, put_before(ballot.conversation_id, ballot.person_id)


def put_before(conversation_id: int, person_id: int | None) -> Statement | None:
    """The statement that lies before this person, another one when they answered it; None when nothing is left.

    It stays until it is answered, however often they look. A visitor (None), or somebody who has not begun to take
    part, is shown one without being known.
    """
    talk, part = talk_of(conversation_id), part_of(conversation_id, person_id)
    if talk is None:
        return None
    with part.lock:
        found = lay(talk, part, person_id)
        if found is None:
            # Nothing is left, or what was remembered is not so any more: look again before saying so.
            talk = TALKS.renew(conversation_id)
            part.take_up(PARTS.load((conversation_id, person_id)) if person_id is not None else None)
            found = lay(talk, part, person_id) if talk else None
        return found


def part_of(conversation_id: int, person_id: int | None) -> Part:
    """Somebody's part; an empty one for a visitor."""
    part = PARTS.get((conversation_id, person_id)) if person_id is not None else None
    return part or Part(None, {}, None)


def lay(talk: Talk, part: Part, person_id: int | None) -> Statement | None:
    """What lies before somebody; if nothing does, one is chosen and logged now."""
    if part.shown is not None and lies_open(talk, part, part.answers) and still_open(part.shown, person_id):
        return talk.statements[talk.place[part.shown]]
    then = choose(talk, part.answers)
    if then is None or not log_showing(then, part.voter, person_id):
        return None
    part.shown = then.statement_id
    return talk.statements[talk.place[then.statement_id]]


def lies_open(talk: Talk, part: Part, answers: Mapping[int, int]) -> bool:
    """Whether a statement lies before somebody that is open and not among these answers."""
    return part.shown in talk.place and part.shown not in answers


def with_answer(answers: Mapping[int, int], ballot: Ballot) -> dict[int, int]:
    """Somebody's answers once this ballot counts."""
    others = {statement: choice for statement, choice in answers.items() if statement != ballot.statement_id}
    return others if ballot.choice is None else {**others, ballot.statement_id: ballot.choice}


def choose(talk: Talk, answers: Mapping[int, int]) -> Showing | None:
    """One of the open statements without an answer, by the policy's chances; None when there is none."""
    answered = [talk.place[statement] for statement in answers if statement in talk.place]
    choices = [choice for statement, choice in answers.items() if statement in talk.place]
    unanswered = np.ones(len(talk.statements), dtype=np.bool_)
    unanswered[answered] = False
    group = estimate_group(talk.standing, np.array(answered, dtype=np.int64), np.array(choices, dtype=np.int64))
    found = chances(talk.standing, unanswered, group)
    place = draw(found, CHANCE.random())
    if place is None:
        return None
    talk.standing.hearings[place] += 1
    if group is not None:
        talk.standing.by_group[group, place] += 1
    return Showing(talk.statements[place].pk, DEFAULT.name, float(found[place]), group, int(unanswered.sum()))


def still_open(statement_id: int, person_id: int | None) -> bool:
    """Whether the database agrees that this statement is open to this person."""
    with connection.cursor() as cursor:
        cursor.execute(STILL_OPEN, {"statement": statement_id, "person": person_id})
        return bool(cursor.rowcount)


def log_showing(showing: Showing, voter: UUID | None, person_id: int | None) -> bool:
    """Log that a statement is put before somebody; False when it is not open to them any more."""
    values = {
        "statement": showing.statement_id,
        "person": person_id,
        "voter": voter,
        "policy": showing.policy,
        "probability": showing.probability,
        "among": showing.among,
        "group": showing.group,
    }
    with connection.cursor() as cursor:
        cursor.execute(SHOW, values)
        return bool(cursor.rowcount)
