/* A toast goes away after five seconds, not while somebody points at it or is in it. */

import { once } from "./make.js";

const SHOWN = 5000;

/** Let the toasts of a root go. */
export function toasts(root) {
  once(root, "[data-toast]", (toast) => {
    let leaving;
    const stay = () => clearTimeout(leaving);
    const leave = () => {
      stay();
      leaving = setTimeout(() => toast.remove(), SHOWN);
    };
    for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stay);
    for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, leave);
    toast.querySelector("[data-close]").addEventListener("submit", (event) => {
      event.preventDefault();
      toast.remove();
    });
    leave();
  });
}
