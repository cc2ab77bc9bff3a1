/**
 * Whether a request that changes something comes from another site. A browser names the site it comes from; where a cookie comes along, it
 * has to. Whoever takes a session's cookie for a change asks this first.
 */
export function foreign({ method, headers }: Pick<Request, 'method' | 'headers'>, origin: string): boolean {
  if (method === 'GET' || method === 'HEAD') return false
  const named = headers.get('origin')
  return named === null ? headers.has('cookie') : named !== origin
}
