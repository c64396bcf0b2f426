/* HTML of word processors and pages as a story has it, as articles/body/foreign.py has it on the server: what colleagues were told
is out, lists, headings and notes are such. The rules come with the page; the allow-list of the server comes after it. */

import { addressOf } from "./addresses.js";
import { heldIn, titleOfFrame, withFrames } from "./embed_addresses.js";
import { blocksIn } from "./paste_blocks.js";
import { elementsIn, holdsBlocks, isBlock, says } from "./paste_elements.js";
import { listsIn } from "./paste_lists.js";
import { finishNotes, notesOf } from "./paste_notes.js";
import { readStyles } from "./paste_styles.js";

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'<>])*>/gi
const STYLE = /<style\b[\s\S]*?<\/style\s*>/gi, STYLE_END = /<\/style\s*>/gi
const OPENING_QUOTES = new Set("“„«\"‘‚")

/* The page's policy refuses each inline style aloud: as data it can be read in silence. */
export function parsed(html) {
  const quiet = withoutStyles(html).replace(TAG, (tag) => tag.replace(/\s(style|on\w+|background)(\s*=)/gi, " data-$1$2"))
  const page = new DOMParser().parseFromString(quiet, "text/html")
  const comments = page.createNodeIterator(page, NodeFilter.SHOW_COMMENT)
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) comment.remove()
  return page.body
}

/* Only where one ends: a search from each of many beginnings that have no end would go through the whole text every time. */
function withoutStyles(html) {
  const last = [...html.matchAll(STYLE_END)].at(-1)
  const end = last ? last.index + last[0].length : 0
  return html.slice(0, end).replace(STYLE, "") + html.slice(end)
}

/* {html, notes, left}: the text, the items of its notes, and the kinds of what was left out. ``own`` says of a picture's number
whether it may stay, ``firstNote`` which number is free. */
export function tidied(html, rules, { language = "", firstNote = 1, own = () => false } = {}) {
  const root = parsed(withFrames(html, rules))
  const slice = root.querySelector("[data-pm-slice]")
  const left = new Set()
  readStyles(root, html, rules)
  dropWhatIsGone(root, rules, left)
  const notes = notesOf(root, rules, firstNote, left)
  listsIn(root, rules)
  rankHeadings(root, rules)
  const isLine = !notes.children.length && !holdsBlocks(root) && !root.querySelector("br")
  for (const part of [root, notes]) {
    rewrite(part, rules, rules.quotes[language] || rules.quotes[""], left)
    breakAtSeparators(part, rules)
    if (part === notes || !isLine) blocksIn(part, rules, own)
  }
  finishNotes(notes)
  if (slice && slice.tagName === root.firstElementChild?.tagName) root.firstElementChild.setAttribute("data-pm-slice", slice.dataset.pmSlice)
  return { html: root.innerHTML, notes: notes.innerHTML, left }
}

function dropWhatIsGone(root, rules, left) {
  for (const element of root.querySelectorAll(rules.goneTags.join())) element.remove()
  const hasInsertions = root.querySelector("ins")
  for (const element of elementsIn(root)) {
    if (!root.contains(element)) continue
    const isComment = says(element, "class", rules.COMMENT_CLASS) || says(element, "style", rules.COMMENT_STYLE)
    const wasDeleted = element.matches("del") && (hasInsertions || element.matches("[cite], [datetime]"))
    const isGone = wasDeleted || says(element, "class", rules.DELETED_CLASS)
    const isSign = says(element, "class", rules.SIGN_CLASS)
    const isHidden = element.hidden || says(element, "style", rules.HIDDEN_STYLE)
    if (!isComment && !isGone && !isSign && !isHidden) continue
    const kind = isComment ? "comments" : isGone ? "deleted" : "hidden"
    if (element.textContent.trim() && !isSign) left.add(kind)
    element.remove()
  }
}

/* Headings on the levels that a story has, in their order. */
function rankHeadings(root, rules) {
  const levels = elementsIn(root)
    .map((element) => [element, levelOf(element, rules)])
    .filter(([, level]) => level !== null)
  const ranks = new Map()
  for (const level of [...new Set(levels.map(([, level]) => level))].sort()) {
    ranks.set(level, Math.min(4, Math.max(2, level, ...[...ranks.values()].map((rank) => rank + 1))))
  }
  const order = [...ranks.keys()]
  if (order.length > 1 && ranks.get(order.at(-2)) === 4 && ![...ranks.values()].includes(3)) ranks.set(order.at(-2), 3)
  for (const [element, level] of levels) renamed(element, `h${ranks.get(level)}`)
}

function levelOf(element, rules) {
  const heading = /^H([1-6])$/.exec(element.tagName)
  if (heading) return Number(heading[1])
  if (element.getAttribute("role") === "heading" && isBlock(element)) return Number(element.getAttribute("aria-level")) || 2
  return element.matches("p") && says(element, "class", rules.TITLE_CLASS) ? 0 : null
}

function renamed(element, tag) {
  const made = element.ownerDocument.createElement(tag)
  if (element.dir) made.dir = element.dir
  made.append(...element.childNodes)
  element.replaceWith(made)
}

/* Formatting, links, quotations and embeds in the tags of a story, from the inside out. */
function rewrite(root, rules, quotes, left) {
  for (const element of elementsIn(root).reverse()) {
    const tag = element.localName
    const card = heldIn(element, rules)
    if (card) makeCard(element, card, rules, left)
    else if (tag === "q") quote(element, quotes)
    else if (tag === "img") leavePicture(element, rules, left)
    else if (rules.embeds.includes(tag)) linkToEmbed(element, rules, left)
    else if (!isBlock(element) && !["br", "source"].includes(tag)) format(element, rules)
  }
}

function quote(element, [start, end, innerStart, innerEnd]) {
  let depth = 0
  for (let around = element.parentElement; around; around = around.parentElement) depth += around.matches("q")
  const inner = [...element.childNodes]
  const isMarked = OPENING_QUOTES.has(element.textContent.trim()[0])
  const marked = depth % 2 ? [innerStart, ...inner, innerEnd] : [start, ...inner, end]
  element.replaceWith(...(isMarked ? inner : marked))
}

function leavePicture(element, rules, left) {
  const alt = element.getAttribute("alt") || ""
  if (rules.EMOJI.test(alt)) return element.replaceWith(alt)
  left.add("pictures")
  element.remove()
}

function linkToEmbed(element, rules, left) {
  const sources = [element, ...element.querySelectorAll("source")]
  const href = addressOf(sources.map((each) => each.getAttribute("src") || each.getAttribute("data")).find(Boolean), rules)
  left.add("embeds")
  if (!href) return element.remove()
  const [paragraph, link] = ["p", "a"].map((tag) => element.ownerDocument.createElement(tag))
  link.setAttribute("href", href)
  link.append(href)
  paragraph.append(link)
  element.replaceWith(paragraph)
}

/* The words that stand in the markup of another site stay, but for those that only lead there. */
function makeCard(element, address, rules, left) {
  const [figure, caption] = ["figure", "figcaption"].map((tag) => element.ownerDocument.createElement(tag))
  const shared = element.localName === "blockquote" && rules.INSTAGRAM_TITLE.exec(element.textContent)
  figure.dataset.embed = address
  caption.textContent = shared ? shared[0].trim() : titleOfFrame(element.getAttribute("title"), rules)
  if (caption.textContent) figure.append(caption)
  left.add("cards")
  element.replaceWith(figure, ...(element.localName === "div" ? element.childNodes : []))
}

/* The marks that tag and style give, around what stands in the element. */
function format(element, rules) {
  let inner = element.className === "Apple-converted-space" ? [" "] : [...element.childNodes]
  const around = (tag, attributes = {}) => {
    const made = element.ownerDocument.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
    made.append(...inner)
    inner = [made]
  }
  const direction = directionOf(element)
  for (const name of marksOf(element, rules)) around(name)
  const href = element.matches("a") && addressOf(element.getAttribute("href"), rules)
  if (href) around("a", { href, ...(element.id.startsWith("note-ref-") && { id: element.id }) })
  if (direction) around("bdi", { dir: direction })
  element.replaceWith(...inner)
}

function marksOf(element, rules) {
  let own = rules.marks[element.localName]
  if (own && rules.takenBack[own] && says(element, "style", rules.takenBack[own])) own = null
  const isBold = () => element.closest("h1, h2, h3, h4, h5, h6, th")
  const given = element.hasAttribute("data-style") ? Object.keys(rules.styles).filter((name) => says(element, "style", rules.styles[name])) : []
  const marks = given.filter((name) => name !== own && !(name === "strong" && isBold()))
  return own ? [own, ...marks] : marks
}

/* The direction of words that run against those around them. */
function directionOf(element) {
  const own = element.getAttribute("dir")?.toLowerCase()
  if (!/^(ltr|rtl)$/.test(own || "") || !element.textContent.trim()) return ""
  const around = element.parentElement?.closest("[dir]")?.getAttribute("dir").toLowerCase() || "ltr"
  return own === around ? "" : own
}

function breakAtSeparators(root, rules) {
  const texts = root.ownerDocument.createNodeIterator(root, NodeFilter.SHOW_TEXT)
  const found = []
  for (let text = texts.nextNode(); text; text = texts.nextNode()) if (rules.SEPARATOR.test(text.data)) found.push(text)
  for (const text of found) {
    const lines = text.data.split(rules.SEPARATOR)
    text.replaceWith(...lines.flatMap((line, at) => (at ? [root.ownerDocument.createElement("br"), line] : [line])))
  }
}
