package personnel

import (
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf("person.appointed", appointAllowed,
			permission.Appoint, permission.Start, permission.Setup, permission.Reclaim, permission.Second,
			proof.FromClock),
		proof.EventOf("person.away", goneAllowed, proof.FromChat),
		proof.EventOf("person.back", backAllowed, proof.FromChat),
		proof.EventOf("person.code", codeAllowed,
			permission.Bind, permission.Invite, permission.Concern, permission.QR, permission.Link),
		proof.EventOf("person.dismissed", dismissAllowed,
			permission.Dismiss, permission.Retire, permission.Reclaim, permission.Second, proof.FromClock),
		proof.EventOf("person.dropped", dropAllowed,
			permission.TakeBack, permission.Second, proof.FromChat, proof.FromClock),
		proof.EventOf("person.erased", eraseAllowed, permission.Erase, permission.Forget),
		proof.EventOf("person.joined", joinAllowed), // whatever somebody does first
		proof.EventOf("person.proposed", proposalAllowed, permission.Appoint, permission.Dismiss, permission.Start),
		proof.EventOf("person.returned", returnAllowed), // and again
	}
}
