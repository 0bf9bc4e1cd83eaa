#!/usr/bin/env node
// The command `lake`. The sources are TypeScript and run without a build.
// This file keeps to syntax that every Node.js reads, so that an old one gets to the sentence that says what to install.
var found = process.versions.node.split('.').map(Number)

if (found[0] > 20 || (found[0] === 20 && found[1] >= 19)) {
  import('tsx/esm/api')
    .then(function (tsx) {
      tsx.register()
      return import('./cli/main.ts')
    })
    .then(function (cli) {
      return cli.main(process.argv)
    })
} else {
  var env = process.env
  var locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  var sentences = {
    en: 'telegram-lake needs Node.js 20.19 or newer, and this is VERSION. Install it from https://nodejs.org, or with: nvm install --lts',
    pt: 'O telegram-lake precisa do Node.js 20.19 ou mais novo, e este é o VERSION. Instale por https://nodejs.org ou com: nvm install --lts',
    es: 'telegram-lake necesita Node.js 20.19 o posterior, y este es VERSION. Instálalo desde https://nodejs.org o con: nvm install --lts',
  }
  var sentence = sentences[locale.slice(0, 2)] || sentences.en
  console.error(sentence.replace('VERSION', process.versions.node))
  process.exitCode = 1
}
