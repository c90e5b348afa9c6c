// Package localestest makes a language for tests, so that what escapes translation can be found: its texts are the
// English ones with brackets around whatever the folder says, so that all that stands outside of brackets came
// from elsewhere. Tests of the packages that speak call it; the program never does.
package localestest

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing/fstest"
	"text/template/parse"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// What stands around each text of the language, and before each word that people may answer with.
const (
	Open  = "⟦"
	Close = "⟧"
	Word  = "zz"
)

// from is the folder that the language is made from.
const from = "en"

// With is the folders with one more, of the language with this tag. Nothing is written anywhere.
func With(folders fs.FS, tag string) (fs.FS, error) {
	all := fstest.MapFS{}
	names, err := fs.Glob(folders, "*/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the message files: %w", err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(folders, name)
		if err != nil {
			return nil, fmt.Errorf("read the message file: %w", err)
		}
		all[name] = &fstest.MapFile{Data: raw}
		if path.Dir(name) == from {
			made, err := translated(raw, language.Make(tag))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			all[path.Join(tag, path.Base(name))] = &fstest.MapFile{Data: made}
		}
	}
	return all, nil
}

// translated is a file of messages in another language.
func translated(raw []byte, tag language.Tag) ([]byte, error) {
	var messages map[string]any
	if err := yaml.Unmarshal(raw, &messages); err != nil {
		return nil, fmt.Errorf("read the messages: %w", err)
	}
	for id, m := range messages {
		made, err := message(id, m, tag)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		messages[id] = made
	}
	made, err := yaml.Marshal(messages)
	if err != nil {
		return nil, fmt.Errorf("write the messages: %w", err)
	}
	return made, nil
}

func message(id string, m any, tag language.Tag) (any, error) {
	switch m := m.(type) {
	case string:
		switch {
		case strings.HasPrefix(id, "word."):
			return words(m), nil
		case id == "founding.zone": // the name of a time zone is the same in each language
			return m, nil
		}
		return bracketed(m)
	case map[string]any:
		return forms(m, tag)
	}
	return nil, fmt.Errorf("neither a text nor its forms: %T", m)
}

// words are the words that people may answer with, each of them another than in any language there is.
func words(all string) string {
	var made []string
	for word := range strings.SplitSeq(all, "|") {
		made = append(made, Word+strings.ReplaceAll(word, " ", " "+Word))
	}
	return strings.Join(made, "|")
}

// forms are those that the language counts with.
func forms(english map[string]any, tag language.Tag) (map[string]string, error) {
	made := map[string]string{}
	for _, name := range cardinals(tag) {
		text, ok := english[name].(string)
		if !ok {
			text, ok = english["other"].(string)
		}
		if !ok {
			return nil, fmt.Errorf("no form %q and no other", name)
		}
		bracketed, err := bracketed(text)
		if err != nil {
			return nil, err
		}
		made[name] = bracketed
	}
	return made, nil
}

// cardinals are the plural forms that a language has for whole numbers.
func cardinals(tag language.Tag) []string {
	names := []string{"other", "zero", "one", "two", "few", "many"} // in the order of plural.Form
	var all []string
	for n := range 201 {
		if name := names[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)]; !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// bracketed puts brackets around what a template says itself, and none around what it is given.
func bracketed(text string) (string, error) {
	tree := parse.New("")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(text, "", "", map[string]*parse.Tree{}); err != nil {
		return "", fmt.Errorf("read the template: %w", err)
	}
	return inBrackets(tree.Root)
}

func inBrackets(list *parse.ListNode) (string, error) {
	var out strings.Builder
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			out.WriteString(around(string(n.Text)))
		case *parse.ActionNode:
			out.WriteString(n.String())
		case *parse.IfNode:
			made, err := choice(n)
			if err != nil {
				return "", err
			}
			out.WriteString(made)
		default:
			return "", fmt.Errorf("a template with %T", n)
		}
	}
	return out.String(), nil
}

func choice(n *parse.IfNode) (string, error) {
	yes, err := inBrackets(n.List)
	if err != nil {
		return "", err
	}
	no := ""
	if n.ElseList != nil {
		if no, err = inBrackets(n.ElseList); err != nil {
			return "", err
		}
		no = "{{else}}" + no
	}
	return "{{if " + n.Pipe.String() + "}}" + yes + no + "{{end}}", nil
}

// around puts brackets around each of the words parted by "|", for such lists are taken apart, and leaves blanks
// outside.
func around(text string) string {
	parts := strings.Split(text, "|")
	for i, p := range parts {
		if word := strings.TrimSpace(p); word != "" {
			before, after, _ := strings.Cut(p, word)
			parts[i] = before + Open + word + Close + after
		}
	}
	return strings.Join(parts, "|")
}
