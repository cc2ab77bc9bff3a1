import { createHash } from 'node:crypto'
import { numberOf } from '../../files/cell.ts'
import type { Parsed } from '../../files/refusal.ts'
import type { Source } from '../../files/source.ts'
import { readTable } from '../../files/table.ts'
import { filesIn, NamedBoxes, textIn } from './boxes.ts'

/** Where YOLO labels lie: folders with a text file for each image, and a table of image sizes, since labels are shares of them. */
export interface YoloFiles {
  readonly groundTruth: string
  readonly detections: string
  /** image, width, height */
  readonly sizes: string
  /** names of the classes, by number from 0 */
  readonly classes: readonly string[]
}

const sizeColumns = {
  image: { names: ['image', 'file', 'file_name', '图像', '文件'] },
  width: { names: ['width', 'w', '宽'] },
  height: { names: ['height', 'h', '高'] },
} as const

/**
 * Reads labels `class cx cy w h` and detections `class cx cy w h confidence`, all but the class as shares of the image. Images are those of the
 * table of sizes; one without a file has no boxes. Refused lines of either side are counted by the source.
 */
export async function readYolo(folder: (name: string) => Promise<string>, files: YoloFiles, source: Source) {
  const sizes = new Map<string, readonly [number, number]>()
  const rows = readTable(
    source,
    files.sizes,
    sizeColumns,
    (row): Parsed<{ name: string; size: readonly [number, number] }> => {
      const [name, w, h] = [stem(row.cell('image')), numberOf(row.cell('width')), numberOf(row.cell('height'))]
      if (name === '' || sizes.has(name)) return { expected: 'image: a name not listed before' }
      if (w === undefined || h === undefined || w <= 0 || h <= 0) return { expected: 'width, height: pixels above 0' }
      return { name, size: [w, h] }
    },
  )
  for await (const { name, size } of rows) sizes.set(name, size)
  const boxes = new NamedBoxes([...sizes.keys()], files.classes)
  const truth = await side(await folder(files.groundTruth), files.groundTruth, 5)
  const found = await side(await folder(files.detections), files.detections, 6)
  return { boxes, groundTruthSha256: truth, detectionsSha256: found }

  async function side(path: string, name: string, cells: 5 | 6): Promise<string> {
    const hash = createHash('sha256')
    for (const file of await filesIn(path, name, '.txt')) {
      const text = await textIn(path, file)
      hash.update(`${file}\0${createHash('sha256').update(text).digest('hex')}\n`)
      const image = stem(file)
      const size = sizes.get(image)
      for (const [i, line] of text.split(/\r?\n/).entries()) {
        if (line.trim() === '') continue
        const got =
          size === undefined ? { expected: `an image of ${files.sizes}` } : yoloLine(line, cells, size, files.classes)
        if ('expected' in got) source.refuse(`${name}/${file}`, i + 1, got.expected, undefined, line.slice(0, 80))
        else if (cells === 5) boxes.addObject(image, got.category, got.box, false)
        else boxes.addDetection(image, got.category, got.box, got.score)
      }
    }
    return hash.digest('hex')
  }
}

interface YoloBox {
  readonly category: string
  readonly box: readonly number[]
  readonly score: number
}

function yoloLine(
  line: string,
  cells: 5 | 6,
  [width, height]: readonly [number, number],
  classes: readonly string[],
): YoloBox | { readonly expected: string } {
  const parts = line.trim().split(/\s+/)
  const expected = cells === 5 ? 'class cx cy w h' : 'class cx cy w h confidence'
  const numbers = parts.map(numberOf)
  if (parts.length !== cells || numbers.includes(undefined)) return { expected }
  const [k, cx, cy, w, h, score = 1] = numbers as number[]
  const category = Number.isInteger(k) ? classes[k!] : undefined
  if (category === undefined) return { expected: `class: 0 to ${classes.length - 1}` }
  if (w! < 0 || h! < 0) return { expected: 'w, h: from 0' }
  return { category, score, box: [(cx! - w! / 2) * width, (cy! - h! / 2) * height, w! * width, h! * height] }
}

/** A file's name without folder and ending. */
const stem = (file: string) => file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '')
