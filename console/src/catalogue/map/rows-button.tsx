import { Text, UnstyledButton } from '@mantine/core'
import type { Edition } from '../../../../src/catalogue/edition.ts'
import { useWords } from '../../words/words.ts'

/** Editions behind a number, with the name that they are shown under. */
export interface Rows {
  readonly name: string
  readonly of: readonly Edition[]
}

/** A number that opens its rows. */
export function RowsButton({
  rows,
  children,
  onOpen,
}: {
  rows: Rows
  children: number | string
  onOpen: (rows: Rows) => void
}) {
  const { t } = useWords()
  if (rows.of.length === 0)
    return (
      <Text span c="dimmed">
        0
      </Text>
    )
  return (
    <UnstyledButton
      className="linked"
      td="underline"
      aria-label={t('catalogue/rows', { of: rows.name, n: rows.of.length })}
      onClick={() => onOpen(rows)}
    >
      {children}
    </UnstyledButton>
  )
}
