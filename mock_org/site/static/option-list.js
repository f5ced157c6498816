/* One list of a dual listbox: options that are marked by click and keys, several at once. */

import { freshId, make } from "./make.js";

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

export class OptionList {
  /** name: what stands above it. heard: `marked(list)` after something was marked, `moved(right)` when keys move it. */
  constructor(name, describedBy, heard) {
    this.name = name;
    this.heard = heard;
    this.anchor = null;
    const label = make("span", { class: "slds-form-element__label", id: freshId("list") }, name);
    this.element = make("ul", {
      role: "listbox",
      class: "slds-listbox slds-listbox_vertical",
      "aria-multiselectable": "true",
      "aria-labelledby": label.id,
      "aria-describedby": describedBy,
    });
    const box = make("div", { class: "slds-dueling-list__options" }, this.element);
    this.column = make("div", { class: "slds-dueling-list__column" }, label, box);
    this.element.addEventListener("click", (event) => this.onClick(event));
    this.element.addEventListener("keydown", (event) => this.onKey(event));
  }

  get options() {
    return [...this.element.querySelectorAll("[role=option]")];
  }

  /** The values that are marked. */
  get marked() {
    return this.options.filter(isMarked).map((option) => option.dataset.value);
  }

  /** Show these <option>s, none of them marked. */
  show(entries) {
    this.anchor = null;
    this.element.replaceChildren(
      ...entries.map(({ value, text }) => {
        const body = make("span", { class: "slds-media__body" }, make("span", { class: "slds-truncate", title: text }, text));
        const option = make(
          "div",
          { role: "option", class: "slds-listbox__option", "aria-selected": "false", tabindex: "-1", "data-value": value },
          body,
        );
        return make("li", { role: "presentation", class: "slds-listbox__item" }, option);
      }),
    );
    this.reach(this.options[0]);
  }

  /** Mark these options and no others. */
  mark(options) {
    for (const each of this.options) each.setAttribute("aria-selected", String(options.includes(each)));
  }

  /** Mark what has these values, and go to the first of it. */
  focus(values) {
    const found = this.options.filter((option) => values.includes(option.dataset.value));
    this.choose(found, found[0]);
    found[0]?.focus();
  }

  choose(options, anchor) {
    this.mark(options);
    this.anchor = anchor;
    this.reach(anchor);
    this.heard.marked(this);
  }

  /* Tab leads to one option of the list. */
  reach(option) {
    for (const each of this.options) each.tabIndex = each === option ? 0 : -1;
  }

  onClick(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    if (event.shiftKey) this.choose(this.between(option), this.anchor ?? option);
    else if (event.ctrlKey || event.metaKey) this.toggle(option);
    else this.choose([option], option);
    option.focus();
  }

  toggle(option) {
    const others = this.options.filter((each) => each !== option && isMarked(each));
    this.choose(isMarked(option) ? others : [...others, option], option);
  }

  between(option) {
    const options = this.options;
    const ends = [options.indexOf(this.anchor ?? option), options.indexOf(option)].sort((a, b) => a - b);
    return options.slice(ends[0], ends[1] + 1);
  }

  onKey(event) {
    const option = event.target.closest("[role=option]");
    const wide = event.ctrlKey || event.metaKey;
    if (option && event.key in STEPS) this.step(option, STEPS[event.key], event);
    else if (option && event.key === " ") wide ? this.toggle(option) : this.choose([option], option);
    else if (wide && event.key.toLowerCase() === "a") this.choose(this.options, option);
    else if (wide && event.key === "ArrowRight") this.heard.moved(true);
    else if (wide && event.key === "ArrowLeft") this.heard.moved(false);
    else if (!wide && /^\S$/u.test(event.key)) this.find(option, event.key.toLowerCase());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /* Arrows mark what they come to; with Shift up to there, with Ctrl they only go there. */
  step(option, by, event) {
    const next = this.options[this.options.indexOf(option) + by];
    if (!next) return;
    this.anchor ??= option;
    if (event.shiftKey) this.choose(this.between(next), this.anchor);
    else if (!event.ctrlKey && !event.metaKey) this.choose([next], next);
    this.reach(next);
    next.focus();
  }

  /* A letter goes to the next option that begins with it. */
  find(option, letter) {
    const options = this.options;
    const after = options.indexOf(option) + 1;
    const found = [...options.slice(after), ...options.slice(0, after)].find((each) => each.textContent.toLowerCase().startsWith(letter));
    this.reach(found ?? option);
    (found ?? option)?.focus();
  }
}

function isMarked(option) {
  return option.getAttribute("aria-selected") === "true";
}
