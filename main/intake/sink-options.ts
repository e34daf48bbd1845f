/** What the columnar sink needs to know of the case, and where its batches go. */
import type { AttrLayout } from '#main/formats/kit/format'
import type { Batch } from './batch'
import type { BufferPool } from './buffer-pool'

export interface SinkOptions {
  layout: AttrLayout
  isHome: (address: string) => boolean
  /** Some network is home; without one every direction is unknown. */
  homeStated: boolean
  /** Where the memory of batches comes from. */
  pool: BufferPool
  /** Added to every time. */
  skewUs: number
  /** Takes a finished batch; its rejects still lack their bytes. */
  onBatch: (batch: Batch) => void
}
