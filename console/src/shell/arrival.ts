import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Moves the focus to the heading of a page that one has come to, as a browser would with a new document. */
export function useFocusOnArrival(): void {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, toLocation }) => {
        if (!fromLocation || fromLocation.pathname === toLocation.pathname) return
        const main = document.getElementById('main')
        const heading = main?.querySelector<HTMLElement>('h1')
        ;(heading ?? main)?.focus({ preventScroll: true })
      }),
    [router],
  )
}
