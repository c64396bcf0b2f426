/* Pasting into the text of a story: the clipboard is read as its program meant it, notes go to the end, pictures to the library,
and one line says what was left out. */

import { looksLikeLink } from "./addresses.js";
import { askForCard } from "./embed.js";
import { cardAddress } from "./embed_addresses.js";
import { askForPicture, mayBePasted } from "./figure.js";
import { parsed, tidied } from "./paste_html.js";
import { noticeLine, sentenceOf } from "./paste_notice.js";
import { paragraphsOf } from "./paste_text.js";

/* The rules as the page brings them, with their patterns made ready. */
export function rulesFrom(given) {
  const made = (patterns) => Object.fromEntries(Object.entries(patterns).map(([name, text]) => [name, new RegExp(text, "iu")]))
  return { ...given, ...made(given.patterns), styles: made(given.styles), counts: made(given.counts), takenBack: made(given.takenBack) }
}

/* What the "Embed" button of a site gives to copy: markup, as plain text. */
const EMBED_CODE = /^\s*<(?:iframe|blockquote|div|figure|script)\s[\s\S]*<\/(?:iframe|script|div|figure|blockquote)>\s*$/i

function lastNote(doc) {
  let last = 0
  doc.descendants((node) => {
    last = Math.max(last, Number(node.attrs.id?.slice("note-".length)) || 0)
  })
  return last
}

/* What a paragraph says of its direction would be lost where its words go into an empty one. */
function directionAtStart(slice, $from) {
  const isEmpty = $from.parent.isTextblock && !$from.parent.content.size
  return isEmpty && slice.openStart === 1 ? slice.content.firstChild?.attrs.dir : null
}

export function pasting({ pm, titles, rules, languageOf }) {
  let editor = null
  let notice = null
  let pending = null // what is known of the paste that is under way

  const start = (made, bar) => {
    editor = made
    notice = noticeLine(bar, titles)
    editor.on("transaction", ({ transaction }) => {
      if (transaction.docChanged && !transaction.getMeta("paste-notice")) notice.forget()
    })
  }

  const parse = (html) => {
    const { body } = new DOMParser().parseFromString(html, "text/html")
    return { parser: pm.model.DOMParser.fromSchema(editor.schema), body }
  }

  const sliceOf = (html) => {
    const { parser, body } = parse(html)
    return pm.model.Slice.maxOpen(parser.parseSlice(body).content)
  }

  const withNotes = (tr, notes) => {
    if (!notes) return tr
    const { parser, body } = parse(`<ol>${notes}</ol>`)
    const list = parser.parse(body).firstChild
    const last = tr.doc.lastChild
    if (last?.type === list.type && last.lastChild?.attrs.id) return tr.insert(tr.doc.content.size - 1, list.content)
    return tr.insert(tr.doc.content.size, list)
  }

  const put = (slice, { notes = "" } = {}) => {
    const { state, view } = editor
    const tr = pm.history.closeHistory(state.tr).replaceSelection(slice).setMeta("paste", true).setMeta("uiEvent", "paste")
    const { $from } = state.selection
    const direction = directionAtStart(slice, $from)
    if (direction) tr.setNodeAttribute($from.before(), "dir", direction)
    view.dispatch(withNotes(tr.scrollIntoView(), notes).setMeta("paste-notice", true))
  }

  /* An address that stands alone in its paragraph: a card may come in its place. */
  const offerCard = (href) => {
    const make = () => {
      const { $from } = editor.state.selection
      const isStillThere = $from.depth === 1 && $from.parent.textContent.trim() && cardAddress($from.parent.textContent, rules) === href
      askForCard(editor, titles, rules, { href, at: isStillThere ? $from.before(1) : null })
    }
    notice.say(titles["embed:offer"], [[titles["embed:make"], make]])
  }

  const elsewhere = (text) => {
    const href = looksLikeLink(text) ? cardAddress(text, rules) : null
    return href && URL.canParse(href) && new URL(href).host !== location.host ? href : null
  }

  const isInEmptyParagraph = ({ $from }) => $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.content.size

  const undo = () => editor.chain().undo().focus().run()

  const tell = ({ left, kept }, isPut) => {
    const choices = isPut ? [[titles.undo, undo]] : [] // else it would take back what was written before
    if (kept) choices.unshift([titles["paste:keep"], () => { undo(); put(sliceOf(kept)) }])
    const sentence = kept ? titles["paste:joined"] : sentenceOf(left, titles)
    if (sentence) notice.say(sentence, choices)
  }

  const takeFiles = (files, html) => {
    if (!files?.length || (html && parsed(html).textContent.trim())) return false // a table of Word brings a picture of itself
    const picture = [...files].find((file) => file.type.startsWith("image/"))
    if (!picture || !askForPicture(editor, picture)) notice.say(titles["paste:files"])
    return true
  }

  const read = (html) => {
    const own = (number) => mayBePasted(number, html)
    pending = tidied(html, rules, { language: languageOf(), firstNote: lastNote(editor.state.doc) + 1, own })
    return pending.html
  }

  return {
    start,
    props: {
      transformPastedHTML: read,
      clipboardTextParser(text) {
        if (EMBED_CODE.test(text)) return sliceOf(read(text))
        const { joined, kept, isJoined } = paragraphsOf(text, rules)
        pending = { left: new Set(), notes: "", kept: isJoined ? kept : "", href: elsewhere(text.trim()) }
        return sliceOf(joined)
      },
      handlePaste(view, event, slice) {
        const known = pending
        pending = null
        if (takeFiles(event.clipboardData?.files, event.clipboardData?.getData("text/html"))) return true
        const mayBeCard = known?.href && isInEmptyParagraph(view.state.selection)
        if (mayBeCard) setTimeout(offerCard, 0, known.href) // once the link stands there
        const isSpecial = known?.notes || known?.kept || known?.left.size || directionAtStart(slice, view.state.selection.$from)
        if (!isSpecial) return false
        const isPut = Boolean(slice.size || known.notes)
        if (isPut) put(slice, known)
        tell(known, isPut)
        return true
      },
      handleDrop(view, event, slice, moved) {
        const known = pending
        pending = null
        if (moved) return false
        const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
        if (place && event.dataTransfer?.files.length) editor.commands.setTextSelection(place.pos)
        if (takeFiles(event.dataTransfer?.files, event.dataTransfer?.getData("text/html"))) return true
        if (!known?.left.size && !known?.notes) return false
        if (place) editor.commands.setTextSelection(place.pos)
        put(slice, known)
        tell(known, true)
        return true
      },
    },
  }
}
