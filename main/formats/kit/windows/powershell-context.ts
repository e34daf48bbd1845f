/** PowerShell writes who and what into one text of `name=value` lines; here they become fields. */
import type { AttrValue } from '../format'
import { saidText, type WindowsEvent } from './event'

/** Chosen: contexts are below 4 KiB but for long command lines. */
const LONGEST_CONTEXT = 16_384
const MAX_FIELDS = 60

function contextOf(event: WindowsEvent): string {
  const stated = saidText(event.fields.get('ContextInfo'))
  if (stated !== '') return stated
  const data = event.fields.get('Data')
  const texts = (Array.isArray(data) ? data : [data]).map((value: AttrValue | undefined) => saidText(value))
  return texts.find((text) => /^\s*\w+ ?= ?/m.test(text)) ?? event.text
}

/** Shape: event → its fields and those its context text names; the event itself stays as written. */
export function withContext(event: WindowsEvent): ReadonlyMap<string, AttrValue> {
  if (!/^(Microsoft-Windows-PowerShell|PowerShell|PowerShellCore)$/i.test(event.provider)) return event.fields
  const fields = new Map(event.fields)
  for (const line of contextOf(event).slice(0, LONGEST_CONTEXT).split('\n', MAX_FIELDS)) {
    const at = line.indexOf('=')
    const name = line.slice(0, Math.max(at, 0)).trim()
    if (name !== '' && name.length <= 40 && !fields.has(name)) fields.set(name, line.slice(at + 1).trim())
  }
  return fields
}
