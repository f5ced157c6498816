/* The options under a combobox: shown and hidden, walked through by keys, chosen. The focus stays in the combobox. */

import { freshId, make } from "./make.js";

export class Listbox {
  /** combobox: what has the focus. label: the id of what names both. choose(option): what a choice does. */
  constructor(combobox, label, choose) {
    this.combobox = combobox;
    this.choose = choose;
    this.element = make("div", { role: "listbox", id: freshId("listbox"), class: "slds-listbox", "aria-labelledby": label });
    this.element.hidden = true;
    combobox.setAttribute("aria-haspopup", "listbox");
    combobox.setAttribute("aria-expanded", "false");
    combobox.setAttribute("aria-controls", this.element.id);
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  get isOpen() {
    return !this.element.hidden;
  }

  get options() {
    return [...this.element.querySelectorAll("[role=option]")];
  }

  get active() {
    return this.element.querySelector(".slds-has-focus");
  }

  /** Show options, each with `value` and `text`; the one of the value `selected` first of all. */
  open(entries, selected = null) {
    this.element.replaceChildren(...entries.map((each) => this.option(each, selected)));
    this.element.hidden = false;
    this.combobox.setAttribute("aria-expanded", "true");
    this.mark(this.element.querySelector("[aria-selected=true]"));
  }

  option({ value, text }, selected) {
    const chosen = value === selected;
    const made = make("div", { role: "option", id: freshId("option"), "aria-selected": String(chosen) }, text);
    made.dataset.value = value;
    return made;
  }

  close() {
    this.element.hidden = true;
    this.element.replaceChildren();
    this.combobox.setAttribute("aria-expanded", "false");
    this.combobox.removeAttribute("aria-activedescendant");
  }

  mark(option) {
    this.active?.classList.remove("slds-has-focus");
    this.combobox.removeAttribute("aria-activedescendant");
    if (!option) return;
    option.classList.add("slds-has-focus");
    this.combobox.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** Go on by `step` options, round the end. */
  move(step) {
    const options = this.options;
    if (!options.length) return;
    const place = options.indexOf(this.active);
    this.mark(options.at((place < 0 && step < 0 ? step : place + step) % options.length));
  }

  take(option) {
    if (!option) return;
    this.choose(option);
    this.close();
    this.combobox.focus();
  }

  /** What a key does while the options are shown; whether it did anything. */
  key(event) {
    const does = {
      ArrowDown: () => this.move(1),
      ArrowUp: () => this.move(-1),
      Enter: () => (this.active ? this.take(this.active) : this.close()),
      Escape: () => this.close(),
    }[event.key];
    if (!does || !this.isOpen) return false;
    event.preventDefault();
    event.stopPropagation();
    does();
    return true;
  }
}
