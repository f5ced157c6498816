/* Picklists as Lightning draws them: a button with a list of options, over the <select> that the form sends. */

import { follow } from "./dependent.js";
import { Listbox } from "./listbox.js";
import { freshId, make, once } from "./make.js";

/** Bring the picklists of a root to life; the dependent ones follow their controlling input. */
export function picklists(root) {
  once(root, "[data-picklist]", (container) => new Picklist(container));
}

class Picklist {
  constructor(container) {
    this.select = container.querySelector("select");
    const label = container.getRootNode().getElementById(`label-${this.select.id}`);
    this.button = make("button", {
      type: "button",
      role: "combobox",
      class: "slds-combobox__input slds-input",
      id: freshId("combobox"),
      "aria-labelledby": label.id,
      "aria-required": this.select.getAttribute("aria-required"),
      "aria-invalid": this.select.getAttribute("aria-invalid"),
      "aria-describedby": this.select.getAttribute("aria-describedby"),
    });
    label.htmlFor = this.button.id;
    this.listbox = new Listbox(this.button, label.id, (option) => this.choose(option.dataset.value));
    this.select.hidden = true;
    container.append(this.button, this.listbox.element);
    follow(container, this.select, () => this.show());
    this.show();
    this.button.addEventListener("click", () => this.toggle());
    this.button.addEventListener("keydown", (event) => this.key(event));
    this.button.addEventListener("blur", () => this.listbox.close());
  }

  show() {
    this.button.textContent = this.select.selectedOptions[0]?.text ?? "--None--";
    this.button.dataset.value = this.select.value;
  }

  toggle() {
    if (this.listbox.isOpen) return this.listbox.close();
    const offered = [...this.select.options].filter((option) => !option.hidden);
    this.listbox.open(
      offered.map((option) => ({ value: option.value, text: option.text })),
      this.select.value,
    );
  }

  choose(value) {
    this.select.value = value;
    this.show();
    this.select.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
  }

  key(event) {
    if (event.key === " " && this.listbox.active) {
      event.preventDefault();
      return this.listbox.take(this.listbox.active);
    }
    if (this.listbox.key(event)) return;
    if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      this.toggle();
    } else if (event.key.length === 1 && /\S/.test(event.key)) {
      this.find(event.key.toLowerCase());
    }
  }

  /* A letter goes to the next option that begins with it. */
  find(letter) {
    if (!this.listbox.isOpen) this.toggle();
    const options = this.listbox.options;
    const after = options.indexOf(this.listbox.active) + 1;
    const order = [...options.slice(after), ...options.slice(0, after)];
    this.listbox.mark(order.find((option) => option.textContent.toLowerCase().startsWith(letter)) ?? this.listbox.active);
  }
}
