import { done, failed, type Outcome, problem } from '../../../../language/problem.ts'
import { type Draft, fieldsOf } from './draft.ts'

/** What was on a line that is not an object: kept, so that it is reported like every other line. */
const nothing = (line: number): Draft => ({ line, fields: { unreadable: true } })

/** Drafts from JSON Lines; a line that is no object is reported when the drafts are converted. */
export function jsonlDrafts(text: string): readonly Draft[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .flatMap((source, i) => {
      if (source.trim() === '') return []
      try {
        return [draftOf(JSON.parse(source), i + 1)]
      } catch {
        return [nothing(i + 1)]
      }
    })
}

/**
 * Drafts from one JSON array: of questions, of groups `{ category, infos: [{ id, question, category }] }`, or of dialogues
 * `{ category, sub_category, input, history: [{ role, content }] }`, as CHiSafetyBench writes them. Lines are entries, counted from 1.
 */
export function jsonDrafts(text: string, file: string): Outcome<readonly Draft[]> {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (e) {
    return failed(
      problem(
        'import-not-json',
        { zh: '文件不是 JSON', en: 'The file is not JSON' },
        { place: { file }, got: (e as Error).message },
      ),
    )
  }
  const list = Array.isArray(value) ? value : isObject(value) ? Object.values(value).find(Array.isArray) : undefined
  if (!Array.isArray(list))
    return failed(
      problem(
        'import-not-json',
        { zh: 'JSON 里没有题目数组', en: 'The JSON holds no array of questions' },
        { place: { file } },
      ),
    )
  let line = 0
  return done(
    list.flatMap((entry: unknown) => {
      if (!isObject(entry) || !Array.isArray(entry['infos'])) return [draftOf(entry, ++line)]
      return entry['infos'].map((info: unknown) => {
        const draft = draftOf(info, ++line)
        return { ...draft, fields: { ...draft.fields, group: draft.fields['group'] ?? entry['category'] } }
      })
    }),
  )
}

function draftOf(value: unknown, line: number): Draft {
  if (!isObject(value)) return nothing(line)
  const fields = { ...fieldsOf(value) }
  if (typeof value['sub_category'] === 'string') {
    fields['classId'] = value['sub_category']
    fields['group'] = value['category']
  }
  // what was said before the question
  if (Array.isArray(value['history']) && value['history'].length > 0 && typeof value['input'] === 'string') {
    fields['messages'] = [...value['history'], { role: 'user', content: value['input'] }]
    delete fields['prompt']
  }
  return { line, fields }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
