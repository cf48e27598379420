"""Pages where a group's next terms are worked on: from a document, from the last version or from nothing."""

from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.drafts import from_plain
from quorate.records.models import Seat, Terms, TermsDraft
from tests.builders.meetings import a_meeting
from tests.builders.terms import PAPER, begin_from_paper, say
from tests.builders.world import make_two, make_world
from tests.commands.test_terms_drafts import begin, of
from tests.web.test_board_pages import at, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path / "files"


class _Fields(HTMLParser):
    """What the forms of a page hold as it opens."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.inside = self.select = ""

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        name = said.get("name", "")
        if tag == "textarea":
            self.inside, self.found[name] = name, ""
        elif tag == "select":
            self.select, self.found[name] = name, ""
        elif tag == "option" and "selected" in said:
            self.found[self.select] = said.get("value") or ""
        elif tag == "input" and (said.get("type") not in ("radio", "checkbox") or "checked" in said):
            self.found[name] = said.get("value") or ""

    def handle_data(self, data):
        if self.inside:
            self.found[self.inside] += data

    def handle_endtag(self, tag):
        self.inside = "" if tag == "textarea" else self.inside


def as_typed(client: Client, page: str) -> dict[str, str]:
    reader = _Fields()
    reader.feed(client.get(page).content.decode())
    return reader.found


def version(draft: object) -> int:
    return TermsDraft.objects.get(id=draft).version


def press(client: Client, name: str, draft: object, *, clause: str = "", **fields):
    parts = {"draft": draft, **({"clause": clause} if clause else {})}
    return client.post(at(name, **parts), {"version": version(draft), **fields})


def test_terms_begin_from_a_document_and_are_read_clause_by_clause():
    world = make_world()
    client = signed_in(world)
    start = at("terms_new", group="board")
    assert "The last version" in text_of(client.get(start))

    file = SimpleUploadedFile("terms.txt", PAPER.encode())
    answer = client.post(start, {"begin": "file", "file": file}, follow=True)

    page = text_of(answer)
    assert "Read from “terms.txt”." in page
    assert "“Five members from at least three agencies.”" in page
    assert "A meeting is quorate with 5 members from 3 agencies" in page
    assert "“The casting vote lies with whoever spoke last.”" in page
    assert "2 sentences not understood" in page
    assert "Who approved the terms is blank." in page
    assert "Give the first day these terms are in force." in page
    assert "The document lists 3 seats; the group has 0 of them." in page
    assert "The group also has, and the document does not list: chair seat" in page


def test_a_clause_said_to_be_about_something_else_keeps_its_words_and_is_asked_the_rest():
    world = make_world()
    client = signed_in(world)
    client.post(at("terms_new", group="board"), {"begin": "last"})
    draft = TermsDraft.objects.get()
    papers = next(one for one in draft.content["clauses"] if one["kind"] == "papers_in")
    page = at("terms_clause", draft=draft.id, clause=papers["id"])

    sent = {"quote": "Minutes go to the chair first", "kind": "minutes_to_chair", "version": draft.version}
    answer = client.post(page, sent, follow=True)

    assert "The clause is about something else now" in text_of(answer)
    assert "Minutes go to the chair first" in text_of(answer)
    draft.refresh_from_db()
    kept = next(one for one in draft.content["clauses"] if one["id"] == papers["id"])
    assert (kept["kind"], kept["quote"], kept.get("offset")) == (
        "minutes_to_chair", "Minutes go to the chair first", None,
    )  # fmt: skip
    again = client.post(page, {"quote": "As it was", "kind": "no such", "version": draft.version})
    assert again.status_code == 422


def test_a_start_that_cannot_be_is_said_beside_its_field():
    world = make_world()
    client, start = signed_in(world), at("terms_new", group="board")

    assert "Choose where to begin." in text_of(client.post(start, {}))
    assert "Choose the Word file, PDF or plain text of the terms." in text_of(
        client.post(start, {"begin": "file"})
    )
    bad = client.post(start, {"begin": "file", "file": SimpleUploadedFile("terms.docx", b"PK nonsense")})
    assert bad.status_code == 422
    assert "is damaged and cannot be opened." in text_of(bad)
    client.post(start, {"begin": "last"})
    again = client.post(start, {"begin": "last"})
    assert again.status_code == 409
    assert "A draft of this group’s next terms is being worked on." in text_of(again)
    assert "Go on with the draft" in text_of(client.get(start))


def test_a_new_version_begins_from_the_last_and_changes_what_was_changed():
    world = make_world()
    client = signed_in(world)
    client.post(at("terms_new", group="board"), {"begin": "last"})
    draft = TermsDraft.objects.get().id
    papers = of(draft, ClauseKind.PAPERS_IN)
    here = at("terms_clause", draft=draft, clause=papers.id)
    form = as_typed(client, here)
    assert form["offset"] == "10 working days before"

    client.post(here, form | {"offset": "two weeks before"})
    about = at("terms_about", draft=draft)
    client.post(about, as_typed(client, about) | {"label": "Terms, 2027", "in_force_from": "1 January 2027"})
    page = text_of(client.get(at("terms_draft", draft=draft)))
    assert "How long: 10 working days before, now 2 weeks before." in page
    answer = press(client, "terms_draft_adopt", draft)

    new, old = Terms.objects.get(label="Terms, 2027"), Terms.objects.get(id=world.terms)
    assert answer.url == at("terms_version", terms=new.id)
    changed = new.clauses.get(kind="papers_in")
    assert (changed.n, changed.unit, changed.direction) == (2, "week", "before")
    for column in ("kind", "quote", "reading", "who", "anchor", "times_a_year", "minutes", "item", "quorum"):
        before = list(old.clauses.order_by("order").values_list(column, flat=True))
        assert list(new.clauses.order_by("order").values_list(column, flat=True)) == before


def test_a_quorum_of_a_share_named_seats_and_who_counts_is_typed_and_read_back():
    world = make_world()
    client, draft = signed_in(world), begin(world)
    here = at("terms_clause", draft=draft, clause=of(draft, ClauseKind.QUORUM).id)
    form = as_typed(client, here) | {
        "quorum-members": "4", "quorum-members_of": "core", "quorum-share": ">1/2",
        "quorum-share_of": "core", "quorum-agencies": "", "quorum-named": "Police\nHousing\nHealth",
        "quorum-named_n": "4", "quorum-deputies": "none",
        "quote": "Four core members, more than half of them, and two partners",
    }  # fmt: skip
    del form["quorum-online"], form["silent"]

    wrong = client.post(here, form)
    assert wrong.status_code == 422
    assert "Only 3 are named." in text_of(wrong)
    assert "Police Housing Health</textarea>" in text_of(wrong)
    client.post(here, form | {"quorum-named_n": "2"})
    assert (
        "A meeting is quorate with 4 core members, more than half of the core members and "
        "2 of Police, Housing and Health, tested whenever somebody comes or goes. No deputy counts. "
        "A council’s directorates are one agency. Advisory members do not count. "
        "Whoever joins online or by phone does not count."
    ) in text_of(client.get(at("terms_draft", draft=draft)))


def test_a_quorum_marked_as_not_stated_and_filled_in_is_settled_before_it_is_adopted():
    world = make_world()
    client, draft = signed_in(world), begin(world)
    here = at("terms_clause", draft=draft, clause=of(draft, ClauseKind.QUORUM).id)
    client.post(here, as_typed(client, here) | {"quorum-members": "4"})
    say(world, draft)

    page = text_of(client.get(at("terms_draft", draft=draft)))
    assert "Untick that none is stated, or empty who must be present." in page
    assert "1 thing to settle before it can be adopted." in page
    assert "Adopt these terms" not in page
    refused = press(client, "terms_draft_adopt", draft)
    assert refused.status_code == 409
    assert Terms.objects.filter(group=world.board).count() == 1


EVERY_KIND = {
    "chair": (
        {"who": "Director of Health", "by": "The council"},
        "The chair is Director of Health and is appointed by the council.",
    ),
    "vice_chair": (
        {"by": "The partners", "offset": "2 years beginning with"},
        "The vice-chair is appointed by the partners and serves 2 years.",
    ),
    "secretary": ({"who": "Safety manager"}, "The secretary is Safety manager"),
    "expression_of_interest": (
        {"offset": "within 28 calendar days of", "anchor": "receiving it", "who": "Chair"},
        "An answer is due within 28 calendar days of receiving it. It falls to the Chair.",
    ),
    "substitution": (
        {"sends_deputy": "yes", "deputy_briefed": "yes", "deputy_authority": "no"},
        "A deputy may attend for a member, and is briefed first.",
    ),
    "authority": ({}, "Each appointment records that the member may decide"),
    "confidentiality": ({}, "records when the confidentiality statement was signed"),
    "life_span": ({}, "Nothing is counted from it."),
    "reporting": (
        {"item": "Annual report", "who": "Board", "to": "Executive", "times_a_year": "1"},
        "“Annual report” from the Board to the Executive is due once a year.",
    ),
    "standing_item": ({"item": "Survivors’ voice"}, "Every agenda proposes “Survivors’ voice”."),
    "review": ({"times_a_year": "1"}, "The terms are looked at once a year"),
    "membership_review": ({"times_a_year": "1"}, "Membership is reviewed within 12 months"),
    "workplan": ({}, "A workplan is in place when each year begins."),
    "notice": ({"offset": "5 clear working days before"}, "Members are told of the meeting 5 clear"),
}  # fmt: skip


def test_every_kind_of_clause_is_recorded_with_what_it_asks_and_what_could_be_read_otherwise():
    world = make_world()
    client, draft = signed_in(world), begin(world, from_last=False)
    for kind, (fields, _) in EVERY_KIND.items():
        made = press(client, "terms_clause_add", draft, kind=kind)
        said = as_typed(client, made.url)
        assert set(fields) <= set(said), kind
        answer = client.post(
            made.url, said | {"quote": f"Words on {kind}", "ambiguity": f"Doubt on {kind}", **fields}
        )
        assert answer.status_code == 302, text_of(answer)
        again = as_typed(client, made.url)
        assert {name: again[name] for name in fields} == fields, kind
    say(world, draft)

    for page in (at("terms_draft", draft=draft), press(client, "terms_draft_adopt", draft).url):
        shown = text_of(client.get(page))
        for kind, (_, follows) in EVERY_KIND.items():
            assert follows in shown, kind
            assert f"“Words on {kind}”" in shown
            assert f"Doubt on {kind}" in shown


def test_a_sentence_becomes_a_clause_with_one_press_or_is_set_aside():
    world = make_world()
    client, draft = signed_in(world), begin_from_paper(world)

    made = press(client, "terms_clause_add", draft, sentence=0, kind="authority")
    assert "The casting vote lies with whoever spoke last.</textarea>" in text_of(client.get(made.url))
    page = text_of(
        press(client, "terms_sentence", draft, sentence=1).client.get(at("terms_draft", draft=draft))
    )
    assert "Every sentence was understood or settled." in page
    assert "Set aside as no rule: 1 sentence" in page
    press(client, "terms_sentence", draft, sentence=1, do="back")
    assert "1 sentence not understood" in text_of(client.get(at("terms_draft", draft=draft)))


def test_sentences_not_understood_are_adopted_over_with_open_eyes_and_stay_to_be_read():
    world = make_world()
    client, draft = signed_in(world), begin_from_paper(world)
    say(world, draft)
    text = "The casting vote lies with whoever spoke last."
    page = text_of(client.get(at("terms_draft", draft=draft)))
    assert page.count(f"“{text}”") == 2
    assert "Adopt without these 2 sentences" in page

    refused = press(client, "terms_draft_adopt", draft)
    assert refused.status_code == 409
    assert text_of(refused).count("2 sentences of the document are not understood") == 2
    assert Terms.objects.filter(group=world.board).count() == 1

    press(client, "terms_sentence", draft, sentence=1)
    adopted = press(client, "terms_draft_adopt", draft, unread="yes")
    shown = text_of(signed_in(world, "police").get(adopted.url))
    assert "Read, and not made into clauses" in shown
    assert f"“{text}”" in shown
    assert "Set aside as no rule: 1 sentence" in shown
    assert "not made into clauses" not in text_of(client.get(at("terms_version", terms=world.terms)))


def test_a_clause_is_moved_left_out_and_put_back_from_the_comparison():
    world = make_world()
    client, draft = signed_in(world), begin(world)
    duration = of(draft, ClauseKind.DURATION)
    press(client, "terms_clause_place", draft, clause=duration.id, to="up")
    assert from_plain(TermsDraft.objects.get(id=draft).content).clauses[0].kind is ClauseKind.DURATION
    press(client, "terms_clause_place", draft, clause=duration.id, to="out")

    page = client.get(at("terms_draft", draft=draft))
    assert "Left out" in text_of(page)
    assert "6 clauses stay as they were." in text_of(page)
    left_out = as_typed(client, at("terms_draft", draft=draft))["left_out"]
    press(client, "terms_clause_add", draft, left_out=left_out)
    assert "7 clauses stay as they were." in text_of(client.get(at("terms_draft", draft=draft)))


def test_days_of_the_next_meetings_that_would_move_are_shown_before_anything_is_adopted():
    world = make_world()
    a_meeting(world)
    client, draft = signed_in(world), begin(world)
    page = at("terms_draft", draft=draft)
    assert "Give the first day in force to see which days" in text_of(client.get(page))
    say(world, draft)
    assert "No day of the next meetings would move." in text_of(client.get(page))
    here = at("terms_clause", draft=draft, clause=of(draft, ClauseKind.PAPERS_IN).id)
    client.post(here, as_typed(client, here) | {"offset": "2 weeks before"})

    shown = text_of(client.get(page))
    for words in ("Papers in</th>", "Wednesday 30 December 2026", "Thursday 31 December 2026"):
        assert words in shown


def test_seats_are_added_one_by_one_or_all():
    world = make_world()
    client, draft = signed_in(world), begin_from_paper(world)
    press(client, "terms_seats", draft, seat=0)
    assert Seat.objects.filter(title="Head of Housing, Council").count() == 1
    press(client, "terms_seats", draft)
    assert "The group has every seat that the document lists." in text_of(
        client.get(at("terms_draft", draft=draft))
    )
    assert press(client, "terms_seats", draft).status_code == 409


def test_two_at_work_on_different_clauses_do_not_get_in_each_others_way():
    world = make_world()
    client, draft = signed_in(world), begin(world)
    papers = at("terms_clause", draft=draft, clause=of(draft, ClauseKind.PAPERS_IN).id)
    cadence = at("terms_clause", draft=draft, clause=of(draft, ClauseKind.CADENCE).id)
    mine, theirs = as_typed(client, papers), as_typed(client, cadence)

    assert client.post(cadence, theirs | {"quote": "Six times", "times_a_year": "6"}).status_code == 302
    assert client.post(papers, mine | {"quote": "A fortnight before"}).status_code == 302
    assert of(draft, ClauseKind.PAPERS_IN).quote == "A fortnight before"
    assert of(draft, ClauseKind.CADENCE).times_a_year == 6


def test_two_at_work_on_one_clause_are_both_shown_and_nothing_is_lost():
    world = make_world()
    client, draft = signed_in(world), begin(world)
    here = at("terms_clause", draft=draft, clause=of(draft, ClauseKind.PAPERS_IN).id)
    form = as_typed(client, here)
    client.post(here, form | {"quote": "Theirs came first"})
    answer = client.post(here, form | {"quote": "Mine came second"})

    assert answer.status_code == 409
    assert "Theirs came first" in text_of(answer)
    assert "Mine came second</textarea>" in text_of(answer)
    assert of(draft, ClauseKind.PAPERS_IN).quote == "Theirs came first"
    again = _Fields()
    again.feed(answer.content.decode())
    assert client.post(here, again.found).status_code == 302
    assert of(draft, ClauseKind.PAPERS_IN).quote == "Mine came second"


def test_words_typed_into_a_clause_that_somebody_left_out_are_shown():
    world = make_world()
    client, draft = signed_in(world), begin(world)
    papers = of(draft, ClauseKind.PAPERS_IN).id
    here = at("terms_clause", draft=draft, clause=papers)
    form = as_typed(client, here)
    press(client, "terms_clause_place", draft, clause=papers, to="out")
    answer = client.post(here, form | {"quote": "What I had typed"})

    assert answer.status_code == 409
    assert "This clause is no longer in the draft." in text_of(answer)
    assert "What I had typed" in text_of(answer)


def test_a_stale_name_and_dates_show_both():
    world = make_world()
    client, draft = signed_in(world), begin(world)
    here = at("terms_about", draft=draft)
    form = as_typed(client, here)
    say(world, draft, label="Theirs")
    answer = client.post(here, form | {"label": "Mine", "in_force_from": "3 March 2027"})

    assert answer.status_code == 409
    assert "Theirs" in text_of(answer)
    assert 'value="Mine"' in text_of(answer)


def test_a_stale_press_does_nothing_and_says_so():
    world = make_world()
    client, draft = signed_in(world), begin(world)
    old = version(draft)
    say(world, draft)
    for name in ("terms_draft_adopt", "terms_draft_set_aside"):
        answer = client.post(at(name, draft=draft), {"version": old})
        assert answer.status_code == 409
        assert "Somebody else changed this draft while you had it open" in text_of(answer)
    assert Terms.objects.filter(group=world.board).count() == 1


def test_what_is_typed_wrong_is_shown_again_as_typed():
    world = make_world()
    client, draft = signed_in(world), begin(world)
    here = at("terms_clause", draft=draft, clause=of(draft, ClauseKind.PAPERS_IN).id)
    answer = client.post(here, as_typed(client, here) | {"offset": "ten purple days before"})
    assert answer.status_code == 422
    assert "Not understood: &#34;purple&#34;" in text_of(answer)
    assert 'value="ten purple days before"' in text_of(answer)
    about = at("terms_about", draft=draft)
    wrong = client.post(about, as_typed(client, about) | {"in_force_from": "soon"})
    assert wrong.status_code == 422
    assert "“soon” is not a date." in text_of(wrong)


def test_a_settled_draft_is_shown_without_presses():
    world = make_world()
    client, draft = signed_in(world), begin(world)
    press(client, "terms_draft_set_aside", draft)
    page = text_of(client.get(at("terms_draft", draft=draft)))

    assert "Nothing of it is in force." in page
    for words in ("Leave out", "Add it", "Adopt these terms"):
        assert words not in page
    papers = of(draft, ClauseKind.PAPERS_IN).id
    assert client.get(at("terms_clause", draft=draft, clause=papers)).status_code == 404


def test_drafts_are_for_the_coordinator_of_the_same_partnership():
    world, other = make_two()
    draft = begin(world)
    clause = of(draft, ClauseKind.CADENCE).id
    pages = (
        at("terms_new", group="board"),
        at("terms_draft", draft=draft),
        at("terms_about", draft=draft),
        at("terms_clause", draft=draft, clause=clause),
    )
    for key in ("chair", "secretary", "police", "observer", "governance"):
        for page in pages:
            assert signed_in(world, key).get(page).status_code == 403
    for name, parts in (("terms_draft", {}), ("terms_about", {}), ("terms_clause", {"clause": clause})):
        assert signed_in(other).get(at(name, "osterbridge", draft=draft, **parts)).status_code == 404
