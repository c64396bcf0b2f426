/* Small questions about elements of another program's markup. A style is read from data-style, where paste_html.js has put it. */

const BLOCKS = new Set(
  `address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
  header hr iframe embed object video audio li main nav ol p pre section summary table tbody td tfoot th thead tr ul`.split(/\s+/),
)

export const isBlock = (node) => BLOCKS.has(node.localName)
const ANY_BLOCK = [...BLOCKS].join()
export const holdsBlocks = (node) => Boolean(node.firstElementChild && node.querySelector(ANY_BLOCK))
export const isBreak = (node) => node.localName === "br"
export const elementsIn = (root) => [...root.querySelectorAll("*")]

export function says(element, name, pattern) {
  const value = element.getAttribute(name === "style" ? "data-style" : name)
  return value ? pattern.exec(value) : null
}
