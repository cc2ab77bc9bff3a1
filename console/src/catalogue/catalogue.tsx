import { Button, Group, Select, Text, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { type Standing, standings } from '../../../src/catalogue/as-of.ts'
import { counted } from '../../../src/catalogue/catalogue.ts'
import { ownSystem } from '../../../src/catalogue/classification/systems.ts'
import { type Edition, levels } from '../../../src/catalogue/edition.ts'
import { standingsOf } from '../../../src/catalogue/system-map.ts'
import { within } from '../../../src/catalogue/taxonomy.ts'
import { Page } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { DayField, dayOf } from './day.tsx'
import { EditionList } from './edition-list.tsx'
import { exportCsv, exportJsonLd, exportXlsx } from './export.ts'
import { type Opened, useCatalogue } from './opened.ts'
import { CataloguePlaces } from './places.tsx'

/** Open to everybody; it answers on each key. */
export function CataloguePage() {
  const { t } = useWords()
  return (
    <Page title={t('catalogue/title')} lead={t('catalogue/lead')}>
      <CataloguePlaces />
      <Loaded query={useCatalogue()}>{(opened) => <Finding opened={opened} />}</Loaded>
    </Page>
  )
}

function Finding({ opened }: { opened: Opened }) {
  const { catalogue, systems } = opened
  const { t, say, lang } = useWords()
  const asked = useSearch({ from: '/catalogue' })
  const navigate = useNavigate({ from: '/catalogue' })
  const [wanted, setWanted] = useState(asked.search ?? '')
  const question = useDeferredValue(wanted.trim())
  const { text, day } = dayOf(asked.day)
  const set = (name: keyof typeof asked, value: string | null) =>
    void navigate({ search: (old) => ({ ...old, [name]: value || undefined }), replace: true })
  const tree = systems.find(ownSystem)
  const codes = tree && asked.class ? new Set(within(tree, asked.class)) : undefined
  const keep = (e: Edition) =>
    (!asked.level || e.level === asked.level) &&
    (!codes || codes.has(e.class)) &&
    (!asked.year || String(e.identifier.year ?? '') === asked.year) &&
    (!asked.standing || standingsOf(catalogue, e, day).includes(asked.standing as Standing))
  const all = question
    ? catalogue.search(question, catalogue.editions.length, keep)
    : catalogue.editions.filter((e) => keep(e))
  const years = [...new Set(catalogue.editions.flatMap((e) => e.identifier.year ?? []))].sort((a, b) => b - a)
  return (
    <>
      <TextInput
        type="search"
        label={t('catalogue/search')}
        value={wanted}
        onChange={(e) => setWanted(e.currentTarget.value)}
        onBlur={() => set('search', wanted.trim())}
        maw={560}
      />
      <Group align="flex-end" gap="sm">
        <Select
          label={t('catalogue/level')}
          placeholder={t('catalogue/any')}
          clearable
          data={levels.map((value) => ({ value, label: t(`levelOf/${value}`) }))}
          value={asked.level ?? null}
          onChange={(v) => set('level', v)}
          w={170}
        />
        <Select
          label={t('catalogue/standing')}
          placeholder={t('catalogue/any')}
          clearable
          data={standings.map((value) => ({ value, label: t(`standingOf/${value}`) }))}
          value={asked.standing ?? null}
          onChange={(v) => set('standing', v)}
          w={170}
        />
        <Select
          label={t('catalogue/class')}
          placeholder={t('catalogue/any')}
          clearable
          searchable
          data={(tree?.classes ?? []).map((c) => ({ value: c.code, label: `${c.code} ${say(c.title)}` }))}
          value={asked.class ?? null}
          onChange={(v) => set('class', v)}
          w={240}
        />
        <Select
          label={t('catalogue/year')}
          placeholder={t('catalogue/any')}
          clearable
          searchable
          data={years.map(String)}
          value={asked.year ?? null}
          onChange={(v) => set('year', v)}
          w={140}
        />
        <DayField value={text} onChange={(v) => set('day', v)} />
      </Group>
      {all.length === 0 ? (
        <Empty title={t('catalogue/empty')} text={t('catalogue/emptyText')} />
      ) : (
        <>
          <Group justify="space-between">
            <Text size="sm" role="status">
              {t('catalogue/found', counted(all))}
            </Text>
            <Group gap="xs">
              <Button variant="default" size="xs" onClick={() => void exportXlsx(opened, all, day, lang)}>
                {t('catalogue/xlsx')}
              </Button>
              <Button variant="default" size="xs" onClick={() => void exportCsv(opened, all, day, lang)}>
                {t('catalogue/csv')}
              </Button>
              <Button variant="default" size="xs" onClick={() => void exportJsonLd(opened, all, day)}>
                {t('catalogue/jsonLd')}
              </Button>
            </Group>
          </Group>
          <EditionList
            name={t('catalogue/title')}
            about={JSON.stringify([asked, question])}
            of={all}
            catalogue={catalogue}
            day={day}
          />
        </>
      )}
    </>
  )
}
