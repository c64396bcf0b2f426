/* Which way words run: what the author or the program they were copied from says of a block or a phrase is kept, and a block in
Arabic or Hebrew letters that says nothing shows itself by its letters, as it does to readers. */

const BLOCKS = ["paragraph", "heading", "listItem", "bulletList", "orderedList", "blockquote", "table", "tableCell", "tableHeader"]
const directionOf = ({ dir }) => (/^(?:ltr|rtl)$/.test(dir) ? dir : null)
const NOTE = /^note-[1-9][0-9]{0,3}$/

export function directions(library, rules) {
  const { Plugin, PluginKey } = library.pm.state
  const { Decoration, DecorationSet } = library.pm.view
  const key = new PluginKey("directions")
  const found = (doc) => {
    const marks = []
    doc.descendants((node, at) => {
      if (node.isBlock && "dir" in node.attrs && !node.attrs.dir && rules.RIGHT_TO_LEFT.test(node.textContent)) {
        marks.push(Decoration.node(at, at + node.nodeSize, { dir: "auto" }))
      }
      return !node.isTextblock
    })
    return DecorationSet.create(doc, marks)
  }
  const Directions = library.Extension.create({
    name: "directions",
    addGlobalAttributes: () => [
      { types: BLOCKS, attributes: { dir: { default: null, parseHTML: directionOf } } },
      { types: ["listItem"], attributes: { id: { default: null, keepOnSplit: false, parseHTML: ({ id }) => (NOTE.test(id) ? id : null) } } },
    ],
    addProseMirrorPlugins: () => [
      new Plugin({
        key,
        state: { init: (_, { doc }) => found(doc), apply: (tr, set) => (tr.docChanged ? found(tr.doc) : set) },
        props: { decorations: (state) => key.getState(state) },
      }),
    ],
  })
  const Phrase = library.Mark.create({
    name: "bdi",
    addAttributes: () => ({ dir: { default: null, parseHTML: directionOf } }),
    parseHTML: () => [{ tag: "bdi[dir]" }],
    renderHTML: ({ HTMLAttributes }) => ["bdi", HTMLAttributes, 0],
  })
  return [Directions, Phrase]
}
