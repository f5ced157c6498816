/* The feed's publisher: a button that opens into a text to write in. */

import { make, once } from "./make.js";

/** Fold the publishers of a root behind their buttons. */
export function publishers(root) {
  once(root, "[data-publisher]", (form) => {
    const text = form.querySelector("textarea");
    if (text.value) return;
    const button = make("button", { type: "button", class: "slds-button publisher__open", title: text.placeholder }, text.placeholder);
    form.hidden = true;
    form.before(button);
    button.addEventListener("click", () => {
      button.remove();
      form.hidden = false;
      text.focus();
    });
  });
}
