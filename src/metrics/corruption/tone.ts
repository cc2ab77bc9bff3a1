import { mapped, type Picture } from './picture.ts'

/** Each value moves towards the mean of its channel: (x - mean) · factor + mean. */
export function contrast(picture: Picture, factor: number): Picture {
  const { channels, data } = picture
  const sums = new Array<number>(channels).fill(0)
  for (let at = 0; at < data.length; at++) sums[at % channels]! += data[at]!
  const means = sums.map((sum) => sum / (255 * (data.length / channels)))
  return mapped(picture, (x, at) => (x - means[at % channels]!) * factor + means[at % channels]!)
}

/** Adds to the value of hue, saturation and value, which is the largest channel; hue and saturation stay. */
export function brightness(picture: Picture, added: number): Picture {
  const { channels, data } = picture
  return mapped(picture, (x, at) => {
    const first = at - (at % channels)
    let most = 0
    for (let c = 0; c < channels; c++) most = Math.max(most, data[first + c]! / 255)
    const raised = Math.min(1, most + added)
    return most === 0 ? raised : (x * raised) / most
  })
}
