/* The headline for search and social cards: how long it is, and what a card makes of the form as it stands now. */

import { grow } from "./elements.js";
import { field, form } from "./story_form.js";

const SHOWN = 60 // letters of a headline that search pages show
const card = document.querySelector("[data-card-elsewhere]")
const part = (name) => card.querySelector(`.card-elsewhere-${name}`)
const typed = (name) => field(name)?.value.trim() || ""
const count = (text) => [...text].length

function follow() {
  const own = field("short_title")
  const title = typed("short_title") || typed("title")
  own.placeholder = typed("title") || card.dataset.untitled
  grow(own)
  part("title").textContent = title || card.dataset.untitled
  part("line").textContent = typed("summary")
  const length = count(title)
  const sentence = length > SHOWN ? card.dataset.long : card.dataset.fits
  part("count").textContent = length ? sentence.replace("{count}", length) : ""
  part("count").classList.toggle("is-long", length > SHOWN)
  showPicture()
}

function showPicture() {
  const source = form.querySelector("[data-lead-picture] img")
  const isChosen = Boolean(field("lead_image")?.value && source?.getAttribute("src"))
  const image = card.querySelector("img")
  image.hidden = !isChosen
  if (isChosen) image.src = source.src
}

if (card && field("short_title")) {
  field("short_title").closest(".form-row").append(card)
  card.hidden = false
  form.addEventListener("input", (event) => ["title", "summary", "short_title"].includes(event.target.name) && follow())
  form.addEventListener("change", follow)
  window.addEventListener("resize", follow)
  card.closest("details")?.addEventListener("toggle", follow) // a box that was folded had no height
  field("short_title").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault()
  })
  follow()
}
