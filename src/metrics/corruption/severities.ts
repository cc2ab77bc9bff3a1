/*
 * Strength of each corruption at severities 1 to 5. Source: Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common
 * Corruptions and Perturbations (ICLR 2019), ImageNet-C; values are for pictures 224 pixels high and for pixel values in [0, 1].
 */

type Five<T> = readonly [T, T, T, T, T]

/** standard deviation of the noise */
const gaussianNoise: Five<number> = [0.08, 0.12, 0.18, 0.26, 0.38]
/** photons at full brightness */
const shotNoise: Five<number> = [60, 25, 12, 5, 3]
/** share of values that become 0 or 1, half of them each */
const impulseNoise: Five<number> = [0.03, 0.06, 0.09, 0.17, 0.27]
/** radius of the disk, pixels */
const defocusBlur: Five<number> = [3, 4, 6, 8, 10]
/** length and standard deviation of the trace, pixels */
const motionBlur: Five<readonly [number, number]> = [
  [10, 3],
  [15, 5],
  [15, 8],
  [15, 12],
  [20, 15],
]
/** standard deviation of the kernel, pixels */
const gaussianBlur: Five<number> = [1, 2, 3, 4, 6]
/** factor of the distance from the mean of the channel */
const contrast: Five<number> = [0.4, 0.3, 0.2, 0.1, 0.05]
/** added to the value (HSV) */
const brightness: Five<number> = [0.1, 0.2, 0.3, 0.4, 0.5]
/** quality */
const jpeg: Five<number> = [25, 18, 15, 10, 7]
/** share of the width and height that is left */
const pixelate: Five<number> = [0.6, 0.5, 0.4, 0.3, 0.25]

export const SEVERITIES = {
  'gaussian-noise': gaussianNoise,
  'shot-noise': shotNoise,
  'impulse-noise': impulseNoise,
  'defocus-blur': defocusBlur,
  'motion-blur': motionBlur,
  'gaussian-blur': gaussianBlur,
  contrast,
  brightness,
  jpeg,
  pixelate,
} as const

export type PictureCorruption = keyof typeof SEVERITIES

/** Signal-to-noise ratio at severities 1 to 5, dB. Ours, after common practice in speech enhancement. */
export const NOISE_DB: Five<number> = [20, 10, 5, 0, -5]
