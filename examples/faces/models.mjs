/* The models of @vladmandic/face-api on TensorFlow.js (WebAssembly), from the installed packages; no network. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
export const tf = require('@tensorflow/tfjs')
const wasm = require('@tensorflow/tfjs-backend-wasm')
export const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js')
export const home = (name) => fileURLToPath(new URL(`./node_modules/${name}`, import.meta.url))

/** Score at which SSD says face here, and the default of the tiny detector in face-api. */
export const [SSD_SCORE, TINY_SCORE] = [0.5, 0.5]
/** Lowest score that is kept: the curve of a detector needs more than what lies above its threshold. */
const LOWEST = 0.05

const ssdOptions = new faceapi.SsdMobilenetv1Options({ minConfidence: LOWEST, maxResults: 100 })
const tinyOptions = new faceapi.TinyFaceDetectorOptions({ scoreThreshold: LOWEST, inputSize: 416 })

export async function load() {
  // resolved to dist/ of the package, where the .wasm files are
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`)
  await tf.setBackend('wasm')
  await tf.ready()
  const weights = join(home('@vladmandic/face-api'), 'model')
  for (const net of ['ssdMobilenetv1', 'tinyFaceDetector', 'faceLandmark68Net', 'faceRecognitionNet'])
    await faceapi.nets[net].loadFromDisk(weights)
}

/** Pixels as the models take them: height, width, three channels. */
export function tensorOf({ width, height, channels, data }) {
  const rgb = channels === 3 ? data : Uint8Array.from({ length: data.length * 3 }, (_, i) => data[Math.floor(i / 3)])
  return tf.tensor3d(rgb, [height, width, 3], 'int32')
}

const found = ({ score, box }) => ({ score, box: [box.x, box.y, box.width, box.height] })
export const ssd = async (tensor) => (await faceapi.detectAllFaces(tensor, ssdOptions)).map(found)
export const tiny = async (tensor) => (await faceapi.detectAllFaces(tensor, tinyOptions)).map(found)

/** The pipeline of face-api: SSD, landmarks, alignment, descriptor of 128 numbers; one for each face found. */
export async function descriptors(tensor) {
  const options = new faceapi.SsdMobilenetv1Options({ minConfidence: SSD_SCORE, maxResults: 100 })
  const faces = await faceapi.detectAllFaces(tensor, options).withFaceLandmarks().withFaceDescriptors()
  return faces.map(({ detection, descriptor }) => ({ ...found(detection), descriptor }))
}

/** The descriptor of a box as it is, without landmarks and alignment. */
export async function cropDescriptor(tensor, [x, y, width, height]) {
  const [crop] = await faceapi.extractFaceTensors(tensor, [new faceapi.Rect(x, y, width, height)])
  const descriptor = await faceapi.computeFaceDescriptor(crop)
  tf.dispose(crop)
  return descriptor
}
