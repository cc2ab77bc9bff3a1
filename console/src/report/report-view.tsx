import { Stack } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { type View, viewOf } from '../../../src/exchange/text/view.ts'
import { AuthorityBanner } from '../ui/authority.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { Changes } from './changes.tsx'
import { Declared } from './declared.tsx'
import { EvidenceDrawer } from './evidence-drawer.tsx'
import { Grade } from './grade.tsx'
import { HeldBack } from './held-back.tsx'
import { Indicators } from './indicators.tsx'
import { useJudge } from './judging.ts'
import { Least } from './least.tsx'
import { Measurements } from './measurements.tsx'
import { Needed } from './needed.tsx'
import { type ReadReport, readReport } from './read.ts'
import { Requirements } from './requirements.tsx'

const WhatIf = lazy(async () => ({ default: (await import('./what-if.tsx')).WhatIf }))

/** A report from the bytes of its bundle; needs no server. `children` stand under the grade. */
export function ReportView({ bytes, children }: { bytes: Uint8Array; children?: ReactNode }) {
  const read = useMemo(() => readReport(bytes), [bytes])
  const { t } = useWords()
  if (!read.ok) return <Problems problems={read.problems as never} title={t('report/unreadable')} />
  return (
    <Shown read={read.value} bytes={bytes}>
      {children}
    </Shown>
  )
}

function Shown({ read, bytes, children }: { read: ReadReport; bytes: Uint8Array; children: ReactNode }) {
  const { lang } = useWords()
  const view: View = useMemo(() => viewOf(read.report, lang), [read, lang])
  const judge = useJudge(bytes)
  const [measure, setMeasure] = useState<string>()
  return (
    <Stack gap="xl">
      <AuthorityBanner authority={view.standard.authority} />
      <Grade view={view} />
      {children}
      <HeldBack view={view} />
      <Changes read={read} view={view} judge={judge} />
      <Least read={read} bytes={bytes} view={view} />
      <Needed view={view} />
      <Suspense fallback={<Loading lines={3} />}>
        <WhatIf read={read} view={view} judge={judge} />
      </Suspense>
      <Indicators view={view} onMeasure={setMeasure} />
      <Requirements view={view} />
      <Measurements view={view} onMeasure={setMeasure} />
      <Declared view={view} />
      <EvidenceDrawer view={view} measure={measure} onClose={() => setMeasure(undefined)} />
    </Stack>
  )
}
