/* The form of a record: a spinner while it is saved. */

import { once } from "./make.js";
import { spinner } from "./spinner.js";

/** Bring the record forms of a root to life. */
export function recordForms(root) {
  once(root, "[data-record-form]", (form) => {
    form.addEventListener("submit", () => form.append(spinner()));
    addEventListener("pageshow", (event) => event.persisted && form.querySelector(":scope > lightning-spinner")?.remove());
  });
}
