"""Whether the pots can pay for everything bought so far and one more: a flow of money that is moved, never restarted.

Ford and Fulkerson (1956): money is short exactly where a cut is full; the solutions and pots behind that cut are the
reason. Kept by hand because it goes on from one question to the next, in whole numbers of any size (scipy's flow
begins anew each time and ends at 32 bits); `tests` hold it against scipy's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wayahead.kernels.allocation.card import Completion
from wayahead.kernels.allocation.election import MOST_MONEY, Election
from wayahead.kernels.allocation.pots.pot import Pot

SOURCE = 0


@dataclass(frozen=True)
class Shortage:
    """Why a solution could not be paid: what is missing, which pots are used up, who has their money, who is capped.

    `used_up` are pots that could pay it, themselves or by paying for another that then needs less elsewhere; `rivals`
    share these pots; `capped` are pots that have money left, but a limit of theirs lets no more of it through.
    """

    missing: int
    used_up: tuple[str, ...]
    rivals: tuple[str, ...]
    capped: tuple[str, ...]


class Ledger:
    """Who pays what: edges of a network from the pots to the solutions, with the room that is left on each."""

    def __init__(self, election: Election, pots: Sequence[Pot]) -> None:
        self.election, self.pots = election, tuple(pots)
        self.head: list[int] = []
        self.room: list[int] = []
        self.into: list[list[int]] = [[] for _node in range(1 + len(election.ids))]
        self.pot_of: dict[int, str] = {}
        self.roots: set[int] = set()
        self.pays: list[tuple[str, int, int]] = []  # (pot, the solution's place, edge)
        for pot in self.pots:
            self.lay(pot)
        self.payable = {place for _pot, place, _edge in self.pays}
        self.empty = tuple(self.room)
        self.refused: set[int] = set()
        self.refused_first: set[int] = set()

    def lay(self, pot: Pot) -> None:
        """The edges of one pot: its free money through its caps, what is kept for some beside that."""
        kept = sum(floor.amount for floor in pot.floors)
        root = self.node(pot.id)
        self.roots.add(root)
        self.edge(SOURCE, root, pot.capacity - kept)
        above: list[tuple[frozenset[str], int]] = [(frozenset(self.election.ids), root)]
        # The widest first, so that whatever holds a cap is there before it; the narrowest that holds it is its parent.
        for cap in sorted(pot.caps, key=lambda part: len(set(part.of)), reverse=True):
            inside = frozenset(cap.of)
            parent = next(node for names, node in reversed(above) if inside <= names)
            above.append((inside, self.node(pot.id)))
            self.edge(parent, above[-1][1], cap.amount)
        for floor in pot.floors:
            above.append((frozenset(floor.of), self.node(pot.id)))
            self.edge(SOURCE, above[-1][1], floor.amount)
        floors = above[len(above) - len(pot.floors) :]
        caps = above[: len(above) - len(pot.floors)]
        for place, name in enumerate(self.election.ids):
            if pot.may_pay(name):
                givers = [next(node for names, node in reversed(caps) if name in names)]
                givers += [node for names, node in floors if name in names]
                self.lay_last(pot, place, givers)

    def lay_last(self, pot: Pot, place: int, givers: Sequence[int]) -> None:
        """From all that may give to one solution, within what the pot gives to one."""
        most = MOST_MONEY if pot.most_for_each is None else pot.most_for_each
        end = givers[0]
        if len(givers) > 1:
            end = self.node(pot.id)
            for giver in givers:
                self.edge(giver, end, MOST_MONEY)
        self.pays.append((pot.id, place, len(self.head)))
        self.edge(end, 1 + place, most)

    def node(self, pot: str) -> int:
        """A new node of this pot."""
        self.into.append([])
        self.pot_of[len(self.into) - 1] = pot
        return len(self.into) - 1

    def edge(self, start: int, end: int, room: int) -> None:
        """A new edge, with its way back beside it."""
        for there, much in ((end, room), (start, 0)):
            self.into[there].append(len(self.head))
            self.head.append(there)
            self.room.append(much)

    def begin(self) -> None:
        """All money back in the pots."""
        self.room = list(self.empty)
        self.refused = set()

    def can_pay(self, place: int) -> bool:
        """Pay for one more solution, moving what others get from which pot; or leave everything as it was."""
        moved, missing, _behind = self.push(place, self.election.costs[place])
        if missing:
            self.take_back(moved)
            self.refused.add(place)
        return not missing

    def fits(self, place: int) -> bool:
        """Whether one more could be paid, with nothing moved in the end."""
        moved, missing, _behind = self.push(place, self.election.costs[place])
        self.take_back(moved)
        return not missing

    def awaits(self, place: int) -> bool:
        """Unless no pot may ever pay it, or its supporters could and the pots could not."""
        return place in self.payable and place not in self.refused

    def compare_with_this(self) -> None:
        """The run just made is the first: what it had to set aside, the pots are short of anyhow."""
        self.refused_first = set(self.refused)

    def ends(self, completion: Completion) -> bool:
        """Under `add1`, once the pots are short of something that they were not short of at the first share.

        Under `add1-exhaustive` it goes on: what the pots cannot pay is set aside, and others use the other pots.
        """
        return completion == "add1" and not self.refused <= self.refused_first

    def shortage(self, place: int) -> Shortage | None:
        """Why one more could not be paid; None where it could."""
        moved, missing, behind = self.push(place, self.election.costs[place])
        self.take_back(moved)
        return self.told(place, missing, behind) if missing else None

    def push(self, place: int, amount: int) -> tuple[list[tuple[int, int]], int, Mapping[int, int]]:
        """(what was moved on which edge, what is missing, all nodes that no money reaches any more)."""
        moved: list[tuple[int, int]] = []
        while amount:
            way, behind = self.way_to(1 + place)
            if not way:
                return moved, amount, behind
            much = min(amount, *(self.room[edge] for edge in way))
            for edge in way:
                self.room[edge] -= much
                self.room[edge ^ 1] += much
                moved.append((edge, much))
            amount -= much
        return moved, 0, {}

    def take_back(self, moved: Sequence[tuple[int, int]]) -> None:
        """Undo what was moved."""
        for edge, much in moved:
            self.room[edge] += much
            self.room[edge ^ 1] -= much

    def way_to(self, node: int) -> tuple[list[int], Mapping[int, int]]:
        """(the shortest way for money from the source, found backwards; every node looked at). No way, no edges."""
        nearer = {node: -1}  # node → the edge by which money goes on from it
        queue = [node]
        for here in queue:
            for edge in self.into[here]:
                start = self.head[edge ^ 1]
                if self.room[edge] and start not in nearer:
                    nearer[start] = edge
                    if start == SOURCE:
                        return self.along(nearer), nearer
                    queue.append(start)
        return [], nearer

    def along(self, nearer: Mapping[int, int]) -> list[int]:
        """The edges from the source on."""
        way, here = [], SOURCE
        while (edge := nearer[here]) >= 0:
            way.append(edge)
            here = self.head[edge]
        return way

    def told(self, place: int, missing: int, behind: Mapping[int, int]) -> Shortage:
        """The cut in words: pots behind it are used up, and full edges into it come from pots that are capped."""
        ids, count = self.election.ids, len(self.election.ids)
        used_up = {self.pot_of[node] for node in self.roots & set(behind)}
        starts = {self.head[edge ^ 1] for node in behind for edge in self.into[node] if not edge % 2}
        capped = {self.pot_of[node] for node in starts - set(behind) if node in self.pot_of} - used_up
        rivals = sorted(node - 1 for node in behind if SOURCE < node <= count and node != 1 + place)
        order = [pot.id for pot in self.pots]
        return Shortage(
            missing,
            tuple(pot for pot in order if pot in used_up),
            tuple(ids[rival] for rival in rivals),
            tuple(pot for pot in order if pot in capped),
        )

    def paid(self) -> list[tuple[str, int, int]]:
        """(pot, the solution's place, how much) of all money that is given."""
        given = ((pot, place, self.room[edge ^ 1]) for pot, place, edge in self.pays)
        return [one for one in given if one[2]]
