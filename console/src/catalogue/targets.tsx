import { Stack, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { counted } from '../../../src/catalogue/catalogue.ts'
import { progressOf } from '../../../src/catalogue/target.ts'
import { Page, Section } from '../ui/page.tsx'
import { Pairs } from '../ui/pairs.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { DayField, dayOf, writtenDay } from './day.tsx'
import { EditionList } from './edition-list.tsx'
import { type Opened, useCatalogue } from './opened.ts'
import { CataloguePlaces } from './places.tsx'

export function Targets() {
  const { t } = useWords()
  return (
    <Page title={t('catalogue/targets')} lead={t('catalogue/targetsLead')}>
      <CataloguePlaces />
      <Loaded query={useCatalogue()}>{(opened) => <Board opened={opened} />}</Loaded>
    </Page>
  )
}

function Board({ opened: { catalogue, targets } }: { opened: Opened }) {
  const { t, say } = useWords()
  const asked = useSearch({ from: '/catalogue/targets' })
  const navigate = useNavigate({ from: '/catalogue/targets' })
  const { text, day } = dayOf(asked.day)
  return (
    <>
      <DayField value={text} onChange={(v) => void navigate({ search: v ? { day: v } : {}, replace: true })} />
      {targets.map((target) => {
        const progress = progressOf(catalogue, target, day)
        const [since, until] = [writtenDay(target.since), writtenDay(target.until)]
        const names = target.levels.map((l) => t(`levelOf/${l}`)).join(' · ')
        return (
          <Section
            key={target.id}
            title={say(target.indicator)}
            aside={<Text fw={600}>{t('catalogue/wanted', { n: target.target })}</Text>}
          >
            <Stack gap="xs">
              <Text size="sm" c="dimmed">
                {[say(target.policy), t(`knownAs/${target.known}`), target.note].filter(Boolean).join(' · ')}
              </Text>
              {progress ? (
                <>
                  <Text size="sm">{t('catalogue/formula', { levels: names, since, until })}</Text>
                  <Pairs
                    of={[
                      [t('catalogue/baseline'), since],
                      [t('catalogue/certainly'), t('catalogue/counts', counted(progress.certain))],
                      [t('catalogue/possibly'), t('catalogue/counts', counted(progress.possible))],
                    ]}
                  />
                  {(['certain', 'possible'] as const).map((kind) => {
                    const name = t(kind === 'certain' ? 'catalogue/certainly' : 'catalogue/possibly')
                    return progress[kind].length === 0 ? null : (
                      <details key={kind}>
                        <summary>{t('catalogue/rows', { of: name, n: progress[kind].length })}</summary>
                        <EditionList name={name} of={progress[kind]} catalogue={catalogue} day={day} />
                      </details>
                    )
                  })}
                </>
              ) : (
                <Text>{t('catalogue/notCountable')}</Text>
              )}
            </Stack>
          </Section>
        )
      })}
    </>
  )
}
