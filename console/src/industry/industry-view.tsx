import { Button, Group, NativeSelect, SimpleGrid, Table, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { figuresOf, snapshotSheets, wordName } from '../../../src/exchange/industry/tables.ts'
import { dimensionNames, figureNames, measureNames } from '../../../src/exchange/industry/words.ts'
import type { Lang } from '../../../src/language/text.ts'
import type { IndustrySnapshot, SnapshotTable } from '../../../src/monitoring/publication/snapshot.ts'
import type { Measure } from '../../../src/monitoring/rows/row.ts'
import type { Dimension } from '../../../src/monitoring/tables/grouping.ts'
import { save } from '../report/download.ts'
import { Section } from '../ui/page.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { useWords } from '../words/words.ts'
import { cellsBy, inOrder, shownIn, tableBy } from './cells.ts'
import { Movements } from './movements.tsx'
import { PeersForm } from './peers.tsx'
import { shownOf, useShown } from './shown.ts'
import { Tiles } from './tiles.tsx'
import { Trend } from './trend.tsx'

const TREND_GROUPS = 12

/** A snapshot to look at: one measure at a time, by district, over time, between levels, and as tables that can be taken along. */
export function IndustryView({ of: snapshot }: { of: IndustrySnapshot }) {
  const { t, say, lang } = useWords()
  const { tables, measures, periods, movements } = snapshot
  const [measure, setMeasure] = useState<Measure>(measures.includes('aiRevenue') ? 'aiRevenue' : measures[0]!)
  const [period, setPeriod] = useState(periods.at(-1)!)
  const single = tables.filter(({ by }) => by.length === 1).map(({ by }) => by[0]!)
  const [group, setGroup] = useState<Dimension | undefined>(single.find((d) => d !== 'district') ?? single[0])
  const [district, setDistrict] = useState<string>()
  const byDistrict = tableBy(snapshot, 'district')
  const inDistrict = group && group !== 'district' ? tableBy(snapshot, 'district', group) : undefined
  const chosen = district !== undefined && inDistrict ? inDistrict : group ? tableBy(snapshot, group) : undefined
  const where = chosen === inDistrict && district !== undefined ? { district } : {}
  const named = (of: Dimension, word: string) => wordName(snapshot, of, word, lang)
  const place = district === undefined ? '' : named('district', district)
  const series = useMemo(
    () =>
      chosen && group
        ? seriesOf(snapshot, chosen, group, chosen === inDistrict ? district : undefined, measure, lang)
        : [],
    [snapshot, chosen, inDistrict, group, district, measure, lang],
  )
  const about = `${say(measureNames[measure])}${place ? ` · ${place}` : ''}`
  const last = movements.filter((m) => m.to === period)
  return (
    <>
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label={t('industry/measure')}
          value={measure}
          onChange={(e) => setMeasure(e.currentTarget.value as Measure)}
          data={measures.map((m) => ({ value: m, label: say(measureNames[m]) }))}
        />
        <NativeSelect
          label={t('industry/period')}
          value={period}
          onChange={(e) => setPeriod(e.currentTarget.value)}
          data={[...periods]}
        />
        {single.length > 0 && (
          <NativeSelect
            label={t('industry/by')}
            value={group ?? ''}
            onChange={(e) => setGroup(e.currentTarget.value as Dimension)}
            data={single.map((d) => ({ value: d, label: say(dimensionNames[d]) }))}
          />
        )}
      </Group>
      <Whole of={snapshot} period={period} />
      {byDistrict && (
        <Section title={`${t('industry/map')} · ${say(measureNames[measure])} · ${period}`}>
          <Text size="sm" c="dimmed" mb="xs">
            {inDistrict && t('industry/mapText')}
          </Text>
          <Tiles
            name={t('industry/map')}
            values={
              new Map(
                [...cellsBy(byDistrict, 'district', period)].map(([word, cell]) => [word, shownIn(cell, measure)]),
              )
            }
            selected={district}
            onSelect={setDistrict}
          />
        </Section>
      )}
      {chosen && group && (
        <Section title={`${t('industry/trend')} · ${about}`}>
          <Trend
            name={`${t('industry/trend')} · ${about} · ${say(dimensionNames[group])}`}
            periods={periods}
            series={series}
          />
        </Section>
      )}
      {last.map((m) => (
        <Section key={m.from} title={`${t('industry/movement')} · ${m.from} → ${m.to}`}>
          <Text size="sm" c="dimmed" mb="xs">
            {t('industry/movementText')}
          </Text>
          <Movements
            of={m}
            nameOf={(level) => named('level', level)}
            order={Object.keys(snapshot.names?.level ?? {})}
          />
        </Section>
      ))}
      {chosen && (
        <Section
          title={`${t('industry/table')} · ${period}${place ? ` · ${place}` : ''}`}
          aside={<Exports of={snapshot} />}
        >
          <Cells of={chosen} in={snapshot} period={period} where={where} />
        </Section>
      )}
      <PeersForm of={snapshot} period={period} />
    </>
  )
}

/** A line for each group, in the order of the table. */
function seriesOf(
  snapshot: IndustrySnapshot,
  table: SnapshotTable,
  group: Dimension,
  district: string | undefined,
  measure: Measure,
  lang: Lang,
) {
  const where = district === undefined ? {} : { district }
  const cells = snapshot.periods.map((p) => cellsBy(table, group, p, where))
  const words = inOrder(snapshot, group, new Set(cells.flatMap((c) => [...c.keys()]))).slice(0, TREND_GROUPS)
  return words.map((word) => ({
    name: wordName(snapshot, group, word, lang),
    values: cells.map((c) => shownIn(c.get(word), measure)),
  }))
}

/** The whole industry in one period. */
function Whole({ of: snapshot, period }: { of: IndustrySnapshot; period: string }) {
  const { t, say } = useWords()
  const shown = useShown()
  const cell = tableBy(snapshot)?.cells.find((c) => c.period === period)
  if (!cell) return null
  // the whole contributes all of its growth
  const figures = figuresOf(tableBy(snapshot)!).filter((f) => f !== 'contribution' && cell.figures[f] !== undefined)
  const tiles = [
    ...snapshot.measures.map((m) => [say(measureNames[m]), shown(shownOf(cell.values[m]))] as const),
    ...figures.map((f) => {
      const { title, share } = figureNames[f]
      return [say(title), shown(shownOf(cell.figures[f]), share ? 'share' : undefined)] as const
    }),
  ]
  return (
    <Section title={`${t('industry/overview')} · ${period}`}>
      <SimpleGrid cols={{ base: 2, sm: 3, md: 5 }} component="dl" className="figures">
        {tiles.map(([name, value]) => (
          <div key={name} className="sheet">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </SimpleGrid>
    </Section>
  )
}

function Cells({
  of: table,
  in: snapshot,
  period,
  where,
}: {
  of: SnapshotTable
  in: IndustrySnapshot
  period: string
  where: Readonly<Partial<Record<Dimension, string>>>
}) {
  const { t, say, lang } = useWords()
  const shown = useShown()
  const figures = figuresOf(table)
  const by = table.by.filter((d) => where[d] === undefined)
  const place = new Map(
    by.map((d) => [d, inOrder(snapshot, d, new Set(table.cells.map((c) => c.at[table.by.indexOf(d)]!)))]),
  )
  const cells = table.cells
    .filter((c) => c.period === period && table.by.every((d, i) => where[d] === undefined || where[d] === c.at[i]))
    .sort((a, b) => {
      for (const [d, words] of place) {
        const at = table.by.indexOf(d)
        const apart = words.indexOf(a.at[at]!) - words.indexOf(b.at[at]!)
        if (apart !== 0) return apart
      }
      return 0
    })
  return (
    <Scroll name={t('industry/table')}>
      <Table aria-label={`${t('industry/table')} · ${period}`} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            {by.map((d) => (
              <Table.Th key={d}>{say(dimensionNames[d])}</Table.Th>
            ))}
            {snapshot.measures.map((m) => (
              <Table.Th key={m} className="num">
                {say(measureNames[m])}
              </Table.Th>
            ))}
            {figures.map((f) => (
              <Table.Th key={f} className="num">
                {say(figureNames[f].title)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cells.map((c) => (
            <Table.Tr key={c.at.join(' ')}>
              {by.map((d) => (
                <Table.Th key={d} scope="row">
                  {wordName(snapshot, d, c.at[table.by.indexOf(d)]!, lang)}
                </Table.Th>
              ))}
              {snapshot.measures.map((m) => (
                <Table.Td key={m} className="num" title={c.values[m] ?? ''}>
                  {shown(shownOf(c.values[m]))}
                </Table.Td>
              ))}
              {figures.map((f) => (
                <Table.Td key={f} className="num" title={c.figures[f] ?? ''}>
                  {shown(shownOf(c.figures[f]), figureNames[f].share ? 'share' : undefined)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroll>
  )
}

/** The whole snapshot, every table: as sheets, and as the file itself. */
function Exports({ of: snapshot }: { of: IndustrySnapshot }) {
  const { t, lang } = useWords()
  const name = `industry-${snapshot.asOf}`
  const xlsx = async () => {
    const { writeWorkbook } = await import('../../../src/exchange/tables/workbook.ts')
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    save(await writeWorkbook(snapshotSheets(snapshot, lang)), `${name}.xlsx`, type)
  }
  const csv = async () => {
    const { toCsv } = await import('../../../src/exchange/catalogue/tables.ts')
    const text = snapshotSheets(snapshot, lang).map((sheet) => `${sheet.name}\n${toCsv(sheet)}`)
    save(new TextEncoder().encode(text.join('\n')), `${name}.csv`, 'text/csv')
  }
  return (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" onClick={() => void csv()}>
        {t('industry/csv')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => void xlsx()}>
        {t('industry/xlsx')}
      </Button>
    </Group>
  )
}
