/* Inputs in shadow roots take part in the form around them, and buttons there send it. */

import { all, around, roots, target } from "./roots.js";

const SILENT = new Set(["submit", "button", "reset", "image"]);
const heard = new WeakSet();
const senders = new WeakMap();

/** Let a root's forms collect what their nested roots hold. */
export function forms(root) {
  for (const form of root.querySelectorAll("form")) {
    if (heard.has(form)) continue;
    heard.add(form);
    form.addEventListener("formdata", (event) => collect(form, event.formData));
  }
  if (root !== document) return;
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onEnter);
}

/** Send a form as if `button` had been clicked, wherever the button stands. */
export function send(form, button = null) {
  if (button?.form === form) return form.requestSubmit(button);
  senders.set(form, button);
  form.requestSubmit();
  senders.delete(form);
}

function collect(form, data) {
  for (const root of roots(form)) {
    if (root === form) continue;
    for (const input of root.querySelectorAll("input, select, textarea")) {
      if (!input.form && input.name && !input.disabled) append(data, input);
    }
  }
  const button = senders.get(form);
  if (button?.name) data.append(button.name, button.value);
}

function append(data, input) {
  if (SILENT.has(input.type)) return;
  if (["checkbox", "radio"].includes(input.type) && !input.checked) return;
  if (input.type === "file") for (const file of input.files) data.append(input.name, file);
  else if (input.type !== "select-multiple") data.append(input.name, input.value);
  else for (const option of input.selectedOptions) data.append(input.name, option.value);
}

function onClick(event) {
  const button = target(event, "button, input[type=submit]");
  if (event.defaultPrevented || button?.type !== "submit" || button.form || button.hasAttribute("form")) return;
  const form = around(button, "form");
  if (form) send(form, button);
}

/* Enter in a single line, as browsers have it where the input belongs to the form. */
function onEnter(event) {
  const input = event.composedPath()[0];
  if (event.key !== "Enter" || event.isComposing || event.defaultPrevented || input.tagName !== "INPUT") return;
  if (input.form || SILENT.has(input.type) || ["checkbox", "radio", "file"].includes(input.type)) return;
  const form = around(input, "form");
  if (form) send(form, all(form, "button[type=submit], button:not([type]), input[type=submit]").next().value);
}
