import { Anchor, Group, Modal, Select, Switch, Tabs, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import { ownSystem } from '../../../../src/catalogue/classification/systems.ts'
import type { Edition } from '../../../../src/catalogue/edition.ts'
import { placedIn, systemMap, unplaced } from '../../../../src/catalogue/system-map.ts'
import { Page } from '../../ui/page.tsx'
import { Empty, Loaded, Loading } from '../../ui/states.tsx'
import { useWords } from '../../words/words.ts'
import { DayField, dayOf } from '../day.tsx'
import { EditionList } from '../edition-list.tsx'
import { type Opened, useCatalogue } from '../opened.ts'
import { CataloguePlaces } from '../places.tsx'
import { partOf, wayTo } from './branches.ts'
import { ClassTree } from './class-tree.tsx'
import { Figures } from './figures.tsx'
import { LevelTable } from './level-table.tsx'
import { toConfirm } from './placed.ts'
import type { Rows } from './rows-button.tsx'

const ClassSunburst = lazy(async () => ({ default: (await import('./class-sunburst.tsx')).ClassSunburst }))

export function MapPage() {
  const { t } = useWords()
  return (
    <Page title={t('catalogue/map')} lead={t('catalogue/mapLead')}>
      <CataloguePlaces />
      <Loaded query={useCatalogue()}>{(opened) => <SystemMap opened={opened} />}</Loaded>
    </Page>
  )
}

function SystemMap({ opened: { catalogue, systems, headings } }: { opened: Opened }) {
  const { t, say, lang } = useWords()
  const asked = useSearch({ from: '/catalogue/map' })
  const navigate = useNavigate({ from: '/catalogue/map' })
  const { text, day } = dayOf(asked.day)
  const tree = systems.find(asked.system ?? ownSystem) ?? systems.taxonomies[0]
  const unsureToo = asked.unsure === 'yes'
  const [chosen, choose] = useState<Rows>()
  const seen = useMemo(() => {
    if (tree === undefined) return undefined
    const placed = placedIn(systems, tree, unsureToo)
    return {
      cells: systemMap(catalogue, tree, day, placed),
      left: unplaced(catalogue, tree, placed),
      open: toConfirm(systems, tree, catalogue.editions),
    }
  }, [catalogue, systems, tree, day, unsureToo])
  if (tree === undefined || seen === undefined) return <Empty title={t('catalogue/empty')} />
  const set = (name: keyof typeof asked, value: string | null | undefined) => {
    choose(undefined)
    const { class: here, ...rest } = asked
    const kept = name === 'system' || here === undefined ? rest : asked
    void navigate({ search: { ...kept, [name]: value || undefined }, replace: name !== 'class' })
  }
  const way = wayTo(seen.cells, asked.class)
  const cells = partOf(seen.cells, asked.class)
  const heading = headings.find((h) => h.id === tree.id)
  const placeSaid = (e: Edition) =>
    systems
      .placesOf(e, tree)
      .map((p) => `${p.class}: ${t(`placedAs/${p.how}`)}${p.sure ? '' : t('catalogue/toConfirm')}`)
      .join(lang === 'zh' ? '；' : '; ')
  const onClass = (code: string) => set('class', code)
  const within = way.at(-1)
  return (
    <>
      <Group align="flex-end">
        <Select
          label={t('catalogue/system')}
          data={headings.map((h) => ({ value: h.id, label: say(h.title) }))}
          value={tree.id}
          allowDeselect={false}
          onChange={(v) => set('system', v)}
          w={{ base: '100%', xs: 380 }}
        />
        <DayField value={text} onChange={(v) => set('day', v)} />
      </Group>
      {heading && (
        <Text size="sm" c="dimmed">
          {[say(heading.issuedBy), heading.issued, t(`knownAs/${heading.known}`)].join(' · ')}
        </Text>
      )}
      {(seen.open.length > 0 || unsureToo) && (
        <Switch
          label={t('catalogue/unsureToo', { n: seen.open.length })}
          checked={unsureToo}
          onChange={(e) => set('unsure', e.currentTarget.checked ? 'yes' : null)}
        />
      )}
      <Text size="sm" c="dimmed">
        {!unsureToo && t('catalogue/unsure')} {t('catalogue/unplaced', { n: seen.left.length })}
      </Text>
      {way.length > 0 && (
        <Group component="nav" gap="xs" aria-label={t('catalogue/way')}>
          <Anchor component="button" type="button" onClick={() => set('class', null)}>
            {t('catalogue/wholeSystem')}
          </Anchor>
          {way.map(({ class: own }) => (
            <span key={own.code}>
              /{' '}
              <Anchor
                component="button"
                type="button"
                {...(own === within?.class ? { 'aria-current': 'true' as const, fw: 700 } : {})}
                onClick={() => onClass(own.code)}
              >
                {own.code} {say(own.title)}
              </Anchor>
            </span>
          ))}
        </Group>
      )}
      <Tabs value={asked.view ?? 'table'} onChange={(v) => set('view', v)} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="table">{t('catalogue/table')}</Tabs.Tab>
          <Tabs.Tab value="tree">{t('catalogue/tree')}</Tabs.Tab>
          <Tabs.Tab value="sunburst">{t('catalogue/sunburst')}</Tabs.Tab>
          <Tabs.Tab value="figures">{t('catalogue/figures')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="table" pt="md">
          <LevelTable cells={cells} onOpen={choose} onClass={onClass} />
        </Tabs.Panel>
        <Tabs.Panel value="tree" pt="md">
          <ClassTree cells={cells} onOpen={choose} />
        </Tabs.Panel>
        <Tabs.Panel value="sunburst" pt="md">
          <Suspense fallback={<Loading />}>
            <ClassSunburst {...{ cells, catalogue, day, onClass }} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="figures" pt="md">
          <Figures {...{ cells, catalogue, day }} onOpen={choose} />
        </Tabs.Panel>
      </Tabs>
      <Modal
        opened={chosen !== undefined}
        onClose={() => choose(undefined)}
        size="80rem"
        title={chosen && t('catalogue/rows', { of: chosen.name, n: chosen.of.length })}
        closeButtonProps={{ 'aria-label': t('catalogue/close') }}
      >
        {chosen && (
          <EditionList
            name={chosen.name}
            of={chosen.of}
            catalogue={catalogue}
            day={day}
            also={{ head: t('catalogue/placed'), of: placeSaid }}
          />
        )}
      </Modal>
    </>
  )
}
