/** An error in a word that can be logged: its class, and the code where it has one. Messages hold statements, values, addresses. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(code) ? `${error.name} ${code}` : error.name
}
