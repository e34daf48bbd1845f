/** The clock of a source against those of others. */
import { formatDuration } from '../../format/duration'

const signed = (seconds: number): string => `${seconds < 0 ? '−' : '+'}${formatDuration(Math.abs(seconds))}`

export const clocks = {
  title: 'Clock against other sources',
  says: 'Told from sessions that both saw, each of them once. Which of the two is right, the sessions cannot tell.',
  none: 'No other source saw the same sessions',
  noneSays: 'At least five sessions that both saw are needed to compare two clocks.',
  columns: {
    other: 'other source',
    sessions: 'sessions',
    later: 'this one dates them',
    spread: 'half lie between',
    reading: 'reads as',
  },
  later: (seconds: number): string =>
    seconds === 0 ? 'the same' : `${formatDuration(Math.abs(seconds))} ${seconds < 0 ? 'earlier' : 'later'}`,
  spread: (lower: number, upper: number): string => `${signed(lower)} and ${signed(upper)}`,
  readings: {
    agrees: 'the same clock',
    zone: 'another time zone',
    clock: 'a clock that is off',
    unsteady: 'no steady difference',
  },
  propose: (seconds: number): string => `Try ${signed(seconds)} here`,
} as const
