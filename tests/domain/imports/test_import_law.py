"""Every word of a source is placed once or listed once, whatever the table looks like."""

import re
from collections import Counter, defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.imports.mends import Mend, apply_mends, mends_from_json, mends_to_json
from quorate.domain.imports.proposal import Proposal, unaccounted
from quorate.domain.imports.propose import propose
from quorate.domain.imports.source import Cell, Row, SourceDocument, Table
from quorate.domain.kernel.outcomes import Refusal
from tests.samples.files import source_of

HEADINGS = [
    "",
    "Ref",
    "No.",
    "Recommendation",
    "Recommendations",
    "Key actions",
    "Action",
    "Objective",
    "Outcome",
    "Lead",
    "Owner",
    "Target date",
    "Progress against target date",
    "Performance measures",
    "Progress / Barriers",
    "RAG",
    "Update March 2020",
    "Budget",
    "Priority",
    "Theme",
    "Challenges",
]
WORDS = st.sampled_from(
    [
        "fund",
        "training",
        "for",
        "the",
        "Ongoing",
        "Complete",
        "TBC",
        "June",
        "2020",
        "Progress:",
        "Challenge:",
        "Barrier-",
        "of",
        "and",
        "(see",
        "co-",
        "Secure",
        "NM",
        "/",
        ";",
        "•",
        "2b",
        "a)",
        "1.",
        "12.Return",
        "3.2",
        "Await",
        "findings",
        "Completed",
        "Green",
        "–",
        "£200",
        "10%",
        "o'clock",
        "naïve",
    ]
)
TEXT = st.lists(WORDS, max_size=7).map(" ".join)
CELL_TEXT = st.lists(TEXT, max_size=3).map("\n".join)


@st.composite
def sources(draw: st.DrawFn) -> SourceDocument:
    """Tables with a plan's header somewhere, and anything at all below and above it."""
    tables = []
    for _ in range(draw(st.integers(1, 3))):
        width = draw(st.integers(2, 6))
        cell = st.one_of(
            CELL_TEXT,
            st.just(""),
            st.builds(
                lambda text, rows, hidden: Cell(
                    1, tuple(x for x in text.split("\n") if x.strip()), 1, rows, hidden
                ),
                CELL_TEXT,
                st.integers(1, 3),
                st.booleans(),
            ),
        )
        rows = draw(st.lists(st.lists(cell, min_size=1, max_size=width), max_size=7))
        header = draw(st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width))
        rows.insert(
            draw(st.integers(0, len(rows))),
            ["Action", "Lead", *header[2:]] if draw(st.booleans()) else header,
        )
        if draw(st.booleans()):
            rows.append([Cell(1, ("Evidence and learning",), width)])
        tables.append(rows)
    blocks = draw(
        st.lists(
            st.tuples(st.sampled_from(["heading", "paragraph", "footnote", "text box"]), TEXT.filter(bool)),
            max_size=4,
        )
    )
    return source_of(*tables, blocks=[*blocks, ("heading", "Priority One: Survivors")])


def words_of(source: SourceDocument) -> Counter[str]:
    return Counter(word for _, text in source.texts() for word in text.split())


def words_told(proposal: Proposal) -> Counter[str]:
    """Words of everything placed or listed; two stretches that touch are one word."""
    by_paragraph = defaultdict(list)
    for span in [*(p.span for p in proposal.placed), *(u.span for u in proposal.unplaced)]:
        by_paragraph[span.address].append(span)
    told: Counter[str] = Counter()
    for spans in by_paragraph.values():
        line, at = "", 0
        for span in sorted(spans, key=lambda each: each.start):
            line += ("" if span.start == at else " ") + span.text
            at = span.end
        told.update(line.split())
    return told


@given(sources())
@settings(max_examples=150)
def test_every_word_is_placed_or_listed(source: SourceDocument) -> None:
    proposal = propose(source)

    if not isinstance(proposal, Refusal):
        assert words_told(proposal) == words_of(source)
        assert unaccounted(source, proposal) == ()


@given(sources())
@settings(max_examples=100)
def test_what_was_placed_in_a_field_can_be_read_there(source: SourceDocument) -> None:
    proposal = propose(source)

    if not isinstance(proposal, Refusal):
        for placed in proposal.placed:
            if placed.field in ("text", "outcome", "progress", "barrier", "code"):
                held = told_by(proposal, placed.entry, placed.field)
                assert squeezed(placed.span.text) in held, placed


def told_by(proposal: Proposal, key: str, name: str) -> str:
    """A field of an entry and of those beneath it, to which a row's updates may have been shared out."""
    if name == "code":
        name = "printed_code"
    told = [each for each in proposal.entries if key in (each.key, each.parent)]
    return "".join(squeezed(getattr(each, name)) for each in told)


def squeezed(text: str) -> str:
    return re.sub(r"[\s.():–—-]", "", text)


@given(sources(), st.data())
@settings(max_examples=60)
def test_no_mend_loses_a_word(source: SourceDocument, data: st.DataObject) -> None:
    proposal = propose(source)
    if isinstance(proposal, Refusal) or not proposal.entries:
        return
    keys = st.sampled_from([entry.key for entry in proposal.entries])
    pieces = st.sampled_from([piece.key for piece in proposal.unplaced] or ["u1"])
    mends = data.draw(
        st.lists(
            st.one_of(
                st.builds(Mend, do=st.just("drop"), entry=keys),
                st.builds(
                    Mend, do=st.just("set"), entry=keys, field=st.sampled_from(["text", "leads"]), value=TEXT
                ),
                st.builds(Mend, do=st.just("take"), entry=keys, field=st.just("progress"), unplaced=pieces),
            ),
            max_size=4,
        )
    )

    mended = apply_mends(proposal, mends_from_json(mends_to_json(mends)))

    assert unaccounted(source, mended) == ()
    assert words_told(mended) == words_of(source)


@given(sources())
@settings(max_examples=100)
def test_no_two_entries_have_one_name(source: SourceDocument) -> None:
    proposal = propose(source)

    if not isinstance(proposal, Refusal):
        keys = [entry.key for entry in proposal.entries]
        assert len(set(keys)) == len(keys), keys


def test_two_cells_of_a_row_that_carries_on_begin_entries_of_their_own() -> None:
    heading = (Cell(1, ("Action",), columns=2), Cell(3, ("Recommendation",)), Cell(4, ("Lead",)))
    carried = (Cell(1, ("fund", "fund", "Secure")), Cell(2, ("fund", "fund", "Measure")))
    rows = [heading, (Cell(1, ("3.2",)), Cell(3, ("fund",))), carried]
    table = Table(1, "table 1", tuple(Row(n, cells) for n, cells in enumerate(rows, 1)))

    proposal = propose(SourceDocument("plan.docx", tables=(table,)))

    assert isinstance(proposal, Proposal)
    keys = [entry.key for entry in proposal.entries]
    assert len(set(keys)) == len(keys)
    assert [entry.text for entry in proposal.entries][-1] == "Measure"


@given(sources())
@settings(max_examples=60)
def test_a_proposal_written_and_read_back_is_the_same(source: SourceDocument) -> None:
    proposal = propose(source)

    if not isinstance(proposal, Refusal):
        assert Proposal.from_json(proposal.to_json()) == proposal


def test_the_law_notices_a_lost_word() -> None:
    source = source_of([["Action", "Lead"], ["Fund it", "NM"]])
    proposal = propose(source)
    assert isinstance(proposal, Proposal)

    robbed = Proposal(name="", placed=proposal.placed[:-1])

    assert unaccounted(source, robbed) == ("(1, 2, 2, 1): “NM” is lost",)
