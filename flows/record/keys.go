package record

import (
	"echowall/flows/cases"
	"strconv"
)

// PersonKey keeps a person by number, ProfileKey what is personal of them.
func PersonKey(n int) string { return "person:" + strconv.Itoa(n) }

// ProfileKey lies outside the journal, so that a person can be erased.
func ProfileKey(n int) string { return "x:profile:" + strconv.Itoa(n) }

// userPrefix begins the keys by which a person is found by the Telegram id, namePrefix those by the @name.
const (
	userPrefix = "x:user:"
	namePrefix = "x:name:"
)

func userKey(user int64) string { return userPrefix + strconv.FormatInt(user, 10) }

// CaseKey keeps a case by number.
func CaseKey(n int) string { return "case:" + strconv.Itoa(n) }

func supportPrefix(n int) string { return "support:" + strconv.Itoa(n) + ":" }

// SupportKey keeps that a person supports a case.
func SupportKey(n, person int) string { return supportPrefix(n) + strconv.Itoa(person) }

// BallotKey keeps a ballot by id.
func BallotKey(id string) string { return "ballot:" + id }

func votePrefix(id string) string { return "vote:" + id + ":" }

// VoteKey keeps the vote of a person in a ballot.
func VoteKey(id string, p int) string { return votePrefix(id) + strconv.Itoa(p) }

// ReceiptsKey keeps the receipts of a secret ballot that was closed.
func ReceiptsKey(id string) string { return "receipts:" + id }

// SealPrefix begins the keys of the sealed papers of a secret ballot.
func SealPrefix(id string) string { return "x:seal:" + id + ":" }

// SealKey keeps the sealed paper of a voter until the ballot is closed.
func SealKey(id string, p int) string { return SealPrefix(id) + strconv.Itoa(p) }

// MeetingKey keeps a meeting by number.
func MeetingKey(n int) string { return "meeting:" + strconv.Itoa(n) }

// StatementKey keeps the kth statement on a case.
func StatementKey(n, k int) string { return "statement:" + strconv.Itoa(n) + ":" + strconv.Itoa(k) }

func nameKey(username string) string { return namePrefix + username }

// RatingPrefix holds the ratings of one evaluation: a case that was reopened is judged anew.
func RatingPrefix(c *cases.Case) string {
	which := "rating:" + strconv.Itoa(c.Number) + "." + strconv.Itoa(c.Reopened)
	if c.Evaluation.Number > 0 {
		which += "." + strconv.Itoa(c.Evaluation.Number)
	}
	return which + ":"
}

// RatingKey keeps the rating of a person in the evaluation that a case is in.
func RatingKey(c *cases.Case, person int) string { return RatingPrefix(c) + strconv.Itoa(person) }
