"""The pages of challenges and risks: what they say, to whom, what is refused, and what was typed kept."""

from datetime import date, timedelta

import pytest

from quorate.commands import holding, setting_up
from quorate.domain.access.audience import Audience
from quorate.queries.digests import digests_of
from quorate.records.models import Challenge, Meeting, Risk
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.holding import a_challenge, a_risk, answered, at, closed, judged, reviewed
from tests.builders.meetings import a_meeting, an_item
from tests.builders.world import TODAY, done, make_world

pytestmark = pytest.mark.django_db
GROUP = "/marlhaven/groups/board"
HELD_ON = date(2026, 10, 8)


@pytest.fixture(autouse=True)
def a_day_in_november(settings):
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def client(world):
    return signed_in(world)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def has_fault(answer, field, sentence) -> bool:
    text = words(answer)
    return f'href="#{field}"' in text and text.count(sentence) >= 2


def challenge_page(id) -> str:
    return f"/marlhaven/challenges/{id}/"


def risk_page(id) -> str:
    return f"/marlhaven/risks/{id}/"


# Challenges


def test_an_empty_list_says_what_a_challenge_is_and_how_one_begins(world, client):
    said = words(client.get(f"{GROUP}/challenges/"))
    assert "No agency has been challenged." in said
    assert "Challenge an agency" in said
    member = words(signed_in(world, "police").get(f"{GROUP}/challenges/"))
    assert "Whoever runs the board makes one." in member
    assert f"{GROUP}/challenges/add/" not in member


def test_the_list_says_whose_answer_is_owed_longest_and_puts_those_that_wait_first(world, client):
    a_challenge(world, "Send a deputy", due_on=date(2026, 11, 16), to="health")
    judged(world, a_challenge(world, "Reply to letters"))
    a_challenge(world, "Send figures")
    said = words(client.get(f"{GROUP}/challenges/"))
    assert "Three challenges are open. Two answers are overdue, the longest from Police for 14 days." in said
    places = [said.index(each) for each in ("Send figures", "Send a deputy", "Reply to letters")]
    assert places == sorted(places)


def test_the_list_is_narrowed_by_agency_and_by_where_a_challenge_is(world, client):
    a_challenge(world, "Send a deputy", to="health")
    judged(world, a_challenge(world, "Reply to letters"))
    by_agency = words(client.get(f"{GROUP}/challenges/?agency={world.agencies['health']}"))
    assert "Send a deputy" in by_agency
    assert "Reply to letters" not in by_agency
    by_state = words(client.get(f"{GROUP}/challenges/?state=judged"))
    assert "Reply to letters" in by_state
    assert "Send a deputy" not in by_state
    assert "Send a deputy" in words(client.get(f"{GROUP}/challenges/?state=overdue"))
    assert "No challenge is like that." in words(client.get(f"{GROUP}/challenges/?state=closed"))
    assert "Send a deputy" in words(client.get(f"{GROUP}/challenges/?state=nonsense&agency=nonsense"))


def test_a_challenge_is_made_with_the_usual_day_and_shown(world, client):
    form = words(client.get(f"{GROUP}/challenges/add/"))
    assert "21 December 2026" in form
    sent = {"agency": world.agencies["health"], "words": "Send a deputy", "made_on": "20 11 2026"}
    page = client.post(f"{GROUP}/challenges/add/", sent, follow=True)
    assert "The challenge was recorded." in words(page)
    assert "An answer is due by 18 December 2026." in words(page)
    assert "Seen by those who speak for the agency: Head of safeguarding." in words(page)


def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(world, client):
    page = client.post(f"{GROUP}/challenges/add/", {"words": "Send a deputy", "made_on": "someday"})
    assert page.status_code == 422
    assert has_fault(page, "agency", "Choose the agency.")
    assert has_fault(page, "made_on", "“someday” is not a date.")
    assert "Send a deputy" in words(page)
    sent = {"agency": world.agencies["health"], "words": "Send a deputy", "made_on": "24 11 2026"}
    later = client.post(f"{GROUP}/challenges/add/", sent)
    assert later.status_code == 409
    assert has_fault(later, "made_on", "That day has not come yet.")


def test_one_is_begun_from_an_item_of_a_meeting_and_is_as_narrow(world, client):
    meeting = a_meeting(world, HELD_ON, as_of=HELD_ON - timedelta(days=40))
    item = an_item(world, meeting, "Returns", audience=Audience.CORE)
    form = client.get(f"{GROUP}/challenges/add/?item={item}")
    assert "Made at the meeting of 8 October 2026, under Returns." in words(form)
    sent = {"agency": world.agencies["health"], "words": "Send", "made_on": "8 10 2026", "item": item}
    client.post(f"{GROUP}/challenges/add/", sent)
    assert Challenge.objects.get().audience == "core"
    assert "Send" not in words(signed_in(world, "analyst").get(f"{GROUP}/challenges/"))


def test_a_meeting_somebody_may_not_know_of_begins_nothing(world):
    meeting = a_meeting(world, HELD_ON, as_of=HELD_ON - timedelta(days=40))
    Meeting.objects.filter(id=meeting).update(audience="restricted")
    form = signed_in(world, "chair").get(f"{GROUP}/challenges/add/?meeting={meeting}")
    assert "8 October" not in words(form)


def test_those_who_speak_for_the_agency_find_it_on_their_own_page_and_answer_it_there(world):
    challenge, client = a_challenge(world), signed_in(world, "police")
    mine = words(client.get("/marlhaven/my-work/"))
    assert "Answer the challenge to Police" in mine
    assert "Overdue 14 days" in mine
    assert "Nothing is due from you" not in mine
    version = Challenge.objects.get(id=challenge).version
    sent = {"response": "They are on their way", "responded_on": "23 11 2026", "version": version}
    page = client.post(f"{challenge_page(challenge)}answer/", sent, follow=True)
    assert "The answer was recorded." in words(page)
    assert "They are on their way" in words(page)
    assert "Answer the challenge" not in words(client.get("/marlhaven/my-work/"))


def test_nobody_else_is_asked_for_the_answer(world):
    challenge, client = a_challenge(world), signed_in(world, "charity")
    assert "Answer the challenge" not in words(client.get("/marlhaven/my-work/"))
    assert "The answer</label>" not in words(client.get(challenge_page(challenge)))
    assert client.post(f"{challenge_page(challenge)}answer/", {"response": "No"}).status_code in {403, 422}
    assert Challenge.objects.get(id=challenge).response == ""


def test_a_coordinator_records_an_answer_on_behalf_and_says_how_they_know(world, client):
    challenge = a_challenge(world)
    sent = {"response": "On its way", "responded_on": "20 11 2026", "version": 1}
    unsaid = client.post(f"{challenge_page(challenge)}answer/", sent)
    assert unsaid.status_code == 409
    assert has_fault(unsaid, "on_behalf_person", "Say who told you.")
    sent |= {"on_behalf_person": world.people["police"], "on_behalf_how": "telephone"}
    page = words(client.post(f"{challenge_page(challenge)}answer/", sent, follow=True))
    assert "20 November 2026 by Superintendent, told by telephone" in page


def test_what_came_of_it_is_recorded_and_the_challenge_closed(world, client):
    challenge = answered(world, a_challenge(world))
    sent = {"outcome": "put_right", "outcome_on": "20 11 2026", "closes": "yes", "version": 2}
    page = words(client.post(f"{challenge_page(challenge)}outcome/", sent, follow=True))
    assert "the challenge closed" in page
    assert "Closed on 20 November 2026." in page
    assert "Record what came of it</button>" not in page


def test_a_challenge_that_went_further_stands_in_the_other_group_s_list_too(world, client):
    by = world.as_("coordinator")
    group = done(setting_up.add_group(by, slug="scrutiny", name="Scrutiny panel"))
    challenge = a_challenge(world, "Send figures")
    sent = {
        "escalated_to": group,
        "escalated_why": "Nothing came",
        "escalated_on": "20 11 2026",
        "version": 1,
    }
    page = words(client.post(f"{challenge_page(challenge)}escalate/", sent, follow=True))
    assert "Scrutiny panel, 20 November 2026" in page
    assert "Brought by Strategic partnership board" in words(
        client.get("/marlhaven/groups/scrutiny/challenges/")
    )
    assert "Taken to Scrutiny panel" in words(client.get(f"{GROUP}/challenges/"))


def test_a_challenge_is_corrected_on_its_own_page(world, client):
    challenge = a_challenge(world, "Send figurs")
    assert "Correct it before it is answered" in words(client.get(challenge_page(challenge)))
    form = words(client.get(f"{challenge_page(challenge)}change/"))
    assert "Send figurs" in form
    sent = {
        "agency": world.agencies["police"],
        "words": "Send figures",
        "made_on": "12 10 2026",
        "due_on": "",
        "version": 1,
    }
    wrong = client.post(f"{challenge_page(challenge)}change/", sent)
    assert has_fault(wrong, "due_on", "Give the day an answer is due.")
    sent["due_on"] = "30 11 2026"
    page = words(client.post(f"{challenge_page(challenge)}change/", sent, follow=True))
    assert "The challenge was corrected." in page
    assert "Send figures" in page
    stale = client.post(f"{challenge_page(challenge)}change/", {**sent, "words": "Send all figures"})
    assert stale.status_code == 409
    assert "What is kept now" in words(stale)
    assert "Send all figures" in words(stale)
    answered(world, challenge)
    assert "Correct it" not in words(client.get(challenge_page(challenge)))


def test_a_closed_challenge_is_opened_again_with_why(world, client):
    challenge = judged(world, a_challenge(world), closes=True)
    sent = {"reopened_why": "", "reopened_on": "23 11 2026", "version": 2}
    wrong = client.post(f"{challenge_page(challenge)}reopen/", sent)
    assert has_fault(wrong, "reopened_why", "Say why it is opened again.")
    sent["reopened_why"] = "The figures were late again"
    page = words(client.post(f"{challenge_page(challenge)}reopen/", sent, follow=True))
    assert "The challenge is open again." in page
    assert "The figures were late again" in page
    assert "Opened again on" in page


def test_a_challenge_made_under_an_item_is_shown_there_to_who_may_see_it(world, client):
    meeting = a_meeting(world, date(2026, 12, 10))
    item = an_item(world, meeting, "Returns")
    made = Challenge.objects.get(id=a_challenge(world))
    Challenge.objects.filter(id=made.id).update(meeting=meeting, item=item)
    link = challenge_page(made.id)
    for address in (f"/marlhaven/meetings/{meeting}/", f"/marlhaven/meetings/{meeting}/agenda/{item}/"):
        assert link in client.get(address).content.decode()
    Challenge.objects.filter(id=made.id).update(audience="restricted")
    member = signed_in(world, "police").get(f"/marlhaven/meetings/{meeting}/")
    assert "Returns" in words(member)
    assert link not in member.content.decode()


def test_somebody_else_wrote_first_and_both_are_shown(world, client):
    challenge = answered(world, a_challenge(world), "Ours came by post")
    sent = {
        "outcome": "not_put_right",
        "outcome_words": "Nothing came",
        "outcome_on": "23 11 2026",
        "version": 1,
    }
    page = client.post(f"{challenge_page(challenge)}outcome/", {**sent, "version": 1})
    assert page.status_code == 409
    said = words(page)
    assert "What is kept now" in said
    assert "Ours came by post" in said
    assert said.count("Nothing came") >= 2
    assert Challenge.objects.get(id=challenge).outcome == ""


def test_one_made_at_a_restricted_meeting_is_nowhere_for_who_may_not_know_of_it(world):
    meeting = a_meeting(world, HELD_ON, as_of=HELD_ON - timedelta(days=40))
    challenge = a_challenge(world, "Rotas are unfilled", meeting=meeting)
    Meeting.objects.filter(id=meeting).update(audience="restricted")
    client = signed_in(world, "police")
    assert client.get(challenge_page(challenge)).status_code == 404
    for address in (f"{GROUP}/challenges/", "/marlhaven/board/", "/marlhaven/search/?q=unfilled"):
        assert "Rotas are unfilled" not in words(client.get(address))
    assert "No agency has been challenged." in words(client.get(f"{GROUP}/challenges/"))
    assert "overdue, from Police" not in words(client.get("/marlhaven/board/"))
    assert "overdue, from Police" in words(signed_in(world).get("/marlhaven/board/"))


def test_the_list_asks_the_same_however_many_challenges_there_are(world, client):
    few, many = asks_the_same(
        lambda: client.get(f"{GROUP}/challenges/"),
        lambda: a_challenge(world),
        lambda: [a_challenge(world, f"Challenge {n}", to="health") for n in range(8)],
    )
    assert few == many


# Risks


def test_an_empty_register_says_what_a_risk_is(world, client):
    said = words(client.get(f"{GROUP}/risks/"))
    assert "No risk is open." in said
    assert "Add the first" in said
    assert "Whoever runs the board adds one." in words(signed_in(world, "police").get(f"{GROUP}/risks/"))


def test_the_register_puts_the_highest_first_and_says_what_grew_and_is_overdue(world, client):
    a_risk(world, "A lease ends", judged=at(2, 2))
    grew = a_risk(world, "Staff leave", judged=at(2, 4))
    reviewed(world, grew, at(5, 4, on=date(2026, 11, 16)))
    a_risk(world)
    closed(world, a_risk(world, "An old matter"))
    said = words(client.get(f"{GROUP}/risks/"))
    assert "Three risks are open: two very high and one low." in said
    assert "One grew at the latest review. One review is overdue." in said
    assert "Grew from 8 to 20 on 16 November 2026." in said
    places = [said.index(each) for each in ("Staff leave", "Funding ends", "A lease ends", "An old matter")]
    assert places == sorted(places)
    assert "Low is 1 to 4, medium is 5 to 9, high is 10 to 15 and very high is 16 to 25" in said


def test_the_register_is_shown_as_it_stood_on_an_earlier_day(world, client):
    risk = a_risk(world, "Staff leave", judged=at(2, 4))
    reviewed(world, risk, at(5, 4, on=date(2026, 11, 16)))
    closed(world, risk)
    later = a_risk(world, "A lease ends", judged=at(2, 2, on=date(2026, 11, 20)))
    then = words(client.get(f"{GROUP}/risks/?on=1+11+2026"))
    assert "One risk was open: one medium." in then
    assert "as at 1 November 2026" in then
    assert "A lease ends" not in then
    assert "Overdue" not in then
    assert "A lease ends" in words(client.get(f"{GROUP}/risks/?on=1+12+2027"))
    wrong = client.get(f"{GROUP}/risks/?on=someday")
    assert wrong.status_code == 422
    assert has_fault(wrong, "on", "“someday” is not a date.")
    assert Risk.objects.get(id=later).number == 2


def test_a_risk_is_raised_judged_and_shown_with_its_history(world, client):
    sent = {
        "title": "Staff leave", "effect": "Calls wait", "on": "20 11 2026", "likelihood": "4", "impact": "3",
        "words": "Two posts are empty", "review_on": "1 2 2027", "audience": "partnership",
        "owner": world.people["health"],
    }  # fmt: skip
    page = words(client.post(f"{GROUP}/risks/add/", sent, follow=True))
    assert "The risk is on the register." in page
    assert "High, at 12 of 25." in page
    assert "4, likely" in page
    assert "Two posts are empty" in page
    assert "Its next review is due by 1 February 2027." in page


def test_what_is_missing_of_a_risk_is_said_beside_its_field(world, client):
    page = client.post(f"{GROUP}/risks/add/", {"title": "Staff leave", "audience": "partnership"})
    assert page.status_code == 422
    for field, sentence in (
        ("effect", "Say what it would mean"),
        ("likelihood", "Choose how likely it is."),
        ("impact", "Choose how bad it would be."),
    ):
        assert has_fault(page, field, sentence), field
    assert "Staff leave" in words(page)


def test_the_owner_finds_its_review_on_their_own_page_and_records_it(world):
    risk, client = a_risk(world), signed_in(world, "charity")
    assert "Review the risk 1 Funding ends" in words(client.get("/marlhaven/my-work/"))
    sent = {"on": "23 11 2026", "likelihood": "2", "impact": "4", "review_on": "1 3 2027", "version": 1}
    page = words(client.post(f"{risk_page(risk)}review/", sent, follow=True))
    assert "The review was recorded." in page
    assert "Fell from 16 to 8 on 23 November 2026." in page
    assert "<polyline" in page
    assert "Review the risk" not in words(client.get("/marlhaven/my-work/"))


def test_the_owner_changes_nothing_but_by_a_review(world):
    risk, client = a_risk(world), signed_in(world, "charity")
    said = words(client.get(risk_page(risk)))
    assert "Record the review" in said
    assert "Change the risk" not in said
    assert "Close the risk" not in said
    other = words(signed_in(world, "police").get(risk_page(risk)))
    assert "Record the review" not in other


def test_an_owner_who_has_left_is_marked_and_another_chosen(world, client):
    risk = a_risk(world)
    done(setting_up.leave(world.as_("coordinator"), person=world.people["charity"], left_on=TODAY))
    assert "Left on 23 November 2026" in words(client.get(f"{GROUP}/risks/"))
    assert "Owner: left on 23 November 2026" in words(client.get(risk_page(risk)))
    assert "Chief executive (has left)" in words(client.get(f"{risk_page(risk)}change/"))
    sent = {"title": "Funding ends", "effect": "Harm", "owner": world.people["health"], "version": 1}
    page = words(client.post(f"{risk_page(risk)}change/", sent, follow=True))
    assert "The risk was changed." in page
    assert "Head of safeguarding" in page


def test_a_closed_risk_can_be_opened_again(world, client):
    risk = closed(world, a_risk(world))
    assert "Closed on 23 November 2026, at 16." in words(client.get(risk_page(risk)))
    sent = {"on": "23 11 2026", "likelihood": "3", "impact": "3", "words": "It fell through", "version": 2}
    page = words(client.post(f"{risk_page(risk)}reopen/", sent, follow=True))
    assert "The risk is open again." in page
    assert "It fell through" in page


def test_a_change_to_a_risk_changed_meanwhile_shows_both(world, client):
    risk = a_risk(world)
    done(
        holding.change_risk(
            world.as_("coordinator"),
            risk=risk,
            version=1,
            draft=holding.RiskDraft(title="Money ends", effect="Theirs"),
        )
    )
    sent = {"title": "Grants end", "effect": "Mine", "version": 1}
    page = client.post(f"{risk_page(risk)}change/", sent)
    assert page.status_code == 409
    assert "Money ends" in words(page)
    assert "Grants end" in words(page)
    assert Risk.objects.get(id=risk).title == "Money ends"


def test_a_restricted_risk_is_nowhere_for_who_may_not_see_it(world):
    risk = a_risk(world, "A tender fails", audience=Audience.RESTRICTED, owner="police")
    client = signed_in(world, "police")
    assert client.get(risk_page(risk)).status_code == 404
    for address in ("groups/board/risks/", "board/", "my-work/", "search/?q=tender"):
        assert "A tender fails" not in words(client.get(f"/marlhaven/{address}")), address
    assert "R1" in words(signed_in(world).get(f"{GROUP}/risks/"))


def test_the_board_s_page_says_what_is_owed_and_what_grew(world, client):
    a_challenge(world)
    grew = a_risk(world, "Staff leave", judged=at(2, 4))
    reviewed(world, grew, at(5, 4, on=date(2026, 11, 16), review_on=date(2027, 2, 1)))
    a_risk(world)
    said = words(client.get("/marlhaven/board/"))
    assert "One challenge is open. One answer is overdue, from Police for 14 days." in said
    assert "Two risks are open: two very high." in said
    assert "Grew from 8 to 20." in said
    assert "Overdue 14 days" in said


def test_the_pages_ask_the_same_however_many_risks_there_are(world, client):
    for address in (f"{GROUP}/risks/", "/marlhaven/board/"):
        few, many = asks_the_same(
            lambda at=address: client.get(at),
            lambda: a_risk(world),
            lambda: [a_risk(world, f"Risk {n}") for n in range(8)],
        )
        assert few == many, address


def test_my_work_asks_the_same_however_much_is_owed(world):
    client = signed_in(world, "charity")

    def more(n: int) -> None:
        for each in range(n):
            a_risk(world, f"Risk {each}")
            a_challenge(world, f"Challenge {each}", to="charity")

    few, many = asks_the_same(lambda: client.get("/marlhaven/my-work/"), lambda: more(1), lambda: more(8))
    assert few == many


def test_the_message_of_what_is_due_counts_them_and_says_nothing_of_restricted_ones(world):
    a_challenge(world, "Rotas are unfilled", to="charity")
    a_risk(world)
    a_risk(world, "A tender fails", audience=Audience.CORE)
    a_risk(world, "A bid fails", audience=Audience.RESTRICTED)
    told = {person: text.body for person, text in digests_of(world.partnership, TODAY)}
    body = told[world.people["charity"]]
    assert "1 answer to a challenge is wanted" in body
    assert "2 risks are to be looked at again" in body
    assert "Rotas" not in body
    assert "tender" not in body
