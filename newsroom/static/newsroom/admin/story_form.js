/* The form in which a story is written, for the scripts of its panels: the form, its fields, and what was typed into it. */

import { watch } from "./unsaved.js";

const UNANSWERED = "save_unanswered"

export const form = document.getElementById("article_form")
export const typing = form && watch(form)

export function field(name) {
  return form.elements.namedItem(name)
}

/* The button that was pressed; where a save has drawn it anew since, the new one. A step that cannot be taken any more has none. */
export function buttonNow(pressed) {
  if (!pressed || pressed.isConnected) return pressed
  const found = [...form.querySelectorAll(`[name="${CSS.escape(pressed.name)}"][type=submit]`)]
  return found.find((button) => button.tagName === "INPUT" || button.value === pressed.value)
}

/* What stands in the form now, the last letters in the editor included; files are sent by themselves. */
export function content() {
  form.dispatchEvent(new CustomEvent("story:leaving"))
  const data = new FormData(form)
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name)
  return data
}

/* What stood in it when it was opened, whatever the browser has put back into it. */
export function opened() {
  const copy = form.cloneNode(true)
  copy.reset()
  return new FormData(copy)
}

export function written(data) {
  return JSON.stringify([...data].filter(([name]) => name !== UNANSWERED))
}

/* The form is sent once more, and what becomes of it is not known yet: what is sent after it says over which version it was
typed, and the server takes it for the same story. */
export function noteUnanswered() {
  const box = field(UNANSWERED) || form.appendChild(document.createElement("input"))
  Object.assign(box, { type: "hidden", name: UNANSWERED, autocomplete: "off" })
  box.value ||= field("opened_version")?.value || "0"
}

export function noteAnswered() {
  field(UNANSWERED)?.remove()
}
