"""People who vote without end, send again what was not acknowledged, and remember what they were told."""

import http.client
import json
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread
from time import sleep
from uuid import uuid4

from tests.kill.scene import Scene

AGAIN_AFTER = 0.02
TIMEOUT = 30.0


@dataclass
class Sent:
    """One vote: what was sent, and the receipt once it was acknowledged."""

    token: str
    statement: int
    choice: int | None
    receipt: int | None = None
    attempts: int = 0


@dataclass
class Voters:
    """Threads of voters, each with people of its own."""

    scene: Scene
    threads: int
    seed: int
    sent: dict[str, Sent] = field(default_factory=dict)
    statuses: Counter[int | str] = field(default_factory=Counter)
    enough: Event = field(default_factory=Event)
    running: list[Thread] = field(default_factory=list)
    name: str = field(default_factory=lambda: uuid4().hex[:8])  # every key of theirs begins with it

    @property
    def acknowledged(self) -> int:
        """How many votes were, or a few less: threads count together."""
        return self.statuses[201]

    def start(self) -> None:
        """Let them begin."""
        for number in range(self.threads):
            self.running.append(Thread(target=self.vote_on, args=(number,)))
            self.running[-1].start()

    def stop(self) -> None:
        """Let each finish the vote it is at."""
        self.enough.set()
        for thread in self.running:
            thread.join()

    def vote_on(self, number: int) -> None:
        """One thread's votes, one after another."""
        chance = Random(f"{self.seed} {number}")
        tokens = self.scene.tokens[number :: self.threads]
        line = http.client.HTTPConnection("127.0.0.1", self.scene.port, timeout=TIMEOUT)
        while not self.enough.is_set():
            vote = Sent(chance.choice(tokens), chance.choice(self.scene.statements), chance.choice([1, 0, -1, None]))
            key = f"{self.name}-{uuid4().hex}"
            self.sent[key] = vote
            while vote.receipt is None and not (self.enough.is_set() and vote.attempts > 20):
                self.send(line, key, vote)

    def send(self, line: http.client.HTTPConnection, key: str, vote: Sent) -> None:
        """One attempt. What is not acknowledged is not known: it may have been kept or not."""
        vote.attempts += 1
        path = f"/api/v1/conversations/{self.scene.conversation}/votes"
        headers = {
            "Authorization": f"Bearer {vote.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        try:
            line.request("POST", path, json.dumps({"statement": vote.statement, "vote": vote.choice}), headers)
            answer = line.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException):
            self.statuses["no answer"] += 1
            line.close()
            sleep(AGAIN_AFTER)
            return
        self.statuses[answer.status] += 1
        if answer.status == 201:
            vote.receipt = json.loads(said)["receipt"]
        else:
            sleep(AGAIN_AFTER)
