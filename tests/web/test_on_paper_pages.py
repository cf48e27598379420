"""What of a meeting is on paper: large print, the sign-in sheet, and numbered copies out and in."""

import io

import pikepdf
import pytest

from quorate.commands import agenda, packs, replies
from quorate.commands.replies import Said
from quorate.commands.setting_up import keep_privately
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.replies import Answer
from quorate.records.models import (
    AgendaItem,
    ConfidentialityStatement,
    Meeting,
    NumberedCopy,
    Pack,
    Person,
)
from quorate.work.loop import run_once
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, an_item
from tests.builders.packs import a_copy_out, hand_out, issued, restricted
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, World, done, make_world, moment
from tests.documents.packs.test_pack_pdf import squeezed
from tests.documents.packs.test_pack_pdf import text_of as text_in
from tests.web.test_meetings_pages import at, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_in_november(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path


def a_deputy_sent(world: World, meeting, *, authority: bool) -> None:
    done(
        replies.record_reply(
            world.as_("police"),
            meeting=meeting,
            seat=world.seats["police"],
            person=world.people["police"],
            said=Said(Answer.DEPUTY, deputy=world.people["data_lead"], has_authority=authority),
            version=0,
        )
    )


def test_the_sign_in_sheet_has_a_line_for_everybody_expected_and_for_the_deputy_who_comes():
    world = make_world()
    id = a_meeting(world)
    a_deputy_sent(world, id, authority=False)

    page = text_of(signed_in(world, "secretary").get(at("sheet", meeting=id)))

    assert "8 lines with a name, and blank ones for whoever else comes." in page
    for words in ("Sends Data lead", "Deputy: police seat", "Expected, without authority", "No answer"):
        assert words in page
    assert page.index("charity seat") < page.index("adviser seat, advisory")
    assert page.count("Blank line") == 8


def test_whoever_chose_another_name_stands_on_the_sheet_by_that_name_alone():
    world = make_world()
    id = a_meeting(world)
    version = Person.objects.get(id=world.people["charity"]).version
    name = {"name": "Somebody of their own name", "shown_as": "Willow", "version": version}
    done(keep_privately(world.as_("coordinator"), person=world.people["charity"], **name))
    signed_in(world).post(at("pack_ask", meeting=id), {"product": "sheet_pdf", "edition": "core"})
    run_once(moment())

    for said in (text_of(signed_in(world).get(at("sheet", meeting=id))), _sheet_text(world, id)):
        assert "Willow" in said
        assert "of their own name" not in said
        assert "Chief executive" not in said


def _sheet_text(world: World, meeting) -> str:
    pack = Pack.objects.get(kind="sheet")
    return text_in(signed_in(world).get(at("pack", meeting=meeting, pack=pack.id)).content)


def test_the_sheet_is_made_by_the_work_loop_printed_and_never_issued():
    world = make_world()
    id = a_meeting(world)
    client = signed_in(world, "secretary")

    assert client.post(at("pack_ask", meeting=id), {"product": "sheet_pdf"}).status_code == 302
    run_once(moment())

    page = text_of(client.get(at("packs", meeting=id)))
    assert "Made, to print" in page
    assert "For the room" in page
    pack = Pack.objects.get()
    assert at("pack_issue", meeting=id, pack=pack.id) not in page
    outcome = packs.issue_pack(world.as_("secretary"), meeting=id, pack=pack.id, version=pack.version)
    assert isinstance(outcome, Refusal)
    assert outcome.code == "packs.sheet"
    assert "Superintendent" in text_in(client.get(at("pack", meeting=id, pack=pack.id)).content)
    for key in ("police", "chair", "observer"):
        assert signed_in(world, key).get(at("pack", meeting=id, pack=pack.id)).status_code == 404


def test_a_sheet_is_made_of_a_meeting_that_named_people_alone_may_see():
    world = make_world()
    id = a_meeting(world)
    named = a_restriction(world, allow=["secretary"], bar=["chair"])
    Meeting.objects.filter(id=id).update(restriction=named)
    client = signed_in(world, "secretary")

    assert client.post(at("pack_ask", meeting=id), {"product": "sheet_pdf"}).status_code == 302
    run_once(moment())

    pack = Pack.objects.get()
    assert (pack.state, pack.restriction_id) == ("made", named)
    assert client.get(at("pack", meeting=id, pack=pack.id)).status_code == 200
    assert signed_in(world, "chair").get(at("pack", meeting=id, pack=pack.id)).status_code == 404


def test_the_sheet_of_a_meeting_that_bars_somebody_is_nowhere_for_them():
    world = make_world()
    id = a_meeting(world)
    Meeting.objects.filter(id=id).update(restriction=a_restriction(world, bar=["secretary"]))

    assert signed_in(world, "secretary").get(at("sheet", meeting=id)).status_code == 404
    assert signed_in(world, "police").get(at("sheet", meeting=id)).status_code == 403


def test_the_sheet_asks_the_same_however_many_answered():
    world = make_world()
    id = a_meeting(world)
    client = signed_in(world)

    def answered(*keys: str) -> None:
        for key in keys:
            done(
                replies.record_reply(
                    world.as_(key),
                    meeting=id,
                    seat=world.seats[key],
                    person=world.people[key],
                    said=Said(Answer.COMING),
                    version=0,
                )
            )

    few, many = asks_the_same(
        lambda: client.get(at("sheet", meeting=id)),
        lambda: answered("police"),
        lambda: answered("chair", "health", "charity", "adviser"),
    )
    assert few == many


def test_large_print_says_what_the_issued_pack_says_though_the_agenda_has_changed_since():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id, "Figures of the quarter")
    first = issued(world, id)
    done(
        agenda.change_item(
            world.as_("coordinator"),
            meeting=id,
            item=item,
            said=agenda.Said(title="Something else"),
            version=AgendaItem.objects.get(id=item).version,
        )
    )

    large = issued(world, id, kind="large")

    assert Pack.objects.get(id=large).content == Pack.objects.get(id=first).content
    answer = signed_in(world, "police").get(at("pack", meeting=id, pack=large))
    assert "large print" in answer["Content-Disposition"]
    text = squeezed(text_in(answer.content))
    assert squeezed("Figures of the quarter") in text
    assert squeezed("Something else") not in text
    with pikepdf.open(io.BytesIO(answer.content)) as book:
        assert "large print" in str(book.docinfo["/Title"])


def test_large_print_of_an_edition_not_issued_is_made_as_things_stand():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, "Figures of the quarter")
    an_item(world, id, "For core members", audience=Audience.CORE)
    issued(world, id, edition=Audience.CORE)

    large = issued(world, id, kind="large")

    said = Pack.objects.get(id=large).content["content"]
    assert [line["title"] for line in said["agenda"]] == ["Figures of the quarter"]


def test_a_copy_is_handed_out_and_taken_back_on_its_page():
    world = make_world()
    id = a_meeting(world)
    pack = restricted(world, id)
    client = signed_in(world)
    page = at("copies", meeting=id, pack=pack)
    assert page in text_of(client.get(at("packs", meeting=id)))
    assert "No copy is out." in text_of(client.get(page))

    sent = {"number": "4", "person": world.people["coordinator"], "version": Pack.objects.get().version}
    assert client.post(page, sent).status_code == 302
    shown = text_of(client.get(page))
    assert "1 copy is out." in shown
    assert "First coordinator</option>" in shown
    assert "Partnership coordinator</option>" not in shown
    done(hand_out(world, id, pack, to="first", number=5))
    assert "Everybody who may read this pack has a copy." in text_of(client.get(page))
    assert "Copy 4: Partnership coordinator" in text_of(client.get(at("meeting", meeting=id)))

    copy = NumberedCopy.objects.get(number=4)
    back = at("copy_back", meeting=id, pack=pack, copy=copy.id)
    assert client.post(back).status_code == 302
    again = client.post(back)
    assert again.status_code == 409
    assert "That copy came back on 23 November 2026." in text_of(again)
    assert "Copy 4:" not in text_of(client.get(at("meeting", meeting=id)))


def test_where_nobody_is_admitted_the_page_of_copies_says_how_to_admit_others():
    world = make_world()
    id = a_meeting(world)
    pack, client = restricted(world, id), signed_in(world)
    page = at("copies", meeting=id, pack=pack)

    of_none = text_of(client.get(page))
    named = a_restriction(world, "Panel papers", allow=["police"])
    Meeting.objects.filter(id=id).update(restriction=named)
    Pack.objects.update(restriction=named)
    admitted = text_of(client.get(page))
    ConfidentialityStatement.objects.filter(person=world.people["police"]).delete()
    unsigned = text_of(client.get(page))

    assert "its meeting names no restriction that lets others read it" in of_none
    assert at("who_sees", kind="meeting", id=id) in of_none
    assert "Only a coordinator" not in admitted
    assert "the restriction “Panel papers” names nobody else who may read it yet" in unsigned
    there = at("restriction", restriction=named)
    assert there in unsigned
    assert "To admit somebody else" in text_of(client.get(there))


def test_a_copy_that_was_not_brought_back_is_still_out_once_the_meeting_is_over(settings):
    world = make_world()
    id = a_meeting(world)
    a_copy_out(world, id)
    settings.TODAY = "2027-01-15"

    page = text_of(signed_in(world).get(at("meeting", meeting=id)))

    assert "1 copy is still out." in page
    assert "Copy 1: Partnership coordinator" in page


def test_who_handed_out_the_same_number_first_is_shown_with_what_was_typed():
    world = make_world()
    id = a_meeting(world)
    pack = restricted(world, id)
    seen = Pack.objects.get().version
    done(hand_out(world, id, pack, number=1))

    sent = {"number": "2", "person": world.people["coordinator"], "version": seen}
    answer = signed_in(world).post(at("copies", meeting=id, pack=pack), sent)

    assert answer.status_code == 409
    text = text_of(answer)
    assert "Somebody else changed this while you had it open" in text
    assert "Copy 1: Partnership coordinator" in text


def test_a_number_that_is_none_is_refused_beside_its_field_and_kept():
    world = make_world()
    id = a_meeting(world)
    pack = restricted(world, id)

    sent = {"number": "four", "person": world.people["coordinator"], "version": Pack.objects.get().version}
    answer = signed_in(world).post(at("copies", meeting=id, pack=pack), sent)

    assert answer.status_code == 422
    assert 'value="four"' in text_of(answer)
    assert not NumberedCopy.objects.exists()


def test_copies_are_nothing_to_who_may_not_read_the_pack_or_makes_none():
    world = make_world()
    id = a_meeting(world)
    pack, _ = a_copy_out(world, id)

    for key in ("secretary", "chair", "police", "observer"):
        client = signed_in(world, key)
        assert client.get(at("copies", meeting=id, pack=pack)).status_code in (403, 404), key
        assert "Numbered copies" not in text_of(client.get(at("meeting", meeting=id))), key


def test_the_pages_of_copies_ask_the_same_however_many_are_out():
    world = make_world()
    id = a_meeting(world)
    named = a_restriction(world, allow=["police", "health", "charity", "chair"])
    Meeting.objects.filter(id=id).update(restriction=named)
    pack = restricted(world, id)
    client = signed_in(world)
    numbers = iter(range(1, 9))

    def out(*keys: str) -> None:
        for key in keys:
            done(hand_out(world, id, pack, to=key, number=next(numbers)))

    pages = [at("copies", meeting=id, pack=pack), at("meeting", meeting=id)]
    few, many = asks_the_same(
        lambda: [client.get(page) for page in pages],
        lambda: out("coordinator"),
        lambda: out("police", "health", "charity", "chair"),
    )
    assert few == many
