import { Button, Stack, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import type { CorrectiveAction } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'
import { UploadList } from '../systems/upload-list.tsx'
import { useUploads } from '../systems/uploads.ts'
import { useDoing } from '../ui/doing.ts'
import { DropZone } from '../ui/drop-zone.tsx'
import { focused } from '../ui/focused.ts'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

/** The company says what it did, with files that show it. */
export function Mend({ of: a }: { of: CorrectiveAction }) {
  const { t } = useWords()
  const { org, permissions } = usePrincipal()
  const [open, setOpen] = useState(false)
  const [answer, setAnswer] = useState('')
  const files = useUploads()
  const mend = useDoing(
    (body: { answer: string; evidence: string[] }, key) =>
      ask('POST /corrective-actions/:id/answer', { params: { id: a.id }, body, key }),
    { touches: [['corrective-actions']], says: t('actions/answeredNow') },
  )
  if (a.org !== org || !permissions.includes('inspection.answer')) return null
  if (!open)
    return (
      <div>
        <Button size="xs" onClick={() => setOpen(true)}>
          {t('actions/answer')}
        </Button>
      </div>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mend.mutate({ answer, evidence: [...new Set(files.files.map((f) => f.sha256))] })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw={640}>
        {mend.isError && <Problems error={mend.error} />}
        <Textarea
          ref={focused}
          label={t('actions/answer')}
          description={t('actions/answerHint')}
          required
          autosize
          minRows={2}
          value={answer}
          onChange={(e) => setAnswer(e.currentTarget.value)}
        />
        <DropZone
          text={t('actions/dropFiles')}
          choose={t('systems/chooseFiles')}
          onFiles={(given) => void files.add(given)}
        />
        <UploadList of={files.uploads} onRemove={files.remove} onAgain={(u) => void files.again(u)} />
        <Button type="submit" disabled={!files.done} loading={mend.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('actions/sendAnswer')}
        </Button>
      </Stack>
    </form>
  )
}
