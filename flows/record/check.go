package record

import (
	"strconv"

	"echowall/flows/cases"
	"echowall/flows/permission"
)

// LedVerbs are what people here may still do about a case that another community leads.
func LedVerbs(c *cases.Case) []permission.Verb {
	if c.Follows(cases.ReferredUp) {
		return []permission.Verb{permission.Support}
	}
	return []permission.Verb{
		permission.Support, permission.Vote, permission.Recuse, permission.Proxy, permission.Tally, permission.Statement, permission.Involve,
	}
}

func Line(verb permission.Verb, words ...string) string {
	l := string(verb)
	for _, w := range words {
		l += " " + w
	}
	return l
}

func Num(n int) string { return strconv.Itoa(n) }
