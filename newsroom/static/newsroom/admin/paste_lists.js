/* Lists as word processors write them (articles/body/foreign_lists.py): paragraphs with a number, pieces of one item each, lists
beside the item they belong to. */

import { elementsIn, says } from "./paste_elements.js";

export function listsIn(root, rules) {
  fromParagraphs(root, rules)
  fromPieces(root)
  for (const item of root.querySelectorAll("li")) if (!item.parentElement.matches("ul, ol")) lonely(item)
  for (const list of root.querySelectorAll("ul, ol")) intoItems(list)
  for (const list of root.querySelectorAll("ol:not([type])")) sayWhatCounts(list, rules)
}

/* An item that was copied without its list, in one with those before it. */
function lonely(item) {
  const before = item.previousElementSibling
  if (before?.dataset.madeHere && follows(before, item)) return before.append(item)
  const made = item.ownerDocument.createElement("ul")
  made.dataset.madeHere = "yes"
  item.replaceWith(made)
  made.append(item)
}

function sayWhatCounts(list, rules) {
  const isSaid = (pattern) => [list, list.firstElementChild].some((each) => each && says(each, "style", pattern))
  const sign = Object.keys(rules.counts).find((each) => isSaid(rules.counts[each]))
  if (sign) list.setAttribute("type", sign)
}

/* Word: each item is a paragraph that says its list and level, and holds its own number. */
function fromParagraphs(root, rules) {
  let run = []
  const finish = () => {
    if (run.length) replaceRun(run.map(({ element }) => element), run.map((row) => ({ ...row, content: [...row.element.childNodes] })))
    run = []
  }
  for (const element of root.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6")) {
    const level = levelOf(element, rules)
    if (!level) continue
    const marker = takeMarker(element, rules)
    if (element.matches("h1, h2, h3, h4, h5, h6")) {
      if (rules.NUMBER.test(marker)) element.prepend(`${marker} `)
      continue
    }
    if (run.length && !follows(run.at(-1).element, element)) finish()
    const tag = rules.NUMBER.test(marker) ? "ol" : "ul"
    run.push({ element, level, tag, start: startOf(marker), type: /^[aAiI]$/.exec(marker.replace(/[()[\].]/g, ""))?.[0] })
  }
  finish()
}

/* On which level the paragraph is an item; 0 where it is none. */
function levelOf(element, rules) {
  const stated = says(element, "style", rules.WORD_LIST)
  if (stated) return Number(stated[1])
  if (!says(element, "class", rules.LOOSE_LIST_CLASS) || !elementsIn(element).some((each) => isLooseMarker(each, rules))) return 0
  const margin = says(element, "style", rules.MARGIN)
  return margin ? Math.max(1, Math.round(margin[1] / { pt: 36, cm: 1.27, in: 0.5 }[margin[2].toLowerCase()])) : 1
}

/* A sign and the gap after it, which a program writes without saying that it is one. */
function isLooseMarker(element, rules) {
  return element.textContent.trim().length < 6 && [...element.children].some((child) => says(child, "style", rules.LOOSE_GAP))
}

function takeMarker(element, rules) {
  const inner = elementsIn(element).find((each) => says(each, "style", rules.WORD_MARKER) || isLooseMarker(each, rules))
  const text = inner?.textContent.replace(/\u00a0/g, " ").trim() || ""
  inner?.remove()
  return text
}

function follows(first, second) {
  for (let node = first.nextSibling; node; node = node.nextSibling) {
    if (node === second) return true
    if (node.nodeType !== Node.TEXT_NODE || node.data.trim()) return false
  }
  return false
}

function startOf(marker) {
  const number = /^[([]?([0-9]{1,3})[.)\]]?$/.exec(marker)?.[1]
  return Number(number) > 1 ? number : ""
}

function replaceRun(elements, rows) {
  elements[0].before(...nested(rows, elements[0].ownerDocument))
  for (const element of elements) element.remove()
}

/* Lists of rows {level, tag, start, type, content}. */
function nested(rows, page) {
  const lists = []
  const open = []
  for (const { level, tag, start, type, content } of rows) {
    while (open.length && open.at(-1).level > level) open.pop()
    if (open.at(-1)?.level === level && open.at(-1).list.localName !== tag) open.pop()
    if (!open.length || open.at(-1).level < level) {
      const list = page.createElement(tag)
      if (start) list.setAttribute("start", start)
      if (type) list.setAttribute("type", type)
      if (open.length) open.at(-1).list.lastElementChild.append(list)
      else lists.push(list)
      open.push({ level, list })
    }
    const item = page.createElement("li")
    item.append(...content)
    open.at(-1).list.append(item)
  }
  return lists
}

/* Word Online: each item is a list of its own that says its level. */
function fromPieces(root) {
  for (const wrapper of root.querySelectorAll("div.ListContainerWrapper")) wrapper.replaceWith(...wrapper.childNodes)
  let run = []
  const finish = () => {
    if (run.length) replaceRun(run, run.flatMap(rowsOf))
    run = []
  }
  for (const list of root.querySelectorAll("ul, ol")) {
    if (!list.children.length || ![...list.children].every((item) => item.matches("li[data-aria-level]"))) continue
    if (run.length && !follows(run.at(-1), list)) finish()
    run.push(list)
  }
  finish()
}

function rowsOf(list) {
  const start = list.getAttribute("start")
  return [...list.children].map((item) => ({
    level: Number(item.dataset.ariaLevel) || 1,
    tag: list.localName,
    start: start === "1" ? "" : start,
    content: [...item.childNodes],
  }))
}

/* A list holds items alone: what stands between them belongs to the item before. */
function intoItems(list) {
  for (const node of [...list.childNodes]) {
    if (node.localName === "li") continue
    const before = node.previousElementSibling
    if (node.nodeType === Node.TEXT_NODE && !node.data.trim()) node.remove()
    else if (before) before.append(node)
    else {
      const item = list.ownerDocument.createElement("li")
      node.replaceWith(item)
      item.append(node)
    }
  }
}
