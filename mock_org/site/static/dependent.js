/* What depends on another input: a picklist offers only what goes with its controlling input, now and at each change. */

import { all, around } from "./roots.js";

/** Narrow `select` by the input that its container names; `changed()` is called whenever that was done. */
export function follow(container, select, changed) {
  const form = around(container, "form");
  const name = container.dataset.controller;
  const controller = name && form ? all(form, `[name="${CSS.escape(name)}"]`).next().value : null;
  if (!controller) return;
  const narrow = () => {
    const value = controller.type === "checkbox" ? (controller.checked ? "true" : "") : controller.value;
    for (const option of select.options) {
      option.hidden = option.disabled = Boolean(option.dataset.validFor) && !JSON.parse(option.dataset.validFor).includes(value);
      if (option.hidden) option.selected = false;
    }
    if (!select.multiple && select.selectedIndex < 0) select.value = "";
    changed();
  };
  controller.addEventListener("change", narrow);
  narrow();
}
