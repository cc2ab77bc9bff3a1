import { byText } from '../../bank/sample.ts'
import type { Classifier } from './section.ts'

/** By class, how much a text is of it, from 0 to 1. */
export type Scores = Readonly<Record<string, number>>

/** More classes than any scheme has, so that an answer cannot fill the evidence. */
const MOST_CLASSES = 1000

/** What a text is sent in. */
export function requestFor(text: string, { format, model }: Classifier): string {
  return JSON.stringify(format === 'scores' ? { text } : { input: text, ...(model === undefined ? {} : { model }) })
}

/** The scores in an answer of the declared format, by class id, in order; undefined where it has another form. Two categories of one class: the higher score. */
export function readScores(
  body: unknown,
  { format, classes }: Pick<Classifier, 'format' | 'classes'>,
): Scores | undefined {
  const raw = format === 'scores' ? at(body, 'scores') : at(first(at(body, 'results')), 'category_scores')
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined
  const entries = Object.entries(raw)
  if (entries.length === 0 || entries.length > MOST_CLASSES) return undefined
  const scores = new Map<string, number>()
  for (const [category, score] of entries) {
    if (typeof score !== 'number' || !(score >= 0 && score <= 1)) return undefined
    const classId = Object.hasOwn(classes, category) ? classes[category]! : category
    scores.set(classId, Math.max(scores.get(classId) ?? 0, score))
  }
  return Object.fromEntries([...scores].sort(([a], [b]) => byText(a, b)))
}

/** Classes whose score is above a threshold. */
export function classesAbove(scores: Scores, threshold: number): string[] {
  return Object.keys(scores)
    .filter((c) => scores[c]! > threshold)
    .sort(byText)
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined
}
