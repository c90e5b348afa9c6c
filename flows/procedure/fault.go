package procedure

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
)

// fault is what is wrong at a place of the file, named as goccy/go-yaml names places: "$.stages[2]".
type fault struct {
	path string
	err  error
}

// Error is that of what is wrong; located says where.
func (f *fault) Error() string { return f.err.Error() }

// Unwrap gives the error within.
func (f *fault) Unwrap() error { return f.err }

// located puts the line before an error of check, where the place can be found in the file.
func located(raw []byte, err error) error {
	var f *fault
	if !errors.As(err, &f) {
		return err
	}
	path, bad := yaml.PathString(f.path)
	if bad != nil {
		return err
	}
	node, bad := path.ReadNode(bytes.NewReader(raw))
	if bad != nil || node.GetToken() == nil {
		return err
	}
	return fmt.Errorf("line %d: %w", node.GetToken().Position.Line, err)
}

// traced puts the line before an error that names the value it is about, as a span that is none, where only one line
// has that value: the library does not say where such a value stands.
func traced(raw []byte, err error) error {
	named := regexp.MustCompile(`^"([^"]+)"`).FindStringSubmatch(err.Error())
	if named == nil {
		return err
	}
	at := 0
	for i, line := range strings.Split(string(raw), "\n") {
		switch {
		case !strings.Contains(line, named[1]):
		case at > 0:
			return err
		default:
			at = i + 1
		}
	}
	if at == 0 {
		return err
	}
	return fmt.Errorf("line %d: %w", at, err)
}

// unreadable tells in one line, and in the words of whoever writes the file, why it could not be read.
func unreadable(err error) error {
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("nothing is in it: expected %s", fields(reflect.TypeFor[Procedure]()))
	}
	var at yaml.Error
	if !errors.As(err, &at) {
		return err
	}
	text := at.GetMessage()
	var kind *yaml.TypeError
	var field *yaml.UnknownFieldError
	switch {
	case errors.As(err, &kind) && kind.Token != nil:
		text = fmt.Sprintf("%q: expected %s", kind.Token.Value, wanted(kind.DstType))
	case errors.As(err, &field):
		text += ": expected " + known()
	}
	if at.GetToken() == nil {
		return errors.New(text)
	}
	return fmt.Errorf("line %d: %s", at.GetToken().Position.Line, text)
}

// wanted says what should stand where a type is expected.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Int:
		return "a whole number"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list, as [a, b]"
	case reflect.Map, reflect.Struct:
		return "names with values, as {name: value}"
	}
	return "a text"
}

// known lists the fields there are, for whoever mistyped one.
func known() string {
	return fields(reflect.TypeFor[Procedure]()) + "; in a stage " + fields(reflect.TypeFor[Stage]()) +
		"; in a ballot " + fields(reflect.TypeFor[Rule]()) + "; in needs " + fields(reflect.TypeFor[Needs]()) +
		"; in a track " + fields(reflect.TypeFor[Shortcut]()) +
		"; in a schedule " + fields(reflect.TypeFor[Schedule]())
}

func fields(t reflect.Type) string {
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		names = append(names, f.Tag.Get("yaml"))
	}
	return strings.Join(names, ", ")
}
