import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import type { Item, Subject } from '../../contract.ts'
import type { OcrParams } from './params.ts'

/** One line image and what it says; `image` is relative to the subject's folder, with forward slashes. */
export interface LineItem extends Item {
  readonly image: string
  readonly text: string
  readonly lang: string
  readonly font: string
  readonly condition: string
}

const entry = z.object({
  id: z.string().min(1),
  image: z.string().min(1),
  text: z.string(),
  lang: z.string().default(''),
  font: z.string().default(''),
  condition: z.string().default('clean'),
})

/** The lines of the manifest that the params ask for, in its order, or the first thing wrong with it. */
export async function readManifest(subject: Subject, params: OcrParams): Promise<Outcome<readonly LineItem[]>> {
  const given = resolve(subject.folder, params.images)
  const path = params.images.endsWith('.jsonl') ? given : join(given, params.manifest)
  if (!inside(subject.folder, path)) return failed(outside(params.images))
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    return failed(missing(relative(subject.folder, path), error))
  }
  const items: LineItem[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const place = { file: basename(path), line: index + 1 }
    const parsed = entry.safeParse(jsonOf(line))
    if (!parsed.success) return failed(malformed(place, parsed.error.issues[0]?.path.join('.') ?? ''))
    const image = resolve(dirname(path), parsed.data.image)
    if (!inside(subject.folder, image)) return failed(outside(parsed.data.image, place))
    if (params.condition !== undefined && parsed.data.condition !== params.condition) continue
    items.push({ ...parsed.data, image: relative(subject.folder, image).split(sep).join('/') })
  }
  return done(items)
}

/** Images of the list that are not there; the first few are enough to act on. */
export async function missingImages(subject: Subject, items: readonly LineItem[]): Promise<readonly Problem[]> {
  const absent: string[] = []
  for (const { image } of items) {
    const found = await stat(join(subject.folder, image)).catch(() => undefined)
    if (!found?.isFile()) absent.push(image)
  }
  if (absent.length === 0) return []
  return [
    problem(
      'image-missing',
      {
        zh: `清单里有 ${absent.length} 个图像文件不存在`,
        en: `${absent.length} image files of the manifest are not there`,
      },
      {
        got: absent.slice(0, 3).join(', '),
        next: { zh: '补齐文件或改正清单', en: 'add the files or correct the manifest' },
      },
    ),
  ]
}

/** Nothing outside the subject's folder is read, whatever a manifest says. */
function inside(folder: string, path: string): boolean {
  const way = relative(resolve(folder), path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function outside(given: string, place?: Problem['place']): Problem {
  return problem(
    'path-outside',
    { zh: '路径指到了对象文件夹之外', en: "the path leads out of the subject's folder" },
    {
      place,
      got: given,
      next: { zh: '把文件放进该文件夹，用相对路径', en: 'put the files into that folder and use relative paths' },
    },
  )
}

function missing(path: string, error: unknown): Problem {
  return problem(
    'manifest-missing',
    { zh: '读不到图像清单', en: 'the list of images cannot be read' },
    {
      place: { file: path },
      got: (error as NodeJS.ErrnoException).code ?? String(error),
      next: { zh: '检查参数 images 和 manifest', en: 'check the params images and manifest' },
    },
  )
}

function malformed(place: NonNullable<Problem['place']>, field: string): Problem {
  return problem(
    'manifest-line',
    { zh: '清单的这一行不合格式', en: 'this line of the manifest has the wrong form' },
    {
      place: { ...place, ...(field ? { path: field } : {}) },
      expected: '{"id": …, "image": …, "text": …, "lang": …, "font": …, "condition": …}',
    },
  )
}
