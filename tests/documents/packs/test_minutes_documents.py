"""A meeting's minutes as PDF and Word: the same words in both, nothing lost, the same bytes each time."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from docx import Document

from quorate.documents.pdf.minutes import render_minutes
from quorate.documents.word.minutes import render_minutes_docx
from quorate.domain.packs.minutes import MinutedItem, MinutesContent, MinuteWords, PersonLine
from tests.documents.packs.checking import faults
from tests.documents.packs.test_pack_pdf import squeezed, text_of
from tests.documents.packs.test_pack_word import all_text

CONTENT = MinutesContent(
    partnership="Marlhaven partnership",
    group="Strategic partnership board",
    meeting_on=date(2026, 11, 12),
    made_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    status="Approved on 20 November 2026 by the chair.",
    is_draft=False,
    starts_at=time(10),
    place="Committee room 2",
    edition="restricted edition",
    is_recorded=True,
    present=(PersonLine("Director of Public Health", "Public health, chair", "Council"),),
    attending=(PersonLine("Observer", "", "Council", "left at 11am"),),
    apologies=("Superintendent, Police seat; sent a Chief inspector as deputy",),
    not_there=("Hospital seat (vacant)",),
    quorum=(
        "From 10:05am, quorate: five members from three agencies were there; "
        "the terms asked for five from at least three.",
    ),
    declarations=("Chief executive declared an interest in item 2 and withdrew from it: we bid for it.",),
    confirmed=("The minutes of 10 September 2026 were confirmed as a true record.",),
    items=(
        MinutedItem(
            "1",
            "Winter figures",
            (
                MinuteWords("Discussion", "The figures had risen.\nThe cold weather was named."),
                MinuteWords(
                    "Action", "Share the list #eval", ("For the Superintendent, by 18 December 2026.",)
                ),
            ),
        ),
        MinutedItem("2", "Any other business"),
    ),
    annex=(MinutedItem("R1", "Tender", (MinuteWords("Decision", "Award the contract."),)),),
)


def words_of(content: MinutesContent) -> list[str]:
    people = [
        word for one in (*content.present, *content.attending) for word in (one.name, one.seat, one.note)
    ]
    minutes = [
        word
        for item in (*content.items, *content.annex)
        for each in item.minutes
        for word in (item.title, each.kind, *each.words.split("\n"), *each.notes)
    ]
    lines = [line for _, found in content.record for line in found]
    return [word for word in (*people, *minutes, *lines, content.status, content.place) if word]


def test_the_minutes_as_pdf_have_no_faults_of_accessibility_and_say_everything():
    made = render_minutes(CONTENT)

    text = squeezed(text_of(made))
    assert faults(made) == []
    for said in words_of(CONTENT):
        assert squeezed(said) in text


def test_the_minutes_as_word_say_everything_the_pdf_says():
    text = squeezed(all_text(Document(io.BytesIO(render_minutes_docx(CONTENT)))))

    for said in words_of(CONTENT):
        assert squeezed(said) in text


@pytest.mark.parametrize("render", [render_minutes, render_minutes_docx])
def test_the_same_minutes_give_the_same_bytes(render):
    assert render(CONTENT) == render(CONTENT)


def test_an_edition_without_an_annex_has_no_heading_for_one_and_a_draft_says_that_it_is_one():
    made = text_of(render_minutes(replace(CONTENT, annex=(), is_draft=True)))

    assert "annex" not in made
    assert "Draft, not yet approved" in made


def test_the_answers_to_a_question_by_email_say_nothing_of_a_room():
    bare = MinutesContent(
        "Marlhaven partnership", "Board", CONTENT.meeting_on, CONTENT.made_at, "Draft.", is_draft=False,
        is_question=True, items=CONTENT.items,
    )  # fmt: skip

    for text in (text_of(render_minutes(bare)), all_text(Document(io.BytesIO(render_minutes_docx(bare))))):
        assert "Who was there" not in text
        assert "Nothing was recorded in the room" not in text
        assert "Winter figures" in text


def test_minutes_are_kept_and_read_back_as_they_were():
    assert MinutesContent.from_json(CONTENT.to_json()) == CONTENT


@pytest.mark.parametrize("word", ["x" * 300, "a\x07b", "= [x](y) \\ $ # _"])
def test_odd_words_are_printed_as_they_stand(word):
    odd = replace(CONTENT, items=(MinutedItem("1", word, (MinuteWords("Discussion", word, (word,)),)),))

    assert faults(render_minutes(odd)) == []
    assert render_minutes_docx(odd)
