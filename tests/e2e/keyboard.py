"""Somebody with no mouse: Tab, Shift+Tab, arrows, Space and Enter, and a look at where the focus is after each."""

from typing import Final

from playwright.sync_api import Locator, Page

from tests.e2e.journey import Journey

MOST_TABS: Final = 200
# Where the focus is, as its name, and what is wrong with how it shows (empty where nothing is).
LOOK: Final = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return ["", ""];
    const name = `${at.tagName.toLowerCase()}${at.id && "#" + at.id}.${at.className} ${(at.textContent || at.name || "").trim().slice(0, 40)}`;
    const boxes = [at, at.closest("label")].filter(Boolean);
    const ringed = boxes.map((box) => getComputedStyle(box)).some(
        (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none");
    const inside = at.tagName === "VIDEO" && !at.matches(":focus-visible");  // on one of its own buttons
    if (!ringed && !inside && at.id !== "main") return [name, "no ring"];
    const { left, top, right, bottom } = at.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) return [name, "outside the window"];
    const clear = [0.1, 0.5, 0.9].some((part) => {
        const y = Math.min(Math.max(top + (bottom - top) * part, 0), innerHeight - 1);
        const hit = document.elementFromPoint(Math.min(Math.max((left + right) / 2, 0), innerWidth - 1), y);
        return hit && (hit.contains(at) || at.contains(hit) || at.closest("label")?.contains(hit));
    });
    return [name, clear ? "" : "covered"];
}"""
# The key that leads towards the element; empty when the focus is there (for a radio button: in its group).
WAY: Final = """(target) => {
    const at = document.activeElement;
    if (at === target || (target.type === "radio" && at.type === "radio" && at.name === target.name)) return "";
    return at.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING ? "Shift+Tab" : "Tab";
}"""


class ByKeyboard(Journey):
    """The way taken with the keys alone. A focus that cannot be seen is a complaint."""

    def __init__(self, page: Page, base: str):
        super().__init__(page, base)
        self.keys = 0

    def key(self, name: str) -> None:
        """One key, and a look at where the focus is."""
        self.page.keyboard.press(name)
        self.keys += 1
        if name not in ("Enter", " "):
            where, wrong = self.page.evaluate(LOOK)
            if wrong:
                self.complaints.append(f"{self.page.url.removeprefix(self.base)}: {wrong}: {where}")

    def reach(self, target: Locator) -> None:
        """Tabs to the element, forwards or backwards."""
        element = target.element_handle()
        assert element
        for _ in range(MOST_TABS):
            way = element.evaluate(WAY)
            if not way:
                return
            self.key(way)
        at, seen = self.page.evaluate(LOOK)[0], element.is_visible()
        raise AssertionError(
            f"{target} ({'visible' if seen else 'hidden'}) is not reached by {MOST_TABS} tabs; at {at}"
        )

    def press(self, button: Locator) -> None:
        self.reach(button)
        self.key("Enter")

    def choose(self, option: Locator) -> None:
        """Space on the option; in a group of radio buttons the arrows lead to it."""
        self.reach(option)
        for _ in range(10):
            if option.evaluate("(option) => option === document.activeElement"):
                break
            self.key("ArrowDown")
        if not option.is_checked():
            self.key(" ")
        assert option.is_checked()

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.type(text)
