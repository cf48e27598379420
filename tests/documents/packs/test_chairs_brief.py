import io
from dataclasses import replace

import pikepdf
import pytest

from quorate.documents.pdf.brief import render_brief
from quorate.domain.packs.content import BriefItem
from tests.documents.packs import samples
from tests.documents.packs.checking import faults
from tests.documents.packs.test_pack_pdf import squeezed, text_of


def pages(made: bytes) -> int:
    with pikepdf.open(io.BytesIO(made)) as book:
        return len(book.pages)


def test_a_brief_is_one_side_without_faults_and_says_everything():
    brief = samples.brief()
    made = render_brief(brief)

    assert pages(made) == 1
    assert faults(made) == []
    text = squeezed(text_of(made))
    for item in brief.items:
        for said in (item.title, item.speaker, *item.press):
            assert squeezed(said) in text


@pytest.mark.parametrize("repeat", [2, 4, 12])
def test_a_long_brief_is_still_one_side_and_says_how_much_is_left_out(repeat):
    brief = samples.brief(repeat)
    made = render_brief(brief)

    text = text_of(made)
    shown = text.count("minutes from")
    assert pages(made) == 1
    if shown < len(brief.items):
        assert squeezed(f"And {len(brief.items) - shown} more items: see the agenda.") in squeezed(text)


def test_lines_to_press_that_do_not_fit_are_counted():
    press = tuple(
        f"Press {n}: " + "ask what is in the way of the work here, and by when. " * 4 for n in range(60)
    )
    brief = replace(samples.brief(), items=(BriefItem("1", "The plan", press=press),))

    made = render_brief(brief)

    text = text_of(made)
    shown = text.count("Press ")
    assert pages(made) == 1
    assert 0 < shown < 60
    assert f"And {60 - shown} more." in text


def test_very_long_fields_still_fit_on_one_side():
    long = "unbroken" * 200
    brief = replace(
        samples.brief(),
        partnership=long,
        group=long,
        place=long,
        headline=long,
        quorum=long,
        marking=long,
        items=(BriefItem(long, long, speaker=long, press=(long,) * 30),),
    )

    assert pages(render_brief(brief)) == 1


def test_an_empty_brief_says_so():
    assert "No agenda items have been set." in text_of(render_brief(replace(samples.brief(), items=())))


def test_the_same_brief_gives_the_same_bytes():
    assert render_brief(samples.brief()) == render_brief(samples.brief())


def test_the_foot_says_who_may_read_the_brief_beside_its_marking():
    text = text_of(render_brief(samples.brief()))

    assert "Chair’s brief, for those who run the meeting only" in text
    assert "OFFICIAL" in text
