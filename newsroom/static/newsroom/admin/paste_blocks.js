/* Paragraphs, items and cells of what any program calls so (articles/body/foreign_blocks.py): each run of words in one block that a
story knows. */

import { cardAddress } from "./embed_addresses.js";
import { holdsBlocks, isBlock, isBreak } from "./paste_elements.js";

const PARTS = { ul: ["li"], ol: ["li"], table: ["thead", "tbody", "tfoot", "tr"], tr: ["td", "th"], thead: ["tr"], tbody: ["tr"], tfoot: ["tr"] }
const KEPT = { ol: ["start", "type"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"], figure: ["data-image", "data-embed"], li: ["id"] }

/* Our own editor made it: what a page has beside its text says what it is by a class. */
const isBox = (node) => node.localName === "aside" && [...node.attributes].every(({ name }) => name === "dir")

/* Everything in the root as blocks. ``own`` says of a picture's number whether it may stay. */
export function blocksIn(root, rules, own) {
  const writer = new Writer(root.ownerDocument, rules, own)
  const made = root.localName === "ol" ? [...root.children].flatMap((item) => writer.block(item, "")) : writer.withLists(writer.blocks([...root.childNodes], ""))
  root.replaceChildren(...made)
}

class Writer {
  constructor(page, rules, own) {
    Object.assign(this, { page, rules, own })
  }

  make(tag, attributes = {}, ...children) {
    const made = this.page.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
    made.append(...children)
    return made
  }

  blocks(nodes, direction) {
    const found = []
    let line = []
    const flush = () => {
      found.push(...this.paragraphs("p", line, direction))
      line = []
    }
    for (const node of this.spread(nodes)) {
      if (!isBlock(node)) line.push(node)
      else {
        flush()
        found.push(...this.block(node, direction))
      }
    }
    flush()
    return this.quotations(found)
  }

  block(node, around) {
    const direction = this.directionOf(node) || around
    const tag = node.localName
    const children = [...node.childNodes]
    if (tag === "hr") return [this.make("hr")]
    if (tag === "figure" && !this.isOurs(node.dataset)) return this.blocks(children, direction)
    if (tag === "figcaption" && node.parentElement?.localName === "figure") return [this.make(tag, {}, ...children)]
    if (PARTS[tag]) return this.frame(node, tag === "tfoot" ? "tbody" : tag, direction)
    if (/^(li|td|th)$/.test(tag)) {
      const blocks = this.withLists(this.blocks(children, ""))
      return [this.make(tag, this.kept(node), ...(blocks.length ? blocks : [this.make("p")]))]
    }
    if (/^(blockquote|figure)$/.test(tag) || isBox(node)) {
      const blocks = tag === "figure" ? children.flatMap((child) => (isBlock(child) ? this.block(child, "") : [])) : this.blocks(children, direction)
      return blocks.length || tag === "figure" ? [this.make(tag, this.kept(node), ...blocks)] : []
    }
    if (tag === "pre") return this.paragraphs("p", this.lines(node), direction)
    if (/^h[2-4]$/.test(tag)) return this.paragraphs(tag, this.inline(children), direction)
    const made = this.blocks(children, direction)
    if (tag === "p" && this.rules.QUOTE_CLASS.test(node.className)) for (const block of made) block.dataset.quoted = "yes"
    return made
  }

  /* A picture of this text, or a card that leads somewhere. */
  isOurs({ image, embed }) {
    return Boolean(image ? this.own(image) : cardAddress(embed, this.rules))
  }

  /* Paragraphs that a program's style calls a quotation, in one with those beside them. */
  quotations(blocks) {
    const found = []
    let open = null
    for (const block of blocks) {
      if (!block.dataset.quoted) {
        open = null
        found.push(block)
        continue
      }
      delete block.dataset.quoted
      if (!open) found.push((open = this.make("blockquote")))
      open.append(block)
    }
    return found
  }

  /* A list or table: what is no part of it stands before it. */
  frame(node, tag, direction) {
    const made = this.make(tag, this.kept(node))
    const before = []
    for (const child of [...node.children]) {
      if (PARTS[node.localName].includes(child.localName)) made.append(...this.block(child, ""))
      else if (isBlock(child)) before.push(...this.block(child, direction))
    }
    return made.children.length ? [...before, made] : before
  }

  kept(node) {
    const names = (KEPT[node.localName] || []).filter((name) => node.hasAttribute(name) && !(name === "start" && node.getAttribute(name) === "1"))
    const direction = this.directionOf(node)
    return Object.fromEntries([...names.map((name) => [name, node.getAttribute(name)]), ...(direction ? [["dir", direction]] : [])])
  }

  /* What the element says of its direction, where its letters do not say the same. */
  directionOf(node) {
    const own = node.getAttribute("dir")?.toLowerCase()
    return own === "rtl" || (own === "ltr" && this.rules.RIGHT_TO_LEFT.test(node.textContent)) ? own : ""
  }

  /* The nodes, with formatting that goes over whole blocks put into each of them. */
  spread(nodes) {
    return nodes.flatMap((node) => {
      if (isBlock(node) || !holdsBlocks(node)) return [node]
      return this.spread([...node.childNodes]).map((inner) => {
        if (!isBlock(inner)) return this.wrapped(node, inner)
        this.wrapInside(node, inner)
        return inner
      })
    })
  }

  wrapped(mark, inner) {
    const copy = mark.cloneNode(false)
    copy.append(inner)
    return copy
  }

  wrapInside(mark, block) {
    const children = this.spread([...block.childNodes])
    block.replaceChildren(
      ...children.map((child) => {
        if (isBlock(child)) this.wrapInside(mark, child)
        return isBlock(child) || PARTS[block.localName] ? child : this.wrapped(mark, child)
      }),
    )
  }

  /* What stands in a heading, which holds no blocks: a space parts those that were in it. */
  inline(nodes) {
    return this.spread(nodes).flatMap((node) =>
      isBlock(node) ? [this.page.createTextNode(" "), ...this.inline([...node.childNodes]), this.page.createTextNode(" ")] : [node],
    )
  }

  lines(node) {
    const all = node.textContent.split("\n")
    const lines = all.slice(all.findIndex(Boolean), all.findLastIndex(Boolean) + 1)
    return lines.flatMap((line, at) => [...(at ? [this.make("br")] : []), this.page.createTextNode(line)])
  }

  /* The line as blocks: two line breaks and more part paragraphs, and what is blank is dropped. */
  paragraphs(tag, line, direction) {
    const parts = [[]]
    for (const node of line) {
      if (isBreak(node) && tag === "p" && endsWithBreak(parts.at(-1))) parts.push([])
      else parts.at(-1).push(node)
    }
    const made = parts.map((part) => this.make(tag, direction ? { dir: direction } : {}, ...part))
    for (const block of made) tidy(block)
    return made.filter((block) => block.textContent.trim())
  }

  /* Paragraphs that begin with a bullet, or with numbers that go on, as the lists that they look like. */
  withLists(blocks) {
    const found = []
    for (let at = 0; at < blocks.length; ) {
      const { tag, length, start } = this.run(blocks.slice(at))
      if (!tag) {
        found.push(blocks[at])
        at += 1
        continue
      }
      const list = this.make(tag, start > 1 ? { start } : {})
      for (const block of blocks.slice(at, at + length)) {
        cut(block, tag === "ul" ? this.rules.BULLET_START : this.rules.NUMBER_START)
        list.append(this.make("li", {}, block))
      }
      found.push(list)
      at += length
    }
    return found
  }

  run(blocks) {
    const starts = (pattern) => (block) => block.localName === "p" && pattern.exec(block.textContent)
    const bullets = lengthWhile(blocks, starts(this.rules.BULLET_START))
    if (bullets) return { tag: "ul", length: bullets }
    const isNumber = starts(this.rules.NUMBER_START)
    const first = Number(blocks.length && isNumber(blocks[0])?.[1])
    const numbers = lengthWhile(blocks, (block, at) => Number(isNumber(block)?.[1]) === first + at)
    return numbers > 1 ? { tag: "ol", length: numbers, start: first } : {}
  }
}

function lengthWhile(blocks, test) {
  const end = blocks.findIndex((block, at) => !test(block, at))
  return end < 0 ? blocks.length : end
}

function endsWithBreak(nodes) {
  const last = nodes.findLast((node) => node.nodeType !== Node.TEXT_NODE || node.data.trim())
  return Boolean(last && isBreak(last))
}

function textsIn(block) {
  const nodes = block.ownerDocument.createNodeIterator(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  const found = []
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) if (node.nodeType === Node.TEXT_NODE || isBreak(node)) found.push(node)
  return found
}

/* One space for a run of them, none at the ends of a line; a no-break space stays where it stands alone. */
function tidy(block) {
  let last = "\n"
  let rest = []
  const stripEnd = () => {
    for (const text of rest.reverse()) {
      text.data = text.data.replace(/[ \u00a0]+$/, "")
      if (text.data) break
    }
    rest = []
  }
  for (const node of textsIn(block)) {
    if (isBreak(node)) {
      stripEnd()
      last = "\n"
      continue
    }
    node.data = node.data.replace(/[ \t\n\r\f\u00a0]+/g, (run) => (run === "\u00a0" ? run : " "))
    if (last === "\n") node.data = node.data.replace(/^[ \u00a0]+/, "")
    else if (/[ \u00a0]/.test(last)) node.data = node.data.replace(/^ +/, "")
    if (!node.data) continue
    last = node.data.at(-1)
    rest.push(node)
  }
  stripEnd()
  dropEmpty(block)
}

/* Formatting around nothing, and line breaks at the ends. */
function dropEmpty(block) {
  for (const element of [...block.querySelectorAll("*")].reverse()) {
    if (!isBreak(element) && !element.textContent && !element.querySelector("br")) element.remove()
  }
  for (const node of [...block.childNodes]) if (node.nodeType === Node.TEXT_NODE && !node.data) node.remove()
  while (block.firstChild && isBreak(block.firstChild)) block.firstChild.remove()
  while (block.lastChild && isBreak(block.lastChild)) block.lastChild.remove()
}

/* The block without the sign that it begins with, also where that stands in several pieces. */
function cut(block, pattern) {
  let rest = pattern.exec(block.textContent)[0].length
  for (const text of textsIn(block).filter((node) => !isBreak(node))) {
    const length = Math.min(rest, text.data.length)
    text.data = text.data.slice(length)
    rest -= length
  }
  dropEmpty(block)
}
