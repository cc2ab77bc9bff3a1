/** x, y, width, height in pixels (continuous, no + 1). */
export type Box = readonly [number, number, number, number]

/**
 * Intersection over union, in [0, 1]; with `crowd` over the area of the detection alone. 0 where the boxes do not overlap.
 * Source: cocoapi `bbIou`.
 */
export function overlap([x, y, w, h]: Box, [ox, oy, ow, oh]: Box, crowd: boolean): number {
  return overlapOf(x, y, w, h, ox, oy, ow, oh, crowd)
}

/** `overlap`, of numbers. */
export function overlapOf(
  x: number,
  y: number,
  w: number,
  h: number,
  ox: number,
  oy: number,
  ow: number,
  oh: number,
  crowd: boolean,
): number {
  const width = Math.min(w + x, ow + ox) - Math.max(x, ox)
  if (!(width > 0)) return 0
  const height = Math.min(h + y, oh + oy) - Math.max(y, oy)
  if (!(height > 0)) return 0
  const both = width * height
  return both / (crowd ? w * h : w * h + ow * oh - both)
}
