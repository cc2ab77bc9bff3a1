import { createHash } from 'node:crypto'
import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import { numberOf } from '../../files/cell.ts'
import type { Source } from '../../files/source.ts'
import { filesIn, NamedBoxes, textIn } from './boxes.ts'

/** Where PASCAL VOC files lie: a folder of annotations (.xml), and one of results, a text file for each class. */
export interface VocFiles {
  readonly groundTruth: string
  readonly detections: string
}

const number = z.coerce.number()
const annotation = z.object({
  annotation: z.object({
    object: z
      .array(
        z.object({
          name: z.coerce.string().min(1),
          difficult: z.coerce.number().default(0),
          bndbox: z.object({ xmin: number, ymin: number, xmax: number, ymax: number }),
        }),
      )
      .default([]),
  }),
})

// entities are never resolved: a reference needs none, and a hostile one would grow
const parser = new XMLParser({ processEntities: false, isArray: (name) => name === 'object', ignoreAttributes: true })
const MOST_BYTES = 16 * 2 ** 20

interface Labelled {
  readonly category: string
  readonly box: readonly number[]
  readonly left: boolean
}

/**
 * Reads annotations of PASCAL VOC and results `image confidence xmin ymin xmax ymax` of each class, whose file ends in `_<class>.txt`. Corners
 * are inclusive, so a width is xmax - xmin + 1. Images are those with an annotation; a difficult object does not count by definition.
 */
export async function readVoc(folder: (name: string) => Promise<string>, files: VocFiles, source: Source) {
  const truth = await annotationsIn(await folder(files.groundTruth), files.groundTruth, source)
  const path = await folder(files.detections)
  const found = await filesIn(path, files.detections, '.txt')
  const classes = [...truth.images.values()].flatMap((objects) => objects.map((o) => o.category))
  const boxes = new NamedBoxes([...truth.images.keys()], [...classes, ...found.map(classOf)])
  for (const [image, objects] of truth.images)
    for (const { category, box, left } of objects) boxes.addObject(image, category, box, left)
  const hash = createHash('sha256')
  for (const file of found) {
    const text = await textIn(path, file)
    hash.update(`${file}\0${createHash('sha256').update(text).digest('hex')}\n`)
    for (const [i, line] of text.split(/\r?\n/).entries()) {
      if (line.trim() === '') continue
      const [image = '', ...cells] = line.trim().split(/\s+/)
      const [score, x1, y1, x2, y2] = cells.map(numberOf)
      const refuse = (expected: string) =>
        source.refuse(`${files.detections}/${file}`, i + 1, expected, undefined, line.slice(0, 80))
      if (cells.length !== 5 || [score, x1, y1, x2, y2].includes(undefined))
        refuse('image confidence xmin ymin xmax ymax')
      else if (!boxes.knows(image, classOf(file))) refuse('image: one that has an annotation')
      else if (x2! < x1! || y2! < y1!) refuse('xmin <= xmax, ymin <= ymax')
      else boxes.addDetection(image, classOf(file), corners(x1!, y1!, x2!, y2!), score!)
    }
  }
  return { boxes, groundTruthSha256: truth.sha256, detectionsSha256: hash.digest('hex') }
}

async function annotationsIn(path: string, name: string, source: Source) {
  const images = new Map<string, readonly Labelled[]>()
  const hash = createHash('sha256')
  for (const file of await filesIn(path, name, '.xml')) {
    const text = await textIn(path, file)
    hash.update(`${file}\0${createHash('sha256').update(text).digest('hex')}\n`)
    const objects = text.length > MOST_BYTES ? undefined : objectsIn(text)
    if (objects === undefined)
      source.refuse(`${name}/${file}`, 1, 'annotation > object > name, bndbox > xmin, ymin, xmax, ymax; xmin <= xmax')
    else images.set(file.replace(/\.xml$/i, ''), objects)
  }
  return { images, sha256: hash.digest('hex') }
}

function objectsIn(text: string): readonly Labelled[] | undefined {
  try {
    const parsed = annotation.safeParse(parser.parse(text))
    if (!parsed.success) return undefined
    const objects = parsed.data.annotation.object
    if (objects.some(({ bndbox: b }) => !(b.xmin <= b.xmax && b.ymin <= b.ymax))) return undefined
    return objects.map(({ name, difficult, bndbox: b }) => ({
      category: name,
      box: corners(b.xmin, b.ymin, b.xmax, b.ymax),
      left: difficult === 1,
    }))
  } catch {
    return undefined
  }
}

const corners = (x1: number, y1: number, x2: number, y2: number) => [x1, y1, x2 - x1 + 1, y2 - y1 + 1]

/** `comp4_det_test_person.txt` holds persons. */
const classOf = (file: string) => file.replace(/\.txt$/i, '').replace(/^.*_/, '')
