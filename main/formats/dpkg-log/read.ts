/** Reads dpkg.log: one record and one event per line; what was begun is remembered until its status says that it is done. */
import { FlowClock } from '../kit/flow-clock'
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { fillPackage, type PackageVerb } from '../kit/package-change'
import { nameWord } from '../kit/taxonomy'
import { readDpkgLine, type DpkgLine } from './line'

/** Packages under way at once that are remembered. Chosen: far more than any system has, so that a hostile file fills no memory. */
const MOST_PENDING = 200_000

interface Pending {
  verb: PackageVerb
  before: string
}

const VERBS: Readonly<Record<string, PackageVerb>> = {
  install: 'Installed',
  upgrade: 'Upgraded',
  remove: 'Removed',
  purge: 'Purged',
  disappear: 'Replaced',
}

/** States that say an action is done. */
const DONE: Readonly<Record<PackageVerb, readonly string[]>> = {
  Installed: ['installed'],
  Upgraded: ['installed'],
  Removed: ['config-files', 'not-installed'],
  Purged: ['not-installed'],
  Replaced: ['not-installed'],
  Reinstalled: ['installed'],
  Downgraded: ['installed'],
}

const capital = (word: string) => nameWord(word.charAt(0).toUpperCase() + word.slice(1))
const keyOf = ({ subject, architecture }: DpkgLine) => `${subject}:${architecture}`

class DpkgReader {
  private readonly times: FlowClock
  private readonly pending = new Map<string, Pending>()

  constructor(
    private readonly sink: RecordSink,
    clock: ClockDecision,
  ) {
    this.times = new FlowClock(clock)
  }

  read(text: string): void {
    const { sink } = this
    const line = readDpkgLine(text)
    if (line === null) {
      sink.reject('not a line of dpkg: time, then startup, status, conffile or an action on a package expected')
      return
    }
    sink.event.tsUs = this.times.read(line.time)
    sink.event.tsQuality = this.times.quality
    if (Number.isNaN(sink.event.tsUs)) {
      sink.reject('the time is no time')
      return
    }
    sink.event.processName = sink.text('dpkg')
    if (line.kind === 'startup') this.startup(line)
    else if (line.kind === 'conffile') this.conffile(line)
    else if (line.kind === 'action') this.action(line)
    else this.status(line)
    sink.emit()
  }

  private startup({ word, subject }: DpkgLine): void {
    const { event } = this.sink
    event.type = 'system'
    event.name = this.sink.text('Dpkg-Started')
    event.message = `dpkg was started to ${word} ${subject}`
    this.sink.attr('command', word)
    this.sink.attr('on', subject)
  }

  private conffile({ word, subject }: DpkgLine): void {
    const { event } = this.sink
    event.type = word === 'install' ? 'detected-change' : 'system'
    event.name = this.sink.text(`Dpkg-Configuration_File_${word === 'install' ? 'Replaced' : 'Kept'}`)
    event.message = `${word} ${subject}`
    this.sink.attr('file', subject)
  }

  private action(line: DpkgLine): void {
    const { event } = this.sink
    const verb = VERBS[line.word]
    if (verb !== undefined && this.pending.size < MOST_PENDING) this.pending.set(keyOf(line), { verb, before: line.version })
    event.type = 'system'
    event.name = this.sink.text(`Dpkg-${capital(line.word)}_Begun`)
    this.fillSubject(line, line.word)
    if (line.version !== '') this.sink.attr('version_before', line.version)
    if (line.available !== '') this.sink.attr('version', line.available)
  }

  private status(line: DpkgLine): void {
    const { event } = this.sink
    const key = keyOf(line)
    const pending = this.pending.get(key)
    if (pending !== undefined && DONE[pending.verb].includes(line.word)) {
      this.pending.delete(key)
      const isGone = line.word !== 'installed'
      const { subject: name, architecture, version } = line
      fillPackage(
        'Dpkg',
        { verb: pending.verb, name, architecture, before: pending.before, after: isGone ? '' : version },
        this.sink,
      )
    } else {
      event.type = 'system'
      event.name = this.sink.text(`Dpkg-Status_${capital(line.word)}`)
      this.fillSubject(line, line.word)
      if (line.version !== '') this.sink.attr('version', line.version)
    }
    this.sink.attr('state', line.word)
  }

  private fillSubject({ subject, architecture, version, available }: DpkgLine, word: string): void {
    this.sink.event.message = [word, subject, architecture, version, available].filter((part) => part !== '').join(' ')
    this.sink.attr('package', subject)
    if (architecture !== '') this.sink.attr('architecture', architecture)
  }
}

/** Read the whole file. */
export async function readDpkg(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const reader = new DpkgReader(sink, clock)
  await readLines(input, sink, (text) => reader.read(text))
}
