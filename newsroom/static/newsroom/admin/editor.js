/* The rich text editor of stories and pages: Tiptap as django-prose-editor ships it, started in our own way.

Its script is imported by its address, so the page needs no import map, and the editor puts no style sheet into the page
(editor.css holds the rules): both would want an exception from the content security policy. */

import { boxButtons, boxNode } from "./boxes.js";
import { directions } from "./directions.js";
import { changed, element } from "./elements.js";
import { embedButton, embedNode } from "./embed.js";
import { figureNodes, pictureButton } from "./figure.js";
import { finder, insertions } from "./insertions.js";
import { linkMark, watchLinkDialog } from "./links.js";
import { hasNotes, isQuiet, noteMark } from "./note_marks.js";
import { pasting, rulesFrom } from "./paste.js";
import { begin, follow } from "./pointing_notes.js";
import { quickKeys } from "./selection.js";
import { suggestions } from "./suggestions.js";
import { makeOneStop } from "./toolbar.js";

const CHARACTERS = [
  ["«", "»", "“", "”", "„", "‘", "’", "‹", "›"],
  ["–", "—", "…", "·", "•", "§", "№", "°", "×", "−"],
  ["ʻ", "ʼ", "Ә", "ә", "Ғ", "ғ", "Қ", "қ", "Ң", "ң", "Ө", "ө", "Ұ", "ұ", "Ү", "ү", "Һ", "һ", "І", "і"],
  ["á", "ǵ", "ı", "ń", "ó", "ú", "ö", "ü", "ş", "ç", "ñ", "ğ"],
  ["€", "₸", "₽", "£", "½", "¼", "²", "³", "←", "→"],
]
const WORD = /[\p{L}\p{N}_]+(?:['’ʼ‘ʻ-][\p{L}\p{N}_]+)*/gu
const WORDS_PER_MINUTE = 200
// Of the window's height, what the bars above and the count of words below it cover: the caret stays out of there.
const COVERED = {
  get top() {
    const bars = document.querySelectorAll(".story-bar, .prose-menubar")
    return [...bars].reduce((height, bar) => height + bar.offsetHeight, 16)
  },
  right: 0, bottom: 64, left: 0,
}

function withoutEmptyParagraph(html) {
  return /^<(?!figure)(\w+)(\s[^>]*)?><\/\1>$/.test(html) ? "" : html
}

function later(action, delay) {
  let timer = null
  const run = () => {
    clearTimeout(timer)
    timer = null
    action()
  }
  return {
    soon() {
      clearTimeout(timer)
      timer = setTimeout(run, delay)
    },
    now: () => timer && run(),
  }
}

function extensionsFor(config, library, rules) {
  const chosen = []
  for (const [name, options] of Object.entries(config.extensions)) {
    if (name === "Link") chosen.push(linkMark(library, options, rules))
    else if (library[name]) chosen.push(typeof options === "object" ? library[name].configure(options) : library[name])
  }
  return chosen.map((extension) =>
    extension.name === "menu"
      ? extension.configure({
          groups: ["headings", "marks", "lists", "nodes -blockType -lists -headings", "link", "table", "history"].map(
            (group) => ({ group }),
          ),
        })
      : extension,
  )
}

function nameButtons(bar, titles) {
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", titles.toolbar)
  for (const button of bar.querySelectorAll("button[data-name]")) {
    const title = titles[button.dataset.name]
    if (title) {
      button.title = title
      button.setAttribute("aria-label", title)
    }
  }
}

/* What is put where the cursor stands, in one group: each group more is a gap that the one line of the bar has no room for. */
function insertButtons(editor, titles, rules) {
  const buttons = [
    ...boxButtons(editor, titles), embedButton(editor, titles, rules), pictureButton(editor, titles), ...characterPalette(editor, titles),
  ]
  return element("div", { className: "prose-menubar__group" }, ...buttons.filter(Boolean))
}

/* A button that opens a palette; the characters go where the cursor stands. */
function characterPalette(editor, titles) {
  const palette = element("div", { className: "characters", popover: "auto" })
  for (const row of CHARACTERS) {
    const line = element("div")
    for (const character of row) line.append(characterButton(character, character))
    palette.append(line)
  }
  palette.firstChild.append(characterButton("\u00a0", titles["no-break space"], "NBSP"))
  const opener = element("button", { type: "button", className: "prose-menubar__button", textContent: "Ω" })
  opener.title = titles.characters
  opener.setAttribute("aria-label", titles.characters)
  opener.setAttribute("aria-haspopup", "true")
  opener.addEventListener("click", () => {
    palette.togglePopover()
    const { left, bottom } = opener.getBoundingClientRect()
    palette.style.left = `${Math.max(8, Math.min(left, window.innerWidth - palette.offsetWidth - 8))}px`
    palette.style.top = `${bottom + 4}px`
  })
  palette.addEventListener("click", (event) => {
    const character = event.target.dataset.character
    if (character) editor.chain().focus().insertContent({ type: "text", text: character }).run()
  })
  return [opener, palette]
}

function characterButton(character, title, label = character) {
  const button = element("button", { type: "button", textContent: label, title })
  button.dataset.character = character
  return button
}

function countWords(editor, line, titles) {
  const text = editor.state.doc.textBetween(0, editor.state.doc.content.size, " ", " ")
  const words = (text.match(WORD) || []).length
  const minutes = Math.max(1, Math.ceil(words / WORDS_PER_MINUTE))
  const number = words.toLocaleString(document.documentElement.lang || undefined)
  line.textContent = words ? `${number} ${titles.words} · ${minutes} ${titles.minutes}` : ""
}

function speak(titles) {
  const known = window.gettext
  window.gettext = (text) => titles[text] || (known ? known(text) : text)
}

async function start(textarea) {
  const config = JSON.parse(textarea.dataset.storyEditor)
  speak(config.titles)
  const library = await import("../../django_prose_editor/editor.js")
  const rules = rulesFrom(config.rules)
  const languageOf = () => textarea.form?.elements.language?.value || ""
  const paste = pasting({ pm: library.pm, titles: config.titles, rules, languageOf })
  const frame = element("div", { className: "prose-editor" })
  const count = element("p", { className: "word-count" })
  textarea.before(frame)
  frame.append(textarea)
  let isTyped = false
  const store = later(() => {
    textarea.value = withoutEmptyParagraph(editor.getHTML())
    if (isTyped) changed(textarea, "input")
    isTyped = false
    countWords(editor, count, config.titles)
  }, 250)
  const editor = new library.Editor({
    element: frame,
    injectCSS: false,
    editable: !(textarea.disabled || textarea.readOnly), // somebody else writes, as was known before this was drawn
    extensions: [
      ...extensionsFor(config, library, rules),
      ...directions(library, rules),
      ...figureNodes(library, config.titles),
      boxNode(library),
      embedNode(library, config.titles, rules),
      suggestions(library, {
        frame,
        titles: config.titles,
        insertions: insertions(config.titles, rules, Boolean(document.getElementById("story-pictures"))),
        find: finder(config.links, config.titles, languageOf),
      }),
      quickKeys(library),
      ...(hasNotes() ? [noteMark(library, begin)] : []),
    ],
    content: textarea.value,
    editorProps: {
      ...paste.props,
      scrollThreshold: COVERED,
      scrollMargin: COVERED,
      attributes: { "aria-label": config.titles.text, role: "textbox", "aria-multiline": "true" },
    },
    onUpdate: ({ transaction }) => {
      isTyped ||= !isQuiet(transaction)
      store.soon()
    },
    onCreate: ({ editor }) => {
      const bar = frame.querySelector(".prose-menubar")
      nameButtons(bar, config.titles)
      bar.append(insertButtons(editor, config.titles, rules))
      if (hasNotes()) follow(editor, bar, config.titles)
      makeOneStop(bar)
      paste.start(editor, bar)
      watchLinkDialog(frame, config.titles, rules)
      frame.append(count)
      countWords(editor, count, config.titles)
      textarea.dispatchEvent(new CustomEvent("story-editor:ready", { bubbles: true }))
    },
  })
  for (const end of ["submit", "story:leaving"]) textarea.form?.addEventListener(end, store.now, true)
  textarea.addEventListener("story-editor:set", (event) => {
    editor.commands.setContent(event.detail)
    isTyped = true
    store.soon()
  })
  textarea.addEventListener("story-editor:lock", (event) => {
    store.now()
    editor.setEditable(!event.detail, false)
  })
  frame.addEventListener("focusout", store.now)
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  label?.addEventListener("click", () => editor.commands.focus())
}

for (const textarea of document.querySelectorAll("textarea[data-story-editor]")) {
  start(textarea).catch((error) => {
    textarea.classList.add("without-editor") // it stays a text box that holds HTML
    console.error(error)
  })
}
