// Loaded into a program before it starts (`node --import`): shifts its wall clock by the milliseconds that the file
// named by FAULTS_CLOCK holds at the moment. Timers and performance.now() go on as they are, as on a real machine.
// Ends it when the process that started it is gone, however that ended.
import { readFileSync } from 'node:fs'

const EVERY_MILLISECONDS = 100

const realNow = Date.now
const parent = process.ppid
let shift = 0

function read() {
  try {
    const text = readFileSync(process.env.FAULTS_CLOCK, 'utf8')
    // Empty for a moment while it is written.
    if (text !== '') shift = Number(text)
  } catch {
    // No handles left: the clock stays as it is.
  }
}

if (process.env.FAULTS_CLOCK) {
  read()
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
    read()
  }, EVERY_MILLISECONDS).unref()
  Date.now = () => realNow() + shift
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [Date.now()], newTarget),
  })
}
