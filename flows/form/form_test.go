package form_test

import (
	"fmt"

	"echowall/flows/form"
)

// A field is asked for by its own name unless it says otherwise; what is optional may be asked for all the same.
func ExampleTakes() {
	fields := form.Takes(form.Case(), form.OneOf("reply", "yes", "no"), form.Wanted(form.Prose("place")))
	for _, f := range fields(form.Values{}) {
		fmt.Println(f.Name, f.Options, f.Optional, "ask."+f.Ask)
	}
	// Output:
	// case [] false ask.case
	// reply [yes no] false ask.reply
	// text [] true ask.text.place
}
