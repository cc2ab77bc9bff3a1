import { done, failed, type Outcome, type Problem, problem } from '../../../../language/problem.ts'
import { Columns, DETECTION_WIDTH, OBJECT_WIDTH } from '../../../../metrics/detection/columns.ts'
import { type Category, clusterOf, passOf, type Refused } from '../columns.ts'
import { plainDetection } from './detection-bytes.ts'
import { type JsonElement, readElements, textOf } from './json-elements.ts'

const MOST_PROBLEMS = 20
const MOST_ROWS = 40_000_000

export interface GroundTruth {
  readonly images: readonly number[]
  readonly categories: readonly Category[]
  readonly objects: Columns
  readonly sha256: string
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads ground truth in the COCO instances format, streamed: images {id}, categories {id, name}, annotations {id, image_id, category_id, bbox,
 * area?, iscrowd?, ignore?, pass_id?, cluster_id?}. Without `area` it is width times height; all objects of a pass are of one cluster. A reference has to be whole: anything malformed fails, with its place.
 * Source: cocodataset.org, data format.
 */
export async function readCocoGroundTruth(path: string, file: string): Promise<Outcome<GroundTruth>> {
  const problems: Problem[] = []
  const images = new Set<number>()
  const categories = new Map<number, string>()
  const ids = new Set<number>()
  const objects = new Columns(OBJECT_WIDTH)
  const places = new Columns(2)
  const readers: Readonly<Record<string, (fields: Fields, at: JsonElement) => string | undefined>> = {
    images: ({ id }) => {
      if (!isId(id) || images.has(id)) return 'images: id, a whole number, not listed before'
      images.add(id)
      return undefined
    },
    categories: ({ id, name }) => {
      if (!isId(id) || typeof name !== 'string' || categories.has(id)) return 'categories: {id not listed before, name}'
      categories.set(id, name)
      return undefined
    },
    annotations: (fields, at) => {
      const row = objectRow(fields)
      if (typeof row === 'string') return row
      if (ids.has(row[7]!)) return 'annotations: id not listed before'
      if (objects.rows >= MOST_ROWS) return `annotations: at most ${MOST_ROWS}`
      ids.add(row[7]!)
      objects.push(row)
      places.push([at.line, at.column])
      return undefined
    },
  }
  const read = await readElements(path, file, Object.keys(readers), (element) => {
    if (problems.length >= MOST_PROBLEMS) return
    const fields = fieldsOf(textOf(element))
    const expected = typeof fields === 'string' ? fields : readers[element.key]!(fields, element)
    if (expected !== undefined) problems.push(malformed(file, { ...element, text: textOf(element) }, expected))
  })
  if (!read.ok) return read
  const clusters = new Map<number, number>()
  for (let r = 0; r < objects.rows && problems.length < MOST_PROBLEMS; r++) {
    const at = { line: places.at(r, 0), column: places.at(r, 1), text: '' }
    if (!images.has(objects.at(r, 0))) problems.push(malformed(file, at, 'image_id: the id of an image of this file'))
    else if (!categories.has(objects.at(r, 1)))
      problems.push(malformed(file, at, 'category_id: the id of a category of this file'))
    else if (!isOneCluster(clusters, passOf(objects, r), clusterOf(objects, r)))
      problems.push(malformed(file, at, 'cluster_id: the same for all objects of a pass'))
  }
  if (problems.length === 0 && (images.size === 0 || categories.size === 0)) {
    problems.push(
      problem(
        'detection-no-images',
        { zh: '参考标注里没有图像或类别。', en: 'The reference names no images or no categories.' },
        { place: { file }, expected: '"images": [{"id": 1}, …], "categories": [{"id": 1, "name": "…"}, …]' },
      ),
    )
  }
  if (problems.length > 0) return failed(...problems)
  return done({
    images: [...images].sort((a, b) => a - b),
    categories: Array.from(categories, ([id, name]) => ({ id, name })).sort((a, b) => a.id - b.id),
    objects,
    sha256: read.value.sha256,
  })
}

/**
 * Reads detections in the COCO results format, streamed: [{image_id, category_id, bbox, score}]. A malformed one (a score that is no number
 * among them) is refused and counted; it is never a detection with a score of 0.
 */
export async function readCocoDetections(
  path: string,
  file: string,
  truth: GroundTruth,
): Promise<Outcome<{ readonly detections: Columns; readonly refused: Refused; readonly sha256: string }>> {
  const images = new Set(truth.images)
  const categories = new Set(truth.categories.map((c) => c.id))
  const detections = new Columns(DETECTION_WIDTH)
  const first: string[] = []
  const plain = new Array<number>(DETECTION_WIDTH).fill(0)
  let count = 0
  const take = (element: JsonElement) => {
    const row = element.plain ? checkedRow(plain, images, categories) : parsedRow(textOf(element), images, categories)
    if (typeof row !== 'string' && detections.rows < MOST_ROWS) return detections.push(row)
    count++
    if (first.length < MOST_PROBLEMS) {
      const expected = typeof row === 'string' ? row : `at most ${MOST_ROWS} detections`
      first.push(`${file}:${element.line}:${element.column} ${expected}`)
    }
  }
  const read = await readElements(path, file, undefined, take, (bytes, from) => plainDetection(bytes, from, plain))
  if (!read.ok) return read
  return done({ detections, refused: { count, first }, sha256: read.value.sha256 })
}

function fieldsOf(text: string): Fields | string {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : '{…}'
  } catch {
    return 'valid JSON'
  }
}

/** Whether a pass has no other cluster yet; an object without a pass is one alone. */
function isOneCluster(known: Map<number, number>, pass: number, cluster: number): boolean {
  if (pass < 0) return true
  const before = known.get(pass)
  if (before === undefined) known.set(pass, cluster)
  return before === undefined || before === cluster
}

function objectRow(fields: Fields): number[] | string {
  const { id, image_id, category_id, bbox, area, iscrowd, ignore, pass_id, cluster_id } = fields
  if (!isId(id)) return 'annotations: id, a whole number'
  if (!isId(image_id)) return 'image_id: a whole number'
  if (!isId(category_id)) return 'category_id: a whole number'
  if (!isBox(bbox)) return 'bbox: [x, y, width, height], numbers, none of the sizes negative'
  if (area !== undefined && !(isNumber(area) && area >= 0)) return 'area: a number from 0'
  const [crowd, left] = [flag(iscrowd), flag(ignore)]
  if (crowd === undefined || left === undefined) return 'iscrowd, ignore: 0 or 1'
  if (pass_id !== undefined && !(isId(pass_id) && pass_id >= 0)) return 'pass_id: a whole number from 0'
  if (cluster_id !== undefined && !(isId(cluster_id) && cluster_id >= 0)) return 'cluster_id: a whole number from 0'
  return [
    image_id,
    category_id,
    ...bbox,
    area === undefined ? bbox[2]! * bbox[3]! : (area as number),
    id,
    crowd,
    left,
    passKey(pass_id, id),
    cluster_id === undefined ? -1 : (cluster_id as number),
  ]
}

function parsedRow(text: string, images: ReadonlySet<number>, categories: ReadonlySet<number>): number[] | string {
  const fields = fieldsOf(text)
  return typeof fields === 'string' ? fields : detectionRow(fields, images, categories)
}

/** What `detectionRow` asks of the fields, of a row of numbers. */
function checkedRow(row: number[], images: ReadonlySet<number>, categories: ReadonlySet<number>): number[] | string {
  const [image_id, category_id, x, y, w, h, score] = row
  // the common case allocates nothing
  return images.has(image_id!) && categories.has(category_id!) && w! >= 0 && h! >= 0
    ? row
    : detectionRow({ image_id, category_id, bbox: [x, y, w, h], score }, images, categories)
}

function detectionRow(
  { image_id, category_id, bbox, score }: Fields,
  images: ReadonlySet<number>,
  categories: ReadonlySet<number>,
): number[] | string {
  if (!isId(image_id) || !images.has(image_id)) return 'image_id: the id of an image of the reference'
  if (!isId(category_id) || !categories.has(category_id)) return 'category_id: the id of a category of the reference'
  if (!isBox(bbox)) return 'bbox: [x, y, width, height], numbers, none of the sizes negative'
  if (!isNumber(score)) return 'score: a number'
  return [image_id, category_id, ...bbox, score]
}

/** An object that names no pass is one of its own. */
const passKey = (given: unknown, id: number) => (given === undefined ? -1 - Math.abs(id) : (given as number))

const isNumber = (x: unknown): x is number => typeof x === 'number' && Number.isFinite(x)
const isId = (x: unknown): x is number => Number.isSafeInteger(x)
const flag = (x: unknown) => (x === undefined || x === 0 || x === false ? 0 : x === 1 || x === true ? 1 : undefined)
const isBox = (x: unknown): x is number[] =>
  Array.isArray(x) && x.length === 4 && x.every(isNumber) && x[2]! >= 0 && x[3]! >= 0

function malformed(
  file: string,
  { line, column, text }: { readonly line: number; readonly column: number; readonly text: string },
  expected: string,
): Problem {
  return problem(
    'detection-row-invalid',
    { zh: '文件里这一条不合格式。', en: 'This entry of the file is not valid.' },
    { place: { file, line, column }, expected, ...(text === '' ? {} : { got: text.slice(0, 200) }) },
  )
}
