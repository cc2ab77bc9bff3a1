/*
 * Math.log and Math.exp may differ in the last bits from one engine to the next (ECMA-262 leaves them to the implementation),
 * and a judgement must come out byte for byte the same anywhere. These use only operations IEEE 754 rounds exactly.
 * Method and constants: FreeBSD msun / Sun fdlibm e_log.c and e_exp.c (error below 1 ulp each).
 */

const bits = new DataView(new ArrayBuffer(8))

const LN2_HI = 0.6931471803691238
const LN2_LO = 1.9082149292705877e-10
// biome-ignore lint/suspicious/noApproximativeNumericConstant: the library constant is only "approximately" this by ECMA-262
const INV_LN2 = 1.4426950408889634

/** Natural logarithm. x in [0, ∞]; ln(0) = -∞, negative or NaN gives NaN. Within 1 ulp. Source: fdlibm e_log.c. */
export function ln(x: number): number {
  if (!(x >= 0)) return Number.NaN
  if (x === 0) return Number.NEGATIVE_INFINITY
  if (x === Number.POSITIVE_INFINITY) return x
  let k = 0
  let v = x
  if (v < 2.2250738585072014e-308) {
    v *= 18014398509481984
    k -= 54
  }
  bits.setFloat64(0, v)
  let high = bits.getInt32(0)
  k += (high >> 20) - 1023
  high &= 0xfffff
  const i = (high + 0x95f64) & 0x100000
  bits.setInt32(0, high | (i ^ 0x3ff00000))
  k += i >> 20
  const f = bits.getFloat64(0) - 1
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const t1 = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  const t2 = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
  const half = 0.5 * f * f
  return k * LN2_HI - (half - (s * (half + (t1 + t2)) + k * LN2_LO) - f)
}

/** e to the x. Any x; overflows to ∞ above 709.78, underflows to 0 below -745.13. Within 1 ulp. Source: fdlibm e_exp.c. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY
  if (x < -745.1332191019411) return 0
  const k = Math.floor(INV_LN2 * x + 0.5)
  const hi = x - k * LN2_HI
  const lo = k * LN2_LO
  const r = hi - lo
  const t = r * r
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))))
  const y = 1 - (lo - (r * c) / (2 - c) - hi)
  return k === 0 ? y : timesPowerOfTwo(y, k)
}

/** y * 2^k without overflow or double rounding for the results exp can have: y in [0.5, 2), k in [-1075, 1024]. */
function timesPowerOfTwo(y: number, k: number): number {
  if (k > 1000) return y * powerOfTwo(k - 500) * powerOfTwo(500)
  if (k < -1000) return y * powerOfTwo(k + 500) * powerOfTwo(-500)
  return y * powerOfTwo(k)
}

function powerOfTwo(k: number): number {
  bits.setUint32(0, (k + 1023) << 20)
  bits.setUint32(4, 0)
  return bits.getFloat64(0)
}

/** exp(x) - 1 without cancellation near 0: Taylor series below |x| = 0.5 (17 terms reach 2^-60), else exp. Within 4 ulp. */
export function expm1(x: number): number {
  if (Math.abs(x) >= 0.5) return exp(x) - 1
  let sum = 0
  for (let i = 18; i >= 2; i--) sum = (sum + 1) * (x / i)
  return x * (1 + sum)
}

/** ln(1 + x) without cancellation near 0. x > -1. Within 4 ulp. Source: W. Kahan's quotient, as in Goldberg (1991), theorem 4. */
export function log1p(x: number): number {
  const u = 1 + x
  if (u === 1) return x
  if (u === Number.POSITIVE_INFINITY) return u
  return (ln(u) * x) / (u - 1)
}
