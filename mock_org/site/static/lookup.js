/* Lookups: a text that searches records while one types, through the site, which shows nobody what is not for them. */

import { Listbox } from "./listbox.js";
import { make, once } from "./make.js";
import { spinning } from "./spinner.js";

const PAUSE = 150;

/** Bring the lookups of a root to life. */
export function lookups(root) {
  once(root, "[data-lookup]", (container) => new Lookup(container));
}

class Lookup {
  constructor(container) {
    this.container = container;
    this.input = container.querySelector("input");
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    const label = container.getRootNode().getElementById(`label-${this.input.id}`);
    this.listbox = new Listbox(this.input, label.id, (option) => this.choose(option));
    this.nothing = make("p", { role: "status", class: "slds-listbox slds-listbox_empty" });
    this.nothing.hidden = true;
    container.append(this.listbox.element, this.nothing);
    if (container.dataset.recordId) this.hold(container.dataset.recordId);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("click", () => this.listbox.isOpen || this.search());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
  }

  /* What was chosen goes with the form beside its text, until somebody types. */
  hold(id) {
    this.held?.remove();
    this.held = id ? make("input", { type: "hidden", name: `${this.input.name}.id`, value: id }) : null;
    if (this.held) this.container.append(this.held);
  }

  typed() {
    this.hold(null);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.search(), PAUSE);
  }

  async search() {
    const term = this.input.value.trim();
    this.asked = term;
    const address = `${this.container.dataset.lookup}?${new URLSearchParams({ q: this.held ? "" : term })}`;
    const found = await spinning(this.container, () => fetch(address, { headers: { Accept: "application/json" } }));
    if (!found.headers.get("Content-Type")?.startsWith("application/json")) return location.reload();
    const { records = [] } = await found.json();
    if (this.asked !== term || this.input.getRootNode().activeElement !== this.input) return;
    this.show(records, term);
  }

  show(records, term) {
    this.nothing.hidden = records.length > 0 || !term;
    this.nothing.textContent = this.nothing.hidden ? "" : `No results for "${term}"`;
    if (!records.length) return this.listbox.close();
    this.listbox.open(records.map((each) => ({ value: each.id, text: each.fields.Name.value })));
  }

  choose(option) {
    this.input.value = option.textContent;
    this.hold(option.dataset.value);
    this.input.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
  }

  close() {
    clearTimeout(this.waiting);
    this.asked = null;
    this.listbox.close();
    this.nothing.hidden = true;
  }

  key(event) {
    if (this.listbox.key(event)) return;
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.search();
    }
  }
}
