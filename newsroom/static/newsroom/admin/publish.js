/* Publishing asks once: before the form is sent for a step, the server says what is missing, and the box that asks for it is
shown over the text. Nothing is saved for that. Ctrl+Enter opens the same box, whatever is missing; in the text it is a line
break. Without this script the page that comes back shows the box. */

import { ask, newest, post } from "./server.js";
import { form, typing } from "./story_form.js";

const box = document.getElementById("asking")
const body = box?.querySelector(".asking-body")
const say = box?.dataset
const awaited = document.getElementById("awaited")
const questions = newest()
const PAUSE = 2000 // milliseconds between two looks at a story that waits for its picture

const next = () => form.querySelector(".moves .next[name]")
const isAsked = (button) => button.name === "_publish" || (button.name === "_move" && button.value === "return")

/* Asks what the button would ask. ``isByKeys``: the box is shown in any case. */
async function askBefore(button, isByKeys) {
  form.dispatchEvent(new CustomEvent("story:leaving")) // the editor stores when the writer pauses
  const data = new FormData(form)
  data.set("_move", button.name === "_publish" ? "publish" : button.value)
  const signal = questions.next()
  button.setAttribute("aria-busy", "true")
  try {
    const { content } = await post(say.address, data, { say, signal, as: "json" })
    if (!content.is_valid) send(isByKeys ? form.querySelector("[name=_continue]") : button)
    else if (content.asks || isByKeys) show(content.html)
    else send(button)
  } catch (trouble) {
    if (!signal.aborted) tell(trouble.message)
  }
  button.removeAttribute("aria-busy")
}

function send(button) {
  if (button && !typing.isSent) form.requestSubmit(button)
}

function show(html) {
  body.innerHTML = html // made by our own template, which escapes every word
  open()
}

function open() {
  if (box.open) box.close()
  box.showModal()
  document.body.classList.add("is-asking") // what the box says stands nowhere else
  const first = body.querySelector("[data-asks] :is(input, select, textarea), .next")
  first?.focus()
}

/* What went wrong stands above what was typed in the box. */
function tell(sentence) {
  complain(body, sentence)
  if (!box.open) box.showModal()
}

function complain(place, sentence) {
  for (const line of body.querySelectorAll(".asking-problem")) line.remove()
  const line = document.createElement("p")
  line.className = "asking-problem"
  line.setAttribute("role", "alert")
  line.textContent = sentence
  place.prepend(line)
}

const fieldsOf = (line) => [...line.querySelectorAll("input, select, textarea")]
const isFilled = (box) => (box.type === "checkbox" ? box.checked : box.value.trim() !== "")

/* The first line that has to be filled in before the step can be made, and what to say there. */
function lacking() {
  const lines = [...body.querySelectorAll("[data-asks]")].filter((line) => !fieldsOf(line).some(isFilled))
  const required = lines.find((line) => line.dataset.asks === "required")
  if (required) return [required, say.lacks]
  const reason = body.querySelector("[data-reason]")
  return reason && lines.length && !fieldsOf(reason).some(isFilled) ? [reason, say.noReason] : null
}

function press(event) {
  const lacks = lacking()
  if (!lacks) return
  event.preventDefault()
  complain(...lacks)
  fieldsOf(lacks[0])[0]?.focus()
}

function clickedInBox(event) {
  const target = event.target
  if (target.closest(".next")) return press(event)
  const link = target.closest("a")
  if (target === box || link?.matches(".asking-close") || link?.getAttribute("href").startsWith("#")) {
    if (link?.matches(".asking-close")) event.preventDefault()
    box.close()
  }
}

function pressedKey(event) {
  if (event.key !== "Enter") return
  if (event.ctrlKey || event.metaKey) return askByKeys(event)
  // In a form with several buttons this key presses the first one, which saves.
  if (event.target.matches("dialog#asking input")) {
    event.preventDefault()
    body.querySelector(".next")?.click()
  }
}

function askByKeys(event) {
  if (event.repeat || event.target.closest(".ProseMirror, #notes")) return
  const button = box.open ? body.querySelector(".next") : next()
  if (!button || button.disabled || (!box.open && document.querySelector("dialog[open]"))) return
  event.preventDefault()
  if (box.open) button.click()
  else askBefore(button, true)
}

/* The sentence below the button follows its word. */
function followPromise() {
  const button = form.querySelector(".moves [name=_publish]")
  const promise = document.querySelector(".promise")
  if (!button || !promise) return
  const isLater = button.value === button.dataset.schedule
  promise.querySelector("[data-now]").hidden = isLater
  promise.querySelector("[data-later]").hidden = !isLater
}

/* A story that waits for its picture: the page shows when that is over. */
async function followWaiting() {
  const { content } = await ask(awaited.dataset.address, { say: awaited.dataset, as: "json" }).catch(() => ({}))
  if (!content || content.waits) setTimeout(followWaiting, PAUSE)
  else if (typing.isTyped) awaited.textContent = awaited.dataset.done
  else window.location.reload()
}

function start() {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=_publish], [name=_move]")
    if (!button || box.contains(button) || !isAsked(button) || button.disabled) return
    event.preventDefault()
    askBefore(button, false)
  })
  box.addEventListener("click", clickedInBox)
  box.addEventListener("close", () => document.body.classList.remove("is-asking"))
  document.addEventListener("keydown", pressedKey)
  if (box.open) open()
  setInterval(followPromise, 500)
}

if (box && form) start()
if (awaited) setTimeout(followWaiting, PAUSE)
