/** Reads apt's history: a record is a paragraph; it gives one event for the transaction and one for each package in it. */
import { FlowClock } from '../kit/flow-clock'
import type { ClockDecision, RecordSink, SourceInput, Span } from '../kit/format'
import { fillPackage } from '../kit/package-change'
import { decode, shorten } from '../kit/text'
import { readTransaction, type AptTransaction } from './transaction'

/** Longest line that is read. Chosen: a transaction of every package of a distribution, some ten megabytes at most. */
const LONGEST = 16 * 1024 * 1024
/** Lines of a paragraph; apt writes at most thirteen. Chosen. */
const MOST_LINES = 1000
const LONGEST_QUOTE = 2000

class AptReader {
  private readonly times: FlowClock

  constructor(
    private readonly sink: RecordSink,
    clock: ClockDecision,
  ) {
    this.times = new FlowClock(clock)
  }

  paragraph(lines: readonly string[], span: Span): void {
    const { sink } = this
    sink.begin(span)
    const transaction = readTransaction(lines)
    /* The end first: the quality is that of the time read last. */
    const endUs = this.read(transaction.end)
    const startUs = this.read(transaction.start)
    if (Number.isNaN(startUs)) {
      sink.reject(transaction.start === '' ? 'no Start-Date in the paragraph' : 'Start-Date is no time')
      return
    }
    this.transaction(transaction, startUs, endUs)
    for (const change of transaction.packages) {
      this.stamp(startUs, transaction)
      fillPackage('Apt', change, sink)
      if (change.isAutomatic) sink.attr('automatic', true)
      if (transaction.command !== '') sink.attr('command', transaction.command)
      sink.emit()
    }
  }

  /** apt writes two blanks between day and time. */
  private read(time: string): number {
    return this.times.read(time.replace(/^(\S{10}) {1,2}/, '$1 '))
  }

  private stamp(startUs: number, { requester }: AptTransaction): void {
    const { sink } = this
    const { event } = sink
    event.tsUs = startUs
    event.tsQuality = this.times.quality
    event.processName = sink.text('apt')
    const [, user = '', uid = ''] = /^(.{1,256}?)(?: \((\d{1,10})\))?$/.exec(requester) ?? []
    event.userName = sink.text(user)
    if (uid !== '') sink.attr('uid', Number(uid))
  }

  private transaction(transaction: AptTransaction, startUs: number, endUs: number): void {
    const { sink } = this
    const { event } = sink
    const { command, comment, error, end, packages, unread } = transaction
    this.stamp(startUs, transaction)
    event.type = error === '' ? 'process' : 'error'
    event.name = sink.text(`Apt-Transaction${error === '' ? (end === '' ? '_Unfinished' : '') : '_Failed'}`)
    event.outcome = error !== '' ? 'failure' : end === '' ? 'unknown' : 'success'
    if (endUs >= startUs) event.durationUs = endUs - startUs
    else if (!Number.isNaN(endUs)) event.sensorDisagrees = sink.text('End-Date lies before Start-Date')
    event.message = shorten([command, error].filter((part) => part !== '').join(': '), LONGEST_QUOTE) || 'transaction of apt'
    sink.attr('packages', packages.length)
    if (command !== '') sink.attr('command', command)
    if (comment !== '') sink.attr('comment', comment)
    if (error !== '') sink.attr('error', error)
    if (end !== '') sink.attr('end', end)
    if (unread.length > 0) this.unread(unread)
    sink.emit()
  }

  private unread(unread: readonly string[]): void {
    const { sink } = this
    sink.attr(
      'unread',
      unread.slice(0, 20).map((text) => shorten(text, LONGEST_QUOTE)),
    )
    const text = 'Parts of a transaction could not be read; they are kept as written in the event of the transaction.'
    sink.check({ id: 'apt-unread', level: 'warning', text, count: unread.length })
  }
}

/** Read the whole file. */
export async function readApt(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const reader = new AptReader(sink, clock)
  let texts: string[] = []
  let span: Span = { record: 0, offset: 0, length: 0 }
  const close = () => {
    if (texts.length > 0) reader.paragraph(texts, span)
    texts = []
  }
  for await (const lines of input.lines()) {
    for (const { bytes, start, end, number, offset, length } of lines) {
      const text = decode(bytes, start, Math.min(end, start + LONGEST))
      if (text.trim() === '') {
        close()
        sink.structural({ record: number, offset, length })
        continue
      }
      /* A transaction that was cut off has no blank line behind it. */
      if (text.startsWith('Start-Date:') || texts.length >= MOST_LINES) close()
      if (texts.length === 0) span = { record: number, offset, length: 0 }
      span.length = offset + length - span.offset
      texts.push(text)
    }
  }
  close()
}
