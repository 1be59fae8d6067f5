"""A chart of cost against kernel size as SVG: one panel for max, one for average, both axes logarithmic.

Each series has a colour and a marker of its own and is named at its end. The picture brings its own ground, light or
dark as the reader's system is, so that its words can be read on any page.
"""

import math
from collections import namedtuple
from xml.sax.saxutils import escape

Series = namedtuple("Series", "name kind points")  # points: (kernel, nanoseconds per output value)

WIDTH, HEIGHT = 920, 420
TOP, BOTTOM, LEFT, GAP, RIGHT = 44, 62, 66, 96, 96
PANEL = (WIDTH - LEFT - GAP - RIGHT) / 2
KERNEL_TICKS = (3, 5, 7, 9, 15, 31, 63, 101)

STYLE = """
  .ground { fill: #ffffff } .text { fill: #1f2328 } .quiet { fill: #57606a } .grid { stroke: #d8dee4 }
  .ours { stroke: #0969da; fill: #0969da } .opencv { stroke: #bc4c00; fill: #bc4c00 }
  .torch { stroke: #8250df; fill: #8250df } .copy { stroke: #57606a; fill: #57606a }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } .text { fill: #e6edf3 } .quiet { fill: #9198a1 } .grid { stroke: #30363d }
    .ours { stroke: #58a6ff; fill: #58a6ff } .opencv { stroke: #f0883e; fill: #f0883e }
    .torch { stroke: #bc8cff; fill: #bc8cff } .copy { stroke: #9198a1; fill: #9198a1 }
  }
  text { font-family: system-ui, sans-serif; font-size: 12px }
  text[class] { stroke: none }
  .title { font-size: 15px; font-weight: 600 }
  .line { fill: none; stroke-width: 2 } .ours.line { stroke-width: 3 } .copy.line { stroke-dasharray: 6 4 }
"""


class Scale:
    """A logarithmic axis: value to place."""

    def __init__(self, low, high, start, end):
        self.low, self.factor, self.start = math.log(low), (end - start) / (math.log(high) - math.log(low)), start

    def __call__(self, value):
        return self.start + (math.log(value) - self.low) * self.factor


def marker(kind, x, y):
    if kind == "copy":
        return ""
    if kind == "opencv":
        return '<rect class="%s" x="%.1f" y="%.1f" width="7" height="7"/>' % (kind, x - 3.5, y - 3.5)
    if kind == "torch":
        return '<path class="%s" d="M%.1f %.1f l4.5 8 h-9 z"/>' % (kind, x, y - 5)
    return '<circle class="%s" cx="%.1f" cy="%.1f" r="3.5"/>' % (kind, x, y)


def spread_apart(places, least):
    """The places moved so that none is nearer than `least` to the next, order kept."""
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = list(places)
    for before, index in zip(order, order[1:]):
        moved[index] = max(moved[index], moved[before] + least)
    return moved


def decades(low, high):
    """Powers of ten from `low` to `high`, both within."""
    return [10.0 ** power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]


def text(x, y, words, kind="quiet", anchor="middle", extra=""):
    return '<text class="%s" x="%.1f" y="%.1f" text-anchor="%s"%s>%s</text>' % (kind, x, y, anchor, extra, escape(words))


def panel(title, series, left, y_ticks, y):
    x = Scale(KERNEL_TICKS[0], KERNEL_TICKS[-1], left, left + PANEL)
    parts = [text(left + PANEL / 2, TOP - 12, title, "text title")]
    for tick in y_ticks:
        parts.append('<path class="grid" d="M%.1f %.1f h%.1f"/>' % (left, y(tick), PANEL))
        parts.append(text(left - 8, y(tick) + 4, "{:,g}".format(tick), anchor="end"))
    for tick in KERNEL_TICKS:
        parts.append('<path class="grid" d="M%.1f %.1f v5"/>' % (x(tick), HEIGHT - BOTTOM))
        parts.append(text(x(tick), HEIGHT - BOTTOM + 19, str(tick)))
    ends = spread_apart([y(one.points[-1][1]) for one in series], 15)
    for one, end in zip(series, ends):
        path = " ".join("%s%.1f %.1f" % ("L" if i else "M", x(kernel), y(cost))
                        for i, (kernel, cost) in enumerate(one.points))
        parts.append('<path class="%s line" d="%s"/>' % (one.kind, path))
        parts += [marker(one.kind, x(kernel), y(cost)) for kernel, cost in one.points]
        parts.append(text(x(one.points[-1][0]) + 9, end + 4, one.name, one.kind, "start"))
    return parts


def draw(panels):
    """The SVG of [(title, [Series, ...]), ...], at most two panels; "" where no series has a point."""
    panels = [(title, [one for one in series if one.points]) for title, series in panels]
    costs = [cost for _, series in panels for one in series for _, cost in one.points]
    if not costs:
        return ""
    ticks = decades(min(costs), max(costs))
    y = Scale(ticks[0], ticks[-1], HEIGHT - BOTTOM, TOP)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="Cost of pooling against '
        'kernel size">' % (WIDTH, HEIGHT),
        "<style>%s</style>" % STYLE,
        '<rect class="ground" width="%d" height="%d" rx="8"/>' % (WIDTH, HEIGHT),
        text(18, TOP + (HEIGHT - TOP - BOTTOM) / 2, "nanoseconds per output value", extra=' transform="rotate(-90 18 %.1f)"'
             % (TOP + (HEIGHT - TOP - BOTTOM) / 2)),
        text(WIDTH / 2, HEIGHT - 12, "side of the kernel, in cells (stride 1, one thread)"),
    ]
    for index, (title, series) in enumerate(panels):
        parts += panel(title, series, LEFT + index * (PANEL + GAP), ticks, y)
    return "\n".join(parts + ["</svg>"]) + "\n"
