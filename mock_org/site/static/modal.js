/* A dialog over the dimmed page: it keeps the focus, and Escape closes it as its button does. */

import { once } from "./make.js";
import { all } from "./roots.js";

const REACHED = "button, input, select, textarea, a[href], [tabindex]";

/** Open the dialogs of a root as modal ones. */
export function modals(root) {
  once(root, "[data-modal]", open);
}

/** Open a dialog over the page. `close` is what Escape does; without it, the button "Cancel and close". */
export function open(dialog, close = () => dialog.querySelector(".slds-modal__close").click()) {
  dialog.close();
  dialog.showModal();
  first(dialog)?.focus();
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  dialog.addEventListener("keydown", (event) => event.key === "Tab" && hold(dialog, event));
}

/* Where typing begins: at what is wrong, else at the first input; without one, at the first button of the foot. */
function first(dialog) {
  const reached = focusable(dialog);
  const inputs = reached.filter((each) => !each.closest("header, footer"));
  return inputs.find((each) => each.getAttribute("aria-invalid") === "true") ?? inputs[0] ?? reached.find((each) => each.closest("footer")) ?? reached[0];
}

function focusable(dialog) {
  return [...all(dialog, REACHED)].filter(
    (each) => !each.disabled && each.type !== "hidden" && each.tabIndex >= 0 && each.getClientRects().length,
  );
}

/* From the last thing to the first, and back. */
function hold(dialog, event) {
  const reached = focusable(dialog);
  const [from, to] = event.shiftKey ? [reached[0], reached.at(-1)] : [reached.at(-1), reached[0]];
  if (event.composedPath()[0] !== from) return;
  event.preventDefault();
  to.focus();
}
