import { SimpleGrid, Stack, Table, Text } from '@mantine/core'
import { backTestReport, outcomeName } from '../../../src/exchange/back-test/report.ts'
import { backTestWords } from '../../../src/exchange/back-test/words.ts'
import { type Block, linesOf } from '../../../src/exchange/document/block.ts'
import type { BackTest, Count } from '../../../src/judge/back-test/document.ts'
import { Note } from '../ui/note.tsx'
import { Section } from '../ui/page.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { useWords } from '../words/words.ts'
import { Curve } from './curve.tsx'
import { way, ways } from './ways.ts'

/** What came out: the sums first, then who moves where, then the document as it goes into the approval package. */
export function Outcome({ of }: { of: BackTest }) {
  const { lang } = useWords()
  const words = backTestWords(lang)
  const { blocks } = backTestReport(of, lang, '')
  const sections = sectionsOf(blocks)
  return (
    <Stack gap="lg">
      <Sums of={of} />
      <Moves of={of} />
      {of.search && <Curve of={of.search} />}
      {sections
        .filter(({ heading }) => heading !== words.moves)
        .map(({ heading, blocks: own }) =>
          heading === '' ? (
            <Blocks key="head" of={own} />
          ) : (
            <Section key={heading} title={heading}>
              <Blocks of={own} />
            </Section>
          ),
        )}
    </Stack>
  )
}

function Sums({ of }: { of: BackTest }) {
  const { t, number } = useWords()
  const sums = ways(of)
  return (
    <Section title={t('backTests/whatHappens')}>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {(['better', 'same', 'worse', 'other'] as const).map((name) => (
          <div key={name} className="sheet">
            <Text fz={28} fw={700} component="div">
              {sums[name] === null ? '–' : number(sums[name])}
            </Text>
            <Text size="sm" c="dimmed">
              {t(`backTests/${name}`)}
              {sums[name] === null && ` · ${t('backTests/keptBack')}`}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Section>
  )
}

/** Shade and sign tell the direction; the number stands in every cell. */
function Moves({ of }: { of: BackTest }) {
  const { t, lang, number } = useWords()
  const words = backTestWords(lang)
  const { from, to, counts, fromTotals, toTotals } = of.moves
  const name = (o: string) => outcomeName(of, o, lang)
  const shown = (n: Count) => (n === null ? words.kept : number(n))
  const signs = { better: '▲', worse: '▼', same: '', other: '·' } as const
  return (
    <Section title={words.moves}>
      <Text size="sm" c="dimmed" mb="xs">
        {t('backTests/movesHint')}
      </Text>
      <Scroll name={words.moves}>
        <Table aria-label={words.moves} withTableBorder withColumnBorders>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.fromTo}</Table.Th>
              {to.map((b) => (
                <Table.Th key={b} className="num">
                  {name(b)}
                </Table.Th>
              ))}
              <Table.Th className="num">{words.total}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {from.map((a, i) => (
              <Table.Tr key={a}>
                <Table.Th scope="row">{name(a)}</Table.Th>
                {to.map((b, j) => {
                  const n = counts[i]![j]!
                  const direction = way(of, a, b)
                  return (
                    <Table.Td key={b} className="num" {...(n === 0 ? {} : { 'data-way': direction })}>
                      {n === 0 ? '' : `${signs[direction]} ${shown(n)}`}
                    </Table.Td>
                  )
                })}
                <Table.Td className="num">{shown(fromTotals[i]!)}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Th scope="row">{words.total}</Table.Th>
              {to.map((b, j) => (
                <Table.Td key={b} className="num">
                  {shown(toTotals[j]!)}
                </Table.Td>
              ))}
              <Table.Td className="num">{number(of.reports)}</Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Scroll>
    </Section>
  )
}

interface Part {
  readonly heading: string
  readonly blocks: readonly Block[]
}

/** Under their headings; the title is the page's. */
function sectionsOf(blocks: readonly Block[]): readonly Part[] {
  const parts: { heading: string; blocks: Block[] }[] = [{ heading: '', blocks: [] }]
  for (const block of blocks) {
    if (block.kind === 'title') continue
    if (block.kind === 'heading') parts.push({ heading: block.text, blocks: [] })
    else parts.at(-1)!.blocks.push(block)
  }
  return parts
}

function Blocks({ of }: { of: readonly Block[] }) {
  return (
    <Stack gap="sm">
      {of.map((block) => (
        <One key={JSON.stringify(block)} of={block} />
      ))}
    </Stack>
  )
}

function One({ of: b }: { of: Block }) {
  if (b.kind === 'notice') return <Note>{b.text}</Note>
  if (b.kind === 'table')
    return (
      <Scroll name={b.heads.join(', ')}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              {b.heads.map((head) => (
                <Table.Th key={head}>{head}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {b.rows.map((row) => (
              <Table.Tr key={JSON.stringify(row)}>
                {row.map((cell, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns stay in their places
                  <Table.Td key={i} style={{ overflowWrap: 'anywhere' }}>
                    {linesOf(cell).join('\n')}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scroll>
    )
  return b.kind === 'blanks' ? null : <Text>{b.text}</Text>
}
