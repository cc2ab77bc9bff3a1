import { Button, Divider, Stack } from '@mantine/core'
import { signInBy } from '../api/sign-in.ts'
import type { SessionAnswer } from '../api/types.ts'
import { useDoing } from '../ui/doing.ts'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

/** A button for each identity provider; it leads there and, once one is known there, to `back`. */
export function ByProvider({ of, back }: { of: SessionAnswer['providers']; back: string }) {
  const { t } = useWords()
  const going = useDoing((provider: string) => signInBy(provider, back), {
    done: ({ url }) => window.location.assign(url),
  })
  if (of.length === 0) return null
  return (
    <Stack mt="md">
      <Divider label={t('signIn/or')} />
      {going.isError && <Problems error={going.error} />}
      {of.map(({ id, title }) => (
        <Button key={id} variant="default" loading={going.isPending} onClick={() => going.mutate(id)}>
          {t('signIn/by', { name: title })}
        </Button>
      ))}
    </Stack>
  )
}
