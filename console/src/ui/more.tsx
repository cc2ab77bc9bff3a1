import { Button } from '@mantine/core'
import { useWords } from '../words/words.ts'

interface Paged {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  fetchNextPage(): Promise<unknown>
}

/** The next page of a list, where there is one. */
export function More({ of, size = 'sm' }: { of: Paged; size?: 'xs' | 'sm' }) {
  const { t } = useWords()
  if (!of.hasNextPage) return null
  return (
    <Button
      size={size}
      variant="default"
      loading={of.isFetchingNextPage}
      style={{ alignSelf: 'flex-start' }}
      onClick={() => void of.fetchNextPage()}
    >
      {t('shell/more')}
    </Button>
  )
}
