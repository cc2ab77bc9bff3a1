import { Select } from '@mantine/core'
import { useWords } from '../words/words.ts'

const choices = [1, 2, 3, 4, 5, 6]

/** 1 to 6, as the command takes it; 3 where nothing else is said. */
export const hopsOf = (asked: string | undefined): number =>
  asked !== undefined && /^[1-6]$/.test(asked) ? Number(asked) : 3

/** How many mappings in a row are followed. */
export function HopsField({ value, onChange }: { value: number; onChange: (hops: number) => void }) {
  const { t } = useWords()
  return (
    <Select
      label={t('crosswalk/hops')}
      allowDeselect={false}
      data={choices.map(String)}
      value={String(value)}
      onChange={(v) => v && onChange(Number(v))}
      w={150}
    />
  )
}
