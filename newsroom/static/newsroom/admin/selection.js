/* What is selected, as the browser shows it. The editor hears of it a moment later, which a quick hand does not wait for, and each
step that it takes until then puts back what it knew. */

function hear(view, { TextSelection }) {
  const { state } = view
  const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection()
  const isHere = view.hasFocus() && view.dom.contains(anchorNode) && view.dom.contains(focusNode)
  if (!isHere || view.composing) return
  const [anchor, head] = [view.posAtDOM(anchorNode, anchorOffset), view.posAtDOM(focusNode, focusOffset)]
  const { from, to } = state.selection
  if (from === Math.min(anchor, head) && to === Math.max(anchor, head)) return
  const heard = TextSelection.between(state.doc.resolve(anchor), state.doc.resolve(head))
  view.dispatch(state.tr.setSelection(heard))
}

/* Before a key that does something with the selected words, such as Ctrl+B. */
export function quickKeys({ Extension, pm: { state } }) {
  const keydown = (view, { ctrlKey, metaKey, altKey }) => {
    if (ctrlKey || metaKey || altKey) hear(view, state)
    return false
  }
  return Extension.create({
    name: "quickKeys",
    addProseMirrorPlugins: () => [new state.Plugin({ props: { handleDOMEvents: { keydown } } })],
  })
}
