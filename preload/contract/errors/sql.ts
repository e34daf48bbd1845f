/** Errors: SQL of one's own. */
import type { FaultText } from '../errors'

const VIEWS = 'The views there are, with their columns, are offered while you write; `sql DIR` without a statement lists them.'

export const SQL_ERRORS = {
  'SQL-001': {
    why: 'Only one statement that reads is run, and this is not one: {reason}.',
    fix: 'Write one SELECT (it may begin with WITH, FROM, VALUES, DESCRIBE or SUMMARIZE); run the next one by itself.',
  },
  'SQL-002': { why: 'The statement cannot be read: {reason}{place}.', fix: 'Correct it there; it is read as DuckDB reads SQL.' },
  'SQL-003': { why: 'There is no view {name} to ask{place}.', fix: `No table, file or address can be named. ${VIEWS}` },
  'SQL-004': {
    why: 'The function {name} is not available{place}.',
    fix: 'Use functions that work from their arguments alone; the clock, chance, settings and files are out of reach on purpose.',
  },
  'SQL-005': { why: '{what} cannot be used{place}.', fix: 'Write it with plain SELECT, JOIN, GROUP BY and WITH.' },
  'SQL-006': {
    why: 'The statement was stopped after {seconds} seconds.',
    fix: 'Narrow it: a shorter time range, fewer columns, a LIMIT.',
  },
  'SQL-007': {
    why: 'The statement was stopped: it needed more than {megabytes} MB of memory.',
    fix: 'Narrow it, or group before you join; the engine itself was not touched.',
  },
  'SQL-008': {
    why: 'The result is larger than {most}.',
    fix: 'Ask for fewer rows or columns, or write them to a file with `export`.',
  },
  'SQL-009': {
    why: 'The process that ran the statement ended: {reason}.',
    fix: 'Nothing of the case was touched. Write the statement differently and run it again.',
  },
  'SQL-010': { why: 'The statement failed: {reason}', fix: 'Correct it and run it again.' },
  'SQL-011': {
    why: 'SQL cannot be run here: {reason}.',
    fix: 'Build the program again (`npm run build`), or open the case in another shell.',
  },
  'SQL-012': {
    why: 'A result that was cut off after {rows} rows cannot be cited.',
    fix: 'Cite a count, or narrow the statement until its whole result is shown.',
  },
} as const satisfies Record<string, FaultText>
