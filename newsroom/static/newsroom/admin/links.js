/* Links in the text: an address is mended or refused in the dialogue, where the writer still sees it, and a whole address that
was typed becomes a link. What would be no link after saving is none here. */

import { addressOf, looksLikeLink } from "./addresses.js";
import { element } from "./elements.js";

const NOTE_SIGN = /^note-ref-[1-9][0-9]{0,3}$/
const TYPED = /(?:^|[\s([{«„“"'‘])((?:https?:\/\/|www\.)[^\s<>"«»“”]+|[^\s@<>()"«»“”,;:]+@[^\s@<>()"«»“”]+)$/i

/* The link of the library, with the name that a note leads back to, and with our own way of linking while one types. */
export function linkMark(library, options, rules) {
  const { Plugin } = library.pm.state
  return library.Link.extend({
    addAttributes() {
      const { title: _, ...others } = this.parent?.() || {} // which the save would take away
      return { ...others, id: { default: null, parseHTML: ({ id }) => (NOTE_SIGN.test(id) ? id : null) } }
    },
    addProseMirrorPlugins() {
      const typed = new Plugin({
        props: {
          handleTextInput: (view, from, to, text) => /^\s$/.test(text) && linkBefore(view, from, rules, (tr) => tr.insertText(text, from, to)),
          handleKeyDown: (view, event) => {
            if (event.key === "Enter" && view.state.selection.empty) linkBefore(view, view.state.selection.from, rules)
            return false
          },
        },
      })
      return [typed, ...(this.parent?.() || [])]
    },
  }).configure({ ...options, autolink: false, shouldAutoLink: looksLikeLink, isAllowedUri: (uri) => !uri || Boolean(addressOf(uri, rules)) })
}

/* Marks the address that ends at the place; punctuation after it is no part of it. */
function linkBefore(view, from, rules, goOn = (tr) => tr) {
  const { state } = view
  const $from = state.doc.resolve(from)
  if (!$from.parent.isTextblock) return false
  const found = TYPED.exec($from.parent.textBetween(0, $from.parentOffset, null, "\ufffc"))?.[1]
  const word = found && withoutEnd(found)
  const href = word && addressOf(word, rules)
  const start = found && from - found.length
  const type = state.schema.marks.link
  if (!href || state.doc.rangeHasMark(start, start + word.length, type)) return false
  const tr = goOn(state.tr).addMark(start, start + word.length, type.create({ href })).removeStoredMark(type)
  view.dispatch(tr)
  return true
}

function withoutEnd(word) {
  let end = word.replace(/[.,;:!?…'’]+$/, "")
  while (/[)\]}]$/.test(end) && !end.slice(0, -1).includes({ ")": "(", "]": "[", "}": "{" }[end.at(-1)])) end = end.slice(0, -1).replace(/[.,;:!?…'’]+$/, "")
  return end
}

/* In the dialogue of the library: mends the address that was typed, or says why it cannot be one. */
export function watchLinkDialog(frame, titles, rules) {
  frame.addEventListener(
    "click",
    (event) => {
      const form = event.target.matches("[type=submit]") && event.target.closest(".prose-editor-dialog form")
      const input = form?.elements?.href
      if (!input) return
      const address = addressOf(input.value, rules)
      if (address) input.value = address
      else refuse(form, input, titles, event)
    },
    true,
  )
}

function refuse(form, input, titles, event) {
  event.preventDefault()
  event.stopPropagation()
  const line = form.querySelector(".link-refused") || element("p", { className: "link-refused", id: "link-refused" })
  line.setAttribute("role", "alert")
  line.textContent = titles["link:refused"]
  input.closest(".prose-editor-dialog-field").append(line)
  input.setAttribute("aria-invalid", "true")
  input.setAttribute("aria-describedby", line.id)
  input.focus()
}
