// How often something was found, in the words that the element brings as data-none, data-one and data-many.
export function hitsInWords({ dataset: { none, one, many } }, hits, wanted) {
  return (hits === 0 ? none : hits === 1 ? one : many).replace("{count}", hits).replace("{words}", () => wanted);
}
