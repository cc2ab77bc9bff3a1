import { Checkbox, Group, NativeSelect, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import type { Declared } from '../../../src/judge/evidence.ts'
import type { Standard } from '../../../src/language/standard.ts'
import { nameType, type Type } from '../../../src/language/types.ts'
import { useWords } from '../words/words.ts'

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

function YesNo({
  label,
  value,
  onChange,
}: {
  label: string
  value: Declared | undefined
  onChange: Props['onChange']
}) {
  const { t } = useWords()
  const id = useId()
  return (
    <div>
      <Text size="sm" fw={500} id={id}>
        {label}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        size="sm"
        value={value === true ? 'yes' : value === false ? 'no' : 'open'}
        onChange={(v) => onChange(v === 'open' ? undefined : v === 'yes')}
        data={[
          { value: 'yes', label: t('shell/yes') },
          { value: 'no', label: t('shell/no') },
          { value: 'open', label: t('shell/unknown') },
        ]}
      />
    </div>
  )
}

/** Given when the field is left, not at every key. */
function Line({
  label,
  unit,
  number,
  value,
  onChange,
}: {
  label: string
  unit?: string | undefined
  number?: boolean
  value: Declared | undefined
  onChange: Props['onChange']
}) {
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const [text, setText] = useState(shown)
  const [from, setFrom] = useState(shown)
  if (from !== shown) {
    setFrom(shown)
    setText(shown)
  }
  return (
    <TextInput
      label={label}
      maw={420}
      {...(number ? { inputMode: 'decimal' as const } : {})}
      rightSection={unit ? <Text size="sm">{unit}</Text> : undefined}
      value={text}
      onChange={(e) => setText(e.currentTarget.value)}
      onBlur={() => text !== shown && onChange(text.trim() || undefined)}
    />
  )
}

function Deep({
  label,
  hint,
  name,
  value,
  onChange,
}: {
  label: string
  hint: string
  name: string
  value: Declared | undefined
  onChange: Props['onChange']
}) {
  const { t } = useWords()
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, undefined, 2))
  const [broken, setBroken] = useState(false)
  const give = () => {
    try {
      onChange(text.trim() === '' ? undefined : (JSON.parse(text) as Declared))
      setBroken(false)
    } catch {
      setBroken(true)
    }
  }
  return (
    <Textarea
      className="yaml"
      label={label}
      description={`JSON: ${hint}`}
      name={name}
      autosize
      minRows={2}
      maxRows={14}
      value={text}
      error={broken ? t('errors/failed') : undefined}
      onChange={(e) => setText(e.currentTarget.value)}
      onBlur={give}
    />
  )
}
