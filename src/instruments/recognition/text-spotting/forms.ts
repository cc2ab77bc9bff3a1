import { z } from 'zod'
import type { SpottedText } from '../../../metrics/text-spotting/match.ts'
import { numberOf } from '../files/cell.ts'
import type { Parsed } from '../files/refusal.ts'

const MOST_TEXT = 1000

/** `x1,y1,…,x4,y4,text`, the text with whatever commas it has; `x1,y1,x2,y2,text` is an upright box. Without text the line is a region alone. */
export function icdarLine(line: string, cut: (x: number) => number): Parsed<SpottedText> {
  if (line.trim() === '') return undefined
  const cells = line.split(',')
  const count = leadingNumbers(cells)
  const corners = count >= 8 ? 8 : count >= 4 ? 4 : 0
  if (corners === 0) return { expected: 'x1,y1,x2,y2,x3,y3,x4,y4,text', column: 1 }
  const at = cells.slice(0, corners).map((c) => cut(numberOf(c.trim())!))
  const text = cells.slice(corners).join(',')
  if (text.length > MOST_TEXT) return { expected: `a text of at most ${MOST_TEXT} characters` }
  return { polygon: corners === 8 ? at : upright(at), text }
}

function leadingNumbers(cells: readonly string[]): number {
  const first = cells.findIndex((c) => numberOf(c.trim()) === undefined)
  return first < 0 ? cells.length : first
}

function upright([x1, y1, x2, y2]: readonly number[]): number[] {
  return [x1!, y1!, x2!, y1!, x2!, y2!, x1!, y2!]
}

const paddleTexts = z
  .array(
    z.object({
      transcription: z.string().max(MOST_TEXT),
      points: z
        .array(z.tuple([z.number(), z.number()]))
        .min(3)
        .max(64),
    }),
  )
  .max(10_000)

/** A line of a PaddleOCR label file: image, a tab, its texts. */
export function paddleLine(
  line: string,
  cut: (x: number) => number,
): Parsed<{ readonly image: string; readonly texts: readonly SpottedText[] }> {
  if (line.trim() === '') return undefined
  const tab = line.indexOf('\t')
  const expected = 'image<TAB>[{"transcription": …, "points": [[x, y], …]}, …]'
  if (tab <= 0) return { expected, column: 1 }
  const parsed = paddleTexts.safeParse(jsonOf(line.slice(tab + 1)))
  if (!parsed.success) return { expected, column: tab + 2 }
  return {
    image: line.slice(0, tab),
    texts: parsed.data.map(({ transcription, points }) => ({
      text: transcription,
      polygon: points.flat().map(cut),
    })),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
