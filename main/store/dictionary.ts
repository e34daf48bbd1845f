/** The dictionaries of texts and addresses: ids while writing, look-ups while reading. */
import ipaddr from 'ipaddr.js'
import { COUNT, TEXT } from './rows'
import { sql } from './sql'
import type { Store, Transaction } from './store'

/** Shape: canonical address text → its family and its number (IPv4 as ::ffff:a.b.c.d), or null where it is no address. */
export function addressNumber(text: string): { family: 4 | 6; number: bigint } | null {
  if (!ipaddr.isValid(text)) return null
  const address = ipaddr.parse(text)
  const number = address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return address.kind() === 'ipv4' ? { family: 4, number: number | (0xffffn << 32n) } : { family: 6, number }
}

/** One dictionary in memory; ids count up from 1, 0 = none. What is new waits for `Dictionary.save`. */
class Entries {
  private readonly ids = new Map<string, number>()
  private fresh: string[] = []
  private next = 1

  load(id: number, value: string): void {
    this.ids.set(value, id)
    if (id >= this.next) this.next = id + 1
  }

  idOf(value: string): number {
    let id = this.ids.get(value)
    if (id === undefined) {
      id = this.next++
      this.ids.set(value, id)
      this.fresh.push(value)
    }
    return id
  }

  takeFresh(): { firstId: number; values: string[] } {
    const values = this.fresh
    this.fresh = []
    return { firstId: this.next - values.length, values }
  }
}

/** Both dictionaries, held in memory while a job writes. After a transaction that failed it must be thrown away and loaded again. */
export class Dictionary {
  private readonly texts = new Entries()
  private readonly addresses = new Entries()

  static async load(store: Store): Promise<Dictionary> {
    const dictionary = new Dictionary()
    await store.batches(sql`SELECT text_id AS id, value FROM text`, { id: COUNT, value: TEXT }, (rows) => {
      for (const row of rows) dictionary.texts.load(row.id, row.value)
    })
    await store.batches(sql`SELECT ip_id AS id, value FROM ip`, { id: COUNT, value: TEXT }, (rows) => {
      for (const row of rows) dictionary.addresses.load(row.id, row.value)
    })
    return dictionary
  }

  /** Shape: text → id; a new one is kept for the next `save`. */
  textId(value: string): number {
    return this.texts.idOf(value)
  }

  /** Shape: canonical address → id; a new one is kept for the next `save`. */
  ipId(value: string): number {
    return this.addresses.idOf(value)
  }

  /** Write what is new, in the same transaction as the rows that use it. */
  async save(transaction: Transaction): Promise<void> {
    const texts = this.texts.takeFresh()
    if (texts.values.length > 0) {
      await transaction.append('text', (appender) => {
        texts.values.forEach((value, index) => {
          appender.appendUInteger(texts.firstId + index)
          appender.appendVarchar(value)
          appender.endRow()
        })
      })
    }
    const addresses = this.addresses.takeFresh()
    if (addresses.values.length === 0) return
    await transaction.append('ip', (appender) => {
      addresses.values.forEach((value, index) => {
        const known = addressNumber(value)
        appender.appendUInteger(addresses.firstId + index)
        appender.appendVarchar(value)
        appender.appendUTinyInt(known?.family ?? 0)
        appender.appendUHugeInt(known?.number ?? 0n)
        appender.endRow()
      })
    })
  }
}

/** Shape: texts → the ids of those that are in the case. */
export async function textIds(store: Store, values: readonly string[]): Promise<number[]> {
  if (values.length === 0) return []
  return (await store.all(sql`SELECT text_id AS id FROM text WHERE value IN (${sql.join(values)})`, { id: COUNT })).map(
    (row) => row.id,
  )
}

/** Shape: canonical addresses → the ids of those that are in the case. */
export async function ipIds(store: Store, values: readonly string[]): Promise<number[]> {
  if (values.length === 0) return []
  return (await store.all(sql`SELECT ip_id AS id FROM ip WHERE value IN (${sql.join(values)})`, { id: COUNT })).map(
    (row) => row.id,
  )
}
