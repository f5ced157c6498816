"""What a person reads in a part of a page, also where components keep it in open shadow roots.

`inner_text` stops at a shadow root, which native components on a page have (W3C DOM; tried on Chromium).
"""

import re

from playwright.sync_api import Locator

READ = """element => {
  const APART = new Set(["inline", "contents", "inline-block", "inline-flex"]);
  const UNREAD = new Set(["STYLE", "SCRIPT", "TEMPLATE", "NOSCRIPT"]);
  const walk = node => {
    if (node.nodeType === Node.TEXT_NODE) {
      const style = getComputedStyle(node.parentElement ?? node.getRootNode().host);
      if (style.visibility !== "visible") return "";
      return style.whiteSpace.startsWith("pre") ? node.data : node.data.replace(/\\s+/g, " ");
    }
    if (node.nodeType !== Node.ELEMENT_NODE || UNREAD.has(node.tagName)) return "";
    const display = getComputedStyle(node).display;
    if (display === "none") return "";
    const slotted = node.tagName === "SLOT" && node.assignedNodes().length ? node.assignedNodes() : null;
    const text = [...(node.shadowRoot ?? node).childNodes];
    const inside = (slotted ?? text).map(walk).join("");
    return APART.has(display) ? inside : `\\n${inside}\\n`;
  };
  return walk(element);
}"""
_READ_ALL = f"elements => elements.map({READ})"


def text_of(locator: Locator) -> str:
    """The text of one element, its lines below each other."""
    return tidy(locator.evaluate(READ))


def texts_of(locator: Locator) -> list[str]:
    """The texts of all elements, as they are now."""
    return [tidy(text) for text in locator.evaluate_all(_READ_ALL)]


def tidy(text: str) -> str:
    """A text as `READ` has it, its lines below each other."""
    return re.sub(r"[^\S\n]*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", text)).strip()
