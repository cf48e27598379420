"""My work: what is due from one person, and what they run or chair."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import Role
from quorate.domain.kernel.words import count, day, short_day, so_many_of, spelt
from quorate.domain.plans.facts import EntryKind
from quorate.domain.plans.labels import Flag
from quorate.domain.plans.leading import leads
from quorate.domain.plans.outline import Outline
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.tree import natural
from quorate.queries.agreeing import to_agree
from quorate.queries.assessments.pages import ToAssess, to_assess
from quorate.queries.by_email import AskedByEmail, asked_by_email
from quorate.queries.duty_owners import NearDuty, owned_duties, owned_said
from quorate.queries.every_plan import StuckThings, every_plan, named, standing_words, stuck_things
from quorate.queries.holding.due import Held, due_from, wanted_of
from quorate.queries.invitations import own_meetings
from quorate.queries.meetings import when_said
from quorate.queries.membership.interest import InterestLine, waiting_lines
from quorate.queries.minutes_actions import to_approve
from quorate.queries.pack_readers import with_a_pack
from quorate.queries.packs import BriefLine, briefs
from quorate.queries.papers_asked import MyPaper, papers_asked_of
from quorate.queries.passing_on import ToPassOn, to_confirm
from quorate.queries.plan_facts import PlanFacts
from quorate.queries.plan_words import wordings
from quorate.queries.plans import lead_words, target_words
from quorate.queries.running import Running, running
from quorate.queries.structure.questions import QuestionLine, questions_for
from quorate.records import scopes
from quorate.records.models import Meeting, UpdateAsked

PER_PAGE = 50
MOST_STUCK = 10
_NEAR = frozenset({Flag.OVERDUE, Flag.TARGET_PASSED, Flag.DUE_SOON, Flag.NO_UPDATE, Flag.REVIEW_PASSED})


@dataclass(frozen=True, slots=True)
class MyEntry:
    """An open entry this person or their agency leads. `is_due` says that something is owed now.

    `by_agency` is who is named where it is not this person: whose it is, when others of an agency lead.
    """

    id: str
    text: str
    plan: str
    standing: str
    said: str
    target: str
    why: str
    owed: str
    is_due: bool
    by_agency: str


@dataclass(frozen=True, slots=True)
class Coming:
    """A meeting to come of a group this person belongs to or runs."""

    id: str
    group: str
    when: str
    has_pack: bool
    brief: BriefLine | None


@dataclass(frozen=True, slots=True)
class MyWork:
    """The page. Its lines are those due now and then the others, 50 to a page."""

    lede: str
    due: tuple[MyEntry, ...]
    later: tuple[MyEntry, ...]
    due_count: int
    mine: int
    number: int
    last: int
    coming: tuple[Coming, ...]
    stuck: StuckThings | None
    running: Running | None
    redactions: int
    waiting: tuple[InterestLine, ...]
    leads_nothing: bool
    may_see_record: bool
    to_approve: tuple[tuple[str, str], ...] = ()
    to_agree: tuple[tuple[str, str], ...] = ()
    questions: tuple[QuestionLine, ...] = ()
    may_send_messages: bool = False
    to_pass_on: tuple[ToPassOn, ...] = ()
    to_assess: tuple[ToAssess, ...] = ()
    held: tuple[Held, ...] = ()
    papers: tuple[MyPaper, ...] = ()
    owned: tuple[NearDuty, ...] = ()
    by_email: tuple[AskedByEmail, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mine:
    """One of this person's entries, before it is put in words; `asked` is when and by when, if unanswered."""

    state: Outline
    stands: Standing
    plan: str
    asked: tuple[date, date] | None
    today: date
    is_own: bool

    @property
    def is_due(self) -> bool:
        return self.asked is not None or bool(self.stands.flags & _NEAR)

    @property
    def place(self) -> tuple[object, ...]:
        """Overdue first and longest, then answers owed, then by the next day anything falls due."""
        return (
            not self.is_due,
            -self.stands.days_overdue,
            self.asked[1] if self.asked else date.max,
            self.stands.next_due_on or date.max,
            self.plan,
            natural(self.state.code),
            self.state.id,
        )


def page_my_work(actor: Actor, *, today: date, number: int = 1) -> MyWork:
    """What is due from this person. A page number out of range shows the first page."""
    plans = every_plan(actor, today)
    mine = _mine(actor, plans, today)
    last = max(1, -(-len(mine) // PER_PAGE))
    number = number if 1 <= number <= last else 1
    part = mine[(number - 1) * PER_PAGE : number * PER_PAGE]
    texts = wordings([one.state for one in part])
    lines = [_line(one, texts) for one in part]
    held, owned = due_from(actor, today), owned_duties(actor, today)
    runs = running(actor, plans, today, owned=owned)
    coming, papers = _coming(actor, today), papers_asked_of(actor, today)
    chairs = bool(actor.roles & {Role.CHAIR, Role.VICE_CHAIR})
    may_see_record = refusal_to_act(actor, Permission.AUDIT_SEE) is None
    return MyWork(
        held=held,
        owned=owned,
        by_email=asked_by_email(actor, today),
        lede=_lede(mine, runs, coming, papers, [*wanted_of(held), *owned_said(owned)]),
        due=tuple(line for line in lines if line.is_due),
        later=tuple(line for line in lines if not line.is_due),
        due_count=sum(1 for one in mine if one.is_due),
        mine=len(mine),
        number=number,
        last=last,
        coming=coming,
        stuck=stuck_things(plans, most=MOST_STUCK) if chairs else None,
        running=runs,
        redactions=_redactions(actor) if may_see_record else 0,
        waiting=waiting_lines(actor, today),
        to_approve=to_approve(actor),
        to_agree=to_agree(actor, today),
        questions=questions_for(actor, today),
        may_send_messages=refusal_to_act(actor, Permission.MESSAGES_SEND) is None,
        to_pass_on=to_confirm(actor, today),
        to_assess=to_assess(actor, today),
        papers=papers,
        leads_nothing=not mine,
        may_see_record=may_see_record,
    )


def _mine(actor: Actor, plans: Sequence[PlanFacts[Outline]], today: date) -> list[_Mine]:
    led = [
        (state, facts)
        for facts in plans
        for state in facts.states
        if _is_owed_by(actor, state) and facts.standings[state.id].is_open
    ]
    asked = _asked([state for state, _ in led])
    found = [
        _Mine(
            state,
            facts.standings[state.id],
            facts.name,
            asked.get(state.id),
            today,
            is_own=leads(state.leads, person=actor.person, agencies=frozenset()),
        )
        for state, facts in led
    ]
    return sorted(found, key=lambda one: one.place)


def _is_owed_by(actor: Actor, state: Outline) -> bool:
    is_section = state.kind is EntryKind.SECTION
    return not is_section and leads(state.leads, person=actor.person, agencies=actor.agencies)


def _asked(states: Sequence[Outline]) -> Mapping[str, tuple[date, date]]:
    """When each entry's lead was last asked and by when, where nothing was reported since."""
    heard = {state.id: state.progress.reported_on for state in states if state.progress}
    if not states:
        return {}
    found: dict[str, tuple[date, date]] = {}
    rows = UpdateAsked.objects.filter(entry__in=[uuid.UUID(state.id) for state in states])
    for entry, asked_on, due_on in rows.order_by("asked_on").values_list("entry_id", "asked_on", "due_on"):
        id = str(entry)
        if heard.get(id, date.min) >= asked_on:
            continue
        first = found.get(id)
        # Asked twice without an answer: it has been owed since the first time.
        found[id] = (first[0], min(first[1], due_on)) if first else (asked_on, due_on)
    return found


def _line(one: _Mine, texts: Mapping[str, str]) -> MyEntry:
    standing, said = standing_words(one.stands)
    return MyEntry(
        id=one.state.id,
        text=named(one.state, texts),
        plan=one.plan,
        standing=standing,
        said=said,
        target=target_words(one.state.targets),
        why=_why(one),
        owed=_owed(one),
        is_due=one.is_due,
        by_agency="" if one.is_own else lead_words(one.state.leads),
    )


def _why(one: _Mine) -> str:
    """What the tag does not say already."""
    said = [mark.sentence for mark in one.stands.marks if mark.flag is not Flag.OVERDUE]
    if one.stands.days_overdue and one.stands.due_on:
        said.insert(0, f"Was due by {day(one.stands.due_on)}.")
    return " ".join(said)


def _owed(one: _Mine) -> str:
    if one.asked is None:
        return ""
    asked_on, due_on = one.asked
    days = (one.today - asked_on).days
    since = f"An answer has been owed for {count(days, 'day')}" if days else "An answer was asked for today"
    late = (one.today - due_on).days
    by = f"it was needed by {day(due_on)}" if late > 0 else f"it is needed by {day(due_on)}"
    return f"{since}: {by}."


def _coming(actor: Actor, today: date) -> tuple[Coming, ...]:
    """The next meeting of each group this person sits in; of every group for those who sit in none."""
    rows = own_meetings(actor).filter(on__gte=today, state__in=("planned", "circulated"))
    rows = rows.exclude(kind="by_email")
    first: dict[uuid.UUID, Meeting] = {}
    for row in rows.select_related("group").order_by("on", "starts")[:PER_PAGE]:
        first.setdefault(row.group_id, row)
    issued = with_a_pack(actor, first.values())
    own_briefs = briefs(actor, first.values())
    return tuple(
        Coming(str(r.id), r.group.name, when_said(r), r.id in issued, own_briefs.get(r.id))
        for r in first.values()
    )


def _lede(
    mine: Sequence[_Mine],
    runs: Running | None,
    coming: Sequence[Coming],
    papers: Sequence[MyPaper],
    wanted_too: Sequence[str],
) -> str:
    due = [one for one in mine if one.is_due]
    wanted = "paper is" if len(papers) == 1 else "papers are"
    asked = [f"{spelt(len(papers)).capitalize()} {wanted} wanted from you."] if papers else []
    asked += wanted_too
    first = " ".join([*asked, *([_due_in_words(due)] if due or not asked else [])])
    if runs and runs.steps:
        step = runs.steps[0]
        what, state = lower_first(step.what), lower_first(step.said)
        return f"{first} Next: {what} for the meeting of {short_day(step.meeting_on)}, {state}."
    return f"{first} Next meeting {coming[0].when}." if coming else first


def lower_first(text: str) -> str:
    """The words as they stand inside a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def _due_in_words(due: Sequence[_Mine]) -> str:
    late = sum(1 for one in due if one.stands.days_overdue)
    if not due:
        return "Nothing is due from you."
    who = "you lead" if all(one.is_own for one in due) else "you or your agency lead"
    if len(due) == 1:
        whose = who if due[0].is_own else "your agency leads"
        return f"One action {whose} needs an update{', and it is overdue' if late else ''}."
    overdue = f", {so_many_of(late, len(due))} overdue" if late else ""
    return f"{spelt(len(due)).capitalize()} actions {who} need an update{overdue}."


def _redactions(actor: Actor) -> int:
    """How many redactions wait for this person: proposed by somebody else."""
    waiting: int = (
        scopes.redactions(actor).filter(state="proposed").exclude(proposed_by=uuid.UUID(actor.person)).count()
    )
    return waiting
