"""What people say of coming to a meeting."""

import uuid
from datetime import date

import pytest

from quorate.commands import replies
from quorate.commands.replies import Said
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.meetings.room import How
from quorate.domain.membership.replies import Answer
from quorate.queries.replies import coming_to
from quorate.records.models import EventRow, Meeting, Person, Reply
from tests.builders.rooms import MEETS_ON, a_board
from tests.builders.world import done, make_world

pytestmark = pytest.mark.django_db
BEFORE = date(2027, 1, 4)


def reply(board, said, *, by="police", of="police", on=BEFORE, **more):
    return replies.record_reply(
        board.world.as_(by, on),
        meeting=board.meeting,
        seat=more.pop("seat", board.world.seats[of]),
        person=board.world.people[of],
        said=said,
        **more,
    )


def refused(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def told(board, of="police", how="telephone", on=BEFORE):
    return OnBehalf(str(board.world.people[of]), how, on)


def test_a_member_says_that_they_come_and_then_that_they_do_not():
    board = a_board()
    done(reply(board, Said(Answer.COMING, How.ONLINE)))
    done(reply(board, Said(Answer.APOLOGIES, note="On leave"), version=1))

    kept = Reply.objects.get()
    assert (kept.answer, kept.note, kept.version) == ("apologies", "On leave", 2)
    assert EventRow.objects.filter(code="meetings.reply_recorded").count() == 2


def test_what_somebody_said_keeps_the_letters_of_the_post_of_their_deputy():
    board = a_board()
    Person.objects.filter(id=board.world.people["analyst"]).update(name="Detective Superintendent")
    done(reply(board, Said(Answer.DEPUTY, deputy=board.world.people["analyst"])))

    found = coming_to(board.world.actor("coordinator", BEFORE), board.row, BEFORE).to_record

    assert any("(sends Detective Superintendent, without authority" in said for _, said in found)


def test_a_member_names_a_deputy_with_authority_who_was_briefed():
    board = a_board()
    analyst = board.world.people["analyst"]

    done(reply(board, Said(Answer.DEPUTY, deputy=analyst, has_authority=True, is_briefed=True)))

    kept = Reply.objects.get()
    assert (kept.deputy_id, kept.has_authority, kept.is_briefed) == (analyst, True, True)


def test_a_deputy_named_before_goes_when_the_member_comes_after_all():
    board = a_board()
    done(reply(board, Said(Answer.DEPUTY, deputy=board.world.people["analyst"], has_authority=True)))
    done(reply(board, Said(Answer.COMING, has_authority=True), version=1))

    assert Reply.objects.get().deputy is None
    assert not Reply.objects.get().has_authority


def test_the_coordinator_records_it_for_somebody_and_says_how_they_know():
    board = a_board()
    assert refused(reply(board, Said(Answer.COMING), by="coordinator")) == "replies.on_behalf_how"

    done(reply(board, Said(Answer.COMING), by="coordinator", on_behalf=told(board)))

    recorded = EventRow.objects.get(code="meetings.reply_recorded")
    assert str(board.world.people["police"]) in recorded.contents


def test_nobody_else_records_it_for_them():
    board = a_board()
    for by in ("charity", "chair", "observer"):
        with pytest.raises(NotAllowedError):
            reply(board, Said(Answer.COMING), by=by, on_behalf=told(board))
    other = make_world("osterbridge", "Osterbridge partnership")
    with pytest.raises(NotFoundError):
        replies.record_reply(
            other.as_("coordinator", BEFORE),
            meeting=board.meeting,
            seat=board.world.seats["police"],
            person=board.world.people["police"],
            said=Said(Answer.COMING),
            on_behalf=told(board),
        )


def test_a_seat_that_is_not_theirs_on_the_day_is_not_found():
    board = a_board()
    with pytest.raises(NotFoundError):
        reply(board, Said(Answer.COMING), seat=board.world.seats["charity"])
    with pytest.raises(NotFoundError):
        reply(board, Said(Answer.COMING), seat=uuid.UUID(int=3))


def test_what_a_reply_refuses():
    board = a_board()
    police = board.world.people["police"]
    assert refused(reply(board, Said(Answer.DEPUTY))) == "replies.which_deputy"
    assert refused(reply(board, Said(Answer.DEPUTY, deputy=police))) == "replies.own_deputy"
    assert refused(reply(board, Said(Answer.APOLOGIES, deputy=police))) == "replies.nobodys_deputy"
    assert refused(reply(board, Said(Answer.COMING, note="x" * 301))) == "replies.long_note"
    assert refused(reply(board, Said(Answer.COMING), on=date(2027, 1, 15))) == "replies.over"
    late = told(board, on=date(2027, 1, 5))
    assert refused(reply(board, Said(Answer.COMING), by="coordinator", on_behalf=late)) == (
        "replies.on_behalf_when"
    )
    Meeting.objects.filter(id=board.meeting).update(state="cancelled")
    assert refused(reply(board, Said(Answer.COMING))) == "replies.cancelled"
    assert not Reply.objects.exists()


def test_nobody_is_sent_who_is_expected_for_another_seat_until_that_reply_is_changed():
    board = a_board()
    charity, analyst = board.world.people["charity"], board.world.people["analyst"]
    done(reply(board, Said(Answer.COMING), by="charity", of="charity"))

    coming = reply(board, Said(Answer.DEPUTY, deputy=charity))

    assert (refused(coming), coming.field) == ("replies.expected_elsewhere", "deputy")
    assert coming.sentence == "They are expected for another seat: charity seat."
    done(reply(board, Said(Answer.APOLOGIES), by="charity", of="charity", version=1))
    done(reply(board, Said(Answer.DEPUTY, deputy=charity)))
    done(reply(board, Said(Answer.DEPUTY, deputy=charity, has_authority=True), version=1))
    after_all = reply(board, Said(Answer.COMING), by="charity", of="charity", version=2)
    assert (refused(after_all), after_all.field) == ("replies.expected_elsewhere", "answer")
    done(reply(board, Said(Answer.DEPUTY, deputy=analyst), version=2))
    assert refused(
        reply(board, Said(Answer.DEPUTY, deputy=analyst), by="charity", of="charity", version=2)
    ) == ("replies.expected_elsewhere")
    done(reply(board, Said(Answer.COMING), by="charity", of="charity", version=2))


def test_a_reply_may_still_change_on_the_day():
    board = a_board()
    done(reply(board, Said(Answer.APOLOGIES), on=MEETS_ON))


def test_of_two_replies_made_from_one_page_the_second_is_stale():
    board = a_board()
    done(reply(board, Said(Answer.COMING)))

    with pytest.raises(StaleError) as first:
        reply(board, Said(Answer.APOLOGIES), by="coordinator", on_behalf=told(board), version=0)
    done(reply(board, Said(Answer.APOLOGIES), version=1))
    with pytest.raises(StaleError) as second:
        reply(board, Said(Answer.COMING), version=1)

    assert (first.value.current, second.value.current) == (1, 2)
    assert Reply.objects.get().answer == "apologies"
