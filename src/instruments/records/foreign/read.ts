import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Estimate } from '../../../judge/evidence.ts'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import { proportion } from '../../proportion.ts'
import { lmEvalTrials } from './lm-eval.ts'
import { promptfooTrials } from './promptfoo.ts'
import { type Choice, isObject, type Trials, wrongResults } from './trials.ts'

const LARGEST = 256 * 1024 * 1024
/** Of more errors than this a run is invalid, as for the measurements of this product. */
const MOST_ERRORS = 0.02

export interface Imported {
  readonly n: number
  readonly estimate: Estimate
  readonly errors: number
  /** tool, version, files with their hashes, what was taken: for the evidence */
  readonly source: string
}

/**
 * Results of another tool as a proportion: k of n questions hold, with exact bounds from the single questions, never from a summary.
 * Reads promptfoo output (JSON) and the samples of lm-evaluation-harness (JSON Lines, with or without the summary).
 */
export async function importResults(
  paths: readonly string[],
  choice: Choice,
  confidences: readonly string[],
): Promise<Outcome<Imported>> {
  const files: { name: string; sha256: string; text: string }[] = []
  for (const path of paths) {
    const size = await stat(path).then(
      (s) => s.size,
      () => undefined,
    )
    if (size === undefined || size > LARGEST)
      return failed(
        size === undefined
          ? problem('file-unreadable', { zh: `无法读取文件 ${path}`, en: `The file ${path} cannot be read` })
          : problem(
              'import-too-large',
              { zh: '文件过大', en: 'The file is too large' },
              { place: { file: path }, expected: `≤ ${LARGEST}`, got: String(size) },
            ),
      )
    const bytes = await readFile(path).catch(() => undefined)
    if (bytes === undefined)
      return failed(problem('file-unreadable', { zh: `无法读取文件 ${path}`, en: `The file ${path} cannot be read` }))
    files.push({
      name: basename(path),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      text: bytes.toString('utf8').replace(/^\uFEFF/, ''),
    })
  }
  const read = trialsOf(files, choice)
  if (!read.ok) return read
  const checked = sound(read.value)
  if (!checked.ok) return checked
  const { tool, version, of, trials, errors } = read.value
  const n = trials.length
  return done({
    n,
    estimate: proportion(trials.filter((t) => t.holds).length, n, confidences),
    errors,
    source: [`${tool} ${version}`, of, `errors ${errors}`, ...files.map((f) => `${f.name} sha256:${f.sha256}`)].join(
      '; ',
    ),
  })
}

function trialsOf(files: readonly { readonly name: string; readonly text: string }[], choice: Choice): Outcome<Trials> {
  let summary: Record<string, unknown> | undefined
  let samples: { name: string; rows: { line: number; value: unknown }[] } | undefined
  for (const { name, text } of files) {
    const whole = parsed(text)
    if (isObject(whole) && isObject(whole['results']) && Array.isArray(whole['results']['results']))
      return promptfooTrials(whole, choice, name)
    if (isObject(whole) && isObject(whole['results']) && !('doc_id' in whole)) summary = whole
    else {
      const rows: { line: number; value: unknown }[] = []
      for (const [i, source] of text.split(/\r\n|\n/).entries()) {
        if (source.trim() === '') continue
        const value = parsed(source)
        if (!isObject(value) || !('doc_id' in value))
          return wrongResults(
            'results-unknown',
            { zh: '不认识这种结果文件', en: 'Results of this form are not read' },
            {
              expected: 'promptfoo JSON | lm-evaluation-harness samples_*.jsonl (+ results_*.json)',
              file: name,
              line: i + 1,
            },
          )
        rows.push({ line: i + 1, value })
      }
      if (samples !== undefined)
        return wrongResults(
          'results-several',
          { zh: '一次只读一个样本文件', en: 'One file of samples is read at a time' },
          {
            got: `${samples.name}, ${name}`,
          },
        )
      samples = { name, rows }
    }
  }
  if (samples === undefined)
    return wrongResults(
      'results-no-samples',
      { zh: '只有总结，没有逐题结果，界限无从谈起', en: 'A summary without the single questions gives no bounds' },
      {
        expected: 'lm_eval --log_samples: samples_*.jsonl',
      },
    )
  return lmEvalTrials(samples.rows, summary, choice, samples.name)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A proportion needs independent trials, few errors, and a summary that says the same. */
function sound({ trials, errors, said }: Trials): Outcome<void> {
  const n = trials.length
  if (n === 0) return wrongResults('results-empty', { zh: '没有可用的结果', en: 'There is no result to be used' })
  if (errors / (n + errors) > MOST_ERRORS)
    return wrongResults(
      'results-errors',
      { zh: '出错的题目过多，这次运行无效', en: 'Too many questions ended in an error; the run is invalid' },
      {
        expected: `≤ ${MOST_ERRORS * 100} %`,
        got: `${errors} / ${n + errors}`,
      },
    )
  const distinct = new Set(trials.map((t) => t.key)).size
  if (distinct < n)
    return wrongResults(
      'results-repeated',
      {
        zh: '同一道题出现不止一次，不是独立的试验',
        en: 'A question occurs more than once: these are no independent trials',
      },
      {
        expected: String(distinct),
        got: String(n),
      },
    )
  const mean = trials.filter((t) => t.holds).length / n
  if ((said?.n !== undefined && said.n !== n) || (said?.mean !== undefined && Math.abs(said.mean - mean) > 1e-9))
    return wrongResults(
      'results-disagree',
      { zh: '逐题结果与总结不一致', en: 'The single questions and the summary do not agree' },
      {
        expected: `n ${said.n ?? '–'}, mean ${said.mean ?? '–'}`,
        got: `n ${n}, mean ${mean}`,
      },
    )
  return done(undefined)
}
