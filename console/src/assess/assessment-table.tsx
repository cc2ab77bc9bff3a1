import { Stack, Table, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { Assessment } from '../api/types.ts'
import { TextLink } from '../ui/links.tsx'
import { AssessmentState } from '../ui/marks.tsx'
import { useWords } from '../words/words.ts'
import { useNames } from './names.ts'

export function AssessmentTable({ of, caption }: { of: readonly Assessment[]; caption: string }) {
  const { t, time } = useWords()
  const names = useNames()
  const narrow = useMediaQuery('(max-width: 40em)')
  const link = (a: Assessment) => (
    <TextLink to="/assessments/$id" params={{ id: a.id }}>
      {names.system(a.subject)}
    </TextLink>
  )
  if (narrow)
    return (
      <Stack gap="xs" component="ul" className="plain">
        {of.map((a) => (
          <li key={a.id} className="sheet">
            {link(a)} <AssessmentState of={a} />
            <Text size="sm">{names.standard(a.standard)}</Text>
            <Text size="sm" c="dimmed">
              {t(`kindOf/${a.kind}`)} · {time(a.updatedAt)}
            </Text>
          </li>
        ))}
      </Stack>
    )
  return (
    <div className="scroll">
      <Table highlightOnHover verticalSpacing="xs" aria-label={caption}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('assess/system')}</Table.Th>
            <Table.Th>{t('assess/standard')}</Table.Th>
            <Table.Th>{t('assess/kind')}</Table.Th>
            <Table.Th>{t('assess/stateFilter')}</Table.Th>
            <Table.Th>{t('assess/updated')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.map((a) => (
            <Table.Tr key={a.id}>
              <Table.Td>{link(a)}</Table.Td>
              <Table.Td>{names.standard(a.standard)}</Table.Td>
              <Table.Td>{t(`kindOf/${a.kind}`)}</Table.Td>
              <Table.Td>
                <AssessmentState of={a} />
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{time(a.updatedAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
