"""What is said to whom by email. The subject says "Partnership meeting" and no more.

A reader's screen may be seen by the person they are afraid of, and an email list is not a safe place for
a name. So the subject and the sender's words around it are neutral, the body names no survivor, no review
and no title of a restricted item, and each body says why it came, what to do, by when and where.
"""

from dataclasses import dataclass
from datetime import date, time

from quorate.domain.kernel.words import clock, count, day, weekday

SUBJECT = "Partnership meeting"
BEFORE_MEETING = frozenset({"paper_asked", "agenda_to_agree", "papers_circulated", "supplement_sent"})
"""The kinds of message that are to be read or acted on before a meeting, and not if it is not held."""


@dataclass(frozen=True, slots=True)
class MessageText:
    """An email in plain text; every subject is the same neutral words."""

    subject: str
    body: str


def papers_circulated(
    *, meeting_on: date, starts_at: time | None, link: str, papers: int, can_deputise: bool = True
) -> MessageText:
    """To each member the papers go to: when the meeting is and where the papers are."""
    at = f" at {clock(starts_at)}" if starts_at else ""
    what = f"The agenda and {count(papers, 'paper')} are ready." if papers else "The agenda is ready."
    deputy = " If you cannot come, say so there and name a deputy." if can_deputise else ""
    return _message(
        why="You are getting this because you are a member of the group that meets.",
        say=f"The next meeting is on {weekday(meeting_on)}{at}. {what}",
        do=f"Read them before {day(meeting_on)}.{deputy}",
        link=link,
    )


def question_put(*, closes_on: date, closes_at: time, link: str) -> MessageText:
    """To each member a question is put to by email: by when it wants an answer; the page says what it is."""
    return _message(
        why="You are getting this because you are a member of the group that is asked.",
        say=f"A question is put to you. It closes on {weekday(closes_on)} at {clock(closes_at)}.",
        do="Read it there, and answer the coordinator by email.",
        link=link,
    )


def paper_asked(*, meeting_on: date, due_on: date, link: str, is_question: bool = False) -> MessageText:
    """To whoever is asked for a paper: by when; what it is about the page says."""
    what = "question that closes" if is_question else "meeting"
    return _message(
        why="You are getting this because you were asked for a paper.",
        say=f"A paper is wanted from you for the {what} on {weekday(meeting_on)}.",
        do=f"Send it by {weekday(due_on)}, there or to the coordinator.",
        link=link,
    )


def supplement_sent(*, meeting_on: date, link: str, is_question: bool = False) -> MessageText:
    """To each member a supplement goes to: that something is new; what it is the page says."""
    what, group = ("question that closes", "is asked") if is_question else ("meeting", "meets")
    return _message(
        why=f"You are getting this because you are a member of the group that {group}.",
        say=f"Something has changed in what you were sent for the {what} on {weekday(meeting_on)}.",
        do=f"See what is new before {day(meeting_on)}.",
        link=link,
    )


def update_asked(
    *, entries: int, answer_by: date | None, link: str, asked_before_on: date | None = None
) -> MessageText:
    """To a lead: how many updates are wanted and by when; no wording of the plan is in the message."""
    by_when = f" by {weekday(answer_by)}" if answer_by else ""
    again = f" This was first asked on {day(asked_before_on)}." if asked_before_on else ""
    return _message(
        why="You are getting this because you lead on part of the plan.",
        say=f"{count(entries, 'update is', 'updates are')} wanted from you.{again}",
        do=f"Say how it stands{by_when}. It takes about a minute for each, or tell the coordinator instead.",
        link=link,
    )


def pack_ready(*, meeting_on: date, link: str) -> MessageText:
    """To whoever asked for a pack and will have left its page: it is made and where it is."""
    return _message(
        why="You are getting this because you asked for a pack.",
        say=f"The pack for {weekday(meeting_on)} is ready.",
        do="Read it, then issue it to its readers.",
        link=link,
    )


def pack_failed(*, meeting_on: date, reason: str, link: str) -> MessageText:
    """To whoever asked for a pack that could not be made: why, in a sentence, and where to ask again."""
    return _message(
        why="You are getting this because you asked for a pack.",
        say=f"The pack for {weekday(meeting_on)} could not be made. {reason}",
        do="Ask for it again. If that fails too, tell whoever runs Quorate for you.",
        link=link,
    )


def challenge_made(*, answer_by: date, link: str) -> MessageText:
    """To those who speak for an agency that was challenged: by when it answers and where, and not on what."""
    return _message(
        why="You are getting this because you speak for an agency of the partnership.",
        say="Something was put to your agency.",
        do=f"Read it there and answer by {weekday(answer_by)}, or tell the coordinator your answer.",
        link=link,
    )


def challenge_brought(*, link: str) -> MessageText:
    """To those who run the group that a challenge was taken to: that there is something, never what."""
    return _message(
        why="You are getting this because you run or chair a group of the partnership.",
        say="Something was brought to your group.",
        do="Read it there, and say what your group does about it.",
        link=link,
    )


def question_referred(*, answer_by: date | None, link: str) -> MessageText:
    """To those a question reaches: that there is one, and by when an answer is wanted; never its words."""
    by = f" by {weekday(answer_by)}" if answer_by else ""
    return _message(
        why="You are getting this because you speak for an agency of the partnership, or run a group of it.",
        say="A question waits for you.",
        do=f"Read it there and answer{by}, or tell the coordinator what the answer is.",
        link=link,
    )


def question_answered(*, link: str) -> MessageText:
    """To the members of the group that asked: that an answer came; what it says the page says."""
    return _message(
        why="You are getting this because you are a member of the group that asked.",
        say="A question that your group put was answered.",
        do="Read the answer there.",
        link=link,
    )


def self_assessment_asked(*, answer_by: date, link: str) -> MessageText:
    """To those who represent an agency: by when it says how it kept its duties, and where."""
    return _message(
        why="You are getting this because you represent an agency of the partnership.",
        say="Once a year each agency says how it kept what members promise.",
        do=f"Answer by {weekday(answer_by)}. It takes about ten minutes, or tell the coordinator instead.",
        link=link,
    )


def agenda_to_agree(*, meeting_on: date, link: str) -> MessageText:
    """To the chair: which meeting's agenda waits to be agreed, and where it is."""
    return _message(
        why="You are getting this because you chair the group that meets.",
        say=f"The agenda of the meeting of {weekday(meeting_on)} waits to be agreed.",
        do="Read it and agree it there, or tell whoever wrote it what to change.",
        link=link,
    )


def minutes_to_approve(*, meeting_on: date, link: str, is_question: bool = False) -> MessageText:
    """To the chair: which meeting's minutes wait to be approved, and where they are."""
    return _message(
        why=f"You are getting this because you chair the group that {'was asked' if is_question else 'met'}.",
        say=f"{_minutes_of(meeting_on, is_question=is_question)} wait to be approved.",
        do="Read them and approve them there, or tell whoever wrote them what to change.",
        link=link,
    )


def minutes_circulated(*, meeting_on: date, link: str, is_question: bool = False) -> MessageText:
    """To each member the minutes go to: which meeting's, and where they are."""
    group = "was asked" if is_question else "met"
    return _message(
        why=f"You are getting this because you are a member of the group that {group}.",
        say=f"{_minutes_of(meeting_on, is_question=is_question)} are ready.",
        do="Read them, and see whether anything in them is for you to do.",
        link=link,
    )


def _minutes_of(on: date, *, is_question: bool) -> str:
    if is_question:
        return f"The answers to the question that closed on {weekday(on)}"
    return f"The minutes of the meeting of {weekday(on)}"


def _message(*, why: str, say: str, do: str, link: str) -> MessageText:
    return MessageText(SUBJECT, f"{say}\n\n{do}\n\n{link}\n\n{why}\n")
