package procedure_test

import (
	"fmt"
	"strings"

	"echowall/flows/procedure"
)

// The steps of a method as people count them. A small matter leaves out the research.
func ExampleProcedure_Steps() {
	methods, err := procedure.Default()
	if err != nil {
		fmt.Println(err)
		return
	}
	six, _ := methods.Latest("six-step")
	for i, step := range six.Steps() {
		out := ""
		if six.LeavesOut(procedure.Small, step.First) {
			out = " (not for a small matter)"
		}
		fmt.Printf("%d %s%s\n", i+1, step.Names["en"], out)
	}
	// Output:
	// 1 Collect issues
	// 2 Settle the issue
	// 3 Research first (not for a small matter)
	// 4 Deliberate
	// 5 Publish
	// 6 Follow through
}

// What is wrong with a method of one's own is told with its line and what was expected.
func ExampleParse() {
	_, err := procedure.Parse([]byte(`id: ours
version: 1
names: {en: Our method}
echo_every: every week
stages:
  - kind: intake
    names: {en: Speak up}
`))
	fmt.Println(strings.ReplaceAll(err.Error(), ": ", ":\n"))
	// Output:
	// procedure:
	// line 4:
	// "every week":
	// not a length of time:
	// expected a whole number with its unit, as 90s, 36h, 7d, 2w or 5wd (working days)
}
