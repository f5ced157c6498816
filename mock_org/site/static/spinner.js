/* The spinner while something is on its way. */

import { make } from "./make.js";

/** An element that turns, and says "Loading". */
export function spinner() {
  const text = make("span", { class: "slds-assistive-text" }, "Loading");
  return make("lightning-spinner", { class: "slds-spinner_container" }, make("div", { class: "slds-spinner", role: "status" }, text));
}

/** Wait for what `work` promises, with a spinner in `place` meanwhile. */
export async function spinning(place, work) {
  const shown = spinner();
  place.append(shown);
  try {
    return await work();
  } finally {
    shown.remove();
  }
}
