/** Reads what masscan wrote: JSON (an array, or one object per line), its list, its XML. */
import type { AttrValue, RecordSink, SourceInput } from '../kit/format'
import { countIn, listIn, objectIn, textIn, type JsonObject } from '../kit/json'
import { readJsonRecords } from '../kit/json-reader'
import { readLines } from '../kit/line-reader'
import { peek } from '../kit/peek'
import { integerOf, latin1, portOf } from '../kit/text'
import { attributeOf, childOf, childrenOf, readXml } from '../kit/xml-node'
import { isTagOf, readXmlParts, rootTag } from '../kit/xml-reader'
import type { XmlPart } from '../kit/xml-walker'
import { isListLine, listAnswer } from './list'
import { emitAnswer, NO_ANSWER, type Answer } from './result'

/** Shape: answers of one record → emitted, or the record rejected where none could be. */
function take(answers: readonly Answer[], sink: RecordSink): void {
  const refusals = answers.map((answer) => emitAnswer(answer, sink))
  if (refusals.length === 0) sink.reject('no port is in it')
  else if (refusals[0] !== null) sink.reject(refusals[0]!)
}

const wordOf = (value: AttrValue | undefined) => (typeof value === 'number' || typeof value === 'string' ? String(value) : '')

/** `ports` with status or service; newer line-wise form: `port`, `rec_type` and `data`. */
function jsonAnswers(object: JsonObject): Answer[] {
  const about = { ...NO_ANSWER, ip: textIn(object, 'ip'), seconds: integerOf(wordOf(object['timestamp'])) }
  const answerOf = (port: JsonObject, said: JsonObject, service: JsonObject): Answer => ({
    ...about,
    proto: textIn(port, 'proto'),
    port: countIn(port, 'port'),
    status: textIn(said, 'status'),
    reason: textIn(said, 'reason'),
    ttl: wordOf(said['ttl']),
    service: textIn(service, 'name') || textIn(service, 'service_name'),
    banner: textIn(service, 'banner'),
  })
  if (object['data'] !== undefined) return [answerOf(object, objectIn(object, 'data'), objectIn(object, 'data'))]
  return listIn(object, 'ports')
    .filter((port): port is JsonObject => typeof port === 'object' && port !== null && !Array.isArray(port))
    .map((port) => answerOf(port, port, objectIn(port, 'service')))
}

async function readXmlForm(input: SourceInput, sink: RecordSink): Promise<void> {
  let records = 0
  const part = ({ offset, length, bytes }: XmlPart) => {
    sink.begin({ record: ++records, offset, length })
    const host = bytes === null ? null : readXml(bytes)
    if (host === null) sink.reject('the XML of the host cannot be read')
    else
      take(
        childrenOf(childOf(host, 'ports'), 'port').map((port) => {
          const [state, service] = [childOf(port, 'state'), childOf(port, 'service')]
          return {
            ip: attributeOf(childOf(host, 'address'), 'addr'),
            seconds: integerOf(attributeOf(host, 'endtime')),
            proto: attributeOf(port, 'protocol'),
            port: portOf(attributeOf(port, 'portid')),
            /* A banner stands beside the state it was found under. */
            status: service === undefined ? attributeOf(state, 'state') : '',
            reason: attributeOf(state, 'reason'),
            ttl: attributeOf(state, 'reason_ttl'),
            service: attributeOf(service, 'name'),
            banner: attributeOf(service, 'banner'),
          }
        }),
        sink,
      )
  }
  await readXmlParts(input, sink, {
    wanted: new Map([['host', 'element']]),
    part,
    nextRecord: () => records + 1,
    damageId: 'masscan-damaged',
    readSoFar: () => `${records} answers`,
  })
}

async function readListForm(input: SourceInput, sink: RecordSink): Promise<void> {
  const read = (text: string) => {
    const answer = listAnswer(text)
    if (answer === null) sink.reject('not a line of the list: status, protocol, port, address, seconds expected')
    else take([answer], sink)
  }
  await readLines(input, sink, read, false, '#')
}

/** Which form the beginning of a file is of. */
export type Form = 'xml' | 'list' | 'json'

/** Shape: beginning of a file, one character per byte → its form, or null where masscan did not write it. */
export function formOf(text: string): Form | null {
  const tag = rootTag(text)
  if (isTagOf(tag, 'nmaprun')) return /\bscanner="masscan"/.test(tag) ? 'xml' : null
  const [first = ''] = text.split(/[\r\n]/, 1)
  if (isListLine(first)) return 'list'
  return /^(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"ip"\s*:\s*"[^"]*"\s*,\s*"timestamp"\s*:\s*"?\d+"?\s*,\s*"ports?"\s*:/.test(text)
    ? 'json'
    : null
}

/** Old versions close the array with this, which is no JSON. */
const isStructure = (text: string) => /^\{\s*finished\s*:\s*1\s*\}$/.test(text.trim())

/** Bytes that show the form. Chosen. */
const ENOUGH = 8192

/** Read the whole file. Errors: EVD-008 for XML that declares entities. */
export async function readMasscan(source: SourceInput, sink: RecordSink): Promise<void> {
  const { head, input } = await peek(source, ENOUGH)
  const form = formOf(latin1(head))
  if (form === 'xml') await readXmlForm(input, sink)
  else if (form === 'list') await readListForm(input, sink)
  else await readJsonRecords(input, sink, { read: (object) => take(jsonAnswers(object), sink), isStructure })
}
