/* What brings parts of a page to life, on the page as it came and on what scripts add to it. */

import { roots } from "./roots.js";

const parts = [];

/** Have `start(root)` called with each root: the document, and each shadow root, once it is there. */
export function part(start) {
  parts.push(start);
}

/** Bring a document, or an element that was added, to life. */
export function enhance(node) {
  for (const root of roots(node)) {
    for (const start of parts) start(root);
  }
}
