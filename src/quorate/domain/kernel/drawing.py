"""A chart as SVG: one drawing for the page and for the pack, in attributes alone.

A content security policy that refuses styles leaves it as it is, and so does a typesetter.
"""

from html import escape

from quorate.domain.kernel.chart import BOX_HEIGHT, BOX_WIDTH, Arrow, Box, Chart

INK, SOFT, PLUM, TINT, PAPER = "#1d1a22", "#5a5560", "#5b2b73", "#f2ebf5", "#ffffff"
_FONT = "Atkinson Hyperlegible Next, sans-serif"


def drawing(chart: Chart, *, title: str, says: str) -> str:
    """The chart as an `svg` element: `title` names it, and `says` is all that it shows in sentences."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="q-chart" role="img" '
        f'aria-labelledby="chart-title chart-says" viewBox="0 0 {chart.width} {chart.height}" '
        f'width="{chart.width}" height="{chart.height}" font-family="{_FONT}" font-size="15">',
        f'<title id="chart-title">{escape(title)}</title><desc id="chart-says">{escape(says)}</desc>',
        *(_line(arrow) for arrow in chart.arrows),
        *(_box(box) for box in chart.boxes),
        *(_words(arrow) for arrow in chart.arrows if arrow.edge.says),
        "</svg>",
    ]
    return "".join(parts)


def _line(arrow: Arrow) -> str:
    points = " ".join(f"{x},{y}" for x, y in arrow.points)
    dashes = "" if arrow.edge.says else ' stroke-dasharray="4 4"'
    colour = PLUM if arrow.edge.says else SOFT
    drawn = f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"{dashes}/>'
    if not arrow.tip:
        return drawn
    tip = " ".join(f"{x},{y}" for x, y in arrow.tip)
    return f'{drawn}<polygon points="{tip}" fill="{PLUM}"/>'


def _words(arrow: Arrow) -> str:
    """What a line says, on paper of its own so that a line beside it does not run through it."""
    x, y = arrow.words_at
    said = escape(arrow.edge.says)
    halo = f'stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    return f'<text x="{x}" y="{y}" font-size="13" fill="{INK}" {halo}>{said}</text>'


def _box(box: Box) -> str:
    dashes = ' stroke-dasharray="6 4"' if box.node.is_outside else ""
    fill = PAPER if box.node.is_outside else TINT
    drawn = (
        f'<rect x="{box.x}" y="{box.y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="3" fill="{fill}" '
        f'stroke="{PLUM}" stroke-width="1.5"{dashes}/>'
    )
    names = "".join(
        f'<text x="{box.x + 12}" y="{y}" font-weight="600" fill="{INK}">{escape(line)}</text>'
        for y, line in zip(range(box.y + 22, box.y + BOX_HEIGHT, 18), box.lines, strict=False)
    )
    kind = escape(box.node.kind)
    below = f'<text x="{box.x + 12}" y="{box.y + BOX_HEIGHT - 9}" font-size="13" fill="{SOFT}">{kind}</text>'
    return f"{drawn}{names}{below}"
