package publicity

import (
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf("approval.approved", approvalAllowed, permission.Approve),
		proof.EventOf("approval.assembly", assemblyAllowed, permission.Assembly),
		proof.EventOf("approval.returned", returnAllowed, permission.Return),
		proof.EventOf("publicity.ended", endAllowed, permission.Settle, proof.FromClock),
		proof.EventOf("publicity.named", namingAllowed, permission.Publish),
		proof.EventOf("publicity.objected", objectionAllowed, permission.Object),
		proof.EventOf("publicity.published", publishingAllowed, permission.Publish),
		proof.EventOf("publicity.settled", settlingAllowed, permission.Settle),
	}
}
