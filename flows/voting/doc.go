// Package voting puts texts to the vote and counts: ballots open and secret, options, proxies and recusals, reminders
// to those who have not voted, and what follows from the result. How votes are counted is the business of the package
// of values ballot.
package voting
