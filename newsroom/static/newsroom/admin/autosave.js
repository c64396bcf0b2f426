/* What is typed is kept while it is typed: apart from the story's history, for who typed it, until the form is saved. */

import { changed } from "./elements.js";
import { newest, post } from "./server.js";
import { field, form, typing } from "./story_form.js";

const PAUSE = 3000 // milliseconds after the last letter
const LONGEST = 5000 // milliseconds after the first letter that is not kept
const sign = document.getElementById("keeping")
const say = sign?.dataset
const timer = { id: null, since: 0 }
const sending = newest()
let last = ""

function content() {
  const data = new FormData(form)
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name)
  return data
}

function written(data) {
  return JSON.stringify([...data])
}

function soon() {
  if (!typing.isAwake || typing.isSent) return
  const now = Date.now()
  timer.since ||= now
  clearTimeout(timer.id)
  timer.id = setTimeout(keep, Math.max(0, Math.min(PAUSE, timer.since + LONGEST - now)))
}

async function keep() {
  clearTimeout(timer.id)
  timer.since = 0
  const data = content()
  const text = written(data)
  if (typing.isSent || text === last) return
  const signal = sending.next()
  try {
    const answer = await post(say.address, data, { say, signal, as: "json" })
    last = text
    if (answer.content.sentence) tell(answer.content.sentence, false)
  } catch (trouble) {
    if (signal.aborted) return
    tell(trouble.message, true)
    tryAgain(trouble)
  }
}

function tryAgain(trouble) {
  if (trouble.kind === "busy") soon()
  else if (!trouble.status || trouble.status >= 500) timer.id = setTimeout(keep, LONGEST)
}

function tell(sentence, isTrouble) {
  sign.textContent = sentence
  sign.classList.toggle("is-trouble", isTrouble)
}

/* Beside what another saved meanwhile: their headline, dek or text in the place of what was typed. */
function offerTheirs(button) {
  const name = button.dataset.take
  const box = field(name)
  button.hidden = !box
  button.addEventListener("click", () => {
    const text = document.querySelector(`.theirs [data-theirs="${name}"]`).value
    box.value = text
    box.dispatchEvent(new CustomEvent("story-editor:set", { detail: text }))
    changed(box, "input")
    button.disabled = true
  })
}

/* "Throw it away" without leaving what is being typed. */
function throwAwayInPlace(bar) {
  bar.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault()
    try {
      await post(event.target.action, new FormData(event.target, event.submitter), { say, redirect: "manual" })
      bar.remove()
    } catch (trouble) {
      tell(trouble.message, true)
    }
  })
}

function start() {
  document.querySelector(".desk-box")?.append(sign)
  form.addEventListener("input", soon)
  form.addEventListener("change", soon)
  form.addEventListener("story:keep-now", () => typing.isAwake && timer.since && keep())
  typing.onSent(() => {
    clearTimeout(timer.id)
    sending.stop()
  })
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer.since) keep()
  })
  typing.onAwake(() => {
    sign.dataset.awake = "yes"
    last = written(content())
  })
  for (const button of document.querySelectorAll(".theirs [data-take]")) offerTheirs(button)
  for (const bar of document.querySelectorAll(".unsaved")) throwAwayInPlace(bar)
}

if (sign) start()
