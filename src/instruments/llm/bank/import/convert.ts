import { createHash } from 'node:crypto'
import type { Text } from '../../../../language/text.ts'
import { normalise } from '../../keywords/normalise.ts'
import { isDate } from '../changelog.ts'
import { type BankLine, type BankType, lineSchema } from '../item.ts'
import { classNamed } from './class-named.ts'
import type { Draft } from './draft.ts'

export interface ConvertOptions {
  readonly type: BankType
  /** for lines that say none themselves */
  readonly lang?: string
  readonly source?: string
  readonly licence?: string
  readonly classId?: string
  /** class ids by the names that the file uses, beyond those known */
  readonly classes?: ReadonlyMap<string, string>
  /** of every class, this share is held out, 0 to 1; by a hash of the question, so the same each time */
  readonly holdout?: number
}

export interface Skipped {
  readonly line: number
  readonly why: Text
  readonly got?: string
}

export interface Converted {
  readonly read: number
  readonly lines: readonly BankLine[]
  /** what was left out, each with its line and why; read = lines + skipped */
  readonly skipped: readonly Skipped[]
  /** lines whose id was none, or taken: they have one made from the question */
  readonly renamed: readonly number[]
}

/** Drafts as lines of a bank. Nothing is dropped silently: a draft becomes a line or is reported. */
export function convert(drafts: readonly Draft[], o: ConvertOptions): Converted {
  const lines: BankLine[] = []
  const skipped: Skipped[] = []
  const renamed: number[] = []
  const ids = new Set<string>()
  const asked = new Map<string, number>()
  for (const draft of drafts) {
    const made = lineOf(draft, o)
    if ('why' in made) {
      skipped.push(made)
      continue
    }
    const key = `${made.type}\n${made.classId}\n${questionOf(made)}`
    const first = asked.get(key)
    if (first !== undefined) {
      skipped.push({
        line: draft.line,
        why: { zh: `与第 ${first} 行是同一道题`, en: `The same question as line ${first}` },
      })
      continue
    }
    asked.set(key, draft.line)
    const given = made.id
    const id = given !== undefined && !ids.has(given) ? given : madeId(key, ids)
    if (id !== given) renamed.push(draft.line)
    ids.add(id)
    lines.push({ ...made, id })
  }
  return { read: drafts.length, lines: o.holdout === undefined ? lines : heldOut(lines, o.holdout), skipped, renamed }
}

type Made = Omit<BankLine, 'id'> & { readonly id: string | undefined }

function lineOf({ line, fields }: Draft, o: ConvertOptions): Made | Skipped {
  const skip = (zh: string, en: string, got?: unknown): Skipped => ({
    line,
    why: { zh, en },
    ...(got === undefined ? {} : { got: String(got).slice(0, 80) }),
  })
  if (fields['unreadable']) return skip('这一行不是 JSON 对象', 'The line is not a JSON object')
  const text = (name: string) => {
    const value = fields[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  }
  const messages = fields['messages']
  const prompt = text('prompt')
  if (messages === undefined && prompt === '') return skip('没有题目', 'There is no question')
  const named = text('classId') || text('group')
  const inside = classNamed(text('classId'), o.classes) ?? classNamed(text('group'), o.classes)
  const classId = inside && 'classId' in inside ? inside.classId : named === '' ? o.classId : undefined
  if (classId === undefined)
    return inside && 'group' in inside
      ? skip(
          `只写了大类 ${inside.group}，没有写到 31 类`,
          `Only the group ${inside.group} is named, not one of its classes`,
          named,
        )
      : skip('认不出类别', 'The class is not known', named)
  const createdAt = text('createdAt').slice(0, 10).replaceAll('/', '-')
  if (createdAt !== '' && !isDate(createdAt)) return skip('日期有误', 'The date is not a date', text('createdAt'))
  const id = text('id').replace(/[^A-Za-z0-9._-]+/g, '-')
  const [source, licence] = [text('source') || o.source, text('licence') || o.licence]
  const options = listOf(fields['options'])
  const made = {
    id: /^[A-Za-z0-9]/.test(id) && id.length <= 100 ? id : 'x',
    lang:
      text('lang') ||
      o.lang ||
      (/\p{Script=Han}/u.test(messages === undefined ? prompt : JSON.stringify(messages)) ? 'zh' : 'en'),
    classId,
    type: o.type,
    ...(messages === undefined ? { prompt } : { messages }),
    ...(options.length > 0 ? { options } : {}),
    ...(fields['gold'] === undefined ? {} : { gold: fields['gold'] }),
    ...(fields['data'] === undefined ? {} : { data: fields['data'] }),
    tags: listOf(fields['tags']),
    ...(source ? { source } : {}),
    ...(licence ? { licence } : {}),
    ...(createdAt ? { createdAt } : {}),
    ...(text('version') ? { version: text('version') } : {}),
    holdout: ['true', 'yes', '1', '是'].includes(String(fields['holdout'] ?? '').toLowerCase()),
  }
  const checked = lineSchema.safeParse(made)
  if (!checked.success) {
    const issue = checked.error.issues[0]
    return skip(
      '这一行不合题库格式',
      'The line does not have the form of a bank item',
      `${issue?.path.join('.')}: ${issue?.message}`,
    )
  }
  return { ...checked.data, id: made.id === 'x' ? undefined : made.id }
}

function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'string'
    ? value
        .split(/[;；|]/)
        .map((s) => s.trim())
        .filter(Boolean)
    : []
}

function questionOf({ prompt, messages }: Pick<BankLine, 'prompt' | 'messages'>): string {
  return (messages ?? [{ role: 'user', content: prompt! }])
    .map((m) => `${m.role}:${normalise(m.content).text}`)
    .join('\n')
}

function madeId(key: string, taken: ReadonlySet<string>): string {
  const hash = createHash('sha256').update(key).digest('hex')
  for (let length = 12; length <= hash.length; length++) {
    const id = `q-${hash.slice(0, length)}`
    if (!taken.has(id)) return id
  }
  throw new Error('two questions with one hash')
}

/** Of every class the lines with the smallest hashes, as many as the share asks, rounded up; lines held out before stay so. */
function heldOut(lines: readonly BankLine[], share: number): BankLine[] {
  const order = (l: BankLine) =>
    createHash('sha256')
      .update(`holdout\n${l.id}\n${questionOf(l)}`)
      .digest('hex')
  const chosen = new Set<BankLine>()
  for (const classId of new Set(lines.map((l) => l.classId))) {
    const of = lines.filter((l) => l.classId === classId)
    const ranked = of.map((l) => [l, l.holdout ? '' : order(l)] as const).sort(([, a], [, b]) => (a < b ? -1 : 1))
    for (const [l] of ranked.slice(0, Math.ceil(share * of.length))) chosen.add(l)
  }
  return lines.map((l) => ({ ...l, holdout: l.holdout || chosen.has(l) }))
}
