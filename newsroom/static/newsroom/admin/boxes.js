/* A box beside the text (<aside>), such as "What we know", and a quotation that is set apart: a box that holds nothing else. */

import { element } from "./elements.js";

export function boxNode(library) {
  return library.Node.create({
    name: "box",
    group: "block",
    content: "block+",
    defining: true,
    parseHTML: () => [{ tag: "aside" }],
    renderHTML: ({ HTMLAttributes }) => ["aside", HTMLAttributes, 0],
  })
}

const isInside = ({ state }, name) => {
  const { $from } = state.selection
  return Array.from({ length: $from.depth }, (_, depth) => $from.node(depth + 1)).some((node) => node.type.name === name)
}

/* Puts the paragraphs of the selection into a box, or takes them out of the one that they are in. */
export function toggleBox(editor) {
  const chain = editor.chain().focus()
  return (isInside(editor, "box") ? chain.lift("box") : chain.wrapIn("box")).run()
}

export function togglePullQuote(editor) {
  const chain = editor.chain().focus()
  if (isInside(editor, "box")) return chain.lift("blockquote").lift("box").run()
  return chain.wrapIn("box").wrapIn("blockquote").run()
}

export function boxButtons(editor, titles) {
  const signs = [["box", "article", toggleBox], ["pullQuote", "format_quote", togglePullQuote]]
  return signs.map(([name, sign, action]) => {
    const icon = element("span", { className: "material-icons", textContent: sign })
    const button = element("button", { type: "button", className: "prose-menubar__button", title: titles[name] }, icon)
    button.dataset.name = name
    button.setAttribute("aria-label", titles[name])
    button.addEventListener("click", () => action(editor))
    return button
  })
}
