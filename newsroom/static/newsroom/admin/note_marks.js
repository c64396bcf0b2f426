/* Words of the text that a note to colleagues is about: <mark data-note="12">…</mark>. A mark whose note does not stand open among
the notes is none, and what is copied has none: only the text of this very story knows its notes. */

import { element } from "./elements.js";

const QUIET = "note-mark" // a step that changes nothing of the text
const NAME = "note"
const LONGEST = 160 // letters of the words that are shown at the new note

const thread = () => document.querySelector(".notes")
const field = () => document.getElementById("note-mark")
const rows = () => [...document.querySelectorAll(".notes .note[data-mark]")]
const isKnown = (number) => Boolean(number) && (field()?.value === number || rows().some((row) => row.dataset.mark === number))

export const hasNotes = () => Boolean(field())
export const isQuiet = (transaction) => Boolean(transaction.getMeta(QUIET))
export const rowOf = (number) => rows().find((row) => row.dataset.mark === number)

export function noteMark(library, begin) {
  return library.Mark.create({
    name: NAME,
    excludes: "", // two notes may be about the same words
    inclusive: false, // what is typed after the words is no part of them
    addAttributes: () => ({
      note: { default: null, parseHTML: ({ dataset }) => dataset.note, renderHTML: ({ note }) => ({ "data-note": note }) },
    }),
    parseHTML: () => [{ tag: "mark[data-note]", getAttrs: ({ dataset }) => isKnown(dataset.note) && null }],
    renderHTML: ({ HTMLAttributes }) => ["mark", HTMLAttributes, 0],
    addKeyboardShortcuts: () => ({ "Mod-Alt-m": () => begin() }),
    addProseMirrorPlugins: () => [clipboard(library.pm)],
  })
}

/* What leaves the text leaves its marks behind; words that were cut out and put in again keep theirs. */
function clipboard({ model, state }) {
  let held = null
  const plain = ({ content, openStart, openEnd }) => new model.Slice(stripped(content, model.Fragment), openStart, openEnd)
  return new state.Plugin({
    props: {
      transformCopied(slice) {
        held = { slice, plain: plain(slice) }
        return held.plain
      },
      transformPasted(slice, view) {
        const numbers = held && slice.eq(held.plain) ? numbersIn(held.slice.content) : []
        const there = numbersIn(view.state.doc)
        const comeBack = numbers.length && numbers.every((number) => isKnown(number) && !there.includes(number))
        return comeBack ? held.slice : plain(slice)
      },
    },
  })
}

function stripped(fragment, Fragment) {
  const nodes = []
  fragment.forEach((node) => {
    const kept = node.isText ? node : node.copy(stripped(node.content, Fragment))
    nodes.push(kept.mark(node.marks.filter(({ type }) => type.name !== NAME)))
  })
  return Fragment.fromArray(nodes)
}

/* Where they stand ------------------------------------------------------------------------------------------------------ */

function pieces(doc) {
  const found = []
  doc.descendants((node, from) => {
    for (const mark of node.marks) if (mark.type.name === NAME) found.push({ mark, number: mark.attrs.note, from, to: from + node.nodeSize })
  })
  return found
}

const numbersIn = (doc) => [...new Set(pieces(doc).map(({ number }) => number))]

/* The stretches of one note, in the order in which they are read. */
export function stretches({ state }, number, all = pieces(state.doc)) {
  const found = []
  for (const { from, to } of all.filter((piece) => piece.number === number)) {
    if (found.at(-1)?.to === from) found.at(-1).to = to
    else found.push({ from, to })
  }
  return found
}

export function wordsOf(editor, number) {
  return stretches(editor, number)
    .map(({ from, to }) => editor.state.doc.textBetween(from, to, " ", " "))
    .join(" ")
}

/* The selection; of none, the word in which the caret stands. */
function chosen(editor) {
  const { from, to } = editor.state.selection
  const $from = editor.state.doc.resolve(from)
  if (from < to || !$from.parent.isTextblock) return { from, to }
  const text = $from.parent.textBetween(0, $from.parent.content.size, null, "\ufffc")
  const before = /[\p{L}\p{N}_’'-]*$/u.exec(text.slice(0, $from.parentOffset))[0].length
  const after = /^[\p{L}\p{N}_’'-]*/u.exec(text.slice($from.parentOffset))[0].length
  return { from: from - before, to: from + after }
}

/* Setting and taking out ------------------------------------------------------------------------------------------------ */

const dispatch = (editor, tr) => editor.view.dispatch(tr.setMeta(QUIET, true).setMeta("addToHistory", false))

/* Marks the words for a note that is going to be written; whether there were any. */
export function mark(editor) {
  const { from, to } = chosen(editor)
  const number = String(1 + crypto.getRandomValues(new Uint32Array(1))[0])
  const tr = editor.state.tr.addMark(from, to, editor.schema.marks[NAME].create({ note: number }))
  if (!tr.docChanged) return false
  field().value = number
  dispatch(editor, tr)
  return true
}

/* Takes out what no open note is about. */
export function takeOut(editor) {
  const gone = pieces(editor.state.doc).filter(({ number }) => !isKnown(number))
  const { tr } = editor.state
  for (const { mark: each, from, to } of gone) tr.removeMark(from, to, each)
  if (gone.length) dispatch(editor, tr)
}

/* Telling --------------------------------------------------------------------------------------------------------------- */

/* At each note, whether its words still stand, and the way to them; at the new note, what it is about. */
export function tell(editor, show) {
  const all = pieces(editor.state.doc)
  for (const row of rows()) {
    const stand = stretches(editor, row.dataset.mark, all).length > 0
    row.querySelector(".note-gone").hidden = stand
    const line = row.querySelector(".note-words")
    if (stand === Boolean(line.querySelector("button"))) continue
    const quote = line.querySelector("q")
    if (!stand) line.replaceChildren(quote)
    else {
      line.append(element("button", { type: "button", title: thread().dataset.show, onclick: () => show(row.dataset.mark) }))
      line.lastChild.append(quote)
    }
  }
  const words = field().value && wordsOf(editor, field().value)
  const about = thread().querySelector(".note-about")
  about.hidden = !words
  about.querySelector("q").textContent = words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words
}
