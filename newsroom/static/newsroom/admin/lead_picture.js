/* The lead picture of a story: chosen in the library's dialogue, shown with its words, and taken away again. */

import { changed } from "./elements.js";
import { followWords } from "./picture_words.js";

const lead = document.querySelector("[data-lead-picture]")
const input = lead?.querySelector("input")
const part = (name) => lead.querySelector(`.lead-picture-${name}`)
const button = (name) => lead.querySelector(`[data-${name}]`)
const showWords = lead && followWords(part("words"), show)

function set(picture) {
  input.value = picture?.id || ""
  part("shown").hidden = !picture
  button("remove").hidden = !picture
  if (picture) show(picture)
  showWords(picture)
  changed(input, "change")
}

function show(picture) {
  lead.querySelector("img").src = picture.thumbnail
  for (const [name, missing] of [["alt", lead.dataset.noDescription], ["credit", lead.dataset.noCredit]]) {
    part(name).textContent = picture[name] || missing
    part(name).classList.toggle("is-missing", !picture[name])
  }
  part("lacks").textContent = picture.lacks
  part("form").href = picture.form
}

function start() {
  lead.classList.add("is-chosen-by-script")
  part("moves").hidden = false
  button("remove").hidden = !input.value
  if (lead.dataset.picture) showWords(JSON.parse(lead.dataset.picture))
  button("choose").addEventListener("click", () => {
    document.dispatchEvent(new CustomEvent("pictures:choose", { detail: set }))
  })
  button("remove").addEventListener("click", () => {
    set(null)
    button("choose").focus()
  })
}

if (lead) start()
