import { z } from 'zod'
import type { Json } from '../algorithm.ts'

const word = z.string().min(1).max(500)

/** A line of a list of inputs. `image`, `text` and the like are those of `recognition/ocr`, so that one list serves both. */
const shape = z.object({
  id: word,
  file: word.optional(),
  image: word.optional(),
  audio: word.optional(),
  text: z.string().max(100_000).optional(),
  label: z.union([z.string().max(100_000), z.number(), z.boolean(), z.null()]).optional(),
  /** seconds that the input lasts; read from the file where it is a WAV */
  duration: z.number().positive().optional(),
  /** height of the text or object in pixels; the whole picture where it is not given */
  height: z.number().positive().optional(),
  /** inputs that are no independent observations of each other: of one person, page, scene */
  cluster: word.optional(),
})

/** One input of a list; `file` as written, relative to the folder of the list. */
export interface Entry {
  readonly id: string
  readonly file: string
  /** what it says, or what it is */
  readonly reference?: Json
  readonly duration?: number
  readonly height?: number
  readonly cluster?: string
}

const EXPECTED = '{"id": …, "file": …, "text" or "label": …, "duration"?, "height"?, "cluster"?}'

/** An entry from a line of JSON, or what was expected. */
export function entryFrom(value: unknown): Entry | { readonly expected: string; readonly path: string } {
  const parsed = shape.safeParse(value)
  if (!parsed.success) return { expected: EXPECTED, path: parsed.error.issues[0]?.path.join('.') ?? '' }
  const { id, file, image, audio, text, label, duration, height, cluster } = parsed.data
  const path = file ?? image ?? audio
  if (path === undefined) return { expected: EXPECTED, path: 'file' }
  const reference = text ?? label
  return {
    id,
    file: path,
    ...(reference === undefined ? {} : { reference }),
    ...(duration === undefined ? {} : { duration }),
    ...(height === undefined ? {} : { height }),
    ...(cluster === undefined ? {} : { cluster }),
  }
}
