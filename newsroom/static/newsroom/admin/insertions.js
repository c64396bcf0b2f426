/* What the editor can insert by words, and where it asks for addresses of our own (articles/admin/stories/linking.py). */

import { toggleBox, togglePullQuote } from "./boxes.js";
import { askForCard } from "./embed.js";
import { askForPicture } from "./figure.js";
import { newest, post } from "./server.js";

/* What "/" offers in an empty paragraph, by the names of the buttons. */
export function insertions(titles, rules, hasPictures) {
  const chained = (label, step) => ({ label, run: (editor) => step(editor.chain().focus()).run() })
  const offered = [
    ...[2, 3, 4].map((level) => chained(titles[`heading${level}`], (chain) => chain.setHeading({ level }))),
    chained(titles.bulletList, (chain) => chain.toggleBulletList()),
    chained(titles.orderedList, (chain) => chain.toggleOrderedList()),
    chained(titles.blockquote, (chain) => chain.setBlockquote()),
    { label: titles.pullQuote, run: togglePullQuote },
    { label: titles.box, run: toggleBox },
    ...(hasPictures ? [{ label: titles.picture, run: (editor) => askForPicture(editor) }] : []),
    { label: titles.embed, run: (editor) => askForCard(editor, titles, rules) },
    chained(titles.table, (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true })),
    chained(titles.horizontalRule, (chain) => chain.setHorizontalRule()),
    { label: titles.ownLink, run: (editor) => editor.chain().focus().insertContent("[[").run() },
  ]
  return (editor) => offered.map(({ label, run }) => ({ label, run: () => run(editor) }))
}

/* Stories, people and places that readers can open; of several questions only the newest is answered. */
export function finder(address, titles, languageOf) {
  const question = newest()
  const say = { signedOut: titles["signed-out"], failed: titles.failed }
  return async (words) => {
    const signal = question.next()
    const data = new FormData()
    data.append("q", words)
    data.append("language", languageOf())
    try {
      return (await post(address, data, { say, as: "json", signal })).content
    } catch (trouble) {
      return signal.aborted ? {} : { found: [], sentence: trouble.message }
    }
  }
}
