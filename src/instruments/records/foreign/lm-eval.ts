import { done, type Outcome } from '../../../language/problem.ts'
import { binary, type Choice, isObject, type Trials, textOf, wrongResults } from './trials.ts'

/**
 * Samples that `lm_eval --log_samples` writes (`samples_<task>_<date>.jsonl`): a line for every question and filter, with the metrics as keys.
 * The summary (`results_<date>.json`), where it is given, names version and model, and what it says is compared with the samples.
 */
export function lmEvalTrials(
  samples: readonly { readonly line: number; readonly value: unknown }[],
  summary: Record<string, unknown> | undefined,
  choice: Choice,
  file: string,
): Outcome<Trials> {
  const metric = choice.metric ?? 'acc'
  const rows = samples.flatMap(({ line, value }) => (isObject(value) ? [{ line, value }] : []))
  const filters = [...new Set(rows.map((r) => textOf(r.value['filter']) || 'none'))]
  if (choice.filter === undefined && filters.length > 1)
    return wrongResults(
      'results-several',
      { zh: '文件里有几组结果，须指明一组', en: 'The file holds several sets of results; name one' },
      {
        expected: `--filter ${filters.join(' | ')}`,
        file,
      },
    )
  const filter = choice.filter ?? filters[0] ?? 'none'
  const trials: { key: string; holds: boolean }[] = []
  for (const { line, value } of rows) {
    if ((textOf(value['filter']) || 'none') !== filter) continue
    const holds = binary(Object.hasOwn(value, metric) ? value[metric] : undefined)
    if (holds === undefined)
      return wrongResults(
        'results-not-binary',
        { zh: '这一项不是成立或不成立', en: 'This entry neither holds nor does not' },
        {
          expected: `${metric}: 0 | 1 (--metric ${Array.isArray(value['metrics']) ? value['metrics'].join(' | ') : '…'})`,
          got: JSON.stringify(value[metric]) ?? '–',
          line,
          file,
        },
      )
    trials.push({ key: textOf(value['doc_hash']) || JSON.stringify(value['doc_id'] ?? line), holds })
  }
  const said = saidOf(summary, choice, metric, filter, file)
  if (!said.ok) return said
  return done({
    tool: 'lm-evaluation-harness',
    version:
      textOf(summary?.['lm_eval_version']) ||
      (textOf(summary?.['git_hash']) && `git ${textOf(summary?.['git_hash'])}`) ||
      '?',
    of: [textOf(summary?.['model_name']), said.value.task, filter === 'none' ? metric : `${metric}, ${filter}`]
      .filter(Boolean)
      .join(', '),
    trials,
    errors: 0,
    said: said.value,
  })
}

interface Said {
  readonly task?: string
  readonly n?: number
  readonly mean?: number
}

function saidOf(
  summary: Record<string, unknown> | undefined,
  choice: Choice,
  metric: string,
  filter: string,
  file: string,
): Outcome<Said> {
  const results = isObject(summary?.['results']) ? summary['results'] : undefined
  if (results === undefined) return done(choice.task === undefined ? {} : { task: choice.task })
  const counts = isObject(summary?.['n-samples']) ? summary['n-samples'] : {}
  const tasks = Object.keys(results)
  // the samples of one task are in a file named after it
  const inName = tasks.filter((t) => file.includes(`samples_${t}_`)).sort((a, b) => b.length - a.length)
  const task = choice.task ?? (tasks.length === 1 ? tasks[0] : inName[0])
  if (task === undefined || !Object.hasOwn(results, task))
    return wrongResults(
      'results-several',
      { zh: '总结里有几个任务，须指明一个', en: 'The summary holds several tasks; name one' },
      {
        expected: `--task ${tasks.slice(0, 20).join(' | ')}`,
        file,
      },
    )
  const row = isObject(results[task]) ? results[task] : {}
  const count = isObject(counts[task]) ? counts[task]['effective'] : undefined
  const mean = row[`${metric},${filter}`]
  return done({
    task,
    ...(typeof count === 'number' ? { n: count } : {}),
    ...(typeof mean === 'number' ? { mean } : {}),
  })
}
