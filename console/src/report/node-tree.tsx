import { Anchor, Code, Text } from '@mantine/core'
import { sidesText } from '../../../src/exchange/text/conditions.ts'
import { homes } from '../../../src/exchange/text/homes.ts'
import { reasonsOf } from '../../../src/exchange/text/reasons.ts'
import { inputAs, showMain, showRaw } from '../../../src/exchange/text/values.ts'
import { at, labelOf, type View } from '../../../src/exchange/text/view.ts'
import { Mark, markOf } from '../ui/marks.tsx'
import { useWords } from '../words/words.ts'

interface Props {
  readonly view: View
  readonly paths: readonly string[]
  /** opens what a measure rests on */
  readonly onMeasure?: ((measure: string) => void) | undefined
}

/** Judged nodes as the standard nests them; each opens to what it was judged from. */
export function NodeTree({ view, paths, onMeasure }: Props) {
  return (
    <ul className="tree">
      {paths.map((path) => (
        <Entry key={path} view={view} path={path} onMeasure={onMeasure} />
      ))}
    </ul>
  )
}

function Entry({ view, path, onMeasure }: Omit<Props, 'paths'> & { path: string }) {
  const found = at(view, path)
  if (!found) return null
  const { judged, node } = found
  const inner = judged.parts.filter((p) => homes(view).get(p) === path)
  const { words } = view
  const shown = judged.outcome ?? (judged.applies === 'no' ? 'not-applicable' : undefined)
  return (
    <li>
      <details>
        <summary>
          <span className="tree-line">
            <span>{labelOf(view, path)}</span>
            <span>
              {judged.weight !== undefined && (
                <Text span size="xs" c="dimmed" mr="sm">
                  {words.node.weight} {showRaw(view, judged.weight).text}
                </Text>
              )}
              {shown ? (
                <Mark kind={markOf(shown)}>{words.outcome[shown]}</Mark>
              ) : (
                <strong>{showMain(view, judged, node).text}</strong>
              )}
            </span>
          </span>
        </summary>
        <Inside view={view} path={path} onMeasure={onMeasure} />
        {inner.length > 0 && <NodeTree view={view} paths={inner} onMeasure={onMeasure} />}
      </details>
    </li>
  )
}

function Inside({ view, path, onMeasure }: Omit<Props, 'paths'> & { path: string }) {
  const { t } = useWords()
  const { judged, node } = at(view, path)!
  const { words } = view
  const why = reasonsOf(view, judged.why)
  const formula = node.value?.text ?? node.holds?.text
  return (
    <div className="inside">
      {formula && <Code>{formula}</Code>}
      {judged.inputs.map((i) => {
        const measure = /^([A-Za-z_]\w*)\./.exec(i.text)?.[1]
        const known = measure !== undefined && view.report.measures.some((m) => m.measure === measure)
        return (
          <div key={i.text}>
            {known && onMeasure ? (
              <Anchor
                component="button"
                type="button"
                onClick={() => onMeasure(measure)}
                aria-label={t('report/evidenceOf', { name: i.text })}
              >
                <code>{i.text}</code>
              </Anchor>
            ) : (
              <code>{i.text}</code>
            )}{' '}
            = {showRaw(view, i.value, inputAs(view, i.text)).text}
          </div>
        )
      })}
      {judged.conditions.map((c) => (
        <div key={c.text}>
          <Mark kind={markOf(c.holds)}>{words.holds[c.holds]}</Mark> <Code>{c.text}</Code>{' '}
          <Text span size="sm" c="dimmed">
            {sidesText(view, c)}
          </Text>
        </div>
      ))}
      {why.map((r) => (
        <Text key={r.raw} size="sm" c="dimmed">
          {r.text}
        </Text>
      ))}
    </div>
  )
}
