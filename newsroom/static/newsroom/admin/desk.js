/* The checklist leads into the field: also into the editor, which no address reaches, and into closed groups. */

import { openAround } from "./drawers.js";
import { form } from "./story_form.js";

function fieldOf(link) {
  const id = link.hash.slice(1)
  return id === "story-text" ? form.querySelector(".field-body .ProseMirror") : document.getElementById(id)
}

function focusIn(place) {
  const select2 = place.nextElementSibling?.querySelector?.("[role=combobox], .select2-search__field")
  const target = select2 || (place.matches("input, select, textarea, [contenteditable]") ? place : null)
  const first = target || place.querySelector("a, button, input:not([type=hidden])")
  first?.focus({ preventScroll: true })
}

form.addEventListener("click", (event) => {
  const link = event.target.closest(".checklist a, .asking-elsewhere a")
  const place = link && fieldOf(link)
  if (!place) return
  event.preventDefault()
  openAround(place)
  place.scrollIntoView({ block: "center" })
  focusIn(place)
})
