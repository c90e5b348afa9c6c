package record

import (
	"echowall/flows/say"
)

// Statement is the record of what somebody said to a case.
type Statement struct {
	By int `json:"by"`
	// Of is the community it was said in, where that is another one.
	Of   string `json:"of,omitempty"`
	Text string `json:"text"`
}

// Speaker is who said something: a person, or one of another community.
func Speaker(by int, of string) say.Arg {
	if of != "" {
		return say.Msg("someone.of", say.Args{"Name": say.Text(of)})
	}
	return say.Person(by)
}
