import { open } from 'node:fs/promises'
import { type Problem, ProblemError, warning } from '../../../language/problem.ts'
import { type Instrument, type MeasureContext, SetupError } from '../../contract.ts'
import { insidePath } from '../../inside-path.ts'
import { fileProblems, type LabelItem, manifestName, readManifest } from './manifest.ts'
import { type LabelParams, type LabelResult, labelProduces } from './params.ts'
import { labelReducer } from './reduce.ts'
import { fileSource } from './source.ts'

/** Reads generated files for the labels that say they were generated: the implicit one from the file, the explicit one as declared. */
export const labelCheck: Instrument<LabelParams, LabelItem, LabelResult> = {
  ...labelReducer,
  title: { zh: '生成合成内容标识核查', en: 'Check of labels on generated content' },
  method: {
    title: {
      zh: '逐个文件解析元数据中的隐式标识；显式标识按清单中的几何与时间核算，或由人确认',
      en: 'metadata of every file are parsed for the implicit label; the explicit one is computed from the geometry and times of the manifest, or confirmed by a person',
    },
    source: 'GB 45438-2025; GB 32100-2015 (credit codes)',
  },
  produces: labelProduces,
  material: 'outputs',

  async check(subject, params) {
    const items = await readManifest(subject, params)
    if (!items.ok) return items.problems
    return items.value.length === 0 ? [nothing(manifestName(subject, params))] : fileProblems(subject, items.value)
  },

  async *items(subject, params) {
    const items = await readManifest(subject, params)
    if (!items.ok) throw new ProblemError(items.problems)
    yield* items.value
  },

  async measure(item, { subject, signal }: MeasureContext) {
    signal.throwIfAborted()
    const path = await insidePath(subject.folder, item.path)
    const file = path === undefined || path === 'outside' ? undefined : await open(path, 'r').catch(() => undefined)
    if (file === undefined) throw unreadable(item)
    try {
      const found = await file.stat()
      if (!found.isFile()) throw unreadable(item)
      // the readers of ten formats are loaded where a file is read, not where an instrument is looked up
      const { look } = await import('./look.ts')
      return await look(fileSource(file, found.size), item, signal)
    } finally {
      await file.close()
    }
  },
}

function unreadable(item: LabelItem): SetupError {
  return new SetupError({
    code: 'label-file-unreadable',
    text: { zh: '文件读不出来', en: 'the file cannot be read' },
    detail: item.path,
  })
}

function nothing(name: string): Problem {
  return warning(
    'label-nothing',
    { zh: '清单里没有所问模态的文件', en: 'the manifest has no file of the modality that is asked for' },
    {
      place: { file: name },
      next: { zh: '加入该模态的文件，或更正事实', en: 'add files of that modality, or correct the facts' },
    },
  )
}
