import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, foldGutter, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Annotation, EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  GutterMarker,
  gutter,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { classHighlighter } from '@lezer/highlight'
import { useEffect, useImperativeHandle, useRef } from 'react'
import type { Edit } from '../../../src/drafting/edit.ts'
import { useWords } from '../words/words.ts'
import type { Placed } from './checked.ts'

export interface EditorHandle {
  /** as one step that can be undone */
  apply(edit: Edit): void
  replace(text: string): void
  goTo(from: number, to: number): void
  selection(): { readonly from: number; readonly to: number }
}

/** where a comment stands, and how many */
export interface Mark {
  readonly at: number
  readonly count: number
}

class CommentMark extends GutterMarker {
  readonly count: number
  constructor(count: number) {
    super()
    this.count = count
  }
  override eq(other: CommentMark) {
    return other.count === this.count
  }
  override toDOM() {
    const mark = document.createElement('span')
    mark.className = 'comment-mark'
    mark.textContent = String(this.count)
    return mark
  }
}
const setMarks = StateEffect.define<readonly Mark[]>()
const marksField = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(set, tr) {
    let now = set.map(tr.changes)
    for (const effect of tr.effects)
      if (effect.is(setMarks)) {
        const end = tr.state.doc.length
        const ranges = effect.value.map((m) =>
          new CommentMark(m.count).range(tr.state.doc.lineAt(Math.min(m.at, end)).from),
        )
        now = RangeSet.of(ranges, true)
      }
    return now
  },
})
/** not typed by anybody here: it is what is kept */
const fromOutside = Annotation.define<boolean>()

/** A text of YAML with what is wrong marked in it, comments in its margin, and undo. Escape, then Tab leaves it by keyboard. */
export function Editor({
  label,
  text,
  readOnly,
  problems,
  marks = [],
  onChange,
  onCursor,
  handle,
}: {
  label: string
  text: string
  readOnly: boolean
  problems: readonly Placed[]
  marks?: readonly Mark[]
  onChange: (text: string) => void
  onCursor?: (at: number) => void
  handle: React.Ref<EditorHandle>
}) {
  const { say, lang } = useWords()
  const home = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const heard = useRef({ onChange, onCursor })
  heard.current = { onChange, onCursor }

  // biome-ignore lint/correctness/useExhaustiveDependencies: what it begins with; later texts come by the handle
  useEffect(() => {
    const editor = new EditorView({
      parent: home.current!,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          foldGutter(),
          marksField,
          gutter({ class: 'comment-gutter', markers: (v) => v.state.field(marksField) }),
          history(),
          drawSelection(),
          bracketMatching(),
          highlightActiveLine(),
          highlightSelectionMatches(),
          yaml(),
          syntaxHighlighting(classHighlighter),
          lintGutter(),
          EditorView.lineWrapping,
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', spellcheck: 'false' }),
          keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap, indentWithTab]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((t) => t.annotation(fromOutside)))
              heard.current.onChange(update.state.doc.toString())
            if (update.selectionSet || update.docChanged) heard.current.onCursor?.(update.state.selection.main.head)
          }),
        ],
      }),
    })
    view.current = editor
    return () => editor.destroy()
  }, [readOnly, label])

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is said changes with the language alone
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const end = editor.state.doc.length
    const shown = problems.map(({ problem, from, to }) => ({
      from: Math.min(from, end),
      to: Math.min(to, end),
      severity: problem.severity,
      source: problem.code,
      message: [say(problem.text), problem.next && say(problem.next)].filter(Boolean).join('\n'),
    }))
    editor.dispatch(setDiagnostics(editor.state, shown))
  }, [problems, lang])
  useEffect(() => {
    view.current?.dispatch({ effects: setMarks.of(marks) })
  }, [marks])

  useImperativeHandle(handle, () => ({
    apply: (edit) => {
      view.current?.dispatch({
        changes: { from: edit.from, to: edit.to, insert: edit.insert },
        userEvent: 'input.form',
      })
    },
    replace: (now) => {
      const editor = view.current
      editor?.dispatch({
        changes: { from: 0, to: editor.state.doc.length, insert: now },
        annotations: fromOutside.of(true),
      })
    },
    goTo: (from, to) => {
      const editor = view.current
      if (!editor) return
      const end = editor.state.doc.length
      const selection = { anchor: Math.min(from, end), head: Math.min(to, end) }
      editor.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: 'center' }) })
      editor.focus()
    },
    selection: () => view.current?.state.selection.main ?? { from: 0, to: 0 },
  }))
  return <div ref={home} className="editor" />
}
