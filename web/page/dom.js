// @ts-check
// What all parts of the page need of the document.

/** How long the page works before it lets the browser draw, in milliseconds: half of a frame. */
const SLICE = 8;

/** @param {string} id @returns {any} */
export const find = (id) => document.getElementById(id);

/** Lets the browser draw now. */
export const pause = () => new Promise((resolve) => setTimeout(resolve));

/** Lets the browser draw once the page has worked for a slice. */
export function breather() {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE) return;
    await pause();
    began = performance.now();
  };
}

/** @param {string} name @param {string} [text] */
export function element(name, text = "") {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
