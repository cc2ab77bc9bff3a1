import { Button, FileButton, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import type { Project } from '../api/types.ts'
import { upload } from '../api/upload.ts'
import { today } from '../assess/today.ts'
import { useDoing } from '../ui/doing.ts'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

/** A table of comments that somebody filled in: what is new comes in for its day, what is there is disposed of as the table says. */
export function ImportTable({ of }: { of: Project }) {
  const { t } = useWords()
  const [valid, setValid] = useState(today())
  const bring = useDoing(
    async ({ file }: { file: File; which: string }, key) => {
      const quiet = () => {}
      const { sha256 } = await upload(file, { hashing: quiet, sending: quiet, interrupted: quiet })
      return ask('POST /projects/:id/comments/import', {
        params: { id: of.id },
        body: { role: 'secretariat', sha256, name: file.name.slice(0, 200), valid },
        key,
      })
    },
    { touches: [['projects']] },
  )
  if (!of.roles.includes('secretariat')) return null
  return (
    <>
      <Group align="flex-end" gap="sm">
        <TextInput
          type="date"
          label={t('projects/cameOn')}
          value={valid}
          max={today()}
          onChange={(e) => setValid(e.currentTarget.value)}
        />
        <FileButton
          accept=".xlsx,.csv"
          onChange={(file) => file && bring.mutate({ file, which: `${file.name} ${file.size} ${file.lastModified}` })}
          inputProps={{ 'aria-label': t('projects/importTable') }}
        >
          {(props) => (
            <Button variant="default" loading={bring.isPending} {...props}>
              {t('projects/importTable')}
            </Button>
          )}
        </FileButton>
      </Group>
      <div role="status">{bring.data && <Text size="sm">{t('projects/imported', { ...bring.data })}</Text>}</div>
      {bring.isError && <Problems error={bring.error} />}
    </>
  )
}
