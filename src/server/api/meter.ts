/** seconds, upper bounds of the histogram */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Counts of requests by route and status, and how long they took, as Prometheus reads them (text format 0.0.4). Routes as patterns, never addresses. */
export class Meter {
  readonly #counts = new Map<string, number>()
  readonly #buckets = new Map<string, number[]>()
  readonly #sums = new Map<string, number>()

  count(method: string, route: string, status: number, seconds: number): void {
    const labels = `method="${method}",route="${route}"`
    const key = `${labels},status="${status}"`
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    const buckets = this.#buckets.get(labels) ?? new Array<number>(BOUNDS.length + 1).fill(0)
    const place = BOUNDS.findIndex((bound) => seconds <= bound)
    buckets[place < 0 ? BOUNDS.length : place]!++
    this.#buckets.set(labels, buckets)
    this.#sums.set(labels, (this.#sums.get(labels) ?? 0) + seconds)
  }

  text(gauges: Readonly<Record<string, number>> = {}): string {
    const lines = [
      '# HELP plumbline_http_requests_total Requests answered.',
      '# TYPE plumbline_http_requests_total counter',
    ]
    for (const [labels, n] of this.#counts) lines.push(`plumbline_http_requests_total{${labels}} ${n}`)
    lines.push(
      '# HELP plumbline_http_request_duration_seconds Time to answer.',
      '# TYPE plumbline_http_request_duration_seconds histogram',
    )
    for (const [labels, buckets] of this.#buckets) {
      let sum = 0
      for (const [i, n] of buckets.entries()) {
        sum += n
        lines.push(`plumbline_http_request_duration_seconds_bucket{${labels},le="${BOUNDS[i] ?? '+Inf'}"} ${sum}`)
      }
      lines.push(`plumbline_http_request_duration_seconds_sum{${labels}} ${this.#sums.get(labels)}`)
      lines.push(`plumbline_http_request_duration_seconds_count{${labels}} ${sum}`)
    }
    for (const [name, value] of Object.entries(gauges)) lines.push(`# TYPE ${name} gauge`, `${name} ${value}`)
    return `${lines.join('\n')}\n`
  }
}
