import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ask, bytesOf } from '../api/client.ts'
import { backTestQuery } from '../api/queries.ts'
import type { BackTestAnswer } from '../api/types.ts'
import { useNames } from '../assess/names.ts'
import { save } from '../report/download.ts'
import { Confirm } from '../ui/confirm.tsx'
import { useDoing } from '../ui/doing.ts'
import { Page } from '../ui/page.tsx'
import { Pairs } from '../ui/pairs.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { State } from './back-tests.tsx'
import { Outcome } from './outcome.tsx'

/** One back-test: how far it is, and what came out. */
export function BackTestPage() {
  const { id } = useParams({ from: '/inside/back-tests/$id' })
  return <Loaded query={useQuery(backTestQuery(id))}>{(test) => <Shown of={test} />}</Loaded>
}

function Shown({ of }: { of: BackTestAnswer }) {
  const { t, say, time } = useWords()
  const names = useNames()
  const stop = useDoing((_: 'stop', key) => ask('POST /back-tests/:id/stop', { params: { id: of.id }, key }), {
    touches: [['back-tests']],
  })
  const open = of.state === 'queued' || of.state === 'running'
  return (
    <Page
      title={`${say(of.draft.title)} ${of.draft.edition}`}
      lead={t('backTests/one')}
      actions={
        open ? (
          <Confirm label={t('backTests/stop')} text={t('backTests/stopAsk')} onYes={() => stop.mutate('stop')} />
        ) : (
          of.document && <Downloads of={of} />
        )
      }
    >
      {stop.isError && <Problems error={stop.error} />}
      {of.problems.length > 0 && <Problems problems={of.problems} />}
      <Pairs
        of={[
          [t('backTests/state'), <State key="s" of={of} />],
          [t('backTests/from'), names.standard(of.from)],
          [t('backTests/when'), time(of.createdAt)],
        ]}
      />
      {open && <Going of={of} />}
      {of.document && <Outcome of={of.document} />}
    </Page>
  )
}

function Going({ of }: { of: BackTestAnswer }) {
  const { t, number } = useWords()
  const said =
    of.judged > 0
      ? t('backTests/progress', { n: number(of.judged), of: number(of.reports ?? 0) })
      : t(of.state === 'queued' ? 'backTests/queued' : 'backTests/gathering')
  return (
    <div role="status" aria-live="polite">
      <Stack gap={4}>
        <Text>{said}</Text>
        <Progress
          value={of.reports ? (100 * of.judged) / of.reports : 0}
          aria-label={said}
          animated={of.state === 'running'}
        />
      </Stack>
    </div>
  )
}

function Downloads({ of }: { of: BackTestAnswer }) {
  const { t, lang } = useWords()
  const get = useDoing(async (as: 'html' | 'docx') => {
    const bytes = await bytesOf(ask('GET /back-tests/:id/document', { params: { id: of.id }, query: { as, lang } }))
    save(
      bytes,
      `back-test.${lang}.${as}`,
      as === 'html' ? 'text/html' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    )
  })
  const json = () =>
    save(new TextEncoder().encode(`${JSON.stringify(of.document, null, 2)}\n`), 'back-test.json', 'application/json')
  return (
    <Group gap="xs">
      {get.isError && <Problems error={get.error} />}
      <Button loading={get.isPending} onClick={() => get.mutate('html')}>
        {t('backTests/html')}
      </Button>
      <Button variant="default" loading={get.isPending} onClick={() => get.mutate('docx')}>
        {t('backTests/docx')}
      </Button>
      <Button variant="default" onClick={json}>
        {t('backTests/json')}
      </Button>
    </Group>
  )
}
