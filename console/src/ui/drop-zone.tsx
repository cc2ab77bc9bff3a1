import { Button, Group, Text } from '@mantine/core'
import { type DragEvent, useRef, useState } from 'react'
import { filesFrom, type Named } from './dropped.ts'

/** A place to drop files; the buttons do the same by keyboard. */
export function DropZone({
  text,
  hint,
  choose,
  chooseFolder,
  multiple = true,
  accept,
  onFiles,
}: {
  text: string
  hint?: string
  choose: string
  chooseFolder?: string
  multiple?: boolean
  accept?: string
  onFiles: (files: readonly Named[]) => void
}) {
  const [over, setOver] = useState(false)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const take = (list: FileList | null) => {
    if (list) onFiles([...list].map((file) => ({ path: file.webkitRelativePath || file.name, file })))
  }
  const drop = async (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFiles(await filesFrom(event.dataTransfer))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the buttons inside are for everybody
    <div
      className="drop"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <Text>{text}</Text>
      {hint && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      <Group justify="center" mt="sm" gap="xs">
        <Button variant="default" onClick={() => files.current?.click()}>
          {choose}
        </Button>
        {chooseFolder && (
          <Button variant="default" onClick={() => folder.current?.click()}>
            {chooseFolder}
          </Button>
        )}
      </Group>
      <input
        ref={files}
        type="file"
        hidden
        multiple={multiple}
        {...(accept ? { accept } : {})}
        aria-label={choose}
        onChange={(event) => {
          take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      {chooseFolder && (
        <input
          ref={folder}
          type="file"
          hidden
          multiple
          aria-label={chooseFolder}
          {...{ webkitdirectory: '' }}
          onChange={(event) => {
            take(event.currentTarget.files)
            event.currentTarget.value = ''
          }}
        />
      )}
    </div>
  )
}
