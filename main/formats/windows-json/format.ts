/** Windows events as JSON, from Winlogbeat, NXLog, PowerShell and the tools that dump event logs. A record is one object. */
import { ZoneClock } from '../kit/clock'
import { defineFormat, type ClockDecision, type RecordSink, type SourceInput } from '../kit/format'
import type { JsonObject } from '../kit/json'
import { readJsonRecords } from '../kit/json-reader'
import { WINDOWS_FIELDS } from '../kit/windows/fields'
import { fillWindowsEvent } from '../kit/windows/fill'
import { WINDOWS_TAXONOMY } from '../kit/windows/rule-sets'
import { clockEvidence, sniff } from './beginning'
import { readEvent } from './shapes'

function take(object: JsonObject, sink: RecordSink, zone: ZoneClock, clock: ClockDecision): void {
  const reading = readEvent(object)
  if (reading === null) {
    sink.reject('not a Windows event of a tool this reader knows: event id, provider or time is missing')
    return
  }
  const { event, time } = reading
  event.tsUs = time.isLocal ? zone.toUtcUs(time.us) : time.us
  if (Number.isNaN(event.tsUs)) {
    sink.reject('the event’s time is missing or cannot be read')
    return
  }
  fillWindowsEvent(event, sink)
  if (time.isLocal) sink.event.tsQuality = clock.quality
  sink.emit()
}

async function read(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const zone = new ZoneClock(clock.zone ?? 'UTC')
  await readJsonRecords(input, sink, { read: (object) => take(object, sink, zone, clock) })
}

export default defineFormat({
  id: 'windows-json',
  title: 'Windows events in JSON',
  source: 'Elastic Winlogbeat, exported fields; NXLog im_msvistalog; .NET EventLogRecord; event schema of [MS-EVEN6]',
  recordUnit: 'record',
  classes: ['authentication', 'process', 'audit'],
  clock: { zone: true, year: false },
  fields: [
    ...WINDOWS_FIELDS,
    {
      name: 'EventTime',
      unit: 'local time where no zone is written',
      doc: 'Time of the event as NXLog writes it, in the zone of the collecting host unless it says otherwise.',
    },
    { name: '@timestamp', unit: 'UTC', doc: 'Time of the event in Winlogbeat; behind Logstash and NXLog the time of reception.' },
  ],
  taxonomy: WINDOWS_TAXONOMY,
  attrs: {
    text: 'CommandLine',
    words: ['Channel', 'Provider', 'Keywords'],
    integers: ['EventID', 'EventRecordID', 'Level', 'Task'],
  },
  sniff,
  clockEvidence,
  read,
})
