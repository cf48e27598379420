"""Challenges made, answered, judged, taken further and closed through commands."""

from datetime import date, timedelta

import pytest

from quorate.commands import holding, labelling, setting_up
from quorate.commands.runner import Done
from quorate.domain.access.audience import Audience
from quorate.domain.holding.challenges import Outcome
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.messages.texts import SUBJECT
from quorate.queries.my_work import page_my_work
from quorate.records import scopes
from quorate.records.models import AgendaItem, Challenge, EventRow, Meeting, Message, Person, SearchText
from tests.builders.holding import DUE, MADE, a_challenge, answered, judged
from tests.builders.meetings import a_meeting, an_item
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
HELD_ON = date(2026, 10, 8)


@pytest.fixture
def world():
    return make_world()


def code(outcome) -> str:
    return "" if isinstance(outcome, Done) else outcome.code


def last_events(n: int = 1) -> list[str]:
    return list(EventRow.objects.order_by("id").values_list("code", flat=True))[-n:]


def make(world, *, by="coordinator", **more):
    said = {"agency": world.agencies["police"], "words": "Send figures", "made_on": MADE, **more}
    return holding.make_challenge(world.as_(by), group=world.board, **said)


def answer(world, challenge, *, by="police", version=1, **more):
    said = {"words": "They are on their way", "on": TODAY, **more}
    return holding.answer_challenge(world.as_(by), challenge=challenge, version=version, **said)


def another_group(world):
    return done(setting_up.add_group(world.as_("coordinator"), slug="scrutiny", name="Scrutiny panel"))


def a_meeting_then(world, **more):
    return a_meeting(world, HELD_ON, as_of=HELD_ON - timedelta(days=40), **more)


def test_a_challenge_is_due_in_28_days_and_is_on_record(world):
    row = Challenge.objects.get(id=a_challenge(world))
    assert (row.due_on, row.audience) == (DUE, "partnership")
    assert last_events() == ["holding.challenge_made"]


def test_those_who_speak_for_the_agency_are_written_to_and_not_on_what(world):
    challenge = a_challenge(world, "The chief constable’s figures are late")
    told = {row.person.name: row for row in Message.objects.filter(kind="challenge_made")}
    assert set(told) == {"Superintendent", "Crown prosecutor", "Data lead"}
    text = told["Superintendent"]
    assert text.subject == SUBJECT
    assert str(challenge) in text.body
    assert "figures" not in text.body
    assert "olice" not in text.body


def test_whoever_has_left_is_not_written_to(world):
    done(setting_up.leave(world.as_("coordinator"), person=world.people["adviser"], left_on=TODAY))
    a_challenge(world)
    assert not Message.objects.filter(kind="challenge_made", person=world.people["adviser"]).exists()


def test_with_nobody_to_write_to_it_says_so(world):
    done(setting_up.leave(world.as_("coordinator"), person=world.people["health"], left_on=TODAY))
    made = make(world, agency=world.agencies["health"])
    assert "nobody was written to" in made.sentence


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"words": " "}, "holding.challenge_empty"),
        ({"made_on": TODAY + timedelta(days=1)}, "holding.challenged_later"),
        ({"due_on": MADE}, "holding.due_before"),
    ],
)
def test_a_challenge_that_cannot_be_made_is_refused(world, said, expected):
    assert code(make(world, **said)) == expected
    assert not Challenge.objects.exists()


def test_a_group_that_has_ended_makes_none(world):
    group = another_group(world)
    done(setting_up.end_group(world.as_("coordinator"), group=group, version=1, ended_on=date(2026, 9, 30)))
    by, to = world.as_("coordinator"), world.agencies["police"]
    assert (
        code(holding.make_challenge(by, group=group, agency=to, words="Send", made_on=MADE)) == "groups.ended"
    )


@pytest.mark.parametrize("key", ["police", "observer", "scrutiny"])
def test_only_those_who_run_or_chair_the_group_challenge(world, key):
    with pytest.raises(NotAllowedError):
        make(world, by=key)


@pytest.mark.parametrize("key", ["chair", "vice_chair", "secretary"])
def test_the_chair_and_the_secretary_challenge(world, key):
    assert isinstance(make(world, by=key), Done)


def test_another_partnership_s_agency_person_and_meeting_are_not_found():
    world, other = make_two()
    for said in (
        {"agency": other.agencies["police"]},
        {"made_by": other.people["chair"]},
        {"meeting": a_meeting(other)},
    ):
        with pytest.raises(NotFoundError):
            make(world, **said)
    with pytest.raises(NotFoundError):
        holding.judge_challenge(
            other.as_("coordinator"),
            challenge=a_challenge(world),
            version=1,
            outcome=Outcome.WITHDRAWN,
            on=TODAY,
            words="In error",
        )


def test_one_made_at_a_meeting_is_as_narrow_as_it_and_its_item(world):
    meeting = a_meeting_then(world)
    tender = a_restriction(world, bar=["charity"], allow=["police"])
    item = an_item(world, meeting, audience=Audience.CORE)
    AgendaItem.objects.filter(id=item).update(restriction=tender)
    row = Challenge.objects.get(id=a_challenge(world, item=item))
    assert (row.meeting_id, row.item_id, row.audience) == (meeting, item, "core")
    assert row.restriction_id == tender


def test_a_meeting_of_another_group_is_not_where_it_was_made(world):
    meeting = a_meeting_then(world)
    Meeting.objects.filter(id=meeting).update(group=another_group(world))
    with pytest.raises(NotFoundError):
        make(world, meeting=meeting)


def test_one_made_at_a_meeting_somebody_may_not_know_of_is_hidden_whatever_it_says_itself(world):
    meeting = a_meeting_then(world)
    challenge = a_challenge(world, meeting=meeting)
    assert scopes.challenges(world.actor("police")).exists()
    Meeting.objects.filter(id=meeting).update(audience="restricted")
    assert not scopes.challenges(world.actor("police")).exists()
    assert not page_my_work(world.actor("police"), today=TODAY).held
    with pytest.raises(NotFoundError):
        answer(world, challenge)


def test_whoever_is_barred_is_not_told_and_does_not_find_it(world):
    tender = a_restriction(world, bar=["adviser"], allow=["police", "coordinator"])
    a_challenge(world, restriction=tender)
    told = set(Message.objects.filter(kind="challenge_made").values_list("person__name", flat=True))
    assert told == {"Superintendent", "Data lead"}
    assert not scopes.challenges(world.actor("adviser")).exists()


def test_those_who_speak_for_the_agency_answer_for_themselves(world):
    challenge = a_challenge(world)
    done(answer(world, challenge))
    row = Challenge.objects.get(id=challenge)
    assert (row.response, row.responded_by.name, row.responded_how) == (
        "They are on their way",
        "Superintendent",
        "",
    )
    assert row.version == 2
    assert last_events() == ["holding.challenge_answered"]


def test_others_answer_only_on_somebody_s_behalf_and_say_how_they_know(world):
    challenge = a_challenge(world)
    with pytest.raises(NotAllowedError):
        answer(world, challenge, by="charity")
    assert code(answer(world, challenge, by="coordinator")) == "holding.on_behalf_who"
    said = OnBehalf(str(world.people["police"]), "telephone", TODAY)
    done(answer(world, challenge, by="coordinator", on_behalf=said))
    row = Challenge.objects.get(id=challenge)
    assert (row.responded_by.name, row.responded_how) == ("Superintendent", "telephone")
    assert str(world.people["police"]) in EventRow.objects.order_by("id").last().contents


def test_an_agency_does_not_answer_on_behalf_of_another_person(world):
    said = OnBehalf(str(world.people["data_lead"]), "email", TODAY)
    with pytest.raises(NotAllowedError):
        answer(world, a_challenge(world), on_behalf=said)


def test_whoever_ceased_to_speak_for_the_agency_answers_no_more(world):
    challenge = a_challenge(world)
    held = Person.objects.get(id=world.people["police"]).representation_set.get()
    ended = setting_up.end_representation(
        world.as_("coordinator"),
        person=world.people["police"],
        representation=held.id,
        to_on=TODAY - timedelta(days=1),
        version=Person.objects.get(id=world.people["police"]).version,
    )
    done(ended)
    with pytest.raises(NotAllowedError):
        answer(world, challenge)


def test_an_answer_after_the_group_judged_is_refused(world):
    challenge = judged(world, a_challenge(world))
    assert code(answer(world, challenge, version=2)) == "holding.challenge_judged"


def test_what_came_of_it_is_recorded_again_until_it_is_closed(world):
    challenge = judged(world, answered(world, a_challenge(world)))
    judged(world, challenge, Outcome.PUT_RIGHT, closes=True)
    row = Challenge.objects.get(id=challenge)
    assert (row.outcome, row.closed_on) == ("put_right", date(2026, 11, 18))
    assert last_events(2) == ["holding.challenge_judged", "holding.challenge_closed"]
    again = holding.judge_challenge(
        world.as_("coordinator"), challenge=challenge, version=row.version, outcome=Outcome.IN_PART, on=TODAY
    )
    assert code(again) == "holding.challenge_closed"


def test_a_challenge_goes_to_another_group_which_then_sees_to_it(world):
    challenge, group = a_challenge(world), another_group(world)
    seat = done(setting_up.add_seat(world.as_("coordinator"), group=group, title="Chair", seat_class="core"))
    done(
        setting_up.appoint(
            world.as_("coordinator"), seat=seat, person=world.people["charity"], from_on=MADE, office="chair"
        )
    )
    said = {"challenge": challenge, "outcome": Outcome.NOT_PUT_RIGHT, "on": TODAY, "words": "Nothing came"}
    with pytest.raises(NotAllowedError):
        holding.judge_challenge(world.as_("charity"), version=1, **said)
    done(
        holding.escalate_challenge(
            world.as_("chair"), challenge=challenge, version=1, to=group, why="Nothing came", on=TODAY
        )
    )
    assert last_events() == ["holding.challenge_escalated"]
    done(holding.judge_challenge(world.as_("charity"), version=2, **said))


def test_a_challenge_is_closed_once_judged(world):
    challenge = a_challenge(world)
    close = {"challenge": challenge, "on": TODAY}
    assert code(holding.close_challenge(world.as_("coordinator"), version=1, **close)) == "holding.not_judged"
    judged(world, challenge)
    done(holding.close_challenge(world.as_("coordinator"), version=2, **close))
    assert Challenge.objects.get(id=challenge).closed_on == TODAY


def correct(world, challenge, *, by="coordinator", version=1, **more):
    said = {
        "agency": world.agencies["police"],
        "words": "Send figures",
        "made_on": MADE,
        "due_on": DUE,
        **more,
    }
    return holding.correct_challenge(world.as_(by), challenge=challenge, version=version, **said)


def test_a_challenge_is_corrected_and_nobody_is_written_to_again_for_a_word(world):
    challenge = a_challenge(world, "Send figurs")
    done(correct(world, challenge, made_by=world.people["chair"]))
    row = Challenge.objects.get(id=challenge)
    assert (row.words, row.made_by_id) == ("Send figures", world.people["chair"])
    assert last_events() == ["holding.challenge_changed"]
    assert Message.objects.filter(kind="challenge_made").count() == 3
    with pytest.raises(NotAllowedError):
        correct(world, challenge, by="police", version=2)
    answered(world, challenge)
    assert code(correct(world, challenge, version=3)) == "holding.challenge_answered"


def test_a_challenge_put_to_the_wrong_agency_is_told_to_the_right_one_alone(world):
    challenge = a_challenge(world)
    done(correct(world, challenge, agency=world.agencies["health"]))
    told = set(Message.objects.filter(kind="challenge_made").values_list("person__name", flat=True))
    assert told == {"Head of safeguarding"}


def test_the_group_it_goes_to_is_written_to_and_not_on_what(world):
    challenge, group = a_challenge(world, "The chief constable’s figures are late"), another_group(world)
    by = world.as_("coordinator")
    seat = done(setting_up.add_seat(by, group=group, title="Chair", seat_class="core"))
    done(setting_up.appoint(by, seat=seat, person=world.people["charity"], from_on=MADE, office="chair"))
    said = {"challenge": challenge, "version": 1, "to": group, "why": "Nothing came", "on": TODAY}
    assert holding.escalate_challenge(by, **said).sentence == ""
    told = {row.person_id: row for row in Message.objects.filter(kind="challenge_brought")}
    assert world.people["charity"] in told
    assert world.people["coordinator"] not in told
    message = told[world.people["charity"]]
    assert message.subject == SUBJECT
    assert str(challenge) in message.body
    assert "figures" not in message.body


def test_where_nobody_holds_an_office_or_may_see_it_somebody_has_to_tell_them(world):
    challenge, group = a_challenge(world), another_group(world)
    said = {"challenge": challenge, "version": 1, "to": group, "why": "Nothing came", "on": TODAY}
    escalated = holding.escalate_challenge(world.as_("coordinator"), **said)
    assert "nobody was written to" in escalated.sentence
    assert not Message.objects.filter(kind="challenge_brought").exists()


def test_a_closed_challenge_is_opened_again_and_keeps_what_came_of_it(world):
    challenge = judged(world, answered(world, a_challenge(world)), closes=True)
    said = {"challenge": challenge, "version": 3, "why": "The figures were late again", "on": TODAY}
    with pytest.raises(NotAllowedError):
        holding.reopen_challenge(world.as_("police"), **said)
    done(holding.reopen_challenge(world.as_("chair"), **said))
    row = Challenge.objects.get(id=challenge)
    assert (row.closed_on, row.reopened_on, row.outcome) == (None, TODAY, "in_part")
    assert last_events() == ["holding.challenge_reopened"]
    again = holding.reopen_challenge(world.as_("chair"), **{**said, "version": 4})
    assert code(again) == "holding.challenge_open"
    assert "late again" in SearchText.objects.get(subject_kind="challenge", subject_id=challenge).words


@pytest.mark.parametrize("verb", ["answer", "judge", "escalate", "close", "correct", "reopen"])
def test_what_somebody_else_changed_meanwhile_is_not_written_over(world, verb):
    challenge = judged(world, a_challenge(world)) if verb == "close" else a_challenge(world)
    version = Challenge.objects.get(id=challenge).version
    (answered if verb != "close" else judged)(world, challenge)
    said = {"challenge": challenge, "version": version, "on": TODAY}
    by, to = world.as_("coordinator"), another_group(world)
    ask = {
        "answer": lambda: holding.answer_challenge(world.as_("police"), words="It is done", **said),
        "judge": lambda: holding.judge_challenge(by, outcome=Outcome.PUT_RIGHT, **said),
        "escalate": lambda: holding.escalate_challenge(by, to=to, why="Nothing came", **said),
        "close": lambda: holding.close_challenge(by, **said),
        "correct": lambda: correct(world, challenge, version=version),
        "reopen": lambda: holding.reopen_challenge(by, why="Late again", **said),
    }[verb]
    with pytest.raises(StaleError):
        ask()


def test_its_words_are_found_by_those_who_may_see_it_alone(world):
    challenge = a_challenge(world, "Rotas are unfilled")
    answered(world, challenge, "Agency nurses begin")
    found = SearchText.objects.get(subject_kind="challenge", subject_id=challenge)
    assert "unfilled" in found.words
    assert "nurses" in found.words


def test_who_sees_it_is_set_anew(world):
    challenge = a_challenge(world)
    done(
        labelling.set_audience(
            world.as_("coordinator"),
            kind="challenge",
            id=challenge,
            version=1,
            audience=Audience.RESTRICTED,
            restriction=None,
        )
    )
    assert not scopes.challenges(world.actor("police")).exists()
