import { Tokens } from './tokens.mjs'
import { readWeights } from './weights.mjs'

/**
 * A transformer in plain JavaScript: RMS norm, rotary positions, smeared keys, SwiGLU, tied embeddings, a cache of keys and values.
 * Always the likeliest token: the same question gets the same answer.
 */
export class Model {
  #tokens
  #head
  #layers
  #embedding
  #norm
  #cos
  #sin
  #length = 0

  constructor(file) {
    const { head, tensors } = readWeights(file)
    this.#head = head
    this.#tokens = new Tokens(head)
    this.#embedding = tensors.embedding
    this.#norm = tensors.norm
    const { width, heads, context } = head
    this.#layers = Array.from({ length: head.layers }, (_, i) => ({
      ...Object.fromEntries(
        Object.entries(tensors).flatMap(([name, w]) =>
          name.startsWith(`${i}.`) ? [[name.slice(String(i).length + 1), w]] : [],
        ),
      ),
      keys: new Float32Array(context * width),
      values: new Float32Array(context * width),
      /** the key before, as it was before positions and smearing */
      before: new Float32Array(width),
    }))
    const half = width / heads / 2
    const angle = (i) => Math.floor(i / half) / 10000 ** ((i % half) / half)
    this.#cos = Float32Array.from({ length: context * half }, (_, i) => Math.cos(angle(i)))
    this.#sin = Float32Array.from({ length: context * half }, (_, i) => Math.sin(angle(i)))
  }

  get name() {
    return `tiny-${this.#head.variant}`
  }

  /** Gives the pieces of an answer one by one, each with its log probability and the `top` likeliest in its place; returns why it ended, and the counts of tokens. */
  *answer(messages, { maxTokens = 90, top = 0 } = {}) {
    const prompt = this.#tokens.prompt(messages)
    this.#length = 0
    let state = this.#read(prompt)
    const most = Math.min(maxTokens, this.#head.context - prompt.length)
    for (let said = 0; ; said++) {
      const { id, logprob, likeliest } = this.#next(state, top)
      const usage = { prompt: prompt.length, completion: said }
      if (id === this.#tokens.end) return { finish: 'stop', ...usage }
      if (said === most) return { finish: 'length', ...usage }
      yield { text: this.#tokens.text(id), logprob, top: likeliest }
      if (this.#length < this.#head.context) state = this.#read([id])
    }
  }

  /** Takes in tokens; gives the state behind the last one. */
  #read(ids) {
    const { width, hidden } = this.#head
    const n = ids.length
    const x = new Float32Array(n * width)
    ids.forEach((id, t) => {
      x.set(this.#embedding.subarray(id * width, (id + 1) * width), t * width)
    })
    for (const layer of this.#layers) {
      const y = normed(x, layer.norm1, width)
      const mixed = this.#attend(layer, y, n)
      add(x, times(layer.o, mixed, n, width, width))
      const z = normed(x, layer.norm2, width)
      const gate = times(layer.gate, z, n, width, hidden)
      const up = times(layer.up, z, n, width, hidden)
      for (let i = 0; i < gate.length; i++) gate[i] = (gate[i] / (1 + Math.exp(-gate[i]))) * up[i]
      add(x, times(layer.down, gate, n, hidden, width))
    }
    this.#length += n
    return normed(x.subarray((n - 1) * width), this.#norm, width)
  }

  #attend(layer, y, n) {
    const { width, heads } = this.#head
    const size = width / heads
    const from = this.#length
    const q = times(layer.q, y, n, width, width)
    const k = times(layer.k, y, n, width, width)
    layer.values.set(times(layer.v, y, n, width, width), from * width)
    const mixed = new Float32Array(n * width)
    const scores = new Float64Array(from + n)
    for (let t = 0; t < n; t++) {
      for (let i = 0; i < width; i++) {
        const share = layer.smear[Math.floor(i / size)]
        const own = k[t * width + i]
        layer.keys[(from + t) * width + i] = from + t === 0 ? own : (1 - share) * own + share * layer.before[i]
        layer.before[i] = own
      }
      this.#turn(q, t * width, from + t)
      this.#turn(layer.keys, (from + t) * width, from + t)
      for (let h = 0; h < width; h += size) weigh(q, t * width + h, layer, h, width, size, from + t + 1, scores, mixed)
    }
    return mixed
  }

  /** Rotates the pairs of a vector by its position. */
  #turn(vector, at, position) {
    const { width, heads } = this.#head
    const half = width / heads / 2
    for (let i = 0; i < width; i += 2) {
      const angle = position * half + ((i / 2) % half)
      const [c, s] = [this.#cos[angle], this.#sin[angle]]
      const [a, b] = [vector[at + i], vector[at + i + 1]]
      vector[at + i] = a * c - b * s
      vector[at + i + 1] = a * s + b * c
    }
  }

  #next(state, top) {
    const count = this.#head.pieces.length
    const logits = times(this.#embedding, state, 1, this.#head.width, count)
    let best = 0
    for (let i = 1; i < count; i++) if (logits[i] > logits[best]) best = i
    let sum = 0
    for (let i = 0; i < count; i++) sum += Math.exp(logits[i] - logits[best])
    const logprob = (id) => logits[id] - logits[best] - Math.log(sum)
    const order = top === 0 ? [] : Array.from(logits.keys()).sort((a, b) => logits[b] - logits[a] || a - b)
    const likeliest = order.slice(0, top).map((id) => ({ text: this.#tokens.text(id), logprob: logprob(id) }))
    return { id: best, logprob: logprob(best), likeliest }
  }
}

/** The values of one head, weighed by how well its keys fit the query. */
function weigh(q, at, { keys, values }, h, width, size, count, scores, out) {
  let highest = Number.NEGATIVE_INFINITY
  for (let t = 0; t < count; t++) {
    let s = 0
    for (let i = 0; i < size; i++) s += q[at + i] * keys[t * width + h + i]
    scores[t] = s / Math.sqrt(size)
    if (scores[t] > highest) highest = scores[t]
  }
  let sum = 0
  for (let t = 0; t < count; t++) {
    scores[t] = Math.exp(scores[t] - highest)
    sum += scores[t]
  }
  for (let t = 0; t < count; t++) {
    const share = scores[t] / sum
    for (let i = 0; i < size; i++) out[at + i] += share * values[t * width + h + i]
  }
}

/** n vectors of `width` times a matrix of `rows` rows. Rows outside: each is read once from memory. */
function times(matrix, x, n, width, rows) {
  const y = new Float32Array(n * rows)
  for (let r = 0; r < rows; r++) {
    const w = matrix.subarray(r * width, (r + 1) * width)
    for (let t = 0; t < n; t++) {
      const o = t * width
      let [a, b, c, d] = [0, 0, 0, 0]
      for (let i = 0; i < width; i += 4) {
        a += w[i] * x[o + i]
        b += w[i + 1] * x[o + i + 1]
        c += w[i + 2] * x[o + i + 2]
        d += w[i + 3] * x[o + i + 3]
      }
      y[t * rows + r] = a + b + c + d
    }
  }
  return y
}

function normed(x, weight, width) {
  const y = new Float32Array(x.length)
  for (let o = 0; o < x.length; o += width) {
    let sum = 0
    for (let i = 0; i < width; i++) sum += x[o + i] * x[o + i]
    const scale = 1 / Math.sqrt(sum / width + 1e-5)
    for (let i = 0; i < width; i++) y[o + i] = x[o + i] * scale * weight[i]
  }
  return y
}

function add(x, y) {
  for (let i = 0; i < x.length; i++) x[i] += y[i]
}
