/** How long this process was not free to do anything else meanwhile, at the longest, in milliseconds. */
export async function longestGap(act: () => Promise<unknown>): Promise<number> {
  let [last, longest] = [performance.now(), 0]
  const look = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }
  const ticking = setInterval(look, 5)
  try {
    await act()
  } finally {
    clearInterval(ticking)
  }
  look()
  return longest
}
