package record

import (
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/permission"
	"strconv"
	"time"
)

// Ptr is where a value lies that needs to be pointed to.
func Ptr[T any](x T) *T { return &x }

// Days says a span in whole days, as people are told of it.
func Days(s calendar.Span) int { return int(s.Rough() / (24 * time.Hour)) }

// LedVerbs are what people here may still do about a case that is decided elsewhere.
func LedVerbs(c *cases.Case) []permission.Verb {
	if c.Follows(cases.ReferredUp) {
		return []permission.Verb{permission.Support, permission.Unsupport, permission.Reword}
	}
	if c.Follows(cases.ByHand) {
		return []permission.Verb{permission.Support, permission.Unsupport, permission.Reword, permission.Brought,
			permission.Extend, permission.Withdraw}
	}
	return []permission.Verb{
		permission.Support, permission.Unsupport, permission.Reword, permission.Vote, permission.Recuse, permission.Proxy,
		permission.Witness, permission.Tally,
		permission.Statement, permission.Involve,
	}
}

// Line is a command line, as a button gives it: a verb and its words.
func Line(verb permission.Verb, words ...string) string {
	l := string(verb)
	for _, w := range words {
		l += " " + w
	}
	return l
}

// Num is a number as a command line has it.
func Num(n int) string { return strconv.Itoa(n) }

// Atoi is the number that a part of a key says; 0 for what is none.
func Atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
