import { createRouter } from '@tanstack/react-router'
import { queries } from './api/query-client.ts'
import { tree } from './routes.ts'
import { Loading } from './ui/states.tsx'

export const router = createRouter({
  routeTree: tree,
  context: { queries },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: Loading,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
