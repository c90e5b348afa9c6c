package life

import (
	"cmp"

	"echowall/flows/cases"
	"echowall/flows/say"
)

// FormArg is as what a result is published, in words.
func FormArg(f cases.Form) say.Arg { return say.Msg("form." + string(cmp.Or(f, cases.AsResolution))) }
