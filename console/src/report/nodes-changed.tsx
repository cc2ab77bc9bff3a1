import { Text } from '@mantine/core'
import { showMain } from '../../../src/exchange/text/values.ts'
import { at, labelOf, type View } from '../../../src/exchange/text/view.ts'
import { useWords } from '../words/words.ts'

const most = 12

/** What reads otherwise in the second judgement, results first. */
export function NodesChanged({ before, after }: { before: View; after: View }) {
  const { t } = useWords()
  const shown = (view: View, path: string) => {
    const found = at(view, path)
    return found ? showMain(view, found.judged, found.node).text : ''
  }
  const changed = Object.keys(after.nodes)
    .map((path) => ({ path, from: shown(before, path), to: shown(after, path) }))
    .filter(({ from, to }) => from !== to)
  if (changed.length === 0) return <Text role="status">{t('report/whatIfSame')}</Text>
  return (
    <div>
      <Text size="sm" c="dimmed" role="status">
        {t('report/nodesChanged')} ({changed.length})
      </Text>
      <ul className="held">
        {changed.slice(0, most).map(({ path, from, to }) => (
          <li key={path}>
            {labelOf(after, path)}
            {after.words.colon}
            {from} → <strong>{to}</strong>
          </li>
        ))}
        {changed.length > most && <li>…</li>}
      </ul>
    </div>
  )
}
