/* Publishing asks once: before the form is sent for a step, the server says what is missing, and the box that asks for it is
shown over the text. Nothing is saved for that. Ctrl+Enter opens the same box, whatever is missing; in the text it is a line
break. Without this script the page that comes back shows the box. */

import { changed, element, setChosen } from "./elements.js";
import { ask, newest, post } from "./server.js";
import { buttonNow, field, form, typing } from "./story_form.js";

const box = document.getElementById("asking")
const body = box?.querySelector(".asking-body")
const say = box?.dataset
const questions = newest()
const PAUSE = 2000 // milliseconds between two looks at a story that waits for its picture

const next = () => form.querySelector(".moves .next[name]")
const isAsked = (button) => ["_publish", "_publish_change"].includes(button.name) || (button.name === "_move" && button.value === "return")

/* Asks what the button would ask. ``isByKeys``: the box is shown in any case. */
async function askBefore(button, isByKeys) {
  form.dispatchEvent(new CustomEvent("story:leaving")) // the editor stores when the writer pauses
  const data = new FormData(form)
  if (button.name === "_publish_change") data.set(button.name, button.value)
  else data.set("_move", button.name === "_publish" ? "publish" : button.value)
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

function send(pressed) {
  const button = buttonNow(pressed)
  if (button && !typing.isSent) form.requestSubmit(button)
}

function show(html) {
  body.innerHTML = html // made by our own template, which escapes every word
  open()
}

function open() {
  box.removeAttribute("open") // without a script it lies over the page from the start
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
  const line = element("p", { className: "asking-problem", textContent: sentence })
  line.setAttribute("role", "alert")
  place.prepend(line)
}

const fieldsOf = (line) => [...line.querySelectorAll("input, select, textarea")]
const isFilled = (answer) => (answer.type === "checkbox" ? answer.checked : answer.value.trim() !== "")

/* The first line that has to be filled in before the step can be made, and what to say there. */
function lacking() {
  const lines = [...body.querySelectorAll("[data-asks]")].filter((line) => !fieldsOf(line).some(isFilled))
  const required = lines.find((line) => line.dataset.asks === "required")
  if (required) return [required, say.lacks]
  const reason = body.querySelector("[data-reason]")
  return reason && lines.length && !fieldsOf(reason).some(isFilled) ? [reason, say.noReason] : null
}

/* Who goes back to the text finds there what was typed in the box. What the form has no field for stays in the box. */
function takeOver() {
  for (const answer of body.querySelectorAll("[name^=asked_]")) {
    if (!isFilled(answer) || !putInForm(answer)) continue
    answer.value = ""
    answer.checked = false
  }
}

function putInForm(answer) {
  const name = answer.name.slice("asked_".length)
  if (name === "byline" || name === "person") return sign(name === "byline" ? "text" : name, answer)
  const own = name === "note" ? field("move_note") || field("note") : field(name)
  if (!own?.form) return false
  own.value = name === "note" ? [own.value.trim(), answer.value].filter(Boolean).join("\n\n") : answer.value
  changed(own, "input", "change")
  return true
}

/* In the first byline of the form that is empty. */
function sign(name, answer) {
  for (let row = 0; field(`bylines-${row}-person`); row += 1) {
    const parts = ["person", "desk", "text"].map((part) => field(`bylines-${row}-${part}`))
    if (parts.some((part) => part.value)) continue
    const own = field(`bylines-${row}-${name}`)
    if (name === "person") setChosen(own, answer.value, answer.dataset.label)
    else own.value = answer.value
    changed(own, "input", "change")
    return true
  }
  return false
}

/* A save that left the page open has stored what was still in the box; the reason is for the step. */
function forgetStored() {
  const reason = body.querySelector("[name=publish_reason]")?.value
  if (box.open) return
  body.replaceChildren()
  if (reason) body.append(element("input", { type: "hidden", name: "publish_reason", value: reason }))
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

/* A story that waits for its picture: the page shows when that is over. */
async function followWaiting() {
  const line = document.getElementById("awaited")
  const answer = line && (await ask(line.dataset.address, { say: line.dataset, as: "json" }).catch(() => null))
  if (answer && !answer.content.waits) return over(line)
  setTimeout(followWaiting, PAUSE)
}

function over(line) {
  if (typing.isTyped) line.textContent = line.dataset.done
  else window.location.reload()
}

function start() {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=_publish], [name=_publish_change], [name=_move]")
    if (!button || box.contains(button) || !isAsked(button) || button.disabled) return
    event.preventDefault()
    askBefore(button, false)
  })
  box.addEventListener("click", clickedInBox)
  box.addEventListener("close", () => {
    document.body.classList.remove("is-asking")
    takeOver()
  })
  form.addEventListener("story:saved", forgetStored)
  document.addEventListener("keydown", pressedKey)
  if (box.open) open()
  setTimeout(followWaiting, PAUSE)
}

if (box && form) start()
