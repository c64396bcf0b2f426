/* A film or post of another site in the text: <figure data-embed="https://…"><figcaption>what it shows</figcaption></figure>. Readers
get a card with a link (articles/body/embeds.py); neither they nor the writer load anything of the other site. */

import { element } from "./elements.js";
import { cardAddress, siteOf } from "./embed_addresses.js";

/* How a card looks while one writes: the site, what it shows to type, the address, and buttons that change and remove it. */
function drawing({ node, editor, getPos }, titles, rules) {
  const site = element("b")
  const line = element("bdi", { dir: "ltr" })
  const title = element("div", { className: "embed-title" }) // around the words
  title.dataset.placeholder = titles["embed:title"]
  const button = (name, sign, action) => {
    const made = element("button", { type: "button", className: "embed-button", title: titles[name], textContent: sign })
    made.setAttribute("aria-label", titles[name])
    made.addEventListener("click", action)
    return made
  }
  const change = button("embed:change", "✎", () => {
    const at = getPos()
    askForCard(editor, titles, rules, { at, ...valuesOf(editor.state.doc.nodeAt(at)) })
  })
  const remove = button("embed:remove", "×", () => {
    const at = getPos()
    editor.chain().deleteRange({ from: at, to: at + editor.state.doc.nodeAt(at).nodeSize }).focus().run()
  })
  const head = element("div", { className: "embed-head", contentEditable: "false" }, site, line, ...(editor.isEditable ? [change, remove] : []))
  const card = element("figure", { className: "embed-card" }, head, title)
  const follow = (current) => {
    site.textContent = siteOf(current.attrs.href, rules)
    line.textContent = current.attrs.href.replace(/^https?:\/\/(?:www\.)?/, "")
    title.classList.toggle("is-empty", !current.textContent)
  }
  follow(node)
  return {
    dom: card,
    contentDOM: title,
    update(current) {
      if (current.type !== node.type) return false
      follow(current)
      return true
    },
    stopEvent: (event) => change.contains(event.target) || remove.contains(event.target),
    ignoreMutation: (change_) => !title.contains(change_.target) || change_.type === "attributes",
  }
}

const valuesOf = (node) => ({ href: node.attrs.href, title: node.textContent })

export function embedNode(library, titles, rules) {
  return library.Node.create({
    name: "embed",
    group: "block",
    content: "text*",
    marks: "",
    draggable: true,
    isolating: true,
    defining: true,
    addAttributes: () => ({
      href: {
        default: null,
        parseHTML: (figure) => cardAddress(figure.dataset.embed, rules),
        renderHTML: ({ href }) => ({ "data-embed": href }),
      },
    }),
    parseHTML: () => [
      {
        tag: "figure[data-embed]",
        getAttrs: (figure) => (cardAddress(figure.dataset.embed, rules) ? {} : false),
        contentElement: (figure) => figure.querySelector("figcaption") || figure,
      },
    ],
    renderHTML: ({ node, HTMLAttributes }) => ["figure", HTMLAttributes, ...(node.textContent ? [["figcaption", 0]] : [])],
    addNodeView: () => (view) => drawing(view, titles, rules),
    addKeyboardShortcuts() {
      return { Enter: () => goOnBelow(this.editor) }
    },
  })
}

/* Enter in the line of a card goes on in the paragraph below it. */
function goOnBelow(editor) {
  const { $from } = editor.state.selection
  if ($from.parent.type.name !== "embed") return false
  const after = $from.after()
  const next = editor.state.doc.nodeAt(after)
  const goesOn = next?.type.name === "paragraph" && !next.content.size
  const chain = goesOn ? editor.chain() : editor.chain().insertContentAt(after, { type: "paragraph" })
  return chain.setTextSelection(after + 1).run()
}

export function embedButton(editor, titles, rules) {
  const icon = element("span", { className: "material-icons", textContent: "smart_display" })
  const button = element("button", { type: "button", className: "prose-menubar__button", title: titles.embed }, icon)
  button.dataset.name = "embed"
  button.setAttribute("aria-label", titles.embed)
  button.addEventListener("click", () => askForCard(editor, titles, rules))
  return button
}

/* Asks for the address and for what it shows. ``at``: the card, or the paragraph, in whose place the card comes. */
export function askForCard(editor, titles, rules, { at = null, href = "", title = "" } = {}) {
  const address = question(titles["embed:address"], { type: "text", inputMode: "url", value: href, dir: "ltr", placeholder: "https://" })
  const words = question(titles["embed:shows"], { type: "text", value: title, dir: "auto", maxLength: 300 })
  const cancel = element("button", { type: "button", textContent: titles.Cancel })
  const form = element("form", { method: "dialog", noValidate: true },
    element("p", { className: "prose-editor-dialog-title", textContent: titles.embed }),
    address.field, words.field, element("p", { className: "embed-promise", textContent: titles["embed:promise"] }),
    element("button", { type: "submit", textContent: titles.Update }), cancel,
  )
  const dialog = element("dialog", { className: "prose-editor-dialog embed-dialog" }, form)
  dialog.setAttribute("aria-label", titles.embed)
  const place = editor.state.selection.to
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const card = cardAddress(address.input.value, rules)
    const isWhole = [card ? address.accept() : address.refuse(titles["embed:refused"]), words.input.value.trim() ? words.accept() : words.refuse(titles["embed:untitled"])].every(Boolean)
    if (!isWhole) return form.querySelector("[aria-invalid=true]").focus()
    dialog.close()
    editor.chain().focus(place).command(put({ href: card, title: words.input.value.trim(), at })).run()
  })
  cancel.addEventListener("click", () => dialog.close())
  dialog.addEventListener("close", () => {
    dialog.remove()
    editor.commands.focus()
  })
  document.body.append(dialog) // a form stands in no other form
  dialog.showModal()
  if (href && !title) words.input.focus()
}

/* A line of the dialogue; what is refused is said below it. */
function question(label, properties) {
  const input = element("input", properties)
  const trouble = element("span", { className: "link-refused", hidden: true })
  trouble.setAttribute("role", "alert")
  const field = element("p", { className: "prose-editor-dialog-field" }, element("label", {}, label, input), trouble)
  const answer = (sentence) => {
    trouble.textContent = sentence
    trouble.hidden = !sentence
    input.setAttribute("aria-invalid", String(Boolean(sentence)))
    return !sentence
  }
  return { input, field, accept: () => answer(""), refuse: answer }
}

/* In the place of the block at ``at``, of an empty paragraph, or after the block in which the cursor stands. */
function put({ href, title, at }) {
  return ({ tr, state, dispatch }) => {
    const { embed, paragraph } = state.schema.nodes
    const node = embed.create({ href }, title ? state.schema.text(title) : null)
    const { $to } = tr.selection
    const isAlone = at === null && $to.depth === 1 && $to.parent.type === paragraph && !$to.parent.content.size
    const from = at ?? (isAlone ? $to.before(1) : null)
    if (!dispatch) return true
    if (from === null) tr.insert($to.depth ? $to.after(1) : $to.pos, node)
    else tr.replaceWith(from, from + tr.doc.nodeAt(from).nodeSize, node)
    return true
  }
}
