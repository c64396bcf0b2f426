/* The words of the lead picture, given beside the story: fetched when they are unfolded, saved by themselves. What the file says
of itself is taken over with a click. */

import { newest, post, ask } from "./server.js";

const questions = newest()

export function followWords(drawer, onSaved) {
  const place = drawer.querySelector(".lead-picture-words-form")
  let address = ""

  async function show(answer) {
    place.setAttribute("aria-busy", "true")
    try {
      place.innerHTML = (await answer).content // made by our own template, which escapes every word
    } catch (trouble) {
      place.textContent = trouble.message
    }
    place.removeAttribute("aria-busy")
  }

  async function save() {
    const data = new FormData()
    for (const box of place.querySelectorAll("input, textarea")) data.append(box.name, box.value)
    await show(post(address, data, { say: drawer.dataset, accepts: 422 }))
    const said = place.querySelector(".picture-words-said")
    if (said) onSaved(JSON.parse(said.parentElement.dataset.picture))
  }

  /* They are no part of the story, within whose form they stand. */
  for (const kind of ["input", "change"]) place.addEventListener(kind, (event) => event.stopPropagation())
  drawer.addEventListener("toggle", () => {
    if (drawer.open && address && !place.firstElementChild) show(ask(address, { say: drawer.dataset, signal: questions.next() }))
  })
  place.addEventListener("click", (event) => {
    const button = event.target.closest("button")
    if (button?.matches("[data-save]")) save()
    if (button?.dataset.use) document.getElementById(button.dataset.for).value = button.dataset.use
  })

  /* Those of another picture, or of none; open where something is missing. */
  return (picture) => {
    address = picture?.words || ""
    place.replaceChildren()
    drawer.hidden = !picture
    drawer.open = false
    if (picture && !(picture.alt && picture.credit)) setTimeout(() => (drawer.open = true))
  }
}
