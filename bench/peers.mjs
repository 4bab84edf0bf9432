// Validates with an engine of npm: node peers.mjs PEERS ENGINE SHAPES DATA
import { createReadStream, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [, , peers, engine, shapesFile, dataFile] = process.argv
const require = createRequire(pathToFileURL(peers + '/'))
const load = async (name) => import(pathToFileURL(require.resolve(name)))

const { default: n3 } = await load('n3')
const { default: rdf } = await load('rdf-ext')

const shapes = rdf.dataset(new n3.Parser().parse(readFileSync(shapesFile, 'utf8')))
const data = rdf.dataset()
await new Promise((resolve, reject) => {
  createReadStream(dataFile).pipe(new n3.StreamParser({ format: 'N-Triples' }))
    .on('data', (quad) => data.add(quad)).on('end', resolve).on('error', reject)
})

let report
if (engine === 'shacl-engine') {
  const { Validator } = await load('shacl-engine')
  report = await new Validator(shapes, { factory: rdf }).validate({ dataset: data })
} else {
  const { default: Validator } = await load('rdf-validate-shacl')
  report = await new Validator(shapes).validate(data)
}
console.log('results ' + report.results.length)
