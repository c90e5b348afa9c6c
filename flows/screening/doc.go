// Package screening decides whether and how a case is deliberated: accepted on a track, declined, merged, answered or
// referred, by the office, by both conveners or by a ballot of the council. It stands on intake and voting.
package screening
