import { useInfiniteQuery } from '@tanstack/react-query'
import { noticesQuery } from '../api/queries.ts'
import { ButtonLink } from '../ui/links.tsx'
import { useWords } from '../words/words.ts'

/** How many notices nobody has read, and the way to them. */
export function Bell() {
  const { t } = useWords()
  const { data } = useInfiniteQuery(noticesQuery)
  const unread = data?.pages[0]?.unread ?? 0
  return (
    <ButtonLink
      to="/notices"
      size="compact-md"
      variant={unread > 0 ? 'light' : 'subtle'}
      c="inherit"
      px={8}
      aria-label={t('notices/bell', { n: unread })}
    >
      <svg
        viewBox="0 0 24 24"
        width={18}
        height={18}
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        aria-hidden="true"
      >
        <path d="M6 9a6 6 0 0 1 12 0c0 6 2.5 7 2.5 7h-17S6 15 6 9M10 20a2 2 0 0 0 4 0" />
      </svg>
      {unread > 0 && <span style={{ marginLeft: 4 }}>{unread > 99 ? '99+' : unread}</span>}
    </ButtonLink>
  )
}
