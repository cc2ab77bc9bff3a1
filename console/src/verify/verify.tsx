import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { AskedElsewhere } from '../report/elsewhere/asked.ts'
import { DropZone } from '../ui/drop-zone.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { Outcome } from './outcome.tsx'
import { useVerifying } from './verifying.ts'

const ReportView = lazy(async () => ({ default: (await import('../report/report-view.tsx')).ReportView }))

const Elsewhere = lazy(async () => ({ default: (await import('../report/elsewhere/elsewhere.tsx')).Elsewhere }))

/** Works from the file alone: no account, no question to any server; only the mappings of `Elsewhere` are asked for, when somebody wants them. */
export function Verify() {
  const { t, colon } = useWords()
  const [given, setGiven] = useState<{ name: string; bytes: Uint8Array }>()
  const [keys, setKeys] = useState('')
  const [asked, ask] = useState<AskedElsewhere>({})
  const state = useVerifying(given?.bytes, keys)
  const [shown, show] = useState<'report' | 'elsewhere'>()
  const sound = state.verdict !== undefined && state.verdict.verdict !== 'altered'
  return (
    <Page title={t('verify/title')} lead={t('verify/lead')}>
      <Stack gap="lg">
        <DropZone
          text={t('verify/drop')}
          choose={t(given ? 'verify/another' : 'verify/choose')}
          multiple={false}
          accept=".plumb,application/zip"
          onFiles={([first]) => {
            show(undefined)
            if (first)
              void first.file.arrayBuffer().then((b) => setGiven({ name: first.file.name, bytes: new Uint8Array(b) }))
          }}
        />
        <Textarea
          className="yaml"
          label={t('shell/optionally', { name: t('verify/keys') })}
          description={t('verify/keysHint')}
          placeholder="-----BEGIN PUBLIC KEY-----"
          autosize
          minRows={2}
          spellCheck={false}
          value={keys}
          onChange={(e) => setKeys(e.currentTarget.value)}
          error={
            keys.trim() !== '' && !/-----BEGIN PUBLIC KEY-----[\s\S]+-----END PUBLIC KEY-----/.test(keys)
              ? t('verify/keyBad')
              : undefined
          }
        />
        {given && (
          <Group gap="sm" justify="space-between">
            <Text>
              {t('verify/file')}
              {colon}
              <strong>{given.name}</strong>
            </Text>
            {sound && (
              <Group gap="xs">
                {shown !== 'report' && (
                  <Button variant="default" onClick={() => show('report')}>
                    {t('verify/showReport')}
                  </Button>
                )}
                {shown !== 'elsewhere' && (
                  <Button variant="default" onClick={() => show('elsewhere')}>
                    {t('elsewhere/title')}
                  </Button>
                )}
              </Group>
            )}
          </Group>
        )}
        {given && <Outcome of={state} />}
        {given && shown && state.verdict?.verdict !== 'altered' && (
          <Suspense fallback={<Loading />}>
            {shown === 'report' ? (
              <ReportView bytes={given.bytes} />
            ) : (
              <Section title={t('elsewhere/title')}>
                <Elsewhere
                  bytes={given.bytes}
                  asked={asked}
                  ask={(changed) => ask((old) => ({ ...old, ...changed }))}
                />
              </Section>
            )}
          </Suspense>
        )}
      </Stack>
    </Page>
  )
}
