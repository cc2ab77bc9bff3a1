import { Group, Select, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Report } from '../../../../src/assessment/report.ts'
import { elsewhere } from '../../../../src/crosswalk/elsewhere.ts'
import type { Network } from '../../../../src/crosswalk/network.ts'
import { HopsField, hopsOf } from '../../crosswalk/hops.tsx'
import { useCrosswalk } from '../../crosswalk/opened.ts'
import { Note } from '../../ui/note.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Empty, Loaded } from '../../ui/states.tsx'
import { useWords } from '../../words/words.ts'
import { readReport } from '../read.ts'
import type { Asking } from './asked.ts'
import { type Assessed, assessedIn, prospects } from './assessed.ts'
import { Candidates } from './candidates.tsx'
import { Conclusions } from './conclusions.tsx'
import { LeastWork } from './least-work.tsx'

/** What a report proves under other frameworks. The mappings are asked of the server; everything else is worked out here. */
export function Elsewhere({ bytes, ...asking }: Asking & { bytes: Uint8Array }) {
  const { t } = useWords()
  const read = useMemo(() => readReport(bytes), [bytes])
  const query = useCrosswalk()
  if (!read.ok) return <Problems problems={read.problems as never} title={t('report/unreadable')} />
  return (
    <Stack gap="lg">
      <Text c="dimmed">{t('elsewhere/lead')}</Text>
      <Loaded query={query}>{(net) => <Of net={net} report={read.value.report} {...asking} />}</Loaded>
    </Stack>
  )
}

function Of({ net, report, ...asking }: Asking & { net: Network; report: Report }) {
  const { t } = useWords()
  const assessed = useMemo(() => assessedIn(net, report), [net, report])
  if (assessed === undefined) return <Empty title={t('elsewhere/notMapped')} text={t('elsewhere/notMappedText')} />
  if (assessed.findings.size === 0)
    return <Empty title={t('elsewhere/noFindings')} text={t('elsewhere/noFindingsText')} />
  return (
    <>
      {!assessed.sameText && (
        <Note>
          <strong>{t('elsewhere/otherText')}</strong> {t('elsewhere/otherTextText')}
        </Note>
      )}
      <Under net={net} assessed={assessed} {...asking} />
    </>
  )
}

function Under({ net, assessed, asked, ask }: Asking & { net: Network; assessed: Assessed }) {
  const { t, say, colon } = useWords()
  const hops = hopsOf(asked.hops)
  const all = useMemo(() => prospects(net, assessed, hops), [net, assessed, hops])
  const framework = all.find((p) => p.framework.id === asked.in)?.framework ?? all[0]?.framework
  const told = useMemo(
    () => framework && elsewhere(net, assessed.findings, framework.id, hops),
    [net, assessed, framework, hops],
  )
  if (framework === undefined || told === undefined) return <Empty title={t('elsewhere/noOther')} />
  const { bounds } = told
  return (
    <>
      <Group align="flex-end">
        <Select
          label={t('elsewhere/framework')}
          description={t('elsewhere/frameworkHint')}
          searchable
          allowDeselect={false}
          data={all.map(({ framework: f, bounds: b }) => ({
            value: f.id,
            label: `${f.names[0]} ${say(f.title)}${colon}${t('elsewhere/share', { low: b.proved, high: b.atMost, of: b.of })}`,
          }))}
          value={framework.id}
          onChange={(v) => v && ask({ in: v })}
          w={{ base: '100%', sm: 560 }}
        />
        <HopsField value={hops} onChange={(n) => ask({ hops: String(n) })} />
      </Group>
      <Text role="status" fw={600}>
        {t('elsewhere/bounds', { low: bounds.proved, high: bounds.atMost, of: bounds.of })}
      </Text>
      <Conclusions of={told} net={net} />
      <LeastWork key={framework.id} {...{ net, assessed, framework, hops, asked, ask }} />
      <Candidates of={told.candidates} net={net} />
    </>
  )
}
