/** Which tool wrote an object, and its event. */
import type { JsonObject } from '../kit/json'
import { isEventXml, isEvtxEcmd, readEventXml, readEvtxEcmd } from './event-xml'
import { isGetWinEvent, readGetWinEvent } from './get-winevent'
import { isNxlog, readNxlog } from './nxlog'
import type { Reading } from './reading'
import { isOldWinlogbeat, isWinlogbeat, readOldWinlogbeat, readWinlogbeat } from './winlogbeat'

type Shape = readonly [is: (object: JsonObject) => boolean, read: (object: JsonObject) => Reading]

/** Most telling first. */
const SHAPES: readonly Shape[] = [
  [isWinlogbeat, readWinlogbeat],
  [isEventXml, readEventXml],
  [isGetWinEvent, readGetWinEvent],
  [isEvtxEcmd, readEvtxEcmd],
  [isOldWinlogbeat, readOldWinlogbeat],
  [isNxlog, readNxlog],
]

/** Shape: object → what it says, or null where it is no Windows event of a tool that is known. */
export function readEvent(object: JsonObject): Reading | null {
  const shape = SHAPES.find(([is]) => is(object))
  return shape === undefined ? null : shape[1](object)
}
