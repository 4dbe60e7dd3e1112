"""The same people in every test, made by real actions: no test can reach a state that the product cannot."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.test import Client
from django.utils import timezone

from wayahead.base.coproduction import actions as table
from wayahead.base.coproduction.models import Concern, CoProduction, CostLine, Meeting, Party, Presence
from wayahead.base.people import actions as people
from wayahead.base.people.models import Organisation, Person
from wayahead.base.places import actions as places
from wayahead.base.places.models import Area, Community
from wayahead.kernels.tensions import Found, Leg
from wayahead.loop.constraints import actions as limits
from wayahead.loop.constraints.models import Constraint, Question
from wayahead.loop.funding import actions as funding
from wayahead.loop.funding.models import Bid, Grant, Programme, Round, RoundInvitation
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Words
from wayahead.loop.listening.models import Conversation, Statement, Voice
from wayahead.loop.needs import actions as needs
from wayahead.loop.needs.models import Need, Reliance
from wayahead.loop.outcomes import actions as outcomes
from wayahead.loop.outcomes.models import Idea, Indicator, Outcome, Report
from wayahead.loop.solutions import actions as solutions
from wayahead.loop.solutions.models import (
    Agreement,
    Call,
    Match,
    Objection,
    Offer,
    Solution,
    Step,
    Suggestion,
    Version,
)
from wayahead.loop.tensions import actions as tensions
from wayahead.loop.tensions.findings import keep
from wayahead.loop.tensions.models import Finding, Option, Remark, Resolution, Side, Speaker, Tension, Understanding

# What whoever chooses in a round for everybody says.
HERE = funding.Where(belongs=True)


def account(name: str) -> Person:
    """Somebody with an account."""
    return Person.objects.create_user(email=f"{name.lower()}@example.org", name=name)


@dataclass
class Cast:
    """Ines, a carer and guest; Moira, a guest too; Dougie of the tenants; Aneesa, who facilitates; Precious, who helps;
    Femi, the council's officer; Ruth, who decides grants; Sam, who looks after it all; and somebody from nowhere.
    """

    @cached_property
    def resident(self) -> Person:
        """Ines, a guest."""
        return people.welcome_guest()

    @cached_property
    def neighbour(self) -> Person:
        """Moira, another guest."""
        return people.welcome_guest()

    @cached_property
    def facilitator(self) -> Person:
        """Aneesa, who looks after the conversation."""
        return account("Aneesa")

    @cached_property
    def organiser(self) -> Person:
        """Dougie, of the tenants' group."""
        return account("Dougie")

    @cached_property
    def helper(self) -> Person:
        """Precious, who types for people and speaks for newcomers."""
        return account("Precious")

    @cached_property
    def officer(self) -> Person:
        """Femi, of the council."""
        return account("Femi")

    @cached_property
    def grants_officer(self) -> Person:
        """Ruth, of the trust."""
        return account("Ruth")

    @cached_property
    def steward(self) -> Person:
        """Sam, who looks after the installation."""
        sam = account("Sam")
        sam.is_steward = True
        sam.save(update_fields=["is_steward"])
        return sam

    @cached_property
    def stranger(self) -> Person:
        """Somebody with an account and nothing else."""
        return account("Stranger")

    @cached_property
    def tenants(self) -> Organisation:
        """The tenants' group, led by Dougie."""
        return people.start_organisation(name="Lockside Tenants' Group", kind="community_group", by=self.organiser)

    @cached_property
    def council(self) -> Organisation:
        """The council, where Femi works."""
        return people.start_organisation(
            name="Averhythe Council", kind="public_body", org_id="GB-LAE-AVH", by=self.officer
        )

    @cached_property
    def trust(self) -> Organisation:
        """The funder, where Ruth works."""
        return people.start_organisation(name="Ropewalk Trust", kind="funder", by=self.grants_officer)

    @cached_property
    def area(self) -> Area:
        """The invented borough."""
        return places.add_area(code="E09000999", year=2025, name="Averhythe", kind="borough", by=None)

    @cached_property
    def community(self) -> Community:
        """Carers."""
        return places.add_community(name="Carers", kind="experience", by=self.steward)

    @cached_property
    def coproduction(self) -> CoProduction:
        """Evenings in Lockside, public, facilitated by Aneesa."""
        return table.start(
            title="Evenings in Lockside",
            issue="After six there is nowhere to go.",
            by=self.facilitator,
            reach=table.Reach(area=self.area),
        )

    @cached_property
    def circle(self) -> CoProduction:
        """A private circle that only Dougie sits in."""
        return table.start(
            title="Two mentors",
            issue="How we meet.",
            by=self.organiser,
            reach=table.Reach(scale=CoProduction.Scale.CIRCLE, is_private=True),
        )

    @cached_property
    def council_party(self) -> Party:
        """The council at the table."""
        return table.sit_down(
            self.coproduction,
            by=self.officer,
            organisation=self.council,
            can_decide="Opening hours of the library.",
            cannot_decide="The county's budget.",
            answers_within_days=14,
        )

    @cached_property
    def trust_party(self) -> Party:
        """The funder at the table."""
        return table.sit_down(
            self.coproduction,
            by=self.grants_officer,
            organisation=self.trust,
            can_decide="Grants of up to £60,000.",
            cannot_decide="Anything outside the borough.",
            answers_within_days=10,
        )

    @cached_property
    def circle_party(self) -> Party:
        """The tenants at the circle's table."""
        return table.sit_down(
            self.circle,
            by=self.organiser,
            organisation=self.tenants,
            can_decide="When to meet.",
            cannot_decide="Money.",
            answers_within_days=7,
        )

    def meeting_of(self, coproduction: CoProduction) -> Meeting:
        """A meeting with one person who agreed to be named."""
        return table.note_meeting(
            coproduction,
            table.Gathering(title="First evening", held_on=date(2026, 9, 3), place="The laundry room"),
            by=coproduction.started_by,
            present=[Presence(role="carers", number=4, names="Ines", names_agreed=True)],
            points=[("said", "Buses stop at six."), ("agreed", "Meet again.")],
        )

    @cached_property
    def meeting(self) -> Meeting:
        """A meeting in public."""
        return self.meeting_of(self.coproduction)

    @cached_property
    def circle_meeting(self) -> Meeting:
        """A meeting of the circle."""
        return self.meeting_of(self.circle)

    @cached_property
    def cost_line(self) -> CostLine:
        """Rooms and food, planned."""
        return table.plan_cost(
            self.coproduction, by=self.facilitator, kind="rooms", words="Rooms and food", planned_pence=20_000
        )

    @cached_property
    def circle_cost_line(self) -> CostLine:
        """Travel, planned in the circle."""
        return table.plan_cost(self.circle, by=self.organiser, kind="expenses", words="Buses", planned_pence=2_000)

    @cached_property
    def concern(self) -> Concern:
        """A worry about the public co-production, from somebody unknown."""
        return table.raise_concern(page="/", words="Is she well?", by=None, coproduction=self.coproduction)

    @cached_property
    def general_concern(self) -> Concern:
        """A worry about no co-production."""
        return table.raise_concern(page="/", words="That page looks wrong.", by=self.resident)

    @cached_property
    def conversation(self) -> Conversation:
        """The open question."""
        return listening.open_conversation(
            self.coproduction, by=self.facilitator, question="What would make evenings in Lockside better?"
        )

    @cached_property
    def circle_conversation(self) -> Conversation:
        """A question inside the private circle."""
        return listening.open_conversation(self.circle, by=self.organiser, question="What helps?")

    @cached_property
    def voice(self) -> Voice:
        """What Ines said; she may be quoted without her name."""
        words = Words("I can't go out after six. Somebody to sit with my mum would change everything.", quote="unnamed")
        return listening.say(self.conversation, words, by=self.resident)

    @cached_property
    def statement(self) -> Statement:
        """The statement drawn from what Ines said."""
        return listening.draw_statement(
            self.conversation, by=self.facilitator, text="Carers need an evening off.", voices=[self.voice]
        )

    @cached_property
    def draft_need(self) -> Need:
        """What Femi is still writing for the council, which sits at the table."""
        _ = self.council_party
        draft = needs.Draft("The library could stay open", "It closes at six.", [self.statement])
        return needs.write(self.coproduction, draft, by=self.officer, written_for=self.council)

    @cached_property
    def checking_need(self) -> Need:
        """A need about which Ines was asked and has not answered."""
        draft = needs.Draft("Somebody to sit with mum", "Carers cannot go out alone.", [self.statement], [self.voice])
        need = needs.write(self.coproduction, draft, by=self.facilitator)
        needs.check_back(need, by=self.facilitator)
        return need

    @cached_property
    def need(self) -> Need:
        """The published need that stands on the statement; Ines said yes, and is quoted."""
        draft = needs.Draft(
            "Carers need an evening off", "After six nobody can go out.", [self.statement], [self.voice]
        )
        need = needs.write(self.coproduction, draft, by=self.facilitator)
        needs.check_back(need, by=self.facilitator)
        needs.answer_check_back(need, by=self.resident, answer="yes")
        return needs.publish(need, by=self.facilitator)

    @cached_property
    def merged_need(self) -> Need:
        """What the need became together with another: not published yet, and read by everybody."""
        other = needs.publish(self.checking_need, by=self.facilitator)
        words = {"title": "Carers have evenings", "story": "Both say the same.", "reason": "They are one wish."}
        return needs.merge([self.need, other], by=self.facilitator, **words)

    @cached_property
    def reliance(self) -> Reliance:
        """The council bases its opening hours on the need."""
        return needs.rely(
            self.need, by=self.officer, organisation=self.council, what_for="Opening hours of the library"
        )

    @cached_property
    def limit(self) -> Constraint:
        """The council's fixed limit: no more than £60,000."""
        _ = self.council_party
        terms = limits.Terms(
            kind="financial",
            statement="We can spend no more than £60,000 on this.",
            test={"test": "total_cost", "at_most_pence": 6_000_000},
            reason="That is what the budget of the year has left.",
            firmness="fixed",
            honest_answer="fixed",
            honest_words="The council may not spend what it does not have: the Local Government Finance Act.",
            who_can_move="The cabinet, in March.",
        )
        return limits.publish(self.coproduction, terms, by=self.officer, owner=self.council)

    @cached_property
    def judged_limit(self) -> Constraint:
        """A limit of the council that nobody can compute, and that could move."""
        _ = self.council_party
        terms = limits.Terms(
            kind="policy",
            statement="Children go home safely.",
            reason="We answer for them.",
            firmness="could_move",
            honest_answer="fixed",
            honest_words="A child could come to harm.",
            would_move_if="Two adults are there.",
        )
        return limits.publish(self.coproduction, terms, by=self.officer, owner=self.council)

    @cached_property
    def circle_limit(self) -> Constraint:
        """A preference inside the private circle."""
        terms = limits.Terms(
            kind="practical",
            statement="Not on Sundays.",
            reason="We rest.",
            firmness="preference",
            honest_answer="inconvenient",
            honest_words="We would be tired.",
        )
        _ = self.circle_party
        return limits.publish(self.circle, terms, by=self.organiser, owner=self.tenants)

    @cached_property
    def question(self) -> Question:
        """Ines asks why of the council's limit."""
        return limits.ask_why(self.limit, by=self.resident, text="Why not more?")

    @cached_property
    def circle_question(self) -> Question:
        """Dougie asks why in the circle."""
        return limits.ask_why(self.circle_limit, by=self.organiser, text="Why not Sundays?")

    @cached_property
    def solution(self) -> Solution:
        """Lockside Lates."""
        return solutions.start(self.coproduction, by=self.facilitator, title="Lockside Lates", needs=[self.need])

    @cached_property
    def draft(self) -> Version:
        """A draft of it: too dear for the council by half."""
        costs = [solutions.Cost("staff", "Every evening", 9_000_000)]
        draft = solutions.Draft(summary="The library stays open every night.", costs=costs, what_changed="Every night.")
        return solutions.draft_version(self.solution, draft, by=self.facilitator)

    @cached_property
    def agreed_version(self) -> Version:
        """The version that everybody agreed on, delivered by the tenants' group."""
        costs = [solutions.Cost("staff", "Two evenings a week", 4_000_000), solutions.Cost("food", "Soup", 1_200_000)]
        draft = solutions.Draft(
            summary="The library stays open until ten.", costs=costs, area=self.area, delivered_by=self.tenants
        )
        version = solutions.draft_version(self.solution, draft, by=self.facilitator)
        solutions.share(version, by=self.facilitator)
        return solutions.agree(version, by=self.facilitator, words="At the table, nobody against.")

    @cached_property
    def shared_version(self) -> Version:
        """A version that everybody can read, with a section and a step that wants help; nobody agreed on it yet."""
        draft = solutions.Draft(
            summary="The library stays open on Thursdays.",
            what_changed="Thursdays only.",
            sections=[solutions.Part("Who sits in", "Somebody with a check, two hours.", "sitting1")],
            steps=[solutions.Task("Carry the chairs", "Residents", help_wanted="A van", key="chairs01")],
        )
        return solutions.share(solutions.draft_version(self.solution, draft, by=self.facilitator), by=self.facilitator)

    @cached_property
    def step(self) -> Step:
        """A step that wants a van."""
        return self.shared_version.steps.get()

    @cached_property
    def suggestion(self) -> Suggestion:
        """What Ines suggests: a quiet room."""
        thought = solutions.Thought("A quiet room.", "should", "section", "sitting1", why="My mum.", signed="Ines")
        return solutions.suggest(self.shared_version, thought, by=self.resident)

    @cached_property
    def objection(self) -> Objection:
        """What Moira cannot live with."""
        return solutions.object_to(self.shared_version, by=self.neighbour, reason="I cannot sleep.", signed="Moira")

    @cached_property
    def agreement(self) -> Agreement:
        """People are asked to vote on the shared version."""
        return solutions.seek_agreement(
            self.shared_version, by=self.facilitator, way="vote", closes_on=timezone.localdate()
        )

    @cached_property
    def call(self) -> Call:
        """The boathouse stands empty, and the council asks what should become of it."""
        opening = solutions.Opening(
            kind="building",
            title="The boathouse stands empty",
            about="The council gives it to whoever makes the best use of it.",
            decided_by="The cabinet, in March",
            closes_on=timezone.localdate() + timedelta(days=30),
        )
        return solutions.open_call(self.coproduction, opening, by=self.officer, opened_for=self.council)

    @cached_property
    def offer(self) -> Offer:
        """Ines lends her van."""
        help_ = solutions.Help("thing", "A van on Thursdays", signed="Ines", reach_me="ines@example.org")
        return solutions.offer(self.coproduction, help_, by=self.resident)

    @cached_property
    def match(self) -> Match:
        """Ines is asked for her van."""
        return solutions.ask_for_help(self.offer, self.step, by=self.facilitator)

    @cached_property
    def programme(self) -> Programme:
        """The trust's money for evenings, resting on the need."""
        today = timezone.localdate()
        offer = funding.Offer(
            title="Evenings together",
            pot_pence=6_000_000,
            opens_on=today,
            closes_on=today + timedelta(days=30),
            needs=[self.need],
        )
        return funding.open_programme(self.trust, offer, by=self.grants_officer)

    @cached_property
    def bid(self) -> Bid:
        """The tenants ask the trust for the agreed version."""
        return funding.bid(
            self.programme, self.agreed_version, by=self.organiser, applicant=self.tenants, asked_pence=5_200_000
        )

    @cached_property
    def grant(self) -> Grant:
        """The trust grants a bid."""
        due = timezone.localdate() + timedelta(days=365)
        return funding.award(
            self.bid, by=self.grants_officer, amount_pence=5_200_000, reasons="It is what was asked.", report_due_on=due
        )

    def plan(self, title: str, pence: int) -> Version:
        """Another solution of the co-production, agreed, that the tenants would deliver for so much."""
        solution = solutions.start(self.coproduction, by=self.facilitator, title=title, needs=[self.need])
        draft = solutions.Draft(
            summary=f"{title}.", costs=[solutions.Cost("other", title, pence)], delivered_by=self.tenants
        )
        version = solutions.draft_version(solution, draft, by=self.facilitator)
        solutions.share(version, by=self.facilitator)
        return solutions.agree(version, by=self.facilitator, words="At the table.")

    @cached_property
    def small_pots(self) -> Programme:
        """The trust's money over which people decide."""
        today = timezone.localdate()
        offer = funding.Offer("Small pots", 1_000_000, today, today + timedelta(days=30), [self.need])
        return funding.open_programme(self.trust, offer, by=self.grants_officer)

    @cached_property
    def more_pots(self) -> Programme:
        """Money for rounds beside those over the small pots."""
        today = timezone.localdate()
        offer = funding.Offer("More pots", 2_000_000, today, today + timedelta(days=30), [self.need])
        return funding.open_programme(self.trust, offer, by=self.grants_officer)

    @cached_property
    def plans(self) -> list[Version]:
        """Three plans: £2,000, £2,999.50 and £4,000."""
        return self.three_plans()

    def three_plans(self) -> list[Version]:
        """Three such plans anew: a plan stands in one round at a time."""
        return [self.plan("Benches", 200_000), self.plan("Lamps", 299_950), self.plan("A boat", 400_000)]

    def round_for(self, who: str, *, of: Programme | None = None, **changes: Any) -> Round:
        """A round over the three plans, with £5,000 to share out, that can be counted today."""
        plain: dict[str, Any] = {"title": "What first?", "pot_pence": 500_000, "closes_on": timezone.localdate()}
        asked = funding.Question(**(plain | {"who": who, "versions": self.plans} | changes))
        return funding.open_round(of or self.small_pots, self.coproduction, asked, by=self.grants_officer)

    @cached_property
    def round(self) -> Round:
        """A round for everybody."""
        return self.round_for("everybody")

    @cached_property
    def round_of_those_who_took_part(self) -> Round:
        """A round for whoever took part or sits at the table."""
        return self.round_for("participants", of=self.more_pots, versions=self.three_plans())

    @cached_property
    def invitation(self) -> RoundInvitation:
        """A link for one person to a round for those who are invited."""
        return funding.invite(
            self.round_for("invited", of=self.more_pots, versions=self.three_plans()),
            by=self.grants_officer,
            how_many=1,
        )[0]

    @cached_property
    def panel_round(self) -> Round:
        """A round that a panel of five scores by two criteria, for £25 each; Ines and Dougie have taken their seats."""
        panel = funding.Panel(criteria=["Who gains", "Can it be done"], seats=5, recognition_pence=2_500)
        made = self.round_for("invited", panel=panel)
        for seat, person in zip(made.invitations.all(), (self.resident, self.organiser), strict=False):
            funding.accept(seat, by=person)
        return made

    @cached_property
    def counted_round(self) -> Round:
        """A round in which twelve guests chose benches, five of them lamps too, and two wanted the boat alone."""
        made = self.round_for("everybody", versions=self.three_plans() if "round" in vars(self) else self.plans)
        for numbers in [[1, 2]] * 5 + [[1]] * 7 + [[3]] * 2:
            funding.choose(made, by=people.welcome_guest(), numbers=numbers, where=HERE)
        funding.count_round(made, by=self.grants_officer)
        return made

    @cached_property
    def report(self) -> Report:
        """The tenants say what came of it."""
        account = outcomes.Account(
            words="Open 180 evenings.",
            spent_pence=5_000_000,
            did_not_work="Buses stop at nine.",
            people_reached=310,
            measures=[outcomes.Counted("Carers out in the evening", "people", Decimal(4), Decimal(61))],
        )
        return outcomes.report(self.grant, account, by=self.organiser)

    @cached_property
    def outcome(self) -> Outcome:
        """What changes when carers have their evening."""
        words = outcomes.OutcomeWords("Carers go out", "Somebody sits in", "Nobody can care for ever without a pause")
        return outcomes.name_outcome(self.need, words, by=self.facilitator)

    @cached_property
    def indicator(self) -> Indicator:
        """How anybody could see it: 24 of 120 carers went out last week, and it should be half of them."""
        terms = outcomes.Terms(
            words="Carers who went out last week",
            unit="people",
            by_what="by street",
            baseline=Decimal(24),
            baseline_of=120,
            baseline_on=date(2026, 9, 3),
            target=Decimal(50),
            target_on=date(2027, 9, 3),
        )
        return outcomes.add_indicator(self.outcome, terms, by=self.facilitator)

    @cached_property
    def idea(self) -> Idea:
        """What Ines would count."""
        return outcomes.suggest_idea(self.need, by=self.resident, text="Count whether I slept.")

    def tension_in(self, coproduction: CoProduction, by: Person, *needs: Need) -> Tension:
        """Two sides at a table that are asked to talk; the first stands on these needs."""
        words = tensions.Words(
            title="Evenings and nights",
            at_stake="Who loses, loses the evening or the night.",
            sides=(
                tensions.SideWords("The young", "A place that is theirs.", needs=list(needs)),
                tensions.SideWords("The sleepers", "To sleep from ten."),
            ),
        )
        return tensions.begin_talking(tensions.register(coproduction, words, by=by), by=by)

    @cached_property
    def tension(self) -> Tension:
        """The young and those who sleep; Ines speaks for the first side, which stands on the need."""
        made = self.tension_in(self.coproduction, self.facilitator, self.need)
        asked = tensions.ask_to_speak(made.sides.get(position=1), by=self.resident, why="I am out at nine.")
        tensions.let_in(asked, by=self.facilitator)
        return made

    @cached_property
    def side(self) -> Side:
        """The side for which Ines speaks."""
        return self.tension.sides.get(position=1)

    @cached_property
    def other_side(self) -> Side:
        """The side across the table."""
        return self.tension.sides.get(position=2)

    @cached_property
    def circle_side(self) -> Side:
        """One side of a tension inside the private circle."""
        return self.tension_in(self.circle, self.organiser).sides.get(position=1)

    @cached_property
    def speaker(self) -> Speaker:
        """Moira asks to speak for the other side."""
        return tensions.ask_to_speak(self.other_side, by=self.neighbour, why="I am up at four.")

    @cached_property
    def understanding(self) -> Understanding:
        """What Ines' side needs, as Aneesa wrote it down for the other; not answered yet."""
        return tensions.say_what_they_need(self.side, by=self.facilitator, words="They have nowhere else.")

    @cached_property
    def option(self) -> Option:
        """An option on the table."""
        return tensions.offer(self.tension, by=self.facilitator, title="Indoors after nine")

    @cached_property
    def remark(self) -> Remark:
        """What Moira says about it; nobody has read it."""
        return tensions.remark(self.tension, by=self.neighbour, text="Could somebody measure it?")

    @cached_property
    def resolution(self) -> Resolution:
        """Another tension, parked until next month."""
        made = self.tension_in(self.coproduction, self.facilitator)
        until = timezone.localdate() + timedelta(days=30)
        given = tensions.Settlement(how="parked", words="After the summer.", review_on=until)
        return tensions.settle(made, given, by=self.facilitator)

    @cached_property
    def finding(self) -> Finding:
        """What nobody has named yet: the need and a limit in its way."""
        found = Found("blocked", "blocked:1:1", 0.7, (Leg(needs=(self.need.pk,)), Leg(limits=(self.limit.pk,))))
        return keep(self.coproduction, [found])[0]

    def browser(self, person: Person | None) -> Client:
        """A browser in which this person is at home: signed in, or holding their link's cookie."""
        client = Client()
        if person is None:
            return client
        if person.is_guest:
            client.cookies["wayahead_guest"] = people.link_of(person).token
        else:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def api(self, person: Person | None) -> dict[str, str]:
        """The headers with which this person asks the API."""
        return {"Authorization": f"Bearer {people.link_of(person).token}"} if person else {}
