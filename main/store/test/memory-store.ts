/** A fresh, empty case database in memory, for tests. */
import { openStore, type Store } from '../store'

export async function memoryStore(): Promise<Store> {
  return openStore(':memory:', { mode: 'write', settings: { temporaryDirectory: '', memoryMb: 512 } })
}
