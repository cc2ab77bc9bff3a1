import { Table, UnstyledButton } from '@mantine/core'
import type { Network } from '../../../src/crosswalk/network.ts'
import { useWords } from '../words/words.ts'
import { type Claim, symbols } from './claims.ts'

/** A row each requirement on the left, a column each on the right; those without a mapping are left out. */
export function Matrix({
  claims,
  left,
  right,
  net,
  onOpen,
}: {
  claims: readonly Claim[]
  left: string
  right: string
  net: Network
  onOpen: (claims: readonly Claim[]) => void
}) {
  const { t, say } = useWords()
  const used = (framework: string, of: (c: Claim) => readonly string[]) => {
    const named = new Set(claims.flatMap(of))
    return (net.frameworks.find((f) => f.id === framework)?.requirements ?? []).filter((r) => named.has(r.id))
  }
  const columns = used(right, (c) => c.right)
  return (
    <div className="scroll" style={{ maxHeight: '32rem' }}>
      <Table aria-label={t('crosswalk/matrix')} verticalSpacing={2} withColumnBorders stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            {columns.map((r) => (
              <Table.Th key={r.id} title={say(r.title)} style={{ whiteSpace: 'nowrap' }}>
                {r.id}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {used(left, (c) => c.left).map((l) => (
            <Table.Tr key={l.id}>
              <Table.Th scope="row" title={say(l.title)} style={{ whiteSpace: 'nowrap' }}>
                {l.id}
              </Table.Th>
              {columns.map((r) => {
                const here = claims.filter((c) => c.left.includes(l.id) && c.right.includes(r.id))
                const said = here.map((c) => t(`relationOf/${c.relation}`)).join(' · ')
                return (
                  <Table.Td key={r.id} ta="center">
                    {here.length > 0 && (
                      <UnstyledButton
                        px={8}
                        aria-label={`${l.id} – ${r.id}: ${said}`}
                        // a candidate never looks like a finding
                        fw={here.every((c) => c.relation === 'related') ? 400 : 700}
                        {...(here.every((c) => c.relation === 'related') ? { c: 'dimmed' } : {})}
                        onClick={() => onOpen(here)}
                      >
                        {[...new Set(here.map((c) => symbols[c.relation]))].join('')}
                      </UnstyledButton>
                    )}
                  </Table.Td>
                )
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
