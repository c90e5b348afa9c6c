package rights

import (
	"echowall/flows/dialog"
	"echowall/flows/permission"
)

// Waiting is the reason for which an update is set aside only until Telegram has said who runs a group.
const Waiting = "it waits to be known who runs the group"

// Unknown says that it bears on what was said whether somebody runs a group, and that this is not known yet.
type Unknown struct{ Who Person }

// Error says what is not known.
func (*Unknown) Error() string { return Waiting }

// Rank is what somebody is in a group, where that bears on the line that was said: who runs a group that is no home yet
// founds a community in it, and chooses the language of one that is; whose group it is can take the office back. It
// asks nobody: an *Unknown says that Ask is to be called first.
func (d *Desk) Rank(who Person, line string, home bool) (Rank, error) {
	verb, rest := dialog.Verb(line)
	founds := verb == permission.Setup && !home
	chooses := verb == permission.Language && home && rest != ""
	reclaims := verb == permission.Reclaim && home
	if !founds && !chooses && !reclaims {
		return None, nil
	}
	return d.asked(who)
}

// Runs tells whether somebody runs a group. It asks nobody: an *Unknown says that Ask is to be called first.
func (d *Desk) Runs(who Person) (bool, error) {
	rank, err := d.asked(who)
	return rank.Runs(), err
}

// asked is what is known of somebody, or that they are to be asked about.
func (d *Desk) asked(who Person) (Rank, error) {
	rank, known := d.Known(who)
	if !known {
		return None, &Unknown{who}
	}
	return rank, nil
}
