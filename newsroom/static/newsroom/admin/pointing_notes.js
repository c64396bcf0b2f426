/* Between the text and the notes to colleagues: a note is begun on selected words, its words show it, and it shows them. */

import { openAround } from "./drawers.js";
import { element } from "./elements.js";
import { hasNotes, mark, rowOf, stretches, takeOut, tell, wordsOf } from "./note_marks.js";

const FLASH = 1600 // milliseconds
const GAP = 6
let editor = null
let card = null

const section = () => document.querySelector(".notes")
const box = () => document.getElementById("note-text")
const field = () => document.getElementById("note-mark")

/* The text is ready, and says so when it changes. */
export function follow(made, bar, titles) {
  editor = made
  bar.append(element("div", { className: "prose-menubar__group" }, button(titles.noteOnWords)))
  editor.on("update", () => {
    card?.hidePopover()
    tell(editor, show)
  })
  editor.view.dom.addEventListener("click", ({ target }) => openCard(target.closest("mark[data-note]")))
  drawn()
}

function button(title) {
  const icon = element("span", { className: "material-icons", textContent: "add_comment" })
  const made = element("button", { type: "button", className: "prose-menubar__button", title, onclick: begin }, icon)
  made.dataset.name = "noteOnWords"
  made.setAttribute("aria-label", title)
  return made
}

/* A note on the selected words, or on none where nothing is selected. */
export function begin() {
  if (editor.isEditable) {
    field().value = ""
    takeOut(editor)
    mark(editor)
  }
  openAround(section())
  box().focus()
  return true
}

/* The notes were drawn, or some of them. */
export function drawn() {
  if (!editor || !hasNotes()) return
  const start = section().querySelector(".note-on-words")
  start.hidden = !editor.isEditable
  start.onclick = begin
  section().querySelector(".note-about button").onclick = () => {
    written()
    box().focus()
  }
  box().oninput = goesAlong
  goesAlong()
  takeOut(editor)
  tell(editor, show)
}

/* Without a word in the note there is nothing that could go along with a save. */
function goesAlong() {
  field().disabled = !box().value.trim()
}

/* What is sent with a note that is about words. */
export function aboutWords() {
  if (!editor || !field()?.value || !wordsOf(editor, field().value)) return {}
  return { [field().name]: field().value, body: editor.getHTML() }
}

/* The note is among the others, or is about no words any more. */
export function written() {
  if (!field()) return
  field().value = ""
  drawn()
}

export function backToText() {
  editor.commands.focus()
}

/* Showing --------------------------------------------------------------------------------------------------------------- */

function show(number) {
  const [first] = stretches(editor, number)
  editor.chain().setTextSelection(first).focus(null, { scrollIntoView: false }).run()
  flash([...editor.view.dom.querySelectorAll(`mark[data-note="${CSS.escape(number)}"]`)])
}

/* Without motion for whoever wants none: a frame that stands, and goes. */
function flash(parts) {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches
  const frame = (colour) => ({ outline: `3px solid ${colour}`, outlineOffset: "2px" })
  const frames = [frame("var(--link-fg)"), frame(isCalm ? "var(--link-fg)" : "transparent")]
  parts[0].scrollIntoView({ block: "center", behavior: isCalm ? "instant" : "smooth" })
  for (const part of parts) part.animate(frames, { duration: FLASH })
}

function showNote(row) {
  card.hidePopover()
  openAround(row)
  row.tabIndex = -1
  row.focus({ preventScroll: true })
  flash([row])
}

/* The notes about the words that were clicked, beside them. */
function openCard(part) {
  card?.hidePopover()
  if (!part || !getSelection().isCollapsed) return // words were selected, to be written over
  const numbers = []
  for (let each = part; each; each = each.parentElement.closest("mark[data-note]")) numbers.push(each.dataset.note)
  const found = numbers.map(rowOf).filter(Boolean)
  if (!found.length) return
  card?.remove()
  card = element("div", { className: "note-card", popover: "auto" }, ...found.map(shown))
  card.setAttribute("role", "dialog")
  card.setAttribute("aria-label", section().dataset.called)
  editor.view.dom.parentElement.append(card)
  card.showPopover()
  const { left, top, bottom } = part.getBoundingClientRect()
  const below = bottom + GAP + card.offsetHeight < window.innerHeight
  card.style.left = `${Math.max(8, Math.min(left, window.innerWidth - card.offsetWidth - 8))}px`
  card.style.top = `${window.scrollY + (below ? bottom + GAP : Math.max(8, top - GAP - card.offsetHeight))}px`
}

function shown(row) {
  const parts = [".note-head", ".note-text"].map((name) => row.querySelector(name).cloneNode(true))
  const way = element("button", { type: "button", textContent: section().dataset.inThread, onclick: () => showNote(row) })
  return element("div", { className: "note" }, ...parts, way)
}
