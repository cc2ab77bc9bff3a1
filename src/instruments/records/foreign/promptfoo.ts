import { done, type Outcome } from '../../../language/problem.ts'
import { binary, type Choice, isObject, type Trials, textOf, wrongResults } from './trials.ts'

/** `failureReason` of a row whose provider or grader failed; 0 is none, 1 an assertion that does not hold. */
const ERROR = 2

/**
 * Results that `promptfoo eval --output results.json` writes (schema version 3): `results.results[]`, one row for each question, prompt and
 * provider. A row holds if `success`, or if the named score asked for is 1.
 */
export function promptfooTrials(value: Record<string, unknown>, choice: Choice, file: string): Outcome<Trials> {
  const results = isObject(value['results']) ? value['results'] : {}
  const all = Array.isArray(results['results']) ? results['results'].filter(isObject) : []
  const named = (row: Record<string, unknown>, key: string, ...inside: string[]) => {
    const at = row[key]
    return isObject(at) ? (inside.map((i) => textOf(at[i])).find((t) => t !== '') ?? '') : textOf(at)
  }
  const providerOf = (row: Record<string, unknown>) => named(row, 'provider', 'label', 'id')
  const promptOf = (row: Record<string, unknown>) => named(row, 'prompt', 'label', 'raw')
  const providers = [...new Set(all.map(providerOf))]
  const one = (what: string, there: readonly string[], given: string | undefined) =>
    given === undefined && there.length > 1
      ? `--${what} ${there.map((t) => JSON.stringify(t.slice(0, 80))).join(' | ')}`
      : undefined
  const rows = all.filter(
    (r) =>
      (choice.provider === undefined || providerOf(r) === choice.provider) &&
      (choice.prompt === undefined || promptOf(r) === choice.prompt),
  )
  const prompts = [...new Set(rows.map((r) => textOf(r['promptIdx'])))]
  const labels = [...new Set(rows.map(promptOf))]
  const open =
    one('provider', providers, choice.provider) ??
    (prompts.length > 1 ? one('prompt', labels, choice.prompt) : undefined)
  if (open !== undefined)
    return wrongResults(
      'results-several',
      { zh: '文件里有几组结果，须指明一组', en: 'The file holds several sets of results; name one' },
      { expected: open, file },
    )
  const trials: { key: string; holds: boolean }[] = []
  let errors = 0
  for (const [i, row] of rows.entries()) {
    if (
      row['failureReason'] === ERROR ||
      (typeof row['error'] === 'string' && row['error'] !== '' && !isObject(row['gradingResult']))
    ) {
      errors++
      continue
    }
    const scores = isObject(row['namedScores']) ? row['namedScores'] : {}
    const score =
      choice.metric === undefined
        ? row['success']
        : Object.hasOwn(scores, choice.metric)
          ? scores[choice.metric]
          : undefined
    const holds = binary(score)
    if (holds === undefined)
      return wrongResults(
        'results-not-binary',
        { zh: '这一项不是成立或不成立', en: 'This entry neither holds nor does not' },
        {
          expected: choice.metric === undefined ? 'success: true | false' : `namedScores.${choice.metric}: 0 | 1`,
          got: `results[${i}]: ${JSON.stringify(score) ?? '–'}`,
          file,
        },
      )
    const vars = isObject(row['vars']) ? row['vars'] : isObject(row['testCase']) ? row['testCase']['vars'] : undefined
    const raw = isObject(row['prompt']) ? row['prompt']['raw'] : row['prompt']
    trials.push({ key: JSON.stringify([vars ?? null, raw ?? null]), holds })
  }
  const metadata = isObject(value['metadata']) ? value['metadata'] : {}
  return done({
    tool: 'promptfoo',
    version: textOf(metadata['promptfooVersion']) || '?',
    of: [choice.provider ?? providers[0] ?? '', choice.metric ?? 'success'].filter(Boolean).join(', '),
    trials,
    errors,
  })
}
