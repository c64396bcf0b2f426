/* The notes of a story: posted by themselves, so that the text in the form stays as it is. */

import { offerColleagues } from "./colleagues.js";
import { element, grow } from "./elements.js";
import { aboutWords, backToText, drawn, written } from "./pointing_notes.js";
import { post } from "./server.js";
import { form, typing } from "./story_form.js";
import { askBeforeLeaving, keyOf } from "./unsaved.js";

let section, noteForm, box, thread, status, send, isWithin, say
let isBusy = false

/* A new story has no notes until it is saved for the first time; each save draws them anew. */
function find() {
  const drawn = document.getElementById("notes")
  if (drawn && drawn === section) return false
  section = drawn
  noteForm = document.getElementById("note-form")
  if (!section || !noteForm) return false
  box = document.getElementById("note-text")
  ;[thread, status, send] = [".notes-thread", ".notes-status", ".note-send"].map((part) => section.querySelector(part))
  isWithin = box.form !== noteForm // of the story's form, with whose next save it also goes along
  say = section.dataset
  return true
}

/* Sends the note, or what the button of another note asks for. */
async function submit(event) {
  event.preventDefault()
  if (isBusy) return
  isBusy = true
  const settle = event.submitter !== send && event.submitter?.getAttribute("formaction")
  section.setAttribute("aria-busy", "true")
  try {
    await postTo(settle || noteForm.getAttribute("action"), !settle)
  } catch (trouble) {
    complain(trouble.message)
  }
  section.removeAttribute("aria-busy")
  isBusy = false
}

async function postTo(address, isNote) {
  const data = new FormData(noteForm)
  data.set("fetched", "1")
  const words = isNote ? aboutWords() : {}
  if (isNote) for (const [name, value] of Object.entries({ text: box.value, ...words })) data.set(name, value)
  const answer = await post(address, data, { say, accepts: 422 })
  thread.innerHTML = answer.content // made by our own template, which escapes every name
  if (!answer.isFine) {
    drawn()
    return box.focus()
  }
  status.textContent = say.sent
  section.querySelector(".drawer-holds").textContent = thread.querySelectorAll(":scope > .notes-list > li").length || say.none
  if (isNote) {
    box.value = ""
    grow(box)
    written()
    if (words.body) backToText()
    else box.focus()
    return
  }
  drawn()
  section.querySelector("button")?.focus()
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
    if (keyOf(event) === "s" && (event.ctrlKey || event.metaKey)) return
    event.stopPropagation()
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      submit(event)
    }
  })
  box.addEventListener("input", () => grow(box))
  noteForm.onsubmit = submit
  if (isWithin) send.addEventListener("click", submit)
  offerColleagues(box, section)
  drawn()
}

askBeforeLeaving(() => box?.value.trim() && !typing?.isSent)
if (find()) start()
form?.addEventListener("story:renewed", () => find() && start())
