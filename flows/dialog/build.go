package dialog

import (
	"cmp"

	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
)

// Build makes a command of complete values: the case and the meeting it is on, and what the verb reads for itself. The
// person named is filled in by the engine, which knows names.
func Build(g Grammar, v permission.Verb, got life.Reading, base life.Command) life.Command {
	cmd := base
	cmd.Verb, cmd.Meeting = v, got.Number("meeting")
	ofBallot, _ := got.Dotted("ballot")
	ofTask, _ := got.Dotted("task")
	cmd.Case = cmp.Or(ofBallot, ofTask, got.Number("case"))
	if several := form.CaseNumbers(got.Said["case"]); cmd.Case == 0 && len(several) > 0 {
		cmd.Case, cmd.Cases = several[0], several
	}
	cmd.Values = g.Read(v, got)
	return cmd
}
