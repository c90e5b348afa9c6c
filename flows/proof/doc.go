// Package proof is what the entries of a book are held against when it is played again: whether who did a thing might,
// and how a case goes from stage to stage, is ended and is taken up again. What these events do is package life, which
// also says what an entry is judged by; each subject judges its own events beside their names, and package community
// puts them together. It decides nothing, and nothing is refused by it while the program runs.
package proof
