/* Points over a picture, in percent of its width and height: by pointer and by arrow keys. */

export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

export function clamp(value, most = 100) {
  return Math.min(most, Math.max(0, value))
}

export function pointIn(frame, event) {
  const area = frame.getBoundingClientRect()
  const share = (offset, length) => clamp((offset / length) * 100)
  return { x: share(event.clientX - area.left, area.width), y: share(event.clientY - area.top, area.height) }
}
