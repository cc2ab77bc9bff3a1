import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

let coming = false

/** Notes that one goes to another page, whose heading then takes the focus, as with a new document. */
export function useArrivals(): void {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onBeforeNavigate', ({ fromLocation, toLocation }) => {
        if (fromLocation && fromLocation.pathname !== toLocation.pathname) coming = true
      }),
    [router],
  )
}

/** Takes the focus to the heading of the page that was gone to: once, and as late as that page has its answer. */
export function arrive(heading: HTMLElement | null): void {
  if (!coming || !heading) return
  coming = false
  heading.focus({ preventScroll: true })
}
