import { Button, Checkbox, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { LifeRole, Project } from '../api/types.ts'
import { today } from '../assess/today.ts'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { ActFields } from './act-fields.tsx'
import { useAct } from './acting.ts'
import { deedOf, type Field, simple } from './deed-fields.ts'

type What = keyof typeof simple

/** Whatever else happened: chosen, filled in, written down. */
export function OtherAct({ of }: { of: Project }) {
  const { t } = useWords()
  const [what, setWhat] = useState<What | ''>('')
  const mine = (Object.keys(simple) as What[]).filter((w) => simple[w].by.some((r) => of.roles.includes(r)))
  if (mine.length === 0) return null
  return (
    <Section title={t('projects/otherActs')}>
      <Stack gap="sm" maw={640}>
        <NativeSelect
          label={t('projects/what')}
          value={what}
          data={[
            { value: '', label: t('shell/choose') },
            ...mine.map((w) => ({ value: w, label: t(`deedWord/${w}`) })),
          ]}
          onChange={(e) => setWhat(e.currentTarget.value as What | '')}
        />
        {what !== '' && <Form key={what} of={of} what={what} done={() => setWhat('')} />}
      </Stack>
    </Section>
  )
}

function Form({ of, what, done }: { of: Project; what: What; done: () => void }) {
  const { t } = useWords()
  const roles = simple[what].by.filter((r) => of.roles.includes(r))
  const [role, setRole] = useState<LifeRole>(roles[0]!)
  const [valid, setValid] = useState(today())
  const [entered, set] = useState<Record<string, string>>({})
  const act = useAct(of, done)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        act.mutate({ role, valid, deed: deedOf(what, entered) })
      }}
    >
      <Stack gap="sm">
        {act.isError && <Problems error={act.error} />}
        {simple[what].fields.map((field) => (
          <Entry
            key={field.name}
            field={field}
            of={of}
            value={entered[field.name] ?? ''}
            onValue={(value) => set({ ...entered, [field.name]: value })}
          />
        ))}
        <ActFields roles={roles} role={role} onRole={setRole} valid={valid} onValid={setValid} />
        <Button type="submit" loading={act.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('projects/write')}
        </Button>
      </Stack>
    </form>
  )
}

function Entry({
  field,
  of,
  value,
  onValue,
}: {
  field: Field
  of: Project
  value: string
  onValue: (value: string) => void
}) {
  const { t, say } = useWords()
  const label = t(field.label)
  const { kind, words } = field
  if (kind === 'yes')
    return (
      <Checkbox
        label={label}
        checked={value === 'yes'}
        onChange={(e) => onValue(e.currentTarget.checked ? 'yes' : 'no')}
      />
    )
  if (kind === 'long' || kind === 'lines')
    return (
      <Textarea
        label={label}
        autosize
        minRows={2}
        required={kind === 'lines'}
        value={value}
        onChange={(e) => onValue(e.currentTarget.value)}
      />
    )
  if (kind === 'document')
    return (
      <NativeSelect
        label={label}
        required
        value={value}
        data={[
          { value: '', label: t('shell/choose') },
          ...of.documents.flatMap((d) =>
            d.sha256 ? [{ value: d.sha256, label: `${say(d.title)} · ${d.name ?? ''}` }] : [],
          ),
        ]}
        onChange={(e) => onValue(e.currentTarget.value)}
      />
    )
  if (kind === 'text' || kind === 'day' || kind === 'count')
    return (
      <TextInput
        label={label}
        required
        {...(kind === 'day' ? { type: 'date' } : kind === 'count' ? { type: 'number', min: 0 } : {})}
        value={value}
        onChange={(e) => onValue(e.currentTarget.value)}
      />
    )
  return (
    <NativeSelect
      label={label}
      value={value || kind[0]!}
      data={kind.map((k) => ({ value: k, label: words === undefined ? k : t(`${words}/${k}` as never) }))}
      onChange={(e) => onValue(e.currentTarget.value)}
    />
  )
}
