/* What the editor offers while one types: "/" in an empty paragraph lists what can be inserted, "[[" finds stories, people and
places of ours that readers can open. Arrow keys choose, Enter takes, Escape leaves what was typed. */

import { element } from "./elements.js";

const SLASH = /^\/([\p{L} ]{0,24})$/u
const OWN = /\[\[([^[\]]{0,60})$/

/* The list at the caret; the text keeps the focus, so the list is told by aria-activedescendant. */
class Choices {
  constructor(frame, view) {
    this.box = element("div", { className: "suggestions", role: "listbox", id: `suggestions-${frame.querySelector("textarea").id}`, hidden: true })
    this.box.addEventListener("mousedown", (event) => {
      event.preventDefault() // the text keeps the focus
      const row = event.target.closest("[role=option]")
      if (row) this.take(Number(row.dataset.at))
    })
    this.view = view
    this.items = []
    frame.append(this.box)
  }

  get isOpen() {
    return !this.box.hidden
  }

  show(label, items, at, sentence = "") {
    this.items = items
    this.current = 0
    this.box.setAttribute("aria-label", label)
    this.box.replaceChildren(...items.map((item, index) => this.row(item, index)), ...(items.length ? [] : [element("p", { textContent: sentence })]))
    this.box.hidden = false
    const { left, top, bottom } = this.view.coordsAtPos(at)
    const around = this.box.offsetParent.getBoundingClientRect()
    const height = this.box.offsetHeight
    const isBelow = bottom + 4 + height <= innerHeight || top - 4 < height
    this.box.style.insetBlockStart = `${(isBelow ? bottom + 4 : top - 4 - height) - around.top}px`
    this.box.style.left = `${Math.max(0, Math.min(left - around.left, around.width - this.box.offsetWidth))}px`
    this.mark()
  }

  row({ label, line }, index) {
    const row = element("div", { id: `${this.box.id}-${index}` }, element("b", { textContent: label, dir: "auto" }))
    if (line) row.append(element("span", { textContent: line, dir: "auto" }))
    row.dataset.at = index
    row.setAttribute("role", "option")
    return row
  }

  mark() {
    const rows = [...this.box.querySelectorAll("[role=option]")]
    for (const [index, row] of rows.entries()) row.setAttribute("aria-selected", String(index === this.current))
    rows[this.current]?.scrollIntoView({ block: "nearest" })
    this.view.dom.setAttribute("aria-controls", this.box.id)
    if (rows.length) this.view.dom.setAttribute("aria-activedescendant", rows[this.current].id)
    else this.view.dom.removeAttribute("aria-activedescendant")
  }

  hide() {
    this.box.hidden = true
    this.items = []
    this.view.dom.removeAttribute("aria-activedescendant")
    this.view.dom.removeAttribute("aria-controls")
  }

  take(at) {
    const item = this.items[at]
    this.hide()
    item?.run()
  }

  /* Whether the key was one for the list. */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && this.items.length) {
      this.current = (this.current + step + this.items.length) % this.items.length
      this.mark()
      return true
    }
    if ((event.key === "Enter" || event.key === "Tab") && this.items.length && !event.ctrlKey && !event.metaKey) {
      this.take(this.current)
      return true
    }
    return false
  }
}

/* ``insertions(editor)`` lists what "/" offers: {label, run}; ``find(words)`` promises what "[[" found: {label, line, href}. */
export function suggestions(library, { frame, titles, insertions, find }) {
  const { Plugin } = library.pm.state
  return library.Extension.create({
    name: "suggestions",
    priority: 1000,
    addProseMirrorPlugins() {
      const { editor } = this
      let choices = null
      let left = null // what Escape was pressed at
      const typed = ({ selection }) => {
        const { $from, empty } = selection
        if (!empty || !$from.parent.isTextblock || !editor.isEditable) return null
        const before = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc")
        const slash = $from.parent.type.name === "paragraph" && $from.parent.textContent === before && SLASH.exec(before)
        const found = slash || OWN.exec(before)
        return found && { words: found[1].trim(), isSlash: Boolean(slash), from: $from.pos - found[0].length, to: $from.pos, all: found[0] }
      }
      /* What stands there now: somebody may type on while the list is shown. */
      const cut = (place) => {
        const { from, to } = typed(editor.state) || place
        return editor.chain().focus().deleteRange({ from, to })
      }
      const offer = (place) => {
        const wanted = place.words.toLowerCase()
        const items = insertions(editor).filter(({ label }) => label.toLowerCase().includes(wanted))
        if (!items.length) return choices.hide()
        choices.show(titles.menu, items.map(({ label, run }) => ({ label, run: () => cut(place).run() && run() })), place.from)
      }
      const look = async (place) => {
        if (!place.words) return choices.hide()
        const { found, sentence } = await find(place.words)
        const now = typed(editor.state)
        if (!found || now?.all !== place.all || now.from !== place.from) return
        const link = ({ label, href }) => ({ type: "text", text: label, marks: [{ type: "link", attrs: { href } }] })
        const items = found.map((one) => ({ ...one, run: () => cut(place).insertContent(link(one)).unsetMark("link").run() }))
        choices.show(titles.found, items, place.from, sentence || titles.nothing)
      }
      const follow = (view, before) => {
        if (before && before.doc.eq(view.state.doc) && before.selection.eq(view.state.selection)) return
        const place = typed(view.state)
        if (!place || place.all === left) return place ? undefined : choices.hide()
        left = null
        if (place.isSlash) offer(place)
        else look(place)
      }
      return [
        new Plugin({
          view: (view) => {
            choices = new Choices(frame, view)
            return { update: follow }
          },
          props: {
            handleKeyDown: (view, event) => {
              if (!choices.isOpen) return false
              if (event.key !== "Escape") return choices.key(event)
              left = typed(view.state)?.all ?? null
              choices.hide()
              return true
            },
            handleDOMEvents: { blur: () => void choices.hide() },
          },
        }),
      ]
    },
  })
}
