package intake

import (
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf("case.photos", photosAllowed, permission.Photo),
		proof.EventOf(
			"case.raised",
			raisingAllowed,
			permission.Raise,
			permission.Again,
			permission.Behalf,
			proof.FromLetter,
			proof.FromFiling,
		),
		proof.EventOf("case.recurred", recurrenceAllowed, permission.Again, permission.Recurs),
		proof.EventOf("case.reworded", rewordingAllowed, permission.Reword),
		proof.EventOf("case.sorted", proof.Any[CaseSorted], permission.Sort),
		proof.EventOf("case.supported", supportAllowed, permission.Support),
		proof.EventOf("case.unsupported", takingBackAllowed, permission.Unsupport),
	}
}
