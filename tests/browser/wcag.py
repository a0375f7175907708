"""What WCAG 2.2 AA asks of a page as it stands: what axe-core finds, and what is too small for a finger."""

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What passes is not asked for: on a long page that list is megabytes.
OPTIONS = {"runOnly": LEVELS, "resultTypes": ["violations"]}
LEAST_TARGET = 24
SMALL = """(least) => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((node) => node.type !== "hidden" && node.checkVisibility() && !node.closest("p, .skip"))
  .map((node) => [node.textContent.trim().slice(0, 30) || node.id, node.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < least)
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""


def violations(page):
    """Each rule that is broken, and where."""
    found = AXE.run(page, options=OPTIONS).response["violations"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found]


def small_targets(page):
    """What can be pressed on a page of the front desk and is less than 24 pixels wide or high."""
    return page.evaluate(SMALL, LEAST_TARGET)
