import { type Attributes, type Context, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import type { Facts, Telemetry } from '../../registry/telemetry.ts'
import { faultOf } from '../sign-in/faults.ts'

/** seconds: from a look-up to a measuring of minutes */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

/** The official packages, as they read their own variables: endpoint, headers, sampler, batches, name of the service. */
export function openTelemetry(wanted: {
  readonly traces: boolean
  readonly metrics: boolean
  /** milliseconds between two exports of metrics */
  readonly everyMs: number
}): Telemetry {
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'plumbline' }))
    .merge(detectResources({ detectors: [envDetector] }))
  const spanProcessors = wanted.traces ? [new BatchSpanProcessor(new OTLPTraceExporter())] : []
  const provider = new NodeTracerProvider({ resource, spanProcessors })
  const readers = wanted.metrics
    ? [
        new PeriodicExportingMetricReader({
          exporter: new OTLPMetricExporter(),
          exportIntervalMillis: wanted.everyMs,
          exportTimeoutMillis: Math.min(wanted.everyMs, 30_000),
        }),
      ]
    : []
  const meters = new MeterProvider({ resource, readers })
  // what runs within what is known by the call; headers are read and written here
  provider.register({ propagator: null })
  const [tracer, meter] = [provider.getTracer('plumbline'), meters.getMeter('plumbline')]
  const advice = { explicitBucketBoundaries: BOUNDS }
  return {
    span: (name, facts, work, parent) => {
      const kind = parent === undefined || 'http.request.method' in facts ? kindOf(facts) : SpanKind.CONSUMER
      return tracer.startActiveSpan(name, { kind, attributes: facts as Attributes }, under(parent), (span) =>
        ended(span, () => work((more) => span.setAttributes(more as Attributes))),
      )
    },
    current: () => {
      const { traceId, spanId, traceFlags } = trace.getSpan(context.active())?.spanContext() ?? {}
      if (traceId === undefined || spanId === undefined) return undefined
      return `00-${traceId}-${spanId}-${(traceFlags ?? 0).toString(16).padStart(2, '0')}`
    },
    count: (name, n, facts) => meter.createCounter(name).add(n, facts as Attributes),
    took: (name, seconds, facts) =>
      meter.createHistogram(name, { unit: 's', advice }).record(seconds, facts as Attributes),
    close: async () => {
      // an observer that is away keeps nobody from ending
      await Promise.allSettled([provider.shutdown(), meters.shutdown()])
      context.disable()
      trace.disable()
    },
  }
}

const kindOf = (facts: Facts) => ('http.request.method' in facts ? SpanKind.SERVER : SpanKind.INTERNAL)

async function ended<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // its message may hold values
    span.setStatus({ code: SpanStatusCode.ERROR, message: faultOf(error) })
    throw error
  } finally {
    span.end()
  }
}

/** A parent from elsewhere: of a request anybody may have written it, so that what is not well-formed is none. */
function under(parent: string | undefined): Context {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(parent ?? '') ?? []
  if (!traceId || !spanId || !flags || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return context.active()
  const traceFlags = Number.parseInt(flags, 16) & 1
  return trace.setSpanContext(context.active(), { traceId, spanId, traceFlags, isRemote: true })
}
