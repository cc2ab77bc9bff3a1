import { TextInput } from '@mantine/core'
import { parseDay } from '../../../src/judge/dates.ts'
import { today } from '../assess/today.ts'
import { useWords } from '../words/words.ts'

/** The day that an address names, else today. From 1970-01-01. */
export function dayOf(asked: string | undefined): { readonly text: string; readonly day: number } {
  const day = asked === undefined ? undefined : parseDay(asked)
  if (asked !== undefined && day !== undefined) return { text: asked, day }
  const text = today()
  return { text, day: parseDay(text)! }
}

export const writtenDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

export function DayField({
  value,
  onChange,
  label,
}: {
  value: string
  onChange: (day: string) => void
  /** as of which day, where nothing else is said */
  label?: string
}) {
  const { t } = useWords()
  return (
    <TextInput
      type="date"
      label={label ?? t('catalogue/day')}
      value={value}
      onChange={(e) => onChange(e.currentTarget.value)}
      w={170}
    />
  )
}
