package bot_test

import (
	"slices"
	"testing"

	"echowall/flows/dialog"
	"echowall/flows/permission"
	"echowall/locales"
)

// Whatever a command takes can be asked for, and each choice has a label and a word by which it is said.
func TestEveryQuestionHasWords(t *testing.T) {
	c, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	ids, words := c.IDs(locales.Default), c.Lexicon()
	want := func(id string) {
		if _, ok := slices.BinarySearch(ids, id); !ok {
			t.Errorf("there is no message %q", id)
		}
	}
	for _, rule := range permission.Table() {
		eachField(rule.Verb, dialog.Values{}, 0, func(f dialog.Field) {
			want("ask." + f.Ask)
			for _, o := range f.Options {
				want("option." + o)
				if words[locales.Fold(o)] != o {
					t.Errorf("nobody can say %q", o)
				}
			}
		})
	}
}

// eachField visits the fields of a verb whatever was answered before.
func eachField(v permission.Verb, got dialog.Values, depth int, visit func(dialog.Field)) {
	fields, ok := dialog.Fields(v, got)
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
		next := dialog.Values{f.Name: a}
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
