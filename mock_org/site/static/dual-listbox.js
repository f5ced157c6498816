/* Multi-select picklists as Lightning draws them: what is available, what is chosen, and buttons that move between the
   two, over the <select> that the form sends. */

import { follow } from "./dependent.js";
import { freshId, make, once } from "./make.js";
import { OptionList } from "./option-list.js";

const KEYS = "Press CTRL + left arrow or right arrow to move items between lists, or use CMD + left or right arrows on Mac.";

/** Bring the multi-select picklists of a root to life. */
export function dualListboxes(root) {
  once(root, "[data-multipicklist]", (container) => new DualListbox(container));
}

class DualListbox {
  constructor(container) {
    this.select = container.querySelector("select");
    this.chosen = [...this.select.selectedOptions].map((option) => option.value);
    this.said = make("div", { class: "slds-assistive-text", "aria-live": "assertive" });
    const keys = make("div", { class: "slds-assistive-text", id: freshId("keys") }, KEYS);
    this.lists = [this.list("Available", keys.id), this.list("Chosen", keys.id)];
    this.select.hidden = true;
    container.append(this.group(container, keys));
    follow(container, this.select, () => this.show());
    this.show();
  }

  list(name, describedBy) {
    return new OptionList(name, describedBy, {
      marked: (list) => this.lists.forEach((each) => each !== list && each.mark([])),
      moved: (right) => this.move(right, true),
    });
  }

  group(container, keys) {
    const label = container.getRootNode().getElementById(`label-${this.select.id}`);
    label.removeAttribute("for");
    const [available, chosen] = this.lists;
    return make(
      "div",
      {
        role: "group",
        class: "slds-dueling-list",
        "aria-labelledby": label.id,
        "aria-describedby": this.select.getAttribute("aria-describedby"),
      },
      this.said,
      keys,
      available.column,
      make("div", { class: "slds-dueling-list__buttons" }, this.button("Chosen", "▸", true), this.button("Available", "◂", false)),
      chosen.column,
    );
  }

  button(name, sign, right) {
    const text = `Move selection to ${name}`;
    const made = make("button", { type: "button", class: "slds-button slds-button_icon", title: text, "aria-label": text }, sign);
    made.addEventListener("click", () => this.move(right));
    return made;
  }

  /* The chosen ones in the order in which they were chosen, the others in that of the picklist. */
  show() {
    const offered = [...this.select.options].filter((option) => !option.hidden);
    const held = new Map(offered.filter((option) => option.selected).map((option) => [option.value, option]));
    this.chosen = [...this.chosen.filter((value) => held.has(value)), ...[...held.keys()].filter((value) => !this.chosen.includes(value))];
    this.lists[0].show(offered.filter((option) => !option.selected));
    this.lists[1].show(this.chosen.map((value) => held.get(value)));
  }

  /* What is marked goes over; `follows`: the focus goes with it. */
  move(right, follows = false) {
    const [from, to] = right ? this.lists : [...this.lists].reverse();
    const values = from.marked;
    if (!values.length) return;
    const texts = [];
    for (const option of this.select.options) {
      if (!values.includes(option.value)) continue;
      option.selected = right;
      texts.push(option.text);
    }
    this.show();
    this.said.textContent = `${texts.length > 1 ? "Items" : "Item"} ${texts.join(", ")} moved to the list ${to.name}`;
    if (follows) to.focus(values);
    this.select.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
  }
}
