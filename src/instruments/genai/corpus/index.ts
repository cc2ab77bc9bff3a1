import { ProblemError } from '../../../language/problem.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import { recordFile } from '../../records/files.ts'
import { type CorpusParams, corpusReducer, type Source } from './reduce.ts'
import { readSources } from './register.ts'

interface SourceItem extends Item {
  readonly source: Source
}

/** The register of training-data sources, row by row. */
export const corpus: Instrument<CorpusParams, SourceItem, Source> = {
  ...corpusReducer,
  title: { zh: '训练数据来源登记', en: 'Register of training-data sources' },
  method: {
    title: {
      zh: '读取来源登记表，采前采后抽检逐来源列出',
      en: 'The register read, samples before and after collecting by source',
    },
    source: 'GB/T 45654-2025, security of training data; TC260-003 5.1',
  },
  produces: {
    sources: {
      kind: 'list',
      fields: {
        id: { kind: 'word' },
        kind: { kind: 'word' },
        language: { kind: 'word' },
        type: { kind: 'word' },
        overseas: { kind: 'yes-no' },
        items: { kind: 'integer' },
        sampledBefore: { kind: 'integer' },
        unlawfulBefore: { kind: 'ratio', better: 'lower' },
        collected: { kind: 'yes-no' },
        unlawfulAfter: { kind: 'ratio', better: 'lower' },
        used: { kind: 'yes-no' },
        documented: { kind: 'yes-no' },
      },
    },
  },
  material: 'corpus',
  async check(subject, params) {
    const read = await sourcesOf(subject, params.sources)
    return read.ok ? [] : read.problems
  },
  async *items(subject, params) {
    const read = await sourcesOf(subject, params.sources)
    if (!read.ok) throw new ProblemError(read.problems)
    for (const source of read.value) yield { id: source.id, source }
  },
  measure: async ({ source }) => source,
}

async function sourcesOf(subject: Subject, path: string) {
  const file = await recordFile(subject, 'corpus', path)
  return file.ok ? readSources(file.value.text, path) : file
}
