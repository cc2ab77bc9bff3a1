import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError, problem } from '../../../../language/problem.ts'
import { Columns, DETECTION_WIDTH, OBJECT_WIDTH } from '../../../../metrics/detection/columns.ts'
import type { Category } from '../columns.ts'

/** Images and classes named by words, numbered from 1 in the order of their names; boxes as columns. */
export class NamedBoxes {
  readonly objects = new Columns(OBJECT_WIDTH)
  readonly detections = new Columns(DETECTION_WIDTH)
  readonly #images: ReadonlyMap<string, number>
  readonly #categories: ReadonlyMap<string, number>

  constructor(images: readonly string[], categories: readonly string[]) {
    this.#images = numbered(images)
    this.#categories = numbered(categories)
  }

  get images(): readonly number[] {
    return [...this.#images.values()]
  }

  get categories(): readonly Category[] {
    return [...this.#categories].map(([name, id]) => ({ id, name }))
  }

  /** Whether both are known. */
  knows(image: string, category: string): boolean {
    return this.#images.has(image) && this.#categories.has(category)
  }

  addObject(image: string, category: string, box: readonly number[], left: boolean): void {
    const [x, y, w, h] = box
    const id = this.objects.rows + 1
    this.objects.push([
      this.#images.get(image)!,
      this.#categories.get(category)!,
      x!,
      y!,
      w!,
      h!,
      w! * h!,
      id,
      0,
      left ? 1 : 0,
      -1 - id,
      -1,
    ])
  }

  addDetection(image: string, category: string, box: readonly number[], score: number): void {
    this.detections.push([this.#images.get(image)!, this.#categories.get(category)!, ...box, score])
  }
}

function numbered(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(names)].sort().map((name, i) => [name, i + 1]))
}

const MOST_FILES = 1_000_000

/** The files of a folder with an ending, by name: their names without it, in order. ProblemError: detection-too-many-files. */
export async function filesIn(folder: string, name: string, ending: string): Promise<readonly string[]> {
  const found = (await readdir(folder)).filter((f) => f.toLowerCase().endsWith(ending))
  if (found.length > MOST_FILES)
    throw new ProblemError([
      problem(
        'detection-too-many-files',
        { zh: '文件夹里的文件过多。', en: 'The folder holds too many files.' },
        { place: { file: name }, expected: `at most ${MOST_FILES}` },
      ),
    ])
  return found.sort()
}

export async function textIn(folder: string, file: string): Promise<string> {
  return (await readFile(join(folder, file), 'utf8')).replace(/^\uFEFF/, '')
}
