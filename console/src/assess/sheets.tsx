import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../api/client.ts'
import { evidenceAddress } from '../api/evidence.ts'
import { sheetsQuery } from '../api/queries.ts'
import type { Assessment, Sheet } from '../api/types.ts'
import { useLoaded } from '../standards/loaded.ts'
import { UploadList } from '../systems/upload-list.tsx'
import { useUploads } from '../systems/uploads.ts'
import { useDoing } from '../ui/doing.ts'
import { DropZone } from '../ui/drop-zone.tsx'
import { Mark } from '../ui/marks.tsx'
import { Note } from '../ui/note.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { useNames } from './names.ts'
import { useMayAt } from './own.ts'

/** Answers that people have to label: the sheets to fill in, and where they come back. */
export function Sheets({ of: a }: { of: Assessment }) {
  const { t, number } = useWords()
  const sheets = useQuery(sheetsQuery(a.id))
  if (sheets.isError) return <Problems error={sheets.error} />
  if (!sheets.data || sheets.data.length === 0) return null
  return (
    <Section title={t('assess/sheets')}>
      <Stack>
        {a.openReviews > 0 && (
          <Note>
            <strong>{t('assess/sheetsOpen', { n: number(a.openReviews) })}</strong>
            {t('assess/sheetsLead')}
          </Note>
        )}
        <Stack component="ul" className="plain" gap="xs">
          {sheets.data.map((s) => (
            <li key={s.measure} className="sheet">
              <One of={s} assessment={a} />
            </li>
          ))}
        </Stack>
      </Stack>
    </Section>
  )
}

function One({ of: s, assessment: a }: { of: Sheet; assessment: Assessment }) {
  const { t, say, time, number, colon } = useWords()
  const names = useNames()
  const standard = useLoaded(a.standard)
  const may = useMayAt(a)
  const files = useUploads({ into: a.id })
  const handIn = useDoing(
    (sha256: string, key) =>
      ask('POST /assessments/:id/sheets', { params: { id: a.id }, body: { measure: s.measure, sha256 }, key }),
    { touches: [['assessments']], says: t('assess/sheetTaken') },
  )
  const name = say(standard.data?.measures.get(s.measure)?.title) || s.measure
  const takes = s.open > 0 && a.state === 'review' && a.activity === 'idle' && may('assessment.run')
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 14rem' }}>
          <Text fw={600}>{name}</Text>
          <Mark kind={s.open > 0 ? 'open' : 'good'}>
            {s.open > 0 ? t('assess/sheetsOpen', { n: number(s.open) }) : t('assess/sheetDone')}
          </Mark>
        </div>
        <Anchor href={evidenceAddress(s.sha256, a.id)} download>
          {t('assess/sheetDownload')}
        </Anchor>
      </Group>
      {s.filled.map((f) => (
        <Text key={`${f.sha256} ${f.at}`} size="sm">
          {t('assess/sheetFilled')}
          {colon}
          <Anchor href={evidenceAddress(f.sha256, a.id)} download size="sm" ff="monospace">
            {f.sha256.slice(0, 12)}
          </Anchor>{' '}
          · {names.person(f.by, a.performer)} · {time(f.at)}
        </Text>
      ))}
      {handIn.isError && <Problems error={handIn.error} />}
      {takes && (
        <>
          <DropZone
            text={t('assess/sheetDrop')}
            choose={t('assess/sheetIn', { name })}
            multiple={false}
            accept=".csv,text/csv"
            onFiles={(given) => void files.add(given.slice(0, 1), (stored) => handIn.mutate(stored.sha256))}
          />
          <UploadList
            of={files.uploads.filter((u) => u.stage !== 'done')}
            onRemove={files.remove}
            onAgain={(u) => void files.again(u)}
          />
        </>
      )}
    </Stack>
  )
}
