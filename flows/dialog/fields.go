// Package dialog is the grammar of what people type, press and answer: it reads command lines into values and knows
// which values a command still lacks. What a verb takes is said by the verb (package form). Typed commands, buttons and
// replies in words all pass here, so that everything a button does, words do as well. It knows no Telegram, and decides
// nothing: what it makes is a life.Command for the engine.
package dialog

import (
	"slices"

	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
)

// Grammar says of each verb what it takes.
type Grammar interface {
	// Fields are what a verb takes, in order, given the values read so far; ok is false for a verb that cannot be
	// typed.
	Fields(v permission.Verb, got form.Values) (fields []form.Field, ok bool)
	// Read makes the values of a verb, of its own type, from what was said.
	Read(v permission.Verb, got life.Reading) any
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
