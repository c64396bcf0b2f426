/* Choosing a picture for a story: the library in a dialogue over the form. Whoever needs a picture dispatches "pictures:choose"
on the document with a function that gets it: {id, token, thumbnail, shown, alt, caption, credit, form, lacks}. A ``file`` on the
function stands in the form for a new picture at once. */

import { ask, newest } from "./server.js";
import { upload } from "./upload.js";

const dialog = document.getElementById("story-pictures")
const body = dialog.querySelector(".choose-body")
const say = dialog.dataset
const questions = newest()
let use = null

async function show(query = "", page = "") {
  const signal = questions.next()
  body.setAttribute("aria-busy", "true")
  try {
    const answer = await ask(`${say.choose}?${new URLSearchParams({ q: query, page })}`, { say, signal })
    body.innerHTML = answer.content // made by our own template, which escapes every word
    body.querySelector("[type=search]").focus()
  } catch (trouble) {
    if (signal.aborted) return
    body.textContent = trouble.message
  }
  body.removeAttribute("aria-busy")
}

function choose(picture) {
  dialog.close()
  use?.(picture)
  use = null
}

async function add(form) {
  const [bar, problem, button] = ["progress", "[role=alert]", "button"].map((name) => form.querySelector(name))
  problem.textContent = ""
  bar.hidden = false
  button.disabled = true
  try {
    choose(await upload(form.action, new FormData(form), { say, follow: (share) => (bar.value = share * 100) }))
  } catch (trouble) {
    problem.textContent = trouble.message
  }
  bar.hidden = true
  button.disabled = false
}

/* The form for a new picture, with the file that was pasted or dropped. */
function fill(file) {
  const input = body.querySelector(".choose-upload [type=file]")
  if (!input) return
  const files = new DataTransfer()
  files.items.add(file)
  input.files = files.files
  input.closest("details").open = true
  body.querySelector("#choose-alt").focus()
}

document.addEventListener("pictures:choose", async (event) => {
  use = event.detail
  body.replaceChildren() // what was looked for the last time, and a box that is about to be drawn anew
  dialog.showModal()
  await show()
  if (event.detail.file) fill(event.detail.file)
})
dialog.querySelector(".choose-close").addEventListener("click", () => dialog.close())
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) return dialog.close() // beside it
  const picture = event.target.closest("[data-picture]")
  if (picture) return choose(JSON.parse(picture.dataset.picture))
  const page = event.target.closest("[data-page]")
  if (page) show(body.querySelector("[type=search]").value, page.dataset.page)
})

/* Forms in the dialogue are no part of the story's. */
dialog.addEventListener("submit", (event) => {
  event.preventDefault()
  if (event.target.matches(".choose-search")) show(event.target.elements.q.value)
  else add(event.target)
})
