/** A control as it is typed: every field of every kind, so that changing the kind loses nothing. */
import type { EvidenceClass } from '#contract/formats'
import type { Control } from '#contract/lessons'

export interface ControlText {
  kind: Control['kind']
  where: string
  detector: string
  service: string
  /** Separated by commas or spaces. */
  target: string
  source: string
  minSeconds: string
  evidence: EvidenceClass
  host: string
  needs: EvidenceClass | ''
}

const EMPTY: ControlText = {
  kind: 'query',
  where: '',
  detector: '',
  service: 'tcp/22',
  target: '',
  source: '',
  minSeconds: '60',
  evidence: 'authentication',
  host: '',
  needs: '',
}

/** Shape: control, or none → what is typed for it. */
export function textOfControl(control: Control | null | undefined): ControlText {
  if (!control) return { ...EMPTY }
  const { kind } = control
  if (kind === 'query') return { ...EMPTY, kind, where: control.where, needs: control.needs[0] ?? '' }
  if (kind === 'detector') return { ...EMPTY, kind, detector: control.detector, needs: control.needs[0] ?? '' }
  if (kind === 'evidence') return { ...EMPTY, kind, evidence: control.class, host: control.host ?? '' }
  const { service, target, source, min_seconds: minSeconds } = control
  return { ...EMPTY, kind, service, target: target.join(', '), source: source.join(', '), minSeconds: String(minSeconds) }
}

const listed = (text: string): string[] => text.split(/[\s,;]+/).filter((one) => one !== '')

/** Shape: what is typed → the control, or null where something it needs is missing. */
export function controlOfText(typed: ControlText): Control | null {
  const needs = typed.needs === '' ? [] : [typed.needs]
  if (typed.kind === 'query') return typed.where.trim() === '' ? null : { kind: 'query', where: typed.where.trim(), needs }
  if (typed.kind === 'detector') return typed.detector === '' ? null : { kind: 'detector', detector: typed.detector, needs }
  if (typed.kind === 'evidence')
    return { kind: 'evidence', class: typed.evidence, host: typed.host.trim() === '' ? null : typed.host.trim() }
  const seconds = Number(typed.minSeconds)
  if (typed.service.trim() === '' || !Number.isFinite(seconds) || seconds < 0) return null
  const { service, target, source } = typed
  return { kind: 'access', service: service.trim(), target: listed(target), source: listed(source), min_seconds: seconds }
}
