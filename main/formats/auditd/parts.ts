/** The records of one event by what they are for. */
import { socketCall } from './calls'
import { Fields, type AuditLine } from './line'
import { callName } from './syscalls'
import { recordType } from './types'

const NO_FIELDS = new Fields()

export interface Parts {
  /** The record that names the event. */
  main: AuditLine
  /** Record whose fields stand flat among the attributes: the system call where there is one. */
  flat: AuditLine
  call: AuditLine | undefined
  callFields: Fields
  /** Name of the system call, empty where there is none. */
  callWord: string
  argv: string[]
  execve: AuditLine | undefined
  paths: Fields[]
  cwd: string
  proctitle: string
  saddr: string
  /** Records of other types, in their order. */
  others: AuditLine[]
}

/** Shape: → whether SELinux or AppArmor says that it refused. */
export const isRefusal = ({ type, text, fields }: AuditLine): boolean =>
  (type.endsWith('AVC') && text.includes('denied')) || /^(DENIED|KILL)/.test(fields.get('apparmor'))

/** Adds the arguments of one EXECVE record; long ones come in pieces `a1[0]`, `a1[1]`. */
function addArguments({ names, values }: Fields, found: Map<number, string>): void {
  for (const [at, name] of names.entries()) {
    const index = /^a(\d{1,6})(?:\[\d+\])?$/.exec(name)?.[1]
    if (index !== undefined) found.set(Number(index), (found.get(Number(index)) ?? '') + values[at]!)
  }
}

function callWordOf(fields: Fields): string {
  const named = fields.get('SYSCALL') || callName(fields.get('arch'), fields.get('syscall'))
  return socketCall(named, fields.get('a0'))
}

/** Shape: records of one event in their order → the same by what they are for. */
export function partsOf(lines: readonly AuditLine[]): Parts {
  const found = new Map<number, string>()
  const parts = { paths: [] as Fields[], cwd: '', proctitle: '', saddr: '', others: [] as AuditLine[] }
  let call: AuditLine | undefined
  let execve: AuditLine | undefined
  for (const line of lines) {
    const { type, fields } = line
    if (type === 'PATH') parts.paths.push(fields)
    else if (type === 'CWD') parts.cwd = fields.get('cwd')
    else if (type === 'PROCTITLE') parts.proctitle = fields.get('proctitle')
    else if (type === 'SOCKADDR') parts.saddr = fields.get('saddr')
    else if (type === 'SYSCALL') call ??= line
    else if (type === 'EXECVE') {
      execve ??= line
      addArguments(fields, found)
    } else if (type !== 'EOE') parts.others.push(line)
  }
  const isNaming = ({ type }: AuditLine) => recordType(type)?.isAuxiliary !== true
  const { others } = parts
  const main = others.find(isRefusal) ?? execve ?? others.find(isNaming) ?? call ?? others[0] ?? lines[0]!
  const argv = [...found].sort(([a], [b]) => a - b).map(([, argument]) => argument)
  const callFields = call?.fields ?? NO_FIELDS
  return { main, flat: call ?? main, call, callFields, callWord: callWordOf(callFields), argv, execve, ...parts }
}
