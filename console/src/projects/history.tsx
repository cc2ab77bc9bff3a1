import { Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Project } from '../api/types.ts'
import { Confirm } from '../ui/confirm.tsx'
import { Listing } from '../ui/listing.tsx'
import { Note } from '../ui/note.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWhoIs } from '../ui/who-is.ts'
import { useWords } from '../words/words.ts'
import { useAct } from './acting.ts'

/** Everything that was written down, the newest first; what was wrong is struck and stays. */
export function History({ of, past }: { of: Project; past: boolean }) {
  const { t, time } = useWords()
  const whoIs = useWhoIs()
  const who = (by: string) => (by === 'public' ? t('lifeRole/public') : whoIs(by.split(':')[0]!))
  const may = !past && of.roles.includes('secretariat')
  return (
    <Stack>
      <Note>{t('projects/historyHint')}</Note>
      <Listing
        name={t('projects/history')}
        of={of.history.toReversed()}
        keyOf={(a) => a.seq}
        columns={[
          {
            head: t('projects/what'),
            of: (a) => (
              <Text td={a.struck ? 'line-through' : 'none'} span>
                {t(`deedWord/${a.what as 'moved'}`)} {a.struck && t('projects/struck')}
              </Text>
            ),
          },
          { head: t('projects/as'), of: (a) => `${t(`lifeRole/${a.role}`)} · ${who(a.by)}` },
          { head: t('projects/on'), of: (a) => a.valid, whole: true },
          { head: t('projects/recorded'), of: (a) => time(a.recorded), whole: true },
          ...(may
            ? [
                {
                  of: (a: Project['history'][number]) =>
                    a.seq > 1 && !a.struck && a.what !== 'struck' && <Strike of={of} seq={a.seq} />,
                },
              ]
            : []),
        ]}
      />
    </Stack>
  )
}

function Strike({ of, seq }: { of: Project; seq: number }) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const act = useAct(of)
  return (
    <>
      {act.isError && <Problems error={act.error} />}
      <Confirm
        label={t('projects/strike')}
        size="xs"
        onYes={() => act.mutate({ role: 'secretariat', deed: { what: 'struck', act: seq, reason } })}
      >
        <Textarea
          label={t('projects/reason')}
          autosize
          value={reason}
          onChange={(e) => setReason(e.currentTarget.value)}
        />
      </Confirm>
    </>
  )
}
