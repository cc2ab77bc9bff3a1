import { Stack, Table } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Pairs } from './pairs.tsx'

export interface Column<T> {
  /** what stands over it; nothing where a button says what it does */
  readonly head?: string
  readonly of: (row: T) => ReactNode
  /** to be compared down the column */
  readonly number?: boolean
  /** kept on one line where there is room for a table */
  readonly whole?: boolean
}

/** Rows of one kind: a table where there is room for one, else a card each, of which the first column is the heading. */
export function Listing<T>({
  name,
  of,
  columns,
  keyOf,
}: {
  name: string
  of: readonly T[]
  columns: readonly [Column<T>, ...Column<T>[]]
  keyOf: (row: T) => string | number
}) {
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  const [first, ...rest] = columns
  if (narrow)
    return (
      <Stack component="ul" className="plain" gap="xs" aria-label={name}>
        {of.map((row) => (
          <li key={keyOf(row)} className="sheet card">
            <div className="card-head">{first.of(row)}</div>
            <Pairs of={rest.flatMap(({ head, of: cell }) => (head ? [[head, cell(row)] as const] : []))} />
            {rest.map(({ head, of: cell }, i) => {
              const done = head ? undefined : cell(row)
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stay in their places
              return done ? <div key={i}>{done}</div> : null
            })}
          </li>
        ))}
      </Stack>
    )
  return (
    <div className="scroll">
      <Table aria-label={name} verticalSpacing="xs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ head, number }, i) =>
              head === undefined ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns stay in their places
                <Table.Td key={i} />
              ) : (
                <Table.Th key={head} {...(number ? { className: 'num' } : {})}>
                  {head}
                </Table.Th>
              ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.map((row) => (
            <Table.Tr key={keyOf(row)}>
              {columns.map(({ head, of: cell, number, whole }, i) => (
                <Table.Td
                  key={head ?? i}
                  {...(number ? { className: 'num' } : {})}
                  {...(whole ? { style: { whiteSpace: 'nowrap' } } : {})}
                >
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
