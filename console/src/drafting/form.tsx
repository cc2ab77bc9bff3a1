import { Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { type Edit, setText } from '../../../src/drafting/edit.ts'
import type { Problem } from '../../../src/language/problem.ts'
import { find, type Raw, readYaml } from '../../../src/language/source.ts'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import type { Checked } from './checked.ts'

type Path = readonly (string | number)[]

/** The clause under the cursor as fields; each writes back into the text, which keeps its comments and its order. */
export function Form({
  text,
  clause,
  readOnly,
  onEdit,
}: {
  text: string
  clause: Checked['clauses'][number] | undefined
  readOnly: boolean
  onEdit: (edit: Edit) => void
}) {
  const { t } = useWords()
  const [refused, setRefused] = useState<readonly Problem[]>([])
  if (!clause) return <Text c="dimmed">{t('drafting/pick')}</Text>
  const { raw } = readYaml('standard.yaml', text)
  if (!raw) return <Text c="dimmed">{t('drafting/formBroken')}</Text>
  const at = clause.path.split('.')
  const write = (path: Path, value: string) => {
    const edit = setText(text, [...at, ...path], value)
    setRefused(edit.ok ? [] : edit.problems)
    if (edit.ok) onEdit(edit.value)
  }
  const here = find(raw, at)
  const titled = (key: 'title' | 'text', lang: 'zh' | 'en'): Path =>
    here.kind === 'map' && here.entries.get(key)?.kind === 'text' ? [key] : [key, lang]
  const fields: readonly (readonly [string, Path, boolean?])[] = [
    [t('drafting/number'), ['clause']],
    [t('drafting/titleZh'), titled('title', 'zh')],
    [t('drafting/titleEn'), titled('title', 'en')],
    [t('drafting/textZh'), titled('text', 'zh'), true],
    [t('drafting/textEn'), titled('text', 'en'), true],
    [t('drafting/says'), ['says']],
    [t('drafting/when'), ['when']],
    [t('drafting/holds'), ['holds']],
    [t('drafting/value'), ['value']],
    [t('drafting/weight'), ['weight']],
    ...thresholds(here).map((path) => [t('drafting/threshold', { name: String(path.at(-1)) }), path] as const),
  ]
  return (
    <Stack gap="xs">
      <Text fw={600}>
        {t('drafting/clause')} {clause.number ?? clause.id}
      </Text>
      {refused.length > 0 && <Problems problems={refused as never} />}
      {fields.map(([name, path, long]) => (
        <Field
          key={`${clause.path} ${path.join('.')} ${name}`}
          name={name}
          long={long === true}
          value={textOf(here, path)}
          readOnly={readOnly}
          onDone={(value) => write(path, value)}
        />
      ))}
    </Stack>
  )
}

function textOf(raw: Raw, path: Path): string {
  let here: Raw | undefined = raw
  for (const key of path)
    here =
      here?.kind === 'map' ? here.entries.get(String(key)) : here?.kind === 'list' ? here.items[Number(key)] : undefined
  return here?.kind === 'text' ? here.text : ''
}

/** Limits of levels, each by its own path. */
function thresholds(clause: Raw): readonly Path[] {
  const level = clause.kind === 'map' ? clause.entries.get('level') : undefined
  if (level?.kind !== 'map') return []
  return ['at-least', 'at-most'].flatMap((key) => {
    const limits = level.entries.get(key)
    return limits?.kind === 'map'
      ? [...limits.entries].flatMap(([id, v]) => (v.kind === 'text' ? [['level', key, id]] : []))
      : []
  })
}

/** Written when it is left, or with Enter: one step to undo. */
function Field({
  name,
  value,
  long,
  readOnly,
  onDone,
}: {
  name: string
  value: string
  long: boolean
  readOnly: boolean
  onDone: (value: string) => void
}) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const finish = () => {
    if (typed !== value && typed !== '') onDone(typed)
    if (typed === '') setTyped(value)
  }
  const shared = { label: name, value: typed, readOnly, onBlur: finish }
  if (long) return <Textarea {...shared} autosize minRows={1} onChange={(e) => setTyped(e.currentTarget.value)} />
  return (
    <TextInput
      {...shared}
      onChange={(e) => setTyped(e.currentTarget.value)}
      onKeyDown={(e) => {
        if (e.key === 'Enter' && !e.nativeEvent.isComposing) finish()
      }}
    />
  )
}
