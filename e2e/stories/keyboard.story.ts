import { execFileSync } from 'node:child_process'
import { Keyboard } from '../player/keyboard'
import { expect, story } from '../player/story'

story('an analyst does the whole job without a mouse @browser', async ({ app }) => {
  const { page } = app
  const keyboard = new Keyboard(app)

  await keyboard.walksTo('button', 'Open sample')
  await page.keyboard.press('Enter')
  await app.hasOpened('Odd IRC connections')
  await keyboard.seesFocus()

  const views = ['Overview', 'Investigate', 'Hosts', 'Sessions', 'Detections', 'Coverage', 'Access', 'Notebook', 'Report']
  for (const [key, view] of views.entries()) {
    await keyboard.presses(String(key + 1))
    await expect(page.getByRole('main', { name: view })).toBeVisible()
  }

  await keyboard.presses('2')
  await keyboard.presses('/')
  await keyboard.writes('name:TNM-Lo')
  await expect(page.getByRole('option', { name: /TNM-Long/ }).first()).toBeVisible()
  await keyboard.presses('Tab')
  await keyboard.presses('Enter')
  await expect(page.getByRole('button', { name: /^Filter name:TNM-Long.*included/ })).toBeVisible()
  const long = await app.counts()

  await keyboard.presses('Escape')
  await keyboard.chooses(/^inbound/, page.getByRole('list', { name: 'Direction', exact: true }))
  await expect(page.getByRole('button', { name: 'Filter direction:inbound, included' })).toBeVisible()
  expect(await app.counts()).toBeLessThanOrEqual(long)

  await keyboard.walksTo('application', /^Events per/)
  await keyboard.presses('End')
  await keyboard.presses('Shift+ArrowLeft', 3)
  await keyboard.presses('Enter')
  await expect(page.getByRole('button', { name: /zoomed/ })).toBeVisible()
  await keyboard.presses('Alt+ArrowLeft')
  await keyboard.presses('Alt+ArrowRight')
  await keyboard.presses('Escape')
  await expect(page.getByRole('button', { name: /zoomed/ })).toBeHidden()

  await keyboard.walksTo('grid', 'Events')
  await keyboard.presses('ArrowDown')
  await keyboard.presses('ArrowDown')
  const raw = await app.rawLine()

  await keyboard.presses('c')
  await keyboard.walksTo('textbox', 'Title of the finding')
  await keyboard.writes('Hours on one port')
  await keyboard.presses('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await keyboard.seesFocus()

  await keyboard.presses('8')
  await keyboard.chooses(/Hours on one port/, page.getByRole('navigation', { name: 'Entries' }))
  await keyboard.walksTo('textbox', 'Text, Markdown')
  await keyboard.writes('Somebody stayed for hours: [E')
  await expect(page.getByRole('option', { name: /E1/ })).toBeVisible()
  await keyboard.presses('Enter')
  await keyboard.presses('Control+S')
  await keyboard.presses('Escape')

  await keyboard.presses('9')
  const pdf = await keyboard.saves('report.pdf', () => keyboard.chooses(/^Export PDF/))
  const words = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
  expect(words).toContain('Somebody stayed for hours')
  expect(words.replace(/\W/g, '')).toContain(raw.replace(/\W/g, ''))

  await keyboard.saves('case.btz', async () => {
    await keyboard.chooses(/^Write bundle/)
    await keyboard.chooses(/^Write bundle/, page.getByRole('dialog', { name: 'Bundle' }))
  })
})
