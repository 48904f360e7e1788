"""What axe-core and the width of a window have to say about the page that is shown."""

from pathlib import Path
from typing import Final

import axe_playwright_python
from playwright.sync_api import Page

AXE: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
DESKTOP: Final = {"width": 1280, "height": 800}
PHONE: Final = {"width": 390, "height": 844}
NARROW: Final = {"width": 320, "height": 640}  # what is left of 1280 at 400 % zoom
# All rules where the page is light; dark changes colours and nothing else, so there those about colour.
RUNS: Final = (
    ("light", DESKTOP, {}),
    ("light", PHONE, {}),
    ("dark", DESKTOP, {"runOnly": ["cat.color"]}),
    ("dark", PHONE, {"runOnly": ["cat.color"]}),
)
RUN_AXE: Final = """async (options) => (await axe.run({ ...options, resultTypes: ["violations"] })).violations.flatMap(
    ({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`))"""
TOO_WIDE: Final = """() => {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > page.clientWidth + 1);
    return wide.slice(-3).map((e) => `too wide: ${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 40)}`);
}"""
UNFOLD: Final = "() => document.querySelectorAll('details').forEach((details) => (details.open = true))"


def faults_of(page: Page) -> list[str]:
    """Light and dark, on a desktop and on a phone, and in a narrow window; what is folded is unfolded first."""
    page.evaluate(AXE)
    page.evaluate(UNFOLD)
    found = []
    for scheme, size, options in RUNS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour on its way to another
        page.set_viewport_size(size)
        found += [f"{scheme}, {size['width']}: {fault}" for fault in page.evaluate(RUN_AXE, options)]
    page.set_viewport_size(NARROW)
    return found + page.evaluate(TOO_WIDE)
