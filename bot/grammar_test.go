package bot_test

import (
	"slices"
	"strings"
	"testing"

	"echowall/flows/community"
	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/locales"
)

// TestEveryVerbHasWords holds the texts against the verbs: whatever a command takes can be asked for, each choice has a
// label and a word by which it is said, each line of a menu and of the help is written, and none is that no verb has.
func TestEveryVerbHasWords(t *testing.T) {
	c, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	ids, words := c.IDs(locales.Default), c.Lexicon()
	made := map[string]bool{
		// Asked for, or put together, by the conversation itself.
		"ask.again": true, "ask.option": true,
	}
	want := func(id string) {
		made[id] = true
		if _, ok := slices.BinarySearch(ids, id); !ok {
			t.Errorf("there is no message %q", id)
		}
	}
	for _, verb := range community.AllVerbs().All() {
		made["command."+string(verb.Name)] = true // described even where only a button gives it
		if verb.Menu.For != life.ForNobody {
			want("command." + string(verb.Name))
		}
		for _, line := range verb.Help {
			want("help." + line.Reader)
			want("help." + line.Reader + "." + string(verb.Name))
		}
		eachField(verb.Name, form.Values{}, 0, func(f form.Field) {
			want("ask." + f.Ask)
			for _, o := range f.Options {
				want("option." + o)
				if words[locales.Fold(o)] != o {
					t.Errorf("nobody can say %q", o)
				}
			}
		})
	}
	for _, id := range ids {
		kind, _, _ := strings.Cut(id, ".")
		if slices.Contains([]string{"command", "help", "ask"}, kind) && !made[id] {
			t.Errorf("no verb has %s", id)
		}
	}
}

// eachField visits the fields of a verb whatever was answered before.
func eachField(v permission.Verb, got form.Values, depth int, visit func(form.Field)) {
	fields, ok := community.AllVerbs().Fields(v, got)
	if !ok || depth == len(fields) {
		return
	}
	f := fields[depth]
	visit(f)
	answers := f.Options
	if len(answers) == 0 {
		answers = []string{"x"}
	}
	for _, a := range answers {
		next := form.Values{f.Name: a}
		for k, x := range got {
			next[k] = x
		}
		eachField(v, next, depth+1, visit)
	}
}

// The catalogue and the reader of commands fold words alike.
func TestFoldsAgree(t *testing.T) {
	for _, w := range []string{" ＹＥＳ ", "✔️", "赞成", "Å", "İ", "①", "ｱ"} {
		if locales.Fold(w) != dialog.Fold(w) {
			t.Errorf("%q folds to %q and to %q", w, locales.Fold(w), dialog.Fold(w))
		}
	}
}
