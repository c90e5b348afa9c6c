package life

import (
	"echowall/flows/say"
)

// Printed is a button that opens what can be printed, where the community is on the web.
func Printed(s *State, what, path string) [][]say.Button {
	code := s.Head().Page.Code
	if code == "" {
		return nil
	}
	return [][]say.Button{say.Row(say.Button{Label: say.New("button.print." + what), Page: code, Below: path})}
}
