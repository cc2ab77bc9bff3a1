import { Group, Stack, Text } from '@mantine/core'
import type { ReportRow } from '../api/types.ts'
import { ShortHeadline } from '../ui/headline.tsx'
import { ButtonLink } from '../ui/links.tsx'
import { Verdict } from '../ui/marks.tsx'
import { Section } from '../ui/page.tsx'
import { useWords } from '../words/words.ts'

export function Reports({ of }: { of: readonly ReportRow[] }) {
  const { t, time } = useWords()
  return (
    <Section title={t('assess/reports')}>
      <Stack component="ul" className="plain" gap="xs">
        {of.map((r) => (
          <li key={r.id} className="sheet">
            <Group justify="space-between">
              <div>
                <Group gap="sm">
                  <ShortHeadline of={r.headline} />
                  <Verdict verdict={r.verdict} />
                </Group>
                <Text size="sm" c="dimmed">
                  {time(r.createdAt)}
                  {r.attestation && ` · ${t(`report/${r.attestation.decision}`)}`}
                </Text>
              </div>
              <ButtonLink to="/reports/$id" params={{ id: r.id }}>
                {t('assess/openReport')}
              </ButtonLink>
            </Group>
          </li>
        ))}
      </Stack>
    </Section>
  )
}
