import { Group, Modal, Select, Table, Text, UnstyledButton } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { standings } from '../../../src/catalogue/as-of.ts'
import { ownSystem, type Systems } from '../../../src/catalogue/classification/systems.ts'
import { type Edition, type Level, levels } from '../../../src/catalogue/edition.ts'
import { type Placed, systemMap, unplaced } from '../../../src/catalogue/system-map.ts'
import type { Taxonomy } from '../../../src/catalogue/taxonomy.ts'
import { Page } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { DayField, dayOf } from './day.tsx'
import { EditionList } from './edition-list.tsx'
import { type Opened, useCatalogue } from './opened.ts'
import { CataloguePlaces } from './places.tsx'

export function MapPage() {
  const { t } = useWords()
  return (
    <Page title={t('catalogue/map')} lead={t('catalogue/mapLead')}>
      <CataloguePlaces />
      <Loaded query={useCatalogue()}>{(opened) => <SystemMap opened={opened} />}</Loaded>
    </Page>
  )
}

/** Places that are known; what somebody has to confirm first is left out. */
export const surelyPlaced =
  (systems: Systems, tree: Taxonomy): Placed =>
  (edition) =>
    systems.placesOf(edition, tree).flatMap((p) => (p.sure ? [p.class] : []))

function SystemMap({ opened: { catalogue, systems, headings } }: { opened: Opened }) {
  const { t, say } = useWords()
  const asked = useSearch({ from: '/catalogue/map' })
  const navigate = useNavigate({ from: '/catalogue/map' })
  const { text, day } = dayOf(asked.day)
  const tree = systems.find(asked.system ?? ownSystem) ?? systems.taxonomies[0]
  const [chosen, choose] = useState<{ name: string; rows: readonly Edition[] }>()
  const seen = useMemo(() => {
    if (tree === undefined) return undefined
    const placed = surelyPlaced(systems, tree)
    return { cells: systemMap(catalogue, tree, day, placed), left: unplaced(catalogue, tree, placed) }
  }, [catalogue, systems, tree, day])
  if (tree === undefined || seen === undefined) return <Empty title={t('catalogue/empty')} />
  const shown = levels.filter((level) => seen.cells.some((c) => c.byLevel.has(level)))
  const open = (name: string, rows: readonly Edition[], n: number | string) =>
    rows.length === 0 ? (
      <Text span c="dimmed">
        0
      </Text>
    ) : (
      <UnstyledButton
        className="linked"
        td="underline"
        aria-label={t('catalogue/rows', { of: name, n: rows.length })}
        onClick={() => choose({ name, rows })}
      >
        {n}
      </UnstyledButton>
    )
  const at = (rows: readonly Edition[], level: Level) => rows.filter((e) => e.level === level)
  return (
    <>
      <Group align="flex-end">
        <Select
          label={t('catalogue/system')}
          data={headings.map((h) => ({ value: h.id, label: say(h.title) }))}
          value={tree.id}
          allowDeselect={false}
          onChange={(v) => {
            choose(undefined)
            void navigate({ search: { ...asked, ...(v ? { system: v } : {}) }, replace: true })
          }}
          w={{ base: '100%', xs: 380 }}
        />
        <DayField
          value={text}
          onChange={(v) => {
            choose(undefined)
            void navigate({ search: { ...asked, ...(v ? { day: v } : {}) }, replace: true })
          }}
        />
      </Group>
      <Text size="sm" c="dimmed">
        {t('catalogue/unsure')} {t('catalogue/unplaced', { n: seen.left.length })}
      </Text>
      <div className="scroll">
        <Table aria-label={t('catalogue/map')} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th style={{ minWidth: '12rem' }}>{t('catalogue/class')}</Table.Th>
              <Table.Th className="num">{t('catalogue/total')}</Table.Th>
              <Table.Th style={{ minWidth: '11rem' }}>{t('catalogue/byStanding')}</Table.Th>
              {shown.map((level) => (
                <Table.Th key={level} className="num">
                  {t(`levelOf/${level}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {seen.cells.map(({ class: own, depth, editions, counts, byLevel, byStanding }) => {
              const name = `${own.code} ${say(own.title)}`
              return (
                <Table.Tr key={own.code}>
                  <Table.Th scope="row" fw={depth === 0 ? 700 : 400} pl={8 + depth * 16}>
                    {name}
                    {own.known !== 'seen' && (
                      <Text span size="xs" c="dimmed">
                        {' '}
                        {t(`knownAs/${own.known}`)}
                      </Text>
                    )}
                  </Table.Th>
                  <Table.Td className="num">{open(name, editions, `${counts.editions} / ${counts.series}`)}</Table.Td>
                  <Table.Td>
                    <Text size="xs">
                      {[...standings, undefined]
                        .flatMap((s) => {
                          const n = byStanding.get(s)
                          return n ? [`${s ? t(`standingOf/${s}`) : t('catalogue/cannotTell')} ${n}`] : []
                        })
                        .join(' · ') || t('catalogue/empty')}
                    </Text>
                  </Table.Td>
                  {shown.map((level) => (
                    <Table.Td key={level} className="num">
                      {open(`${name}, ${t(`levelOf/${level}`)}`, at(editions, level), byLevel.get(level) ?? 0)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </div>
      <Modal
        opened={chosen !== undefined}
        onClose={() => choose(undefined)}
        size="80rem"
        title={chosen && t('catalogue/rows', { of: chosen.name, n: chosen.rows.length })}
        closeButtonProps={{ 'aria-label': t('catalogue/close') }}
      >
        {chosen && <EditionList name={chosen.name} of={chosen.rows} catalogue={catalogue} day={day} />}
      </Modal>
    </>
  )
}
