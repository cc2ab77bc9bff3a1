import { Table, UnstyledButton } from '@mantine/core'
import type { Network } from '../../../src/crosswalk/network.ts'
import { isDeterminate, spelled } from '../../../src/crosswalk/relation.ts'
import { useWords } from '../words/words.ts'
import { type Claim, symbols } from './claims.ts'
import type { InferredClaim } from './inferred.ts'
import { possibleSaid } from './named.ts'

/** A row each requirement on the left, a column each on the right; those without a mapping are left out. */
export function Matrix({
  claims,
  inferred,
  left,
  right,
  net,
  onOpen,
}: {
  claims: readonly Claim[]
  /** shown in brackets */
  inferred: readonly InferredClaim[]
  left: string
  right: string
  net: Network
  onOpen: (cell: { claims: readonly Claim[]; inferred: readonly InferredClaim[] }) => void
}) {
  const words = useWords()
  const { t, say } = words
  const idOf = (node: number) => net.places[node]!.requirement.id
  const follows = new Map(inferred.map((c) => [`${idOf(c.left)} ${idOf(c.right)}`, c]))
  const used = (framework: string, of: (c: Claim) => readonly string[], end: (c: InferredClaim) => number) => {
    const named = new Set([...claims.flatMap(of), ...inferred.map((c) => idOf(end(c)))])
    return (net.frameworks.find((f) => f.id === framework)?.requirements ?? []).filter((r) => named.has(r.id))
  }
  const columns = used(
    right,
    (c) => c.right,
    (c) => c.right,
  )
  const lines = used(
    left,
    (c) => c.left,
    (c) => c.left,
  )
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
          {lines.map((l) => (
            <Table.Tr key={l.id}>
              <Table.Th scope="row" title={say(l.title)} style={{ whiteSpace: 'nowrap' }}>
                {l.id}
              </Table.Th>
              {columns.map((r) => {
                const here = claims.filter((c) => c.left.includes(l.id) && c.right.includes(r.id))
                const also = follows.get(`${l.id} ${r.id}`)
                const said = [
                  ...here.map((c) => t(`relationOf/${c.relation}`)),
                  ...(also ? [`${t('crosswalk/inferred')} ${possibleSaid(words, also.possible)}`] : []),
                ].join(' · ')
                // a candidate, and what nobody mapped, never looks like a finding
                const quiet = here.every((c) => c.relation === 'related')
                return (
                  <Table.Td key={r.id} ta="center">
                    {(here.length > 0 || also) && (
                      <UnstyledButton
                        px={8}
                        style={{ whiteSpace: 'nowrap' }}
                        aria-label={`${l.id} – ${r.id}: ${said}`}
                        fw={quiet ? 400 : 700}
                        {...(quiet ? { c: 'dimmed' } : {})}
                        onClick={() => onOpen({ claims: here, inferred: also ? [also] : [] })}
                      >
                        {[...new Set(here.map((c) => symbols[c.relation]))].join('')}
                        {also && `(${symbolOf(also)})`}
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

const symbolOf = ({ possible }: InferredClaim): string =>
  possible === 0 ? '!' : isDeterminate(possible) ? symbols[spelled(possible)[0]!] : symbols.related
