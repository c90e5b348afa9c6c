// Package dialog is the grammar of what people type, press and answer: it reads command lines into values and knows
// which values a command still lacks. What a verb takes is said by the verb (package form). Typed commands, buttons and
// replies in words all pass here, so that everything a button does, words do as well. It knows no Telegram, and decides
// nothing: what it makes is a community.Command for the engine.
package dialog

import (
	"slices"

	"echowall/flows/form"
	"echowall/flows/permission"
)

// Grammar says what a verb takes, in order, given the values read so far; ok is false for a verb that cannot be typed.
type Grammar interface {
	Fields(v permission.Verb, got form.Values) (fields []form.Field, ok bool)
}

// Missing is the first field a command still needs; with wish, the optional ones count as well. ok is false when there
// is none.
func Missing(g Grammar, v permission.Verb, got form.Values, wish bool) (f form.Field, ok bool) {
	fields, _ := g.Fields(v, got)
	i := slices.IndexFunc(fields, func(f form.Field) bool {
		_, have := got[f.Name]
		return !have && (!f.Optional || f.Wanted || wish)
	})
	if i < 0 {
		return form.Field{}, false
	}
	return fields[i], true
}
