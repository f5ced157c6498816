/* Elements by one call, and every element of a kind in a root once. */

let number = 0;

/** An element with attributes and children; of children, texts stay texts. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** An id that no other element of the page has. */
export function freshId(stem) {
  number += 1;
  return `${stem}-${number}`;
}

/** Call `start` with each element that matches, unless it was called with it before. */
export function once(root, selector, start) {
  for (const element of root.querySelectorAll(selector)) {
    if (element.dataset.started !== undefined) continue;
    element.dataset.started = "";
    start(element);
  }
}
