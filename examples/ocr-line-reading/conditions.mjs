/*
 * What happens to a clean rendering. An image is {width, height, pixels}: grey, 0 black to 255 white. `random` gives [0, 1).
 * Values are kept to 16 grey levels, which the eye and the engine hardly notice and which keeps the files small.
 */

export const conditions = {
  clean: (image) => levels(image),
  blur: (image) => levels(blurred(image, 1.6)),
  noise: (image, random) => levels(mapped(image, (v) => v + 46 * gaussian(random))),
  'low-contrast': (image, random) =>
    levels(
      mapped(image, (v) => 150 + (v - 128) * 0.16 + 5 * gaussian(random)),
      8,
    ),
  small: (image) => levels(shrunk(image, 0.45)),
}

function mapped({ width, height, pixels }, change) {
  return { width, height, pixels: Float64Array.from(pixels, (v) => Math.min(255, Math.max(0, change(v)))) }
}

function levels(image, step = 17) {
  return { ...image, pixels: Uint8Array.from(image.pixels, (v) => Math.min(255, Math.round(v / step) * step)) }
}

/** Two passes, one along each axis, with the edges repeated. */
function blurred({ width, height, pixels }, sigma) {
  const radius = Math.ceil(3 * sigma)
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)))
  const total = weights.reduce((a, b) => a + b)
  const pass = (source, dx, dy) =>
    Float64Array.from(source, (_, at) => {
      const x = at % width
      const y = Math.floor(at / width)
      let sum = 0
      for (let k = -radius; k <= radius; k++) {
        const px = Math.min(width - 1, Math.max(0, x + k * dx))
        const py = Math.min(height - 1, Math.max(0, y + k * dy))
        sum += weights[k + radius] * source[py * width + px]
      }
      return sum / total
    })
  return { width, height, pixels: pass(pass(Float64Array.from(pixels), 1, 0), 0, 1) }
}

/** Area average: what a camera does to a sign far away. */
function shrunk({ width, height, pixels }, factor) {
  const w = Math.max(1, Math.round(width * factor))
  const h = Math.max(1, Math.round(height * factor))
  const out = new Float64Array(w * h)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0
      let count = 0
      for (let sy = Math.floor((y * height) / h); sy < Math.ceil(((y + 1) * height) / h); sy++) {
        for (let sx = Math.floor((x * width) / w); sx < Math.ceil(((x + 1) * width) / w); sx++) {
          sum += pixels[sy * width + sx]
          count++
        }
      }
      out[y * w + x] = sum / count
    }
  }
  return { width: w, height: h, pixels: out }
}

function gaussian(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
