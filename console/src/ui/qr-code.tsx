import { encode } from 'uqr'

/** A QR code, dark on light whatever the colours of the page: cameras read no other way. `label`: what it holds, in words. */
export function QrCode({ of, label }: { of: string; label: string }) {
  const { data, size } = encode(of, { border: 4 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width={200}
      height={200}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
