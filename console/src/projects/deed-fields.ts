import type { Deed, LifeRole } from '../api/types.ts'
import type { WordKey } from '../words/words.ts'

type Simple = Exclude<
  Deed['what'],
  | 'moved'
  | 'handed'
  | 'drafted'
  | 'commented'
  | 'disposed'
  | 'replied'
  | 'ballot-opened'
  | 'voted'
  | 'ballot-closed'
  | 'struck'
>

export interface Field {
  readonly name: string
  readonly label: WordKey
  readonly kind: 'text' | 'long' | 'day' | 'count' | 'lines' | 'yes' | 'document' | readonly string[]
  /** words of a choice */
  readonly words?: 'checkWord' | 'conclusionWord'
}

/** Acts that are a few fields: what is asked, and who may do it. The server has the last word. */
export const simple: Readonly<Record<Simple, { readonly by: readonly LifeRole[]; readonly fields: readonly Field[] }>> =
  {
    planned: { by: ['city-body'], fields: [{ name: 'number', label: 'projects/planNumber', kind: 'text' }] },
    paused: { by: ['secretariat', 'city-body'], fields: [{ name: 'reason', label: 'projects/reason', kind: 'long' }] },
    resumed: { by: ['secretariat', 'city-body'], fields: [] },
    extended: { by: ['city-body'], fields: [{ name: 'reason', label: 'projects/reason', kind: 'long' }] },
    asked: {
      by: ['secretariat'],
      fields: [{ name: 'organizations', label: 'projectFields/organizations', kind: 'lines' }],
    },
    weighed: {
      by: ['secretariat', 'drafting-lead'],
      fields: [
        { name: 'substantive', label: 'projectFields/substantive', kind: 'yes' },
        { name: 'reason', label: 'projects/reason', kind: 'long' },
      ],
    },
    'papers-sent': { by: ['secretariat'], fields: [] },
    checked: {
      by: ['secretariat', 'city-body'],
      fields: [
        {
          name: 'check',
          label: 'projectFields/check',
          kind: ['lint', 'format', 'not-looser', 'competition'],
          words: 'checkWord',
        },
        { name: 'passed', label: 'projectFields/passed', kind: 'yes' },
        { name: 'note', label: 'projectFields/note', kind: 'long' },
      ],
    },
    met: {
      by: ['secretariat', 'chair'],
      fields: [
        { name: 'members', label: 'projectFields/members', kind: 'count' },
        { name: 'present', label: 'projectFields/present', kind: 'count' },
        { name: 'minutes', label: 'projectFields/minutes', kind: 'document' },
        { name: 'signers', label: 'projectFields/signers', kind: 'lines' },
      ],
    },
    numbered: { by: ['city-body'], fields: [{ name: 'number', label: 'projects/number', kind: 'text' }] },
    published: {
      by: ['city-body'],
      fields: [
        { name: 'announcement', label: 'projectFields/announcement', kind: 'document' },
        { name: 'text', label: 'projectFields/text', kind: 'document' },
        { name: 'effective', label: 'projectFields/effective', kind: 'day' },
      ],
    },
    filed: { by: ['city-body'], fields: [{ name: 'record', label: 'projectFields/record', kind: 'text' }] },
    evaluated: {
      by: ['department', 'city-body'],
      fields: [
        {
          name: 'conclusion',
          label: 'projectFields/conclusion',
          kind: ['confirm', 'revise', 'abolish'],
          words: 'conclusionWord',
        },
        { name: 'reason', label: 'projects/reason', kind: 'long' },
      ],
    },
    amended: {
      by: ['secretariat', 'city-body'],
      fields: [
        { name: 'sheet', label: 'projectFields/sheet', kind: 'count' },
        { name: 'items', label: 'projectFields/items', kind: 'lines' },
        { name: 'commentedFrom', label: 'projectFields/commentedFrom', kind: 'day' },
      ],
    },
  }

/** What was entered, as the act has it. */
export function deedOf(what: Simple, entered: Readonly<Record<string, string>>): Deed {
  const read = ({ name, kind }: Field): unknown => {
    const text = entered[name] ?? ''
    if (kind === 'count') return Number(text) || 0
    if (kind === 'yes') return text === 'yes'
    if (kind === 'lines')
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
    return Array.isArray(kind) ? text || kind[0] : text
  }
  return { what, ...Object.fromEntries(simple[what].fields.map((f) => [f.name, read(f)])) } as Deed
}
