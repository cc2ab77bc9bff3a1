import { Text } from '@mantine/core'
import type { ProjectLine } from '../api/types.ts'
import { Mark } from '../ui/marks.tsx'
import { useWords } from '../words/words.ts'

/** When something is due, how far that is, and whether it may be later. */
export function DueIn({ of }: { of: ProjectLine['deadlines'][number] }) {
  const { t, say, number } = useWords()
  return (
    <div>
      <Text size="sm">
        {say(of.title)} {of.due}
      </Text>
      <Mark kind={of.overdue ? 'bad' : 'soft'}>
        {t(of.overdue ? 'projects/late' : 'projects/left', { n: number(Math.abs(of.left)) })}
      </Mark>
      {of.uncertain && (
        <Text size="xs" c="dimmed">
          {t('projects/uncertain')}
        </Text>
      )}
    </div>
  )
}
