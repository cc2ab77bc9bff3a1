import stringWidth from 'string-width'
import type { Progress } from '../assessment/run/progress.ts'
import type { Say } from './language.ts'

/** A bar on a terminal, a plain line now and then otherwise. */
export class ProgressView {
  private readonly say: Say
  private readonly terminal: boolean
  private label = ''
  private lastLine = 0
  private lastShare = -1

  constructor(say: Say, terminal = process.stderr.isTTY === true) {
    this.say = say
    this.terminal = terminal
  }

  start(label: string): void {
    this.label = label
    this.lastLine = 0
    this.lastShare = -1
    if (!this.terminal) process.stderr.write(`… ${label}\n`)
  }

  update(p: Progress): void {
    const total = p.total ?? 0
    const share = total > 0 ? (p.done + p.errors) / total : 0
    const errors = p.errors > 0 ? ` · ${this.say(`环境错误 ${p.errors}`, `${p.errors} set-up errors`)}` : ''
    const eta =
      p.etaSeconds !== undefined && share < 1 ? ` · ${this.say('剩余', 'left')} ${duration(p.etaSeconds)}` : ''
    const numbers = `${p.done + p.errors}/${total}${errors} · ${p.perSecond.toFixed(p.perSecond < 10 ? 1 : 0)}/s${eta}`
    if (this.terminal) {
      const width = Math.min(process.stderr.columns ?? 80, 120)
      // a line that wraps cannot be drawn over
      const label = shortened(this.label, width - stringWidth(numbers) - 11)
      const room = Math.max(8, Math.min(30, width - stringWidth(label) - stringWidth(numbers) - 6))
      const filled = Math.round(share * room)
      process.stderr.write(`\r\x1b[K${label} ${'█'.repeat(filled)}${'░'.repeat(room - filled)} ${numbers}`)
      return
    }
    const now = performance.now()
    const tenth = Math.floor(share * 10)
    if (
      (tenth > this.lastShare && now - this.lastLine > 1000) ||
      now - this.lastLine > 10_000 ||
      (share >= 1 && this.lastShare < 10)
    ) {
      process.stderr.write(`  ${Math.floor(share * 100)} % ${numbers}\n`)
      this.lastLine = now
      this.lastShare = share >= 1 ? 10 : tenth
    }
  }

  end(): void {
    if (this.terminal) process.stderr.write('\n')
  }
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} min`
  return `${(seconds / 3600).toFixed(1)} h`
}

function shortened(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text
  const kept = Array.from(text)
  while (kept.length > 0 && stringWidth(kept.join('')) >= columns) kept.pop()
  return `${kept.join('').trimEnd()}…`
}
