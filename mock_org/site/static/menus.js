/* Menu buttons: arrow keys move in an open menu, Escape and a click elsewhere close it. */

import { all, around, target } from "./roots.js";

const MOVES = { ArrowDown: 1, ArrowUp: -1 };

/** Make the menus of a root keep to the keyboard; the document hears of clicks elsewhere. */
export function menus(root) {
  for (const menu of root.querySelectorAll("[data-menu]")) {
    const button = menu.querySelector("summary");
    button.setAttribute("aria-expanded", String(menu.open));
    menu.addEventListener("toggle", () => button.setAttribute("aria-expanded", String(menu.open)));
    menu.addEventListener("keydown", (event) => onKey(event, menu, button));
  }
  if (root === document) document.addEventListener("click", closeOthers);
}

function onKey(event, menu, button) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const here = items.indexOf(event.target);
  if (event.key === "Escape") {
    menu.open = false;
    button.focus();
  } else if (event.key in MOVES) {
    menu.open = true;
    const start = here < 0 && event.key === "ArrowUp" ? 0 : here;
    items[(start + MOVES[event.key] + items.length) % items.length].focus();
  } else if (event.key === "Home") items[0].focus();
  else if (event.key === "End") items.at(-1).focus();
  else return;
  event.preventDefault();
}

function closeOthers(event) {
  const kept = target(event, "[data-menu]");
  for (const menu of all(document, "[data-menu][open]")) {
    if (menu !== kept && menu !== around(kept, "[data-menu]")) menu.open = false;
  }
}
