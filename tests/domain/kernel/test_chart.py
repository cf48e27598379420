"""The structure chart: who stands over whom, and that nothing is drawn over anything else."""

from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.kernel.chart import BOX_HEIGHT, BOX_WIDTH, Edge, Node, lay_out, levels, lines_of
from quorate.domain.kernel.drawing import drawing

BOARD, GROUP, TASK, CITY = (
    Node("b", "Board", "Board"),
    Node("o", "Operational group", "Operational group"),
    Node("t", "Training", "Task and finish group"),
    Node("c", "Safe City Partnership", "Outside body", is_outside=True),
)
LINES = (Edge("b", "c", "twice a year"), Edge("o", "b", "each quarter"), Edge("t", "o"), Edge("t", "b"))


@st.composite
def structures(draw):
    number = draw(st.integers(1, 14))
    nodes = [Node(str(n), draw(st.text(max_size=60)), "Board") for n in range(number)]
    ids = st.sampled_from([node.id for node in nodes])
    pairs = draw(
        st.lists(st.tuples(ids, ids, st.sampled_from(["", "each quarter"])), max_size=25, unique=True)
    )
    return nodes, [Edge(*pair) for pair in pairs]


def test_a_group_stands_below_the_lowest_of_those_it_leads_to():
    assert levels([BOARD, GROUP, TASK, CITY], LINES) == {"c": 0, "b": 1, "o": 2, "t": 3}


def test_groups_in_a_ring_are_each_placed_once():
    ring = [Edge("b", "o", "x"), Edge("o", "t", "x"), Edge("t", "b", "x")]

    assert sorted(levels([BOARD, GROUP, TASK], ring).values()) == [0, 1, 2]


def test_an_arrow_ends_at_the_box_it_leads_to_and_one_without_words_has_no_head():
    chart = lay_out([BOARD, GROUP, TASK, CITY], LINES)
    boxes = {box.node.id: box for box in chart.boxes}

    for arrow in chart.arrows:
        (x1, y1), (x2, y2) = arrow.points[0], arrow.points[-1]
        of, to = boxes[arrow.edge.source], boxes[arrow.edge.target]
        assert of.x < x1 < of.x + BOX_WIDTH
        assert y1 == of.y
        assert to.x < x2 < to.x + BOX_WIDTH
        assert y2 == to.y + BOX_HEIGHT
        assert bool(arrow.tip) == bool(arrow.edge.says)


@settings(max_examples=150)
@given(structures())
def test_boxes_never_overlap_and_lines_never_cross_a_box(made):
    chart = lay_out(*made)
    for n, one in enumerate(chart.boxes):
        assert one.x >= 0
        assert one.x + BOX_WIDTH <= chart.width
        assert one.y + BOX_HEIGHT <= chart.height
        for other in chart.boxes[n + 1 :]:
            apart = abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
            assert apart, (one, other)
    for arrow in chart.arrows:
        for (x1, y1), (x2, y2) in zip(arrow.points, arrow.points[1:], strict=False):
            assert x1 == x2 or y1 == y2
            assert min(x1, x2) >= 0
            assert max(x1, x2) <= chart.width
            assert max(y1, y2) <= chart.height
            for box in chart.boxes:
                is_across = max(x1, x2) > box.x and min(x1, x2) < box.x + BOX_WIDTH
                is_down = max(y1, y2) > box.y and min(y1, y2) < box.y + BOX_HEIGHT
                assert not (is_across and is_down), (arrow, box)


@given(st.text(max_size=200))
def test_a_name_has_at_most_three_lines_that_fit(name):
    lines = lines_of(name)

    assert 1 <= len(lines) <= 3
    assert all(len(line) <= 24 for line in lines)


def test_the_drawing_is_well_formed_named_and_says_what_it_shows():
    odd = Node("x", "Bread & roses <panel>", "Survivors’ panel")
    drawn = drawing(
        lay_out([BOARD, odd], [Edge("x", "b", "when asked for")]), title="A & B", says="One to two"
    )

    root = ET.fromstring(drawn)
    words = "".join(root.itertext())
    assert root.get("role") == "img"
    assert "A & B" in words
    assert "One to two" in words
    assert "Bread & roses" in words
    assert "when asked for" in words
    assert "style" not in drawn
