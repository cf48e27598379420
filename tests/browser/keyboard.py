"""A reader without a mouse: every stop of the Tab key is seen, in the window, and after the one before."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

MOST_STOPS = 300

# A GOV.UK radio or checkbox draws its ring on its label; the field itself is transparent.
LOOK = """
const ring = (one) => {
  const radio = one.matches('input[type=radio], input[type=checkbox]') && one.labels.length
  const style = radio ? getComputedStyle(one.labels[0], '::before') : getComputedStyle(one)
  const clear = style.outlineStyle === 'none' || /^rgba\\(.*, 0\\)$/.test(style.outlineColor)
  return { outline: clear ? '' : `${style.outlineWidth} ${style.outlineColor}`, shadow: style.boxShadow }
}
// What stands in closed details has a box, and no Tab comes to it.
const sees = (one) => one.getClientRects().length > 0 && one.checkVisibility()
const stops = () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter((one) => sees(one) && !one.disabled && one.type !== 'hidden')
"""
AT_REST = "() => {" + LOOK + "window.atRest = new Map(stops().map((one) => [one, ring(one)])) }"
FOCUSED = (
    "() => {"
    + LOOK
    + """
  const one = document.activeElement
  if (one === document.body) return null
  const before = window.focusedBefore
  window.focusedBefore = one
  window.focusedFirst ??= one
  if (before && one === window.focusedFirst) return null
  const box = (one.labels?.length && one.matches('input') ? one.labels[0] : one).getBoundingClientRect()
  const words = (one.labels?.length ? one.labels[0] : one).innerText || one.value || ''
  const radio = one.matches('input[type=radio]')
  const legend = radio ? one.closest('fieldset').querySelector('legend').innerText : ''
  return {
    name: words.replace(/\\s+/g, ' ').trim(), legend: legend.trim(), tag: one.tagName, id: one.id,
    kind: one.className, href: one.getAttribute('href') ?? '',
    now: ring(one), rest: window.atRest?.get(one) ?? { outline: '', shadow: 'none' },
    top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, right: box.right,
    in_window: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    in_main: Boolean(one.closest('main')),
    follows: !before || Boolean(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
  }
}"""
)
# A group of radios is one stop; the arrows move within it.
HOW_MANY = (
    "() => {"
    + LOOK
    + """
  const radios = new Set(stops().filter((one) => one.type === 'radio').map((one) => one.name))
  return stops().filter((one) => one.type !== 'radio').length + radios.size
}"""
)


@dataclass
class Stop:
    """Where the Tab key came to rest: what it is, how it looks with and without focus, and where it is."""

    name: str
    legend: str
    tag: str
    id: str
    kind: str
    href: str
    now: dict[str, str]
    rest: dict[str, str]
    top: float
    bottom: float
    left: float
    right: float
    in_window: bool
    in_main: bool
    follows: bool

    @property
    def is_seen(self) -> bool:
        """Whether it has an outline, or a shadow it has not at rest."""
        shadow = self.now["shadow"] not in ("none", self.rest["shadow"])
        return bool(self.now["outline"]) or shadow

    def is_back_up_from(self, before: "Stop") -> bool:
        """Whether it lies above the one before, and not in a column to its right."""
        return self.bottom <= before.top and self.left < before.right


@dataclass
class Keyboard:
    """The Tab key, and what was wrong with its stops."""

    page: Page
    last: Stop | None = None
    faults: list[str] = field(default_factory=list)

    def arrive(self) -> None:
        """Look at a new page before anything on it is focused."""
        self.page.evaluate(AT_REST)
        self.page.evaluate("window.focusedBefore = window.focusedFirst = null")
        self.last = None

    def focused(self) -> Stop | None:
        """What has the focus now; None for the page itself, or for the first stop once more.

        Past the last stop Chromium gives the focus to the page, or goes straight round.
        """
        found: dict[str, Any] | None = self.page.evaluate(FOCUSED)
        return Stop(**found) if found else None

    def tab(self) -> Stop | None:
        """Press Tab once and check the stop it comes to; None past the last one."""
        self.page.keyboard.press("Tab")
        stop, before = self.focused(), self.last
        self.last = stop
        if stop is None:
            return None
        where = f"{self.page.url}: {stop.tag} {stop.name[:60]!r}"
        if not stop.is_seen:
            self.faults.append(f"{where} does not show that it has the focus: {stop.now}")
        if not stop.in_window:
            self.faults.append(f"{where} has the focus outside the window")
        if before and not stop.follows:
            self.faults.append(f"{where} stands before {before.name[:60]!r} in the page")
        if before and stop.is_back_up_from(before):
            self.faults.append(f"{where} is back up the page from {before.name[:60]!r}")
        return stop

    def to(self, name: str, *, legend: str = "") -> Stop:
        """Tab on until this is reached by its words."""
        for _ in range(MOST_STOPS):
            stop = self.tab()
            if stop is None:
                break
            if name in stop.name and stop.legend.startswith(legend):
                return stop
        raise AssertionError(f"Tab does not come to {name!r} on {self.page.url}")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        """Put words in place of those in the field that has the focus."""
        self.press("Control+a")
        self.page.keyboard.type(words)

    def walk_round(self) -> int:
        """Tab from the top of the page until past its last stop, and give how many there were."""
        self.arrive()
        stops = 0
        while self.tab() is not None:
            stops += 1
            if stops > MOST_STOPS:
                raise AssertionError(f"Tab does not come out of {self.page.url}")
        wanted = self.page.evaluate(HOW_MANY)
        if stops != wanted:
            self.faults.append(f"{self.page.url}: Tab makes {stops} stops of {wanted}")
        self.arrive()
        return stops
