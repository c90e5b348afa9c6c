package dialog_test

import (
	"fmt"
	"time"

	"echowall/flows/community"
	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/permission"
)

// What is typed behind a slash, the line of a button and a reply in words are read alike. Words may be of any
// language.
func ExampleReader_Line() {
	reader := dialog.Reader{
		Verbs: community.AllVerbs(),
		Words: map[string]string{"同意": "yes", "agree": "yes"},
		Now:   time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC),
	}
	for _, line := range []string{"vote 12.1 yes", "vote 12.1 同意"} {
		verb, rest := dialog.Verb(line)
		got := form.Values{}
		_, err := reader.Line(verb, rest, got)
		fmt.Println(verb, got["ballot"], got["choice"], err)
	}
	// Output:
	// vote 12.1 yes <nil>
	// vote 12.1 yes <nil>
}

// What a line lacks is asked for, one field at a time. What is asked depends on what was said before.
func ExampleMissing() {
	reader := dialog.Reader{Verbs: community.AllVerbs(), Words: map[string]string{"decline": "decline", "other": "other"}}
	got := form.Values{}
	if _, err := reader.Line(permission.Screen, "12 decline", got); err != nil {
		fmt.Println(err)
	}
	for _, answer := range []string{"other", "It is between two families"} {
		field, _ := dialog.Missing(reader.Verbs, permission.Screen, got, false)
		fmt.Println("asked for the", field.Name)
		if err := reader.Answer(field, answer, got); err != nil {
			fmt.Println(err)
		}
	}
	_, missing := dialog.Missing(reader.Verbs, permission.Screen, got, false)
	fmt.Printf("case %s, %s, %s: %s (missing: %t)\n", got["case"], got["verdict"], got["ground"], got["text"], missing)
	// Output:
	// asked for the ground
	// asked for the text
	// case 12, decline, other: It is between two families (missing: false)
}
