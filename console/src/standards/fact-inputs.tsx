import { SegmentedControl, Text, Textarea, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import type { Declared } from '../../../src/judge/evidence.ts'
import { useWords } from '../words/words.ts'

type OnChange = (value: Declared | undefined) => void

export function YesNo({ label, value, onChange }: { label: string; value: Declared | undefined; onChange: OnChange }) {
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
export function Line({
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
  onChange: OnChange
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

export function Deep({
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
  onChange: OnChange
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
