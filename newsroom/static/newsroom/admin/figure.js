/* A picture of the library in the text: <figure data-image="12"><figcaption>…</figcaption></figure>. Only its number is stored;
what the editor draws it with stands in the page (see _pictures.html) or comes from the chooser. */

import { element } from "./elements.js";

const dialog = document.getElementById("story-pictures")
/** number -> what is known of the picture: those of this text, and those chosen since. */
const known = new Map(Object.entries(JSON.parse(dialog?.dataset.pictures || "{}")))

const isNumber = (text) => /^[1-9]\d{0,17}$/.test(text || "")

/* How a figure looks while one writes: the picture, what is missing of it, its caption to type, and a button that takes it out. */
function drawing({ node, editor, getPos }, titles) {
  const picture = known.get(node.attrs.image)
  const figure = element("figure", { className: "story-figure" })
  const caption = element("div", { className: "story-figure-caption" }) // around the node of the caption
  const remove = element("button", { type: "button", className: "story-figure-remove", textContent: "×", title: titles["picture:remove"] })
  remove.setAttribute("aria-label", titles["picture:remove"])
  remove.addEventListener("click", () => {
    const at = getPos()
    editor.chain().deleteRange({ from: at, to: at + editor.state.doc.nodeAt(at).nodeSize }).focus().run()
  })
  const frame = element("div", { className: "story-figure-frame", contentEditable: "false" }, ...shownOf(picture, node, titles))
  if (editor.isEditable) frame.append(remove)
  figure.append(frame, caption)
  const follow = (current) => caption.classList.toggle("is-empty", !current.textContent)
  caption.dataset.placeholder = picture?.caption || titles["picture:caption"]
  follow(node)
  return {
    dom: figure,
    contentDOM: caption,
    update(current) {
      if (current.type !== node.type || current.attrs.image !== node.attrs.image) return false
      follow(current)
      return true
    },
    stopEvent: (event) => remove.contains(event.target),
    ignoreMutation: (change) => !caption.contains(change.target) || change.type === "attributes",
  }
}

function shownOf(picture, node, titles) {
  if (!picture) return [element("p", { className: "story-figure-unknown", textContent: `${titles["picture:unknown"]} #${node.attrs.image}` })]
  const image = element("img", { src: picture.shown, alt: picture.alt, draggable: false })
  const line = element("p", { className: "story-figure-line" })
  line.append(picture.credit || titles["picture:credit"], " · ")
  line.append(element("a", { href: picture.form, target: "_blank", rel: "noopener", textContent: titles["picture:open"] }))
  return [image, line, ...(picture.lacks ? [element("p", { className: "story-figure-lacks", textContent: picture.lacks })] : [])]
}

/* The figure and its caption as nodes of the editor. A caption stands nowhere else, so no button turns it into something. */
export function figureNodes(library, titles) {
  const Caption = library.Node.create({
    name: "pictureCaption",
    content: "text*",
    defining: true,
    isolating: true,
    parseHTML: () => [{ tag: "figcaption", context: "picture/" }],
    renderHTML: () => ["figcaption", 0],
    addKeyboardShortcuts() {
      const inCaption = () => {
        const { $from, empty } = this.editor.state.selection
        return $from.parent.type.name === "pictureCaption" ? { $from, empty } : null
      }
      return {
        Enter: () => {
          const place = inCaption()
          if (!place) return false
          const after = place.$from.after(place.$from.depth - 1)
          const next = this.editor.state.doc.nodeAt(after)
          const goesOn = next?.type.name === "paragraph" && !next.content.size
          const chain = goesOn ? this.editor.chain() : this.editor.chain().insertContentAt(after, { type: "paragraph" })
          return chain.setTextSelection(after + 1).run()
        },
        Backspace: () => {
          const place = inCaption()
          if (!place?.empty || place.$from.parentOffset) return false
          return this.editor.commands.setNodeSelection(place.$from.before(place.$from.depth - 1))
        },
      }
    },
  })
  const Picture = library.Node.create({
    name: "picture",
    group: "block",
    content: "pictureCaption",
    draggable: true,
    isolating: true,
    addAttributes: () => ({
      image: {
        default: null,
        parseHTML: (figure) => figure.dataset.image,
        renderHTML: ({ image }) => ({ "data-image": image }),
      },
    }),
    parseHTML: () => [{ tag: "figure[data-image]", getAttrs: (figure) => (isNumber(figure.dataset.image) ? {} : false) }],
    renderHTML: ({ node, HTMLAttributes }) => ["figure", HTMLAttributes, ...(node.textContent ? [0] : [])],
    addNodeView: () => (view) => drawing(view, titles),
  })
  return [Picture, Caption]
}

/* What comes from the clipboard may be of another site: a number stays only where our own editor wrote it and it is a picture of
this form; every other figure leaves its text. */
export function mayBePasted(number, html) {
  return html.includes("data-pm-slice") && known.has(number)
}

/* The button that opens the chooser; none where the page has no chooser. */
export function pictureButton(editor, titles) {
  if (!dialog) return null
  const icon = element("span", { className: "material-icons", textContent: "image" })
  const button = element("button", { type: "button", className: "prose-menubar__button", title: titles.picture }, icon)
  button.setAttribute("aria-label", titles.picture)
  button.addEventListener("click", () => askForPicture(editor))
  return button
}

/* Opens the chooser for the place of the cursor, with the file in its form if there is one; whether the page has a chooser. */
export function askForPicture(editor, file = null) {
  const place = editor.state.selection.to
  const use = (picture) => {
    known.set(String(picture.id), picture)
    editor.chain().focus(place).command(insert(picture.id)).run()
  }
  if (dialog) document.dispatchEvent(new CustomEvent("pictures:choose", { detail: Object.assign(use, { file }) }))
  return Boolean(dialog)
}

/* Between the paragraphs, after the one in which the cursor stands; never within a sentence, nor in another picture. */
function insert(number) {
  return ({ tr, state, dispatch }) => {
    const { picture, pictureCaption, paragraph } = state.schema.nodes
    const { $to } = tr.selection
    const after = $to.depth ? $to.after(1) : $to.pos
    if (!dispatch) return true
    const alone = $to.depth === 1 && $to.parent.type === paragraph && !$to.parent.content.size
    const node = picture.create({ image: String(number) }, pictureCaption.create())
    if (alone) tr.replaceWith($to.before(1), after, node)
    else tr.insert(after, node)
    return true
  }
}
