/** A rectangle in the units of a picture. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface PlacedLabel {
  /** where the text begins, on its base line */
  readonly x: number
  readonly y: number
  readonly box: Box
  /** from the mark to the label, where the label had to move away from its mark */
  readonly leader?: readonly [fromX: number, fromY: number, toX: number, toY: number]
}

const HEIGHT = 13
/** from the top of the box to the base line */
const BASE = 10
/** half the cross that stands at a mark */
const MARK = 4.5
/** distances from the mark at which there may be room; from the second on a line leads back */
const RINGS = [6, 20, 36, 54, 74, 96, 120, 150]
const DIRECTIONS = [
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
  [0, -1],
  [0, 1],
  [1, 0],
  [-1, 0],
] as const

/**
 * Places for the labels of marks, in the order of the marks: near the mark, inside the picture, over no other label and no mark, no line
 * back to a mark through a label, and beside the curves if there is room. The same marks give the same places. A label for which there is no room at all stands where it covers least.
 */
export function placeLabels(
  marks: readonly { readonly name: string; readonly at: readonly [number, number] }[],
  inside: Box,
  lines: readonly (readonly [number, number])[] = [],
): readonly PlacedLabel[] {
  const dots = marks.map(({ at: [x, y] }): Box => ({ x: x - MARK, y: y - MARK, width: 2 * MARK, height: 2 * MARK }))
  const taken: Box[] = []
  const leaders: (readonly [number, number])[] = []
  return marks.map(({ name, at }) => {
    const candidates = RINGS.flatMap((far, ring) => DIRECTIONS.map((to) => ({ ring, box: boxAt(at, to, far, name) })))
    const free = candidates.filter(
      ({ box }) => holds(inside, box) && ![...dots, ...taken].some((b) => area(b, box) > 0),
    )
    const tidy = free.filter(({ ring, box }) => {
      const own = ring === 0 ? [] : points(leader(at, box))
      return (
        !leaders.some((p) => covers(box, p)) &&
        !own.some((p) => [...dots, ...taken].some((b) => covers(b, p) && !covers(b, at)))
      )
    })
    const clear = tidy.find(({ ring, box }) => ring < 3 && !lines.some((p) => covers(box, p)))
    const best = clear ?? tidy[0] ?? free[0] ?? least(candidates, inside, [...dots, ...taken])
    const line = best.ring > 0 ? leader(at, best.box) : undefined
    taken.push(best.box)
    if (line) leaders.push(...points(line))
    const { x, y } = best.box
    return { x, y: y + BASE, box: best.box, ...(line ? { leader: line } : {}) }
  })
}

/** Widths of the font at 11 units, on the wide side: what fits here fits in any of the usual fonts. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) > 0x2e80 ? 11.5 : 6.6), 0)
}

function boxAt([x, y]: readonly [number, number], [dx, dy]: readonly [number, number], far: number, name: string): Box {
  const width = textWidth(name)
  return {
    x: dx > 0 ? x + far : dx < 0 ? x - far - width : x - width / 2,
    y: dy > 0 ? y + far : dy < 0 ? y - far - HEIGHT : y - HEIGHT / 2,
    width,
    height: HEIGHT,
  }
}

/** From the edge of the cross to the nearest point of the label. */
function leader([x, y]: readonly [number, number], box: Box): readonly [number, number, number, number] {
  const toX = Math.min(Math.max(x, box.x), box.x + box.width)
  const toY = Math.min(Math.max(y, box.y), box.y + box.height)
  const length = Math.hypot(toX - x, toY - y)
  return [x + ((toX - x) / length) * MARK, y + ((toY - y) / length) * MARK, toX, toY]
}

/** Points along a leader, close enough together that no label slips between them. */
function points([x, y, toX, toY]: readonly [number, number, number, number]): readonly (readonly [number, number])[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(toX - x, toY - y) / 3))
  return Array.from(
    { length: steps + 1 },
    (_, k) => [x + ((toX - x) * k) / steps, y + ((toY - y) * k) / steps] as const,
  )
}

function area(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

function holds(outer: Box, b: Box): boolean {
  return (
    b.x >= outer.x &&
    b.y >= outer.y &&
    b.x + b.width <= outer.x + outer.width &&
    b.y + b.height <= outer.y + outer.height
  )
}

function covers(b: Box, [x, y]: readonly [number, number]): boolean {
  return x >= b.x && x <= b.x + b.width && y >= b.y && y <= b.y + b.height
}

function least<T extends { readonly box: Box }>(candidates: readonly T[], inside: Box, others: readonly Box[]): T {
  const cost = ({ box }: T) =>
    box.width * box.height - area(inside, box) + others.reduce((sum, o) => sum + area(o, box), 0)
  return candidates.reduce((best, c) => (cost(c) < cost(best) ? c : best))
}

/** A name cut to the room that stands beside a row of a picture. */
export function cut(name: string): string {
  const wide = [...name]
  let width = 0
  for (const [i, c] of wide.entries()) {
    width += (c.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1
    if (width > 22) return `${wide.slice(0, i).join('')}…`
  }
  return name
}
