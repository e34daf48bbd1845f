import { barriers } from '../player/audit'
import { expect, story } from '../player/story'

const STATEMENT =
  "SELECT client_ip, count(*) AS n FROM sessions WHERE direction = 'inbound' GROUP BY client_ip ORDER BY n DESC LIMIT 12"

story('an investigator asks in SQL, cites the answer, and sees what may not be asked', async ({ app }) => {
  const { page } = app
  await app.opens('Odd IRC connections')
  await app.goesTo('Notebook')
  await app.presses('New finding')
  await page
    .getByRole('radio', { name: 'SQL' })
    .or(page.getByRole('button', { name: 'SQL', exact: true }))
    .first()
    .click()
  await expect(page.getByRole('button', { name: 'Put sessions at the cursor' })).toBeVisible()
  expect(await barriers(page)).toEqual([])

  const writes = async (statement: string) => {
    await page.getByRole('textbox', { name: 'SQL statement' }).click()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.press('Delete')
    await page.keyboard.type(statement)
  }
  await writes(`SELECT * FROM read_text('/etc/passwd')`)
  await page.keyboard.press('ControlOrMeta+Enter')
  await app.settles()
  await expect(page.getByText('There is no view read_text to ask (character 15).')).toBeVisible()

  await writes('SELECT ses')
  await page.keyboard.press('Control+Space')
  await expect(page.getByRole('option', { name: /^session_state/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await writes(STATEMENT)
  await page.keyboard.press('ControlOrMeta+Enter')
  await app.settles()
  await expect(page.getByRole('columnheader', { name: 'client_ip' })).toBeVisible()
  await expect(page.getByText('12 rows', { exact: true })).toBeVisible()

  await app.presses('Cite this result')
  await expect(page.getByText('E1').first()).toBeVisible()
  await expect(page.getByText('verified').first()).toBeVisible()
  expect(await barriers(page)).toEqual([])
})
