/* The tree that people see: through the shadow roots of components, and out of them. */

/** A document, element or shadow root, and every shadow root inside it. */
export function* roots(node) {
  yield node;
  for (const element of node.querySelectorAll("*")) {
    if (element.shadowRoot) yield* roots(element.shadowRoot);
  }
}

/** The elements inside that match, in whichever root. */
export function* all(node, selector) {
  for (const root of roots(node)) yield* root.querySelectorAll(selector);
}

/** The nearest element around that matches, in whichever root; the element itself counts. */
export function around(node, selector) {
  for (let each = node; each; each = each.assignedSlot ?? each.parentNode ?? each.host) {
    if (each.matches?.(selector)) return each;
  }
  return null;
}

/** The element that an event began at, and those around it that match: the nearest one. */
export function target(event, selector) {
  return event.composedPath().find((each) => each.matches?.(selector)) ?? null;
}
