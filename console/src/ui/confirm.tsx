import { Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'

/** A button that asks once more before it does what cannot be undone. */
export function Confirm({
  label,
  title = label,
  text,
  onYes,
  children,
  ...button
}: { label: string; title?: string; text?: string; onYes: () => void; children?: ReactNode } & ButtonProps) {
  const { t } = useWords()
  const [open, { open: ask, close }] = useDisclosure()
  return (
    <>
      <Button variant="default" {...button} onClick={ask}>
        {label}
      </Button>
      <Modal opened={open} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('shell/close') }}>
        <Stack>
          {text && <Text>{text}</Text>}
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('shell/cancel')}
            </Button>
            <Button
              onClick={() => {
                close()
                onYes()
              }}
            >
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
