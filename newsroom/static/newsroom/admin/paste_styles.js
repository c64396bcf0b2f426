/* What a style sheet on the clipboard says of a class, said at each element of it (articles/body/foreign_styles.py): Pages and
TextEdit strike out words so. */

import { elementsIn, says } from "./paste_elements.js";

/* Each ends somewhere, if only with the text: none is looked for a second time. */
const SHEET = /<style\b[^<>]*>([\s\S]*?)(?:<\/style\s*>|$)/gi
const COMMENT = /<!--|-->|\/\*[\s\S]*?(?:\*\/|$)/g
const STRUCK_BLOCKS = "p, div, li, td, th, h1, h2, h3, h4, h5, h6, blockquote"

export function readStyles(root, html, rules) {
  const given = ofClasses(html)
  for (const element of elementsIn(root)) {
    const ofClass = given.size ? [...element.classList].filter((name) => given.has(name)).map((name) => given.get(name)) : []
    if (ofClass.length) element.dataset.style = [...ofClass, element.dataset.style || ""].join(";")
    if (!element.dataset.style) continue
    if (!element.hasAttribute("dir") && says(element, "style", rules.RUNS_RIGHT)) element.dir = "rtl"
    if (element.matches(STRUCK_BLOCKS) && says(element, "style", rules.styles.s)) {
      const struck = element.ownerDocument.createElement("s")
      struck.append(...element.childNodes)
      element.append(struck)
    }
  }
}

function ofClasses(html) {
  const found = new Map()
  for (const [, sheet] of html.matchAll(SHEET)) {
    for (const rule of sheet.replace(COMMENT, "").split("}")) {
      const [said, heads = ""] = rule.split("{").reverse()
      for (const head of heads.split(",")) {
        const name = /^[a-z0-9]*\.([\w-]+)$/i.exec(head.trim())?.[1]
        if (name) found.set(name, `${found.get(name) || ""};${said.replace(/\s+/g, " ")}`)
      }
    }
  }
  return found
}
