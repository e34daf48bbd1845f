/** Tags and events added by hand, from the journal into the case database, so that questions can count and filter them. */
import ipaddr from 'ipaddr.js'
import { EVENT_TYPES } from '#contract/event'
import { microsFromIso } from '#contract/units'
import { canonicalJson, sha256Hex } from '#main/journal/canonical'
import type { JournalState, ManualEvent } from '#main/journal/projection'
import { Dictionary } from '#main/store/dictionary'
import { COUNT } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Store, Transaction } from '#main/store/store'
import { manualEventText } from './manual-record'

/**
 * Replace the tags and manual events of the database by what the journal says now.
 *
 * Shape: store, state → tables `tag`, and rows of `source` and `event_settled` whose format is `manual`; running it again changes nothing
 *        but the ids of manual events.
 */
export async function projectDecisions(store: Store, state: Pick<JournalState, 'tags' | 'events'>): Promise<void> {
  await store.withWriter(async (writer) => {
    const dictionary = await Dictionary.load(writer)
    await writer.transaction(async (transaction) => {
      await transaction.run(sql`DELETE FROM tag`)
      await appendTags(transaction, state.tags)
      await transaction.run(
        sql`DELETE FROM event_settled WHERE source_id IN (SELECT source_id FROM source WHERE format = 'manual')`,
      )
      await transaction.run(sql`DELETE FROM source WHERE format = 'manual'`)
      await insertEvents(transaction, state.events, dictionary)
      await dictionary.save(transaction)
    })
  })
}

async function appendTags(transaction: Transaction, tags: JournalState['tags']): Promise<void> {
  if (tags.size === 0) return
  await transaction.append('tag', (appender) => {
    for (const [key, ofKey] of tags) {
      for (const tag of ofKey) {
        appender.appendVarchar(key)
        appender.appendVarchar(tag)
        appender.endRow()
      }
    }
  })
}

async function insertEvents(transaction: Transaction, events: readonly ManualEvent[], dictionary: Dictionary): Promise<void> {
  if (events.length === 0) return
  const [free] = await transaction.all(sql`SELECT coalesce(max(source_id), 0) + 1 AS source_id FROM source`, { source_id: COUNT })
  for (const [index, event] of events.entries()) {
    const sourceId = free!.source_id + index
    await transaction.run(sourceRow(event, sourceId))
    await transaction.run(eventRow(event, sourceId, dictionary))
  }
}

/** Shape: source → id of its first event; every source has room for 2^32. */
const firstEventId = (sourceId: number): number => sourceId * 2 ** 32

function sourceRow(event: ManualEvent, sourceId: number): Sql {
  const text = manualEventText(event)
  return sql`INSERT INTO source (source_id, sha256, member, format, record_unit, options, complete, first_event_id, next_event_id)
    VALUES (${sourceId}, ${sha256Hex(text)}, '-', 'manual', 'record', '{}', true, ${firstEventId(sourceId)}, ${firstEventId(sourceId) + 1})`
}

function eventRow(event: ManualEvent, sourceId: number, dictionary: Dictionary): Sql {
  const text = (value: string | undefined) => (value === undefined || value === '' ? null : dictionary.textId(value))
  const address = (value: string | undefined) => (value === undefined ? null : addressId(value, dictionary))
  const tsUs = microsFromIso(event.ts) ?? 0
  const endUs = event.ts_end === undefined ? null : microsFromIso(event.ts_end)
  return sql`INSERT INTO event_settled (event_id, source_id, ts, duration_us, ts_quality, type, name, specificity, src_ip, src_port, dst_ip, dst_port,
      role_rule, role_confidence, direction, user_name, host_name, severity, message, record, ordinal, byte_offset, byte_length, attrs)
    VALUES (${firstEventId(sourceId)}, ${sourceId}, ${sql.micros(tsUs)}, ${endUs === null ? null : Math.max(0, endUs - tsUs)}, 0,
      ${EVENT_TYPES.indexOf(event.type)}, ${dictionary.textId('Manual-Event')}, 0,
      ${address(event.src_ip)}, ${event.src_port ?? null}, ${address(event.dst_ip)}, ${event.dst_port ?? null},
      0, 0, 0, ${text(event.user_name)}, ${text(event.host_name)}, ${event.severity ?? null}, ${event.message}, 1, 0, 0,
      ${Buffer.byteLength(manualEventText(event))}, ${canonicalJson({ stated_at: event.at, stated_by: event.fingerprint })})`
}

/** Shape: address text → its id under the canonical spelling, or null where it is no address. */
function addressId(value: string, dictionary: Dictionary): number | null {
  if (!ipaddr.isValid(value)) return null
  const address = ipaddr.process(value)
  return dictionary.ipId(address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString())
}
