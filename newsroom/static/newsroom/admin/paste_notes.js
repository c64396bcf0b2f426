/* Footnotes and endnotes (articles/body/foreign_notes.py): two places that lead to one another are a number in a sentence and its
note. The notes come out as items of a list, which the editor puts at the end of the text. */

import { elementsIn, isBlock, says } from "./paste_elements.js";

const BRACKETS = /[\s[\]()]/g
const nameOf = (element) => element.id || element.getAttribute("name") || ""
const targetName = (link) => link.getAttribute("href")?.split("#")[1]

/* The notes of the text, taken out of it; their numbers stand in the text. */
export function notesOf(root, rules, firstNote, left) {
  const notes = root.ownerDocument.createElement("ol")
  const pairs = pairsIn(root)
  let number = firstNote
  for (const target of new Set(pairs.map(([, to]) => to))) {
    const links = pairs.filter(([, to]) => to === target).map(([link]) => link)
    const isComment = rules.COMMENT_ANCHOR.test(nameOf(target))
    const item = root.ownerDocument.createElement("li")
    moveNote(root, target, links, item, pairs, rules)
    links.forEach((link, at) => setNumber(root, link, isComment ? 0 : number, at === 0))
    if (isComment) {
      left.add("comments")
      continue
    }
    item.id = `note-${number}`
    notes.append(item)
    number += 1
  }
  while (notes.children.length && root.lastChild && isNothing(root.lastChild)) root.lastChild.remove()
  return notes
}

/* The way back to the sentence, when the notes are in paragraphs. */
export function finishNotes(notes) {
  for (const item of notes.children) {
    let last = item.lastElementChild
    if (last?.localName !== "p") {
      last = notes.ownerDocument.createElement("p")
      item.append(last)
    }
    const back = notes.ownerDocument.createElement("a")
    back.setAttribute("href", `#note-ref-${item.id.slice("note-".length)}`)
    back.append("↑")
    last.append(...(last.childNodes.length ? [" "] : []), back)
  }
}

/* [link in the text, anchor of its note] wherever the note leads back to the link. */
function pairsIn(root) {
  const anchors = new Map()
  for (const element of root.querySelectorAll("[id], [name]")) {
    for (const name of [element.id, element.getAttribute("name")]) if (name && !anchors.has(name)) anchors.set(name, element)
  }
  const links = new Map()
  for (const link of root.querySelectorAll("a[href*='#']")) {
    if (anchors.has(targetName(link))) links.set(link, anchors.get(targetName(link)))
  }
  const leadsOn = [...links].filter(([link, target]) => link.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING)
  const isPair = ([link, target]) =>
    [target, ...elementsIn(scopeOf(root, target))].some((back) => links.has(back) && isNear(links.get(back), link))
  const targets = new Set(leadsOn.filter(isPair).map(([, target]) => target))
  return apart(root, leadsOn.filter(([, target]) => targets.has(target)))
}

/* Those whose note stands in a block of its own: where it shares one, the words of the block stay where they are. */
function apart(root, pairs) {
  const targets = [...new Set(pairs.map(([, target]) => target))]
  const isShared = new Set(targets.filter((target) => {
    const scope = scopeOf(root, target)
    return targets.some((other) => other !== target && scope.contains(other)) || pairs.some(([link, to]) => to === target && link !== scope && scope.contains(link))
  }))
  return pairs.filter(([, target]) => !isShared.has(target))
}

function isNear(anchor, link) {
  return anchor.contains(link) ? !isBlock(anchor) : link.contains(anchor) || anchor.parentElement === link.parentElement
}

function scopeOf(root, target) {
  let scope = target
  while (scope !== root && !isBlock(scope)) scope = scope.parentElement
  return scope
}

function moveNote(root, target, links, item, pairs, rules) {
  let block = scopeOf(root, target)
  if (block === root) block = target
  const others = pairs.flat().filter((each) => each !== target)
  const mayGrow = (around) => around && around !== root && !around.matches("ol, ul") && !others.some((each) => around.contains(each))
  while (mayGrow(block.parentElement)) block = block.parentElement
  const near = links.flatMap((link) => [link, ...elementsIn(link), ...link.parentElement.children, link.parentElement, link.parentElement.parentElement])
  const names = new Set(near.flatMap((element) => [element.id, element.getAttribute("name")]))
  for (const inner of elementsIn(block)) {
    const leadsBack = inner.matches("a[href*='#']") && names.has(targetName(inner))
    if (leadsBack || inner.matches("hr") || says(inner, "class", rules.BACK_CLASS)) inner.remove()
  }
  let around = block.parentElement
  block.remove()
  item.append(...(block.matches("li, p, div, section, aside, td") ? block.childNodes : [block]))
  trimStart(item)
  while (around && around !== root && !around.textContent.trim()) {
    const empty = around
    around = around.parentElement
    empty.remove()
  }
}

/* Without the bracket or full stop that stood around the number. */
function trimStart(item) {
  const texts = item.ownerDocument.createNodeIterator(item, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.trim()) continue
    text.data = text.data.replace(/^\s*(?:\[\]|\(\)|[\]).:])?\s*/, "")
    return
  }
}

/* The number of a note in the place of the link, of the brackets around it and of what raised it. */
function setNumber(root, link, number, isFirst) {
  let place = link
  const label = link.textContent.replace(BRACKETS, "")
  while (place.parentElement !== root && !isBlock(place.parentElement) && place.parentElement.textContent.replace(BRACKETS, "") === label) {
    place = place.parentElement
  }
  if (!number) return place.remove()
  const [sup, made] = ["sup", "a"].map((tag) => root.ownerDocument.createElement(tag))
  made.setAttribute("href", `#note-${number}`)
  if (isFirst) made.id = `note-ref-${number}`
  sup.append(number)
  made.append(sup)
  place.replaceWith(made)
}

function isNothing(node) {
  return node.nodeType === Node.TEXT_NODE ? !node.data.trim() : node.matches("hr, br")
}
