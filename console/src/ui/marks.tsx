import { Badge } from '@mantine/core'
import type { Assessment } from '../api/types.ts'
import { useWords, type WordKey } from '../words/words.ts'

const kinds = {
  good: ['✓', 'm-good'],
  bad: ['✕', 'm-bad'],
  open: ['?', 'm-open'],
  soft: ['–', 'm-soft'],
} as const
export type MarkKind = keyof typeof kinds

/** A sign and a word, so that colour says nothing alone. */
export function Mark({ kind, children }: { kind: MarkKind; children: string }) {
  const [sign, name] = kinds[kind]
  return (
    <span className={`mark ${name}`}>
      <span aria-hidden="true">{sign}</span>
      {children}
    </span>
  )
}

const outcomes: Readonly<Record<string, MarkKind>> = {
  satisfied: 'good',
  'not-satisfied': 'bad',
  inconclusive: 'open',
  'not-determined': 'open',
  'not-applicable': 'soft',
  waived: 'soft',
  yes: 'good',
  no: 'bad',
  unknown: 'open',
}
export const markOf = (outcome: string): MarkKind => outcomes[outcome] ?? 'soft'

export function Verdict({ verdict }: { verdict: string }) {
  const { t } = useWords()
  const kind = verdict === 'conforms' ? 'good' : verdict === 'does-not-conform' ? 'bad' : 'open'
  return (
    <Mark kind={kind}>
      {t(`verdict/${kind === 'good' ? 'conforms' : kind === 'bad' ? 'does-not-conform' : 'open'}`)}
    </Mark>
  )
}

/** Where an assessment stands: what it is doing, else how far it has come. */
export function AssessmentState({ of }: { of: Assessment }) {
  const { t } = useWords()
  const doing = of.activity !== 'idle'
  const key: WordKey = doing ? `activity/${of.activity}` : `state/${of.state}`
  return (
    <Badge
      variant={doing ? 'filled' : 'outline'}
      color={of.activity === 'failed' ? 'red.9' : 'plumb'}
      tt="none"
      fw={500}
    >
      {t(key)}
    </Badge>
  )
}
