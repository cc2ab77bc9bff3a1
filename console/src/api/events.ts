import type { QueryClient } from '@tanstack/react-query'

/** Hears what changes in the organization and asks again for what it touches; the browser connects again by itself. */
export function listen(queries: QueryClient): () => void {
  const source = new EventSource('/api/v1/events')
  source.addEventListener('changed', (event) => {
    const said = read((event as MessageEvent<string>).data)
    for (const queryKey of touched(said)) void queries.invalidateQueries({ queryKey })
  })
  return () => source.close()
}

interface Said {
  readonly what?: string
  readonly assessment?: string
}

function read(data: string): Said {
  try {
    return JSON.parse(data) as Said
  } catch {
    return {}
  }
}

function touched({ what, assessment }: Said): readonly (readonly string[])[] {
  const keys: (readonly string[])[] = [['audit']]
  if (assessment) keys.push(['assessments', assessment], ['assessments', 'list'])
  switch (what?.split('.')[0]) {
    case undefined:
      return [
        ['assessments'],
        ['reports'],
        ['subjects'],
        ['requests'],
        ['corrective-actions'],
        ['back-tests'],
        ['projects'],
        ['committee'],
        ['notices'],
        ['audit'],
      ]
    case 'assessment':
    case 'chunk':
      return assessment ? keys : [...keys, ['assessments']]
    case 'report':
      return [...keys, ['reports'], ['assessments'], ['register']]
    case 'subject':
      return [...keys, ['subjects']]
    case 'request':
      return [...keys, ['requests']]
    case 'inspection':
      return [...keys, ['requests']]
    case 'corrective-action':
      return [...keys, ['corrective-actions'], ['assessments']]
    case 'project':
      return [...keys, ['projects'], ['comment-drafts']]
    case 'committee':
      return [...keys, ['committee']]
    case 'back-test':
      return [...keys, ['back-tests']]
    case 'secret':
      return [...keys, ['secrets']]
    case 'notice':
      return [...keys, ['notices']]
    case 'member':
      return [...keys, ['members'], ['invitations']]
    case 'token':
      return [...keys, ['tokens']]
    default:
      return keys
  }
}
