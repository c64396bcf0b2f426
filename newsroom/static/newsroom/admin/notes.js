/* The notes of a story: posted by themselves, so that the text in the form stays as it is. */

import { offerColleagues } from "./colleagues.js";
import { element, grow } from "./elements.js";
import { post } from "./server.js";
import { typing } from "./story_form.js";
import { askBeforeLeaving } from "./unsaved.js";

const section = document.getElementById("notes")
const form = document.getElementById("note-form")
const box = document.getElementById("note-text")
const thread = section?.querySelector(".notes-thread")
const status = section?.querySelector(".notes-status")
const send = section?.querySelector(".note-send")
const isWithin = box && box.form !== form // of the story's form, with whose next save it also goes along
const say = section?.dataset
let isBusy = false

/* Sends the note, or what the button of another note asks for. */
async function submit(event) {
  event.preventDefault()
  if (isBusy) return
  isBusy = true
  const settle = event.submitter !== send && event.submitter?.getAttribute("formaction")
  section.setAttribute("aria-busy", "true")
  try {
    await postTo(settle || form.getAttribute("action"), !settle)
  } catch (trouble) {
    complain(trouble.message)
  }
  section.removeAttribute("aria-busy")
  isBusy = false
}

async function postTo(address, isNote) {
  const data = new FormData(form)
  data.set("fetched", "1")
  if (isNote) data.set("text", box.value)
  const answer = await post(address, data, { say, accepts: 422 })
  thread.innerHTML = answer.content // made by our own template, which escapes every name
  if (!answer.isFine) return box.focus()
  status.textContent = say.sent
  if (isNote) {
    box.value = ""
    grow(box)
    box.focus()
  } else section.querySelector("button")?.focus()
}

function complain(sentence) {
  thread.querySelector(".notes-problem")?.remove()
  const line = element("p", { className: "notes-problem", textContent: sentence })
  line.setAttribute("role", "alert")
  thread.prepend(line)
}

function start() {
  /* What is typed here is no change of the story: the big form, within which this stands, shall not hear of it. */
  for (const kind of ["input", "change"]) section.addEventListener(kind, (event) => event.stopPropagation())
  box.addEventListener("keydown", (event) => {
    if (event.key === "s" && (event.ctrlKey || event.metaKey)) return
    event.stopPropagation()
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      submit(event)
    }
  })
  box.addEventListener("input", () => grow(box))
  form.addEventListener("submit", submit)
  if (isWithin) send.addEventListener("click", submit)
  askBeforeLeaving(() => box.value.trim() && !typing.isSent)
  offerColleagues(box, section)
}

if (section && form) start()
