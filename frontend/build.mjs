// Builds what the Python package carries under src/quorate/web/static/quorate.
// `node build.mjs` writes the files; `node build.mjs --check` fails if the written files are not
// what these sources give.
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, 'node_modules')
const target = join(here, '..', 'src', 'quorate', 'web', 'static', 'quorate')

const withoutMap = (text) => text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n')

const fonts = join(modules, '@fontsource', 'atkinson-hyperlegible-next')
const fontFiles = ['latin', 'latin-ext'].flatMap((set) =>
  [400, 600, 700].map((weight) => `atkinson-hyperlegible-next-${set}-${weight}-normal.woff2`)
)

const built = new Map([
  ['quorate.css', compile(join(here, 'quorate.scss'), {
    style: 'compressed', sourceMap: false, loadPaths: [modules], quietDeps: true
  }).css + '\n'],
  ['quorate.js', readFileSync(join(here, 'quorate.js'), 'utf8')],
  ['favicon.svg', readFileSync(join(here, 'favicon.svg'), 'utf8')],
  ['govuk-frontend.min.js', withoutMap(
    readFileSync(join(modules, 'govuk-frontend/dist/govuk/govuk-frontend.min.js'), 'utf8'))],
  ['htmx.min.js', withoutMap(readFileSync(join(modules, 'htmx.org/dist/htmx.min.js'), 'utf8'))],
  ['licences/govuk-frontend.txt', readFileSync(join(here, 'licences/govuk-frontend.txt'), 'utf8')],
  ['licences/htmx.txt', readFileSync(join(modules, 'htmx.org/LICENSE'), 'utf8')],
  ['licences/atkinson-hyperlegible-next.txt', readFileSync(join(fonts, 'LICENSE'), 'utf8')],
  ...fontFiles.map((name) => [`fonts/${name}`, readFileSync(join(fonts, 'files', name))])
])

const checking = process.argv.includes('--check')
const stale = []
for (const [name, content] of built) {
  const path = join(target, name)
  const bytes = Buffer.from(content)
  if (existsSync(path) && readFileSync(path).equals(bytes)) continue
  stale.push(name)
  if (checking) continue
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}
for (const name of stale) console.log(`${checking ? 'not current' : 'written'}: ${name}`)
if (checking && stale.length) process.exit(1)
