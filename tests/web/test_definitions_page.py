"""Papers and plans that quote a definition of domestic abuse which no longer holds are flagged."""

import io
from datetime import date, timedelta

import docx
import pytest
from django.urls import reverse

from quorate.commands import papers, terms_drafts
from quorate.domain.access.audience import Audience
from quorate.queries.definitions import page_definitions
from quorate.queries.terms_draft import page_draft
from quorate.records.models import ClauseRow, Meeting, Paper, Terms, TermsDraft
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import PDF, a_meeting, a_paper, version_of
from tests.builders.plans import add, start
from tests.builders.terms import PAPER, begin_from_paper, say
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
OLD = "We mean any incident or pattern of incidents of controlling, coercive or threatening behaviour."
NEW = "Both are 16 or over and personally connected, as section 1 of the Act has it."


@pytest.fixture(autouse=True)
def _here(settings, tmp_path):
    settings.FILES = tmp_path / "files"
    settings.TODAY = TODAY.isoformat()


def word(*paragraphs):
    document = docx.Document()
    for one in paragraphs:
        document.add_paragraph(one)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def quoting(world, meeting, *said, title="Strategy paper", **more):
    return a_paper(world, meeting, title, name="paper.docx", data=word(*said), **more)


def page(world, key="coordinator"):
    return page_definitions(world.actor(key), today=TODAY)


@pytest.mark.parametrize(
    ("said", "code"), [((OLD,), "government_2013"), ((OLD, NEW), "act_2021"), (("Figures",), "")]
)
def test_a_paper_is_looked_through_as_it_is_handed_in(said, code):
    world = make_world()
    paper = quoting(world, a_meeting(world), *said)

    assert Paper.objects.get(id=paper).definition == code


def test_plain_text_is_looked_through_across_its_lines():
    world = make_world()
    text = OLD.replace("incidents of", "incidents\nof").encode()

    paper = a_paper(world, a_meeting(world), "Strategy", name="paper.txt", data=text)

    assert Paper.objects.get(id=paper).definition == "government_2013"


def test_a_paper_whose_words_cannot_be_read_is_kept_all_the_same():
    world = make_world()
    paper = a_paper(world, a_meeting(world), "A scan", name="scan.pdf", data=PDF)

    assert Paper.objects.get(id=paper).definition == ""


def test_the_meeting_and_the_papers_own_page_name_the_right_definition():
    world = make_world()
    meeting = a_meeting(world)
    paper = quoting(world, meeting, OLD)
    client, here = signed_in(world), {"partnership": world.slug, "meeting": meeting}

    for shown in (
        client.get(reverse("meeting", kwargs=here)),
        client.get(reverse("paper_about", kwargs=here | {"paper": paper})),
    ):
        assert "the definition is that of the Domestic Abuse Act 2021, section 1" in shown.content.decode()


def test_a_paper_for_a_day_when_the_definition_held_is_not_flagged():
    world = make_world()
    paper = quoting(world, a_meeting(world), OLD)
    Meeting.objects.update(on=date(2015, 2, 17))

    assert Paper.objects.get(id=paper).definition == "government_2013"
    assert page(world).papers == ()


def test_the_register_lists_papers_and_entries_and_links_to_them():
    world = make_world()
    quoting(world, a_meeting(world), OLD)
    plan = start(world, "Strategy 2026")
    add(world, plan, f"Everybody uses one definition. {OLD}", code="1.1")
    add(world, plan, "Count each pattern of incidents once", code="1.2")

    found = page(world)

    assert [line.title for line in found.papers] == ["Strategy paper"]
    assert [line.where for line in found.entries] == ["Strategy 2026"]
    assert found.lede == "1 paper and 1 entry of a plan quote a definition that no longer held."
    shown = signed_in(world).get(reverse("definitions", kwargs={"partnership": world.slug})).content.decode()
    assert "Strategy paper" in shown
    assert "Holds now" in shown


def adopted(world, text):
    draft = begin_from_paper(world, text)
    say(world, draft, in_force_from=TODAY)
    version = TermsDraft.objects.get(id=draft).version
    asked = world.as_("coordinator")
    return done(terms_drafts.adopt_draft(asked, draft=draft, version=version, without_unread=True))


def test_terms_that_quote_an_old_definition_are_flagged_as_a_draft_and_while_they_are_in_force():
    world = make_world()
    text = f"{PAPER}\nAppendix A: Definitions\n\n{OLD}\n"
    draft = begin_from_paper(world, text)
    said = "the definition is that of the Domestic Abuse Act 2021, section 1"
    assert any(
        said in one for one in page_draft(world.actor("coordinator"), draft=draft, today=TODAY).document
    )
    assert page(world).terms == (), "no terms yet"
    TermsDraft.objects.all().delete()

    terms = adopted(world, text)

    (line,) = page(world).terms
    assert (line.id, line.title, line.meeting) == (str(terms), "Terms of 2027", "")
    assert said in line.said
    assert page(world).lede == "1 group’s terms quote a definition that no longer held."
    shown = signed_in(world).get(reverse("definitions", kwargs={"partnership": world.slug})).content.decode()
    assert reverse("terms_version", kwargs={"partnership": world.slug, "terms": terms}) in shown
    Terms.objects.filter(id=terms).update(in_force_from=TODAY + timedelta(days=1))
    assert page(world).terms == (), "the terms in force are those of before"


def test_terms_that_quote_the_present_definition_too_are_not_flagged_and_a_clause_alone_is_enough():
    world = make_world()
    adopted(world, f"{PAPER}\nAppendix A: Definitions\n\n{OLD} {NEW}\n")
    assert page(world).terms == ()

    TermsDraft.objects.update(read=None)
    row = ClauseRow.objects.filter(terms__in_force_from=TODAY).first()
    ClauseRow.objects.filter(id=row.id).update(quote=OLD)

    assert [line.title for line in page(world).terms] == ["Terms of 2027"]


def test_a_version_that_was_replaced_is_flagged_no_more():
    world = make_world()
    meeting = a_meeting(world)
    paper = quoting(world, meeting, OLD)
    done(
        papers.replace_paper(
            world.as_("coordinator"),
            meeting=meeting,
            paper=paper,
            version=version_of(meeting),
            title="Strategy paper",
            submitted_on=TODAY,
            name="paper.docx",
            data=word(NEW),
        )
    )

    assert page(world).papers == ()


def test_what_somebody_may_not_read_is_neither_listed_nor_counted():
    world, town = make_two()
    quoting(world, a_meeting(world), OLD, audience=Audience.CORE)

    assert len(page(world).papers) == 1
    assert page(world, "observer").papers == ()
    assert "Nothing you may read" in page(world, "observer").lede
    assert page(town).papers == ()


def test_the_register_asks_the_same_however_many_papers_there_are():
    world = make_world()
    meeting = a_meeting(world)
    few, many = asks_the_same(
        lambda: page(world),
        lambda: quoting(world, meeting, OLD),
        lambda: [quoting(world, meeting, OLD, title=f"Paper {n}") for n in range(3)],
    )
    assert few == many
