import { expect, test } from 'vitest'
import { Fault } from '#contract/errors'
import { checked } from './statement'
import { COMMANDS, FILES, REACHES, type Attack } from './test/attacks'

const outcome = async (statement: string): Promise<string> =>
  checked(statement).then(
    ({ relations }) => `allowed: ${relations.join(', ')}`,
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  )

const outcomes = async (attacks: readonly Attack[]) =>
  Promise.all(attacks.map(async ([statement]) => [statement, await outcome(statement)]))

test.for([
  ['files and other databases', FILES],
  ['commands', COMMANDS],
  ['settings, session, text as SQL, the clock', REACHES],
] as const)('out of reach: %s', async ([, attacks]) => {
  expect(await outcomes(attacks)).toEqual(attacks.map(([statement, code]) => [statement, code]))
})

test('what an investigator asks is allowed, and the relations it names are known', async () => {
  const questions: [string, string][] = [
    ['SELECT * FROM events', 'events'],
    ['FROM Events LIMIT 3', 'events'],
    ['TABLE hosts', 'hosts'],
    ['VALUES (1), (2)', ''],
    ['DESCRIBE events', 'events'],
    ['SUMMARIZE SELECT duration_s FROM sessions', 'sessions'],
    ['WITH e AS (FROM events), f AS (FROM e) SELECT count(*) FROM f, e', 'events'],
    ['WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 9) FROM t', ''],
    ['WITH hosts AS (SELECT 1) FROM hosts', ''],
    ['SELECT e.* EXCLUDE (attrs), attrs->>\'uid\' FROM events e ASOF JOIN sessions s ON e.client_ip = s.client_ip AND e.ts >= s.ts', 'events, sessions'],
    ['SELECT time_bucket(INTERVAL 1 HOUR, ts) AS h, count(*) FILTER (direction = \'inbound\') FROM events GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL', 'events'],
    ['SELECT row_number() OVER (PARTITION BY client_ip ORDER BY ts) AS n, lag(ts) OVER w FROM sessions WINDOW w AS (ORDER BY ts) QUALIFY n = 1', 'sessions'],
    ['SELECT unnest(cves) AS cve, severity::INT FROM vulnerabilities WHERE name ILIKE \'%ssl%\' AND host IN (SELECT ip FROM hosts)', 'hosts, vulnerabilities'],
    ['SELECT message, regexp_extract(message, \'port (\\d+)\', 1)::INT AS port FROM events WHERE message LIKE \'Failed%\' COLLATE nocase', 'events'],
    ['SELECT list_filter([1, 2], x -> x > 1), {\'a\': 1}.a, map {\'k\': 2}[\'k\'], [1, 2][1], CASE WHEN true THEN 1 ELSE 2 END, TRY_CAST(\'x\' AS INT), coalesce(NULL, 1)', ''],
    ['SELECT * FROM range(3) r(i), generate_series(1, 3), unnest([1, 2])', ''],
    ['SELECT 1 UNION BY NAME SELECT 2 EXCEPT (SELECT 3) ORDER BY 1 NULLS LAST LIMIT 1 OFFSET 0', ''],
    ['SELECT DISTINCT ON (host) host, ts AT TIME ZONE \'UTC\' FROM host_facts ORDER BY host, ts DESC', 'host_facts'],
    ['SELECT COLUMNS(\'.*_ip\') FROM events', 'events'],
    ['SELECT date_trunc(\'day\', ts)::DATE, ts::TIMESTAMPTZ, 1.5::DECIMAL(4, 2), ARRAY[1]::BIGINT[] FROM events', 'events'],
    ['SELECT grouping(type), type FROM events GROUP BY ROLLUP (type)', 'events'],
  ] // prettier-ignore
  const found = await Promise.all(questions.map(async ([statement]) => [statement, await outcome(statement)]))
  expect(found).toEqual(questions.map(([statement, relations]) => [statement, `allowed: ${relations}`]))
})

test('a refusal says where and what', async () => {
  await expect(checked('SELECT 1, random()')).rejects.toMatchObject({
    message: 'The function random is not available (character 11).',
  })
  await expect(checked('SELECT * FRM events')).rejects.toMatchObject({
    code: 'SQL-002',
    message: expect.stringMatching(/FRM|events/),
  })
})
