/* The front page screen: cards are moved by their buttons and by dragging, and the search answers while one types. Every move is
the server's: the form goes there with the button's wish, and the places come back drawn anew, nothing saved. */

import { changed } from "./elements.js";
import { ask, newest, post } from "./server.js";
import { watch } from "./unsaved.js";

const PAUSE = 250 // milliseconds after the last letter before the search asks
const PATIENCE = 20000 // milliseconds in which a server that works has answered

const form = document.getElementById("frontpage_form")
const board = document.getElementById("front-board")
const found = document.getElementById("front-found")
const said = document.getElementById("front-said")
const words = document.getElementById("front-q")
const searches = newest()

watch(form)

let isMoving = false

/* Sends what stands in the form and draws the places as they come back; the focus stays on the button that was pressed. What is
pressed meanwhile is passed over: it was meant for places that are about to change. */
async function arrange(wish, keeps) {
  if (isMoving) return
  isMoving = true
  const data = new FormData(form)
  data.set("_arrange", wish)
  data.set("_part", "board")
  board.setAttribute("aria-busy", "true")
  try {
    const { content } = await post(form.action, data, { say: form.dataset, patience: PATIENCE })
    board.innerHTML = content // made by our own template, which escapes every word
    said.textContent = board.querySelector("[data-said]").dataset.said
    markThere()
    changed(form, "change")
    focusOn(keeps)
  } catch (trouble) {
    said.textContent = trouble.message
  }
  board.removeAttribute("aria-busy")
  isMoving = false
}

/* A story that stands on the page is marked, and one that is pinned there is not offered once more. */
function markThere() {
  for (const row of found?.querySelectorAll("[data-story]") ?? []) {
    const place = board.querySelector(`[data-holds="${row.dataset.story}"]`)
    row.querySelector(".front-there").hidden = !place
    row.querySelector("button").hidden = Boolean(place?.matches(".is-pinned"))
  }
}

/* A card that is now first or last has no such button any more: then the other one, or the card's place. */
function focusOn(keeps) {
  if (!keeps) return
  const [verb, story] = keeps.split(":")
  const verbs = [verb, { up: "down", down: "up", put: "remove", found: "remove" }[verb] ?? "place"]
  const names = verbs.map((each) => `[data-keeps="${each}:${story}"]`)
  const control = names.map((name) => form.querySelector(name)).find(Boolean)
  ;(control ?? board.querySelector("button"))?.focus()
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=_arrange]")
  if (!button) return
  event.preventDefault()
  if (button.value === "find") search()
  else arrange(button.value, button.dataset.keeps)
})

form.addEventListener("change", (event) => {
  const { from, keeps } = event.target.dataset
  if (from) arrange(`move:${from}:${event.target.value}`, keeps)
})

/* The search */

async function search() {
  const address = `${form.dataset.find}?${new URLSearchParams({ q: words.value })}`
  try {
    const { content } = await ask(address, { say: form.dataset, signal: searches.next() })
    found.innerHTML = content // made by our own template, which escapes every word
    markThere()
  } catch (trouble) {
    if (trouble.name !== "AbortError") said.textContent = trouble.message
  }
}

let pause = 0
words?.addEventListener("input", () => {
  clearTimeout(pause)
  pause = setTimeout(search, PAUSE)
})

/* Dragging: a card to another place, or a story that was found onto a place. */

let dragged = ""

function over(event) {
  return dragged ? event.target.closest?.(".front-place") : null
}

form.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[draggable=true]")
  if (!card) return
  dragged = card.dataset.story ? `put:${card.dataset.story}` : `move:${card.dataset.place}`
  event.dataTransfer.effectAllowed = "move"
  card.classList.add("is-dragged")
})

form.addEventListener("dragover", (event) => {
  const place = over(event)
  if (!place) return
  event.preventDefault()
  for (const each of board.querySelectorAll(".is-target")) if (each !== place) each.classList.remove("is-target")
  place.classList.add("is-target")
})

form.addEventListener("drop", (event) => {
  const place = over(event)
  if (!place) return
  event.preventDefault()
  arrange(`${dragged}:${place.dataset.place}`)
})

form.addEventListener("dragend", () => {
  dragged = ""
  for (const each of form.querySelectorAll(".is-dragged, .is-target")) each.classList.remove("is-dragged", "is-target")
})
