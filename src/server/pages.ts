import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Env } from './api/hall.ts'

/** A page runs what we sent and nothing else; styles alone may be written into elements, as the library of its parts does. */
const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  workerSrc: ["'self'", 'blob:'],
  frameSrc: ["'self'", 'blob:'],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  objectSrc: ["'none'"],
  manifestSrc: ["'self'"],
}

/** Headers that keep a browser from doing what nobody asked it to. `secure`: people come by https. */
export function guarded(app: Hono<Env>, secure: boolean): void {
  app.use(
    '*',
    secureHeaders({
      contentSecurityPolicy: policy,
      crossOriginOpenerPolicy: 'same-origin',
      crossOriginResourcePolicy: 'same-origin',
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: secure ? 'max-age=31536000; includeSubDomains' : false,
      xFrameOptions: 'DENY',
      permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
    }),
  )
}

/** The console's pages from a folder: files by their names, and the one page for every address that people may stand on. */
export function pages(app: Hono<Env>, folder: string): void {
  const index = join(folder, 'index.html')
  if (!existsSync(index)) return
  const files = serveStatic({
    root: folder,
    onFound: (path, c) => {
      // named by their content, except the page itself
      if (/assets[\\/]/.test(path)) c.header('cache-control', 'public, max-age=31536000, immutable')
    },
  })
  app.get('/assets/*', files)
  app.get('*', async (c, next) => {
    if (/\.[a-z0-9]+$/i.test(c.req.path)) return files(c, next)
    return c.html(await readFile(index, 'utf8'), 200, { 'cache-control': 'no-cache' })
  })
}
