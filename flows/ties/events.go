package ties

import (
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf("case.follower_found", followerAllowed, proof.FromLetter),
		proof.EventOf("case.heard", echoAllowed, proof.FromLetter),
		proof.EventOf("case.lead_found", leadAllowed, proof.FromLetter),
		proof.EventOf("case.shared", sharingAllowed, proof.FromLetter),
		proof.EventOf("joint.called", callAllowed, proof.FromLetter),
		proof.EventOf(
			"joint.counted",
			countAllowed,
			permission.Vote,
			permission.Witness,
			permission.Recuse,
			permission.Tally,
			proof.FromClock,
			proof.FromLetter,
		),
		proof.EventOf("joint.invited", partnerAllowed, permission.Joint),
		proof.EventOf("joint.lost", lossAllowed, proof.FromLetter),
		proof.EventOf(
			"joint.share",
			shareAllowed,
			permission.Vote,
			permission.Witness,
			permission.Recuse,
			permission.Tally,
			proof.FromClock,
			proof.FromLetter,
		),
		proof.EventOf("letter.turned_back", proof.Any[DispatchTurnedBack], proof.FromLetter),
		proof.EventOf("tie.asked", askingAllowed, permission.Link),
		proof.EventOf("tie.linked", linkAllowed, proof.FromLetter),
		proof.EventOf("tie.refused", refusalAllowed, proof.FromLetter),
		proof.EventOf("tie.unlinked", endAllowed, permission.Unlink, proof.FromLetter),
	}
}
