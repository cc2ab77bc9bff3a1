import { Checkbox, Group, NativeSelect, TextInput } from '@mantine/core'
import type { Declared } from '../../../src/judge/evidence.ts'
import type { Standard } from '../../../src/language/standard.ts'
import { nameType, type Type } from '../../../src/language/types.ts'
import { useWords } from '../words/words.ts'
import { Deep, Line, YesNo } from './fact-inputs.tsx'

interface Props {
  readonly standard: Standard
  readonly name: string
  readonly value: Declared | undefined
  /** undefined takes it back */
  readonly onChange: (value: Declared | undefined) => void
}

/** Asks for one fact in the way that its type allows. */
export function FactField({ standard, name, value, onChange }: Props) {
  const { say } = useWords()
  const label = say(standard.factTitles.get(name)) || name
  return <Field type={standard.facts.get(name)!} label={label} {...{ standard, name, value, onChange }} />
}

function Field({ type, label, standard, name, value, onChange }: Props & { type: Type; label: string }) {
  const { t, say } = useWords()
  const choices = (data: readonly { value: string; label: string }[]) => (
    <NativeSelect
      label={label}
      value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
      data={[{ value: '', label: t('shell/choose') }, ...data]}
      onChange={(e) => onChange(e.currentTarget.value || undefined)}
    />
  )
  switch (type.k) {
    case 'yes-no':
      return <YesNo label={label} value={yes(value)} onChange={onChange} />
    case 'number': {
      const scale = type.scale ? standard.scales.get(type.scale) : undefined
      if (scale)
        return choices(
          scale.levels.map((l) => ({ value: l.id, label: [l.id, say(l.title)].filter(Boolean).join('  ') })),
        )
      return <Line label={label} unit={type.unit} number value={value} onChange={onChange} />
    }
    case 'word':
      if (type.words) return choices(type.words.map((w) => ({ value: w, label: w })))
      return <Line label={label} value={value} onChange={onChange} />
    case 'words':
      return (
        <Checkbox.Group
          label={label}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(v) => onChange(v)}
        >
          <Group mt={4} gap="md">
            {type.words.map((w) => (
              <Checkbox key={w} value={w} label={w} />
            ))}
          </Group>
        </Checkbox.Group>
      )
    case 'date':
      return (
        <TextInput
          type="date"
          label={label}
          maw={220}
          value={typeof value === 'string' ? value : ''}
          onChange={(e) => onChange(e.currentTarget.value || undefined)}
        />
      )
    case 'text':
    case 'time':
      return <Line label={label} value={value} onChange={onChange} />
    default:
      return <Deep label={label} hint={nameType(type)} name={name} value={value} onChange={onChange} />
  }
}

/** as a subject file writes it */
const yes = (value: Declared | undefined) =>
  value === 'yes' || value === 'true' ? true : value === 'no' || value === 'false' ? false : value
