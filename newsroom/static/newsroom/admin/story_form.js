/* The form in which a story is written, for the scripts of its panels: the form, its fields, and what was typed into it. */

import { watch } from "./unsaved.js";

export const form = document.getElementById("article_form")
export const typing = form && watch(form)

export function field(name) {
  return form.elements.namedItem(name)
}
