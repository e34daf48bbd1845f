/** What every kind of configuration gives: one fact, with its key and its value in one spelling, so that two captures can be compared. */
import type { FileClock } from '../kit/file-clock'
import type { AttrValue, RecordSink } from '../kit/format'
import { shorten } from '../kit/text'

const LONGEST_MESSAGE = 300

export interface Setting {
  /** Second part of the event name. */
  name: string
  /** `sshd/PermitRootLogin`, `account/root`: what is set. */
  key: string
  /** What it is set to. WHY never a hash of a password: reports and screens are shared. */
  value: string
  user?: string
  attrs?: Readonly<Record<string, AttrValue>>
  /** What it says against itself. */
  doubt?: string
}

/** Where facts go. */
export class Facts {
  constructor(
    readonly sink: RecordSink,
    private readonly fileClock: FileClock,
  ) {}

  /** Emit a fact that was so when the file was captured. */
  state(setting: Setting): void {
    this.fill(setting)
    this.fileClock.stamp(this.sink)
    this.sink.emit()
  }

  /** Emit a fact that the file itself dates with a day, µs of its beginning as though it were UTC. */
  dated(setting: Setting, dayUs: number): void {
    this.fill(setting)
    this.sink.event.type = 'detected-change'
    this.sink.event.tsUs = dayUs
    this.sink.event.tsQuality = 'zone-assumed'
    this.sink.emit()
  }

  reject(reason: string): void {
    this.sink.reject(reason)
  }

  private fill({ name, key, value, user = '', attrs = {}, doubt }: Setting): void {
    const { sink } = this
    const { event } = sink
    event.type = 'system'
    event.name = sink.text(`Config-${name}`)
    event.userName = sink.text(user)
    event.message = shorten(`${key}: ${value}`.replace(/\p{Cc}+/gu, ' '), LONGEST_MESSAGE)
    if (doubt !== undefined) event.sensorDisagrees = sink.text(doubt)
    sink.attr('config_key', key)
    sink.attr('config_value', value)
    for (const [attr, content] of Object.entries(attrs)) if (content !== '' && !Number.isNaN(content)) sink.attr(attr, content)
  }
}

/** One kind of configuration. */
export interface ConfigKind {
  id: string
  what: string
  /** Shape: lines that are neither blank nor comments → whether they are of this kind, all in all. */
  isOurs(lines: readonly string[]): boolean
  /** Shape: all those lines → what reads each of them in order: emits or rejects. */
  reader(lines: readonly string[], facts: Facts): (line: string) => void
}

/** Shape: lines, what one of ours is, share that is enough → whether so many are. */
export function mostly(lines: readonly string[], isOurs: (line: string) => boolean, share = 0.9): boolean {
  return lines.length > 0 && lines.filter(isOurs).length >= lines.length * share
}
