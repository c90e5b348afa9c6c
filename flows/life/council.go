package life

import (
	"slices"

	"echowall/flows/people"
	"echowall/flows/say"
)

func KindArgs(kinds []string) say.Arg {
	var all []say.Arg
	for _, k := range kinds {
		all = append(all, say.Msg("kind."+k))
	}
	return say.List(all...)
}

// Unbacked are the conveners whose word is awaited.
func Unbacked(s *State, by []int) []int {
	return slices.DeleteFunc(s.Holders().Of(people.Convener), func(p int) bool { return slices.Contains(by, p) })
}
