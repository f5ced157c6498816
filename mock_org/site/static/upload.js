/* Uploads: files that are chosen or dropped go up one by one, in a dialog that waits for Done. */

import { freshId, make, once } from "./make.js";
import { open } from "./modal.js";
import { all } from "./roots.js";
import { spinning } from "./spinner.js";

/** Bring the uploads of a root to life. */
export function uploads(root) {
  once(root, "[data-upload]", (form) => {
    const input = form.querySelector("input[type=file]");
    form.querySelector("button[type=submit]").hidden = true;
    input.addEventListener("change", () => input.files.length && send(form, [...input.files]));
    form.addEventListener("dragover", (event) => event.preventDefault());
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length) send(form, [...event.dataTransfer.files]);
    });
  });
}

async function send(form, files) {
  const title = make("h2", { id: freshId("upload"), class: "slds-modal__title" }, "Upload Files");
  const rows = make("ul", { class: "upload__files" });
  const done = make("button", { type: "button", class: "slds-button slds-button_brand" }, "Done");
  done.disabled = true;
  const leave = () => done.disabled || location.reload();
  done.addEventListener("click", leave);
  const dialog = make(
    "dialog",
    { class: "slds-modal__container upload__dialog", "aria-labelledby": title.id },
    make("header", { class: "slds-modal__header" }, title),
    rows,
    make("footer", { class: "slds-modal__footer" }, done),
  );
  form.after(dialog);
  open(dialog, leave);
  for (const file of files) await one(form, file, rows);
  done.disabled = false;
  done.focus();
}

async function one(form, file, rows) {
  const row = make("li", { class: "upload__file" }, make("bdi", {}, file.name));
  rows.append(row);
  const data = new FormData();
  for (const hidden of all(form, "input[type=hidden]")) data.append(hidden.name, hidden.value);
  data.append("file", file);
  const headers = { Accept: "application/json" };
  const said = await spinning(row, () => answer(() => fetch(form.action, { method: "POST", body: data, headers })));
  row.append(make("span", { class: said ? "upload__error" : "upload__done", role: said ? "alert" : "status" }, said || "Uploaded"));
}

/* What is wrong; "" when the file is there. */
async function answer(ask) {
  try {
    const response = await ask();
    if (response.ok && !response.redirected) return "";
    const [refusal] = await response.json();
    return refusal.message;
  } catch {
    return "Can't upload the file. Reload the page and try again.";
  }
}
